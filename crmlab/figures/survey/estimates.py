"""Figure: estimates with their intervals, and the truth as a line."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

TEXT = {
    "alt": "Estimates with 95% intervals, and a line at {line}. {rows}.",
    "row": "{name} {mean:.2f} ({low:.2f} to {high:.2f})",
    "line": "{word} {value:.2f}",
}


def beside_the_truth(table, line, *, word, x, y, title):
    """Draw each estimate with its interval, beside a line.

    table  frame by label: mean, and ±, half the width of its interval
    line   where the line stands;  word  what it is, such as "everybody"
    x, y   labels of the axes: what is estimated, with the unit, and what the rows are
    Returns Axes, the first row on top.
    """
    _, ax = plt.subplots(figsize=(7.5, 1.5 + 0.5 * len(table)))
    place = np.arange(len(table))[::-1]
    look = {"fmt": "o", "color": COLOURS["navy"], "markersize": 7}
    look |= {"ecolor": COLOURS["teal"], "elinewidth": 2.5, "capsize": 5}
    ax.errorbar(table["mean"], place, xerr=table["±"], **look)
    ax.axvline(line, color=COLOURS["brick"], linewidth=2, linestyle="--")
    said = TEXT["line"].format(word=word, value=line)
    ax.annotate(
        said,
        (line, len(table) - 0.45),
        (5, 0),
        textcoords="offset points",
        color=INK,
        size=11,
    )
    ax.set_yticks(place, table.index)
    ax.grid(axis="y", visible=False)
    ax.set(xlabel=x, ylabel=y, ylim=(-0.6, len(table) - 0.1))
    ax.set_title(title)
    ends = pd.DataFrame({"mean": table["mean"]})
    ends["low"] = table["mean"] - table["±"]
    ends["high"] = table["mean"] + table["±"]
    rows = [TEXT["row"].format(name=name, **row) for name, row in ends.iterrows()]
    return describe(ax, TEXT["alt"].format(line=said, rows="; ".join(rows)))
