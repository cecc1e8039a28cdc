"""Figure: weights of drivers by several methods, each with what is not known."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "truth": "planted",
    "x": "weight on satisfaction (standard deviations)",
    "y": "attribute",
    "alt": "Weights of {count} attributes with 95% intervals. {methods}.",
    "method": "{name}: {rows}",
    "row": "{attribute} {weight} ({low} to {high})",
}
LOOKS = (("o", "navy"), ("s", "amber"), ("^", "teal"))


def driver_intervals(methods, truth, *, title):
    """Draw each attribute's weight by each method, and the true one.

    methods  dict from a method's name to a frame by attribute: weight, low, high; three
             methods at most, with the same attributes
    truth    Series by attribute: the true weights, drawn as crosses
    Returns Axes.
    """
    _, ax = plt.subplots(figsize=(7.5, 5.2))
    said, middle = [], (len(methods) - 1) / 2
    for at, (name, table) in enumerate(methods.items()):
        marker, colour = LOOKS[at]
        places = [row + 0.26 * (at - middle) for row in range(len(table))]
        reach = [table["weight"] - table["low"], table["high"] - table["weight"]]
        look = {"fmt": marker, "color": COLOURS[colour], "linestyle": "none"}
        ax.errorbar(table["weight"], places, xerr=reach, label=name, capsize=3, **look)
        rows = (
            TEXT["row"].format(attribute=attribute, **row.map(two_places))
            for attribute, row in table[["weight", "low", "high"]].iterrows()
        )
        said.append(TEXT["method"].format(name=name, rows=", ".join(rows)))
    names = list(table.index)
    look = {"marker": "x", "s": 80, "color": COLOURS["brick"], "linewidths": 2.5}
    ax.scatter(
        truth.reindex(names), range(len(names)), label=TEXT["truth"], zorder=3, **look
    )
    ax.axvline(0, color="grey", linewidth=1, linestyle="-")
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=4)
    ax.set_title(title)
    told = "; ".join(f"{name} {two_places(value)}" for name, value in truth.items())
    said.append(TEXT["method"].format(name=TEXT["truth"], rows=told))
    return describe(ax, TEXT["alt"].format(count=len(names), methods=". ".join(said)))


def two_places(number):
    """Two decimals with a true minus sign, and none where nothing is left."""
    return f"{round(number, 2) + 0.0:.2f}".replace("-", "−")
