"""Figures: how many clusters, and what they are."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.segmentation.cells import BELOW_TO_ABOVE, draw_cells
from crmlab.figures.style import COLOURS

TEXT = {
    "k": "number of clusters",
    "inertia": "inertia, thousands",
    "silhouette": "silhouette",
    "stability": "stability",
    "k alt": (
        "Three line charts against the number of clusters, {first} to {last}. Inertia "
        "falls from {start:,.0f} to {end:,.0f}. The silhouette is highest at "
        "{best_silhouette} ({silhouette:.2f}), the stability at {best_stability} "
        "({stability:.2f}).{chosen}"
    ),
    "chosen": " Marked: {k} clusters.",
    "cluster": "cluster",
    "feature": "standard deviations above (+) or below (−) the mean of all",
    "profile alt": (
        "Grid of clusters by features, in standard deviations from the mean. "
        "Most above it: {above}."
    ),
}


def choosing_k(table, *, title, chosen=None):
    """Draw three criteria for the number of clusters, side by side.

    table   frame as ``segmentation.choose_k`` returns it
    chosen  a number of clusters to mark
    Returns the Axes of the first panel.
    """
    figure, panels = plt.subplots(1, 3)
    for ax, name in zip(panels, ["inertia", "silhouette", "stability"], strict=True):
        ax.plot(table.index, table[name], color=COLOURS["navy"], marker="o", ls="-")
        if chosen is not None:
            mark = {"color": COLOURS["brick"], "marker": "o", "markersize": 11}
            ax.plot(chosen, table[name][chosen], linestyle="", **mark)
        ax.set_ylabel(TEXT[name])
        ax.set_xticks(table.index)
        ax.set_ylim(0, table[name].max() * 1.08)
    panels[0].yaxis.set_major_formatter(lambda value, _: f"{value / 1000:,.0f}")
    figure.supxlabel(TEXT["k"], size=12)
    figure.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    alt = TEXT["k alt"].format(
        first=table.index[0],
        last=table.index[-1],
        start=table["inertia"].iloc[0],
        end=table["inertia"].iloc[-1],
        best_silhouette=table["silhouette"].idxmax(),
        silhouette=table["silhouette"].max(),
        best_stability=table["stability"].idxmax(),
        stability=table["stability"].max(),
        chosen="" if chosen is None else TEXT["chosen"].format(k=chosen),
    )
    return describe(panels[0], alt)


def cluster_profile(profile, *, title):
    """Draw how each cluster differs from the mean of all customers.

    profile  frame as ``segmentation.profile`` returns it
    Returns Axes; alt text gives the feature in which each cluster is most above.
    """
    words = profile.map("{:+.1f}".format).replace({"-0.0": "0", "+0.0": "0"})
    words = words.replace("-", "−", regex=True)
    ax = draw_cells(profile, words, BELOW_TO_ABOVE, -2.5, 2.5)
    features = [name.replace("_", " ") for name in profile.columns]
    ax.set_xticks(range(len(features)), features)
    plt.setp(ax.get_xticklabels(), rotation=35, ha="right", rotation_mode="anchor")
    ax.set(xlabel=TEXT["feature"], ylabel=TEXT["cluster"])
    ax.set_title(title)
    most = profile.idxmax(axis=1)
    above = ", ".join(
        f"{name} in {feature.replace('_', ' ')} ({profile.loc[name, feature]:+.1f})"
        for name, feature in most.items()
    )
    return describe(ax, TEXT["profile alt"].format(above=above))
