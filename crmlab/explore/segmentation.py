"""Lesson 03: where to cut recency, and how many clusters can be treated apart."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.ticker import PercentFormatter

from crmlab.figures import COLOURS, describe
from crmlab.segmentation import cluster

BAND = 7  # days in one bar; a cut at full weeks falls between two
# Full marks for the first four clusters, hollow ones for the rest: none looks alike,
# in grey either, for each colour has a shape of its own.
LOOKS = [
    (*look, full)
    for full in (True, False)
    for look in zip(COLOURS.values(), "os^D", strict=False)
]
PLACES = {"left": 0.04, "right": 0.97, "bottom": 0.14, "top": 0.82, "wspace": 0.68}
PLACES["width_ratios"] = [1.25, 1]  # said here, for finding them takes too long
SHOWN = 800  # customers in the scatter: enough to see, and quick to draw

TEXT = {
    "cut title": (
        "Cut at {days} days: {recent_rate:.0%} of {recent:,} buy again, "
        "{silent_rate:.0%} of {silent:,}\n"
        "The cut explains {explained:.0%} of who buys"
    ),
    "cut x": "days since the last order",
    "cut y": "bought in the later period",
    "recent": "ordered within the cut",
    "silent": "silent for longer",
    "cut alt": (
        "Bar chart of the share of customers who bought later, by days since the last "
        "order, split at {days} days. Of {recent:,} customers before the cut "
        "{recent_rate:.0%} bought later, of {silent:,} after it {silent_rate:.0%}. The "
        "cut explains {explained:.1%} of who buys."
    ),
    "k title": "{k} clusters, silhouette {silhouette:.2f}\n{split}",
    "split": "New at {k}: cluster {number}, {mark}",
    "first": "The first split",
    "x": "component 1",
    "y": "component 2",
    "silhouette": "silhouette",
    "k alt": (
        "Left, a scatter of customers in {k} clusters on two components. Right, the "
        "silhouette of each: {clusters}. Mean silhouette {silhouette:.2f}. {split}."
    ),
}


def count_sides(customers, days):
    """Count customers on both sides of a cut, and who of them bought later.

    customers  frame with recency_days and bought (1 or 0), one row a customer
    days       who ordered within so many days is recent, the others are silent
    Returns a dict: recent, silent (customers), recent_rate, silent_rate (share who
    bought later; 0 for nobody), explained (η² of the two sides).
    """
    near = customers["recency_days"].to_numpy() <= days
    bought = customers["bought"].to_numpy(dtype=float)
    recent, silent = int(near.sum()), int((~near).sum())
    rates = [bought[side].mean() if side.any() else 0.0 for side in (near, ~near)]
    gap, rate = rates[0] - rates[1], bought.mean()
    between = gap**2 * (recent * silent / len(bought) ** 2)
    return {
        "recent": recent,
        "silent": silent,
        "recent_rate": float(rates[0]),
        "silent_rate": float(rates[1]),
        "explained": float(between / (rate * (1 - rate))) if 0 < rate < 1 else 0.0,
    }


def rfm_cuts(customers, days=91):
    """Draw who bought later by days since the last order, coloured by side of a cut.

    customers, days  as in ``count_sides``
    Returns Axes.
    """
    counts = count_sides(customers, days)
    band = (customers["recency_days"].to_numpy() - 1) // BAND
    size = np.bincount(band)
    rate = np.bincount(band, customers["bought"]) / np.maximum(size, 1)
    edges = np.arange(len(size) + 1) * BAND + 0.5
    cut = int(np.clip(round(days / BAND), 0, len(size)))
    _, ax = plt.subplots()
    for name, colour, first, end in [
        ("recent", "teal", 0, cut),
        ("silent", "pale", cut, len(size)),
    ]:
        look = {"fill": True, "color": COLOURS[colour], "label": TEXT[name]}
        ax.stairs(rate[first:end], edges[first : end + 1], **look)
    ax.axvline(days + 0.5, color=COLOURS["brick"], linestyle="-")
    ax.set(xlabel=TEXT["cut x"], ylabel=TEXT["cut y"], ylim=(0, 1))
    ax.set_xlim(0, edges[-1])
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.legend(loc="upper right")
    ax.set_title(TEXT["cut title"].format(days=days, **counts))
    return describe(ax, TEXT["cut alt"].format(days=days, **counts))


def clusterings(features, ks=range(2, 9), random_state=0):
    """Everything that ``clusters`` draws, made once for each k.

    features  scaled features, as ``segmentation.scale`` returns them
    Returns a dict of k to a dict: points (frame of some customers: x and y, their
    first two principal components, and cluster), marks (frame, one row a cluster:
    mark, its strongest feature; customers; silhouette), silhouette (mean of all
    customers), split (which cluster is new, in words).
    """
    from sklearn.decomposition import PCA
    from sklearn.metrics import pairwise_distances

    places = PCA(2, random_state=random_state).fit_transform(features)
    places = pd.DataFrame(places, features.index, ["x", "y"])
    rows = np.random.default_rng(random_state).permutation(len(features))[:SHOWN]
    gaps = pairwise_distances(features)
    made, before = {}, None
    for k in ks:
        labels = cluster(features, k, random_state)
        made[k] = _described(features, labels, gaps)
        made[k]["points"] = places.assign(cluster=labels).iloc[np.sort(rows)]
        made[k]["split"] = _split(before, labels, made[k]["marks"]["mark"])
        before = labels
    return made


def clusters(made, k=6):
    """Draw k clusters on two components, and how well each stands apart.

    made  as ``clusterings`` returns it
    Returns the Axes of the scatter.
    """
    points, marks = made[k]["points"], made[k]["marks"]
    figure, (left, right) = plt.subplots(1, 2, layout="none", gridspec_kw=PLACES)
    for (colour, shape, full), number in zip(LOOKS, marks.index, strict=False):
        mine = points[points["cluster"] == number]
        look = {"edgecolors": colour, "facecolors": colour if full else "white"}
        look |= {"marker": shape, "s": 16 if full else 22}
        left.scatter(mine["x"], mine["y"], **look)
        fill = (
            {"color": colour} if full else {"facecolor": "white", "edgecolor": colour}
        )
        bar = {"height": 0.7, "linewidth": 2, "hatch": "" if full else "///"}
        right.barh(number, marks["silhouette"][number], **bar, **fill)
    _number_centres(left, points)
    left.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    left.tick_params(length=0, labelbottom=False, labelleft=False)  # without a unit
    left.grid(False)
    labels = [
        f"{row.Index} {row.mark} ({row.customers:,})" for row in marks.itertuples()
    ]
    right.set_yticks(marks.index, labels)
    right.set_ylim(max(made) + 0.5, 0.5)  # bars as thick for every k
    right.grid(axis="x")
    right.grid(False, axis="y")
    right.set(xlabel=TEXT["silhouette"])
    words = {"k": k, "silhouette": made[k]["silhouette"], "split": made[k]["split"]}
    title = TEXT["k title"].format(**words)
    figure.suptitle(title, x=0.01, ha="left", size=13.5, weight="bold")
    apart = zip(labels, marks["silhouette"], strict=True)
    said = ", ".join(f"{label} {silhouette:.2f}" for label, silhouette in apart)
    return describe(left, TEXT["k alt"].format(clusters=said, **words))


def _described(features, labels, gaps):
    """The marks of each cluster, and how well they stand apart by their distances."""
    from sklearn.metrics import silhouette_samples

    apart = silhouette_samples(gaps, labels, metric="precomputed")
    apart = pd.Series(apart, features.index)
    marks = pd.DataFrame(
        {
            "mark": features.groupby(labels).mean().idxmax(axis=1),
            "customers": labels.value_counts(),
            "silhouette": apart.groupby(labels).mean(),
        }
    )
    marks["mark"] = marks["mark"].str.replace("_", " ")
    return {"marks": marks, "silhouette": apart.mean()}


def _split(before, labels, marks):
    """Which cluster is new: the one that overlaps least with any cluster before."""
    if before is None:
        return TEXT["first"]
    both = pd.crosstab(labels, before)
    old, new = both.sum(axis=0).to_numpy(), both.sum(axis=1).to_numpy()
    number = (both / (old + new[:, None] - both)).max(axis=1).idxmin()
    return TEXT["split"].format(k=len(marks), number=number, mark=marks[number])


def _number_centres(ax, points):
    """Write each cluster's number in the middle of its points."""
    box = {"boxstyle": "circle,pad=0.25", "facecolor": "white", "linewidth": 0.8}
    for number, centre in points.groupby("cluster")[["x", "y"]].median().iterrows():
        ax.text(centre["x"], centre["y"], number, ha="center", va="center", bbox=box)
