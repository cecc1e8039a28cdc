"""Figure: where the means of many samples lie, way by way, beside the formula."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

TEXT = {
    "most": "19 of 20 draws",
    "half": "half of the draws",
    "formula": "± 1.96 standard errors by formula",
    "truth": "truth",
    "alt": (
        "Bars of where the means of many samples lie, by way of drawing, around a "
        "truth of {truth:,.1f}. 19 of 20 draws: {ways}."
    ),
    "way": "{name} {low:,.1f} to {high:,.1f}",
}


def spread_of_means(draws, truth, errors=None, *, x, title):
    """Draw for each way of drawing where 19 of 20 means, and half of them, lie.

    draws   frame of means, a column a way, a row a draw
    truth   the mean of the whole population
    errors  Series by way: standard error by formula; None draws none
    x       label of the axis, with the unit
    Returns Axes, the first way on top.
    """
    _, ax = plt.subplots(figsize=(7.5, 1.6 + 0.55 * draws.shape[1]))
    ax.use_sticky_edges = False  # the longest bar does not begin on the axis
    place = np.arange(draws.shape[1])[::-1]
    low, high = draws.quantile(0.025), draws.quantile(0.975)
    half = draws.quantile([0.25, 0.75])
    bar = {"left": low, "color": COLOURS["pale"], "height": 0.5}
    ax.barh(place, high - low, **bar, label=TEXT["most"])
    bar = {"left": half.loc[0.25], "color": COLOURS["teal"], "height": 0.5}
    ax.barh(place, half.loc[0.75] - half.loc[0.25], **bar, label=TEXT["half"])
    if errors is not None:
        reach = 1.96 * errors.reindex(draws.columns).to_numpy()
        look = {"fmt": "none", "ecolor": COLOURS["brick"], "capsize": 7}
        ax.errorbar(
            [truth] * len(place), place, xerr=reach, **look, label=TEXT["formula"]
        )
    ax.axvline(truth, color=INK, linewidth=1.5, linestyle="-", label=TEXT["truth"])
    ax.set_yticks(place, draws.columns)
    ax.grid(axis="y", visible=False)
    ax.set(xlabel=x, ylim=(-0.6, place[0] + 0.6), ylabel="way of drawing")
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.32), ncols=2, frameon=False)
    ax.set_title(title)
    ways = [
        TEXT["way"].format(name=name, low=low[name], high=high[name])
        for name in draws.columns
    ]
    words = {"truth": truth, "ways": "; ".join(ways)}
    return describe(ax, TEXT["alt"].format(**words))
