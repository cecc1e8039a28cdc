"""Figures: what a rule holds later, and how well a chance is calibrated."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "held x": "share of all later margin",
    "held y": "rule that picks the customers",
    "held alt": "Bars: share of the later margin held by the fifth that a rule puts "
    "first. {rows}.",
    "chance": "predicted chance of winning",
    "won": "share of the deals that were won",
    "line": "predicted = won",
    "alt": "Dots with 95% intervals: share of deals won against the predicted chance, "
    "in {parts} parts. {rows}.",
    "row": "Predicted {chance:.0%}, won {won:.0%} ({low:.0%} to {high:.0%})",
}


def held_bars(held, *, title, stress=()):
    """Draw what each rule's best fifth brings later, the most on top.

    held    Series by rule: shares
    stress  rules to draw in a dark colour; the others are grey
    Returns Axes.
    """
    rising = held.sort_values()
    _, ax = plt.subplots()
    colours = [COLOURS["navy" if name in stress else "pale"] for name in rising.index]
    bars = ax.barh(rising.index, rising, color=colours)
    ax.bar_label(bars, [f"{share:.0%}" for share in rising], padding=4)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set(xlabel=TEXT["held x"], ylabel=TEXT["held y"], xlim=(0, 1.12 * held.max()))
    ax.set_title(title)
    rows = ", ".join(f"{name} {share:.0%}" for name, share in rising[::-1].items())
    return describe(ax, TEXT["held alt"].format(rows=rows))


def calibration_dots(table, *, title):
    """Draw deals won against the predicted chance, part by part.

    table  frame as ``grading.calibration`` returns it
    Returns Axes.
    """
    _, ax = plt.subplots()
    look = {"color": COLOURS["brick"], "linestyle": "--", "label": TEXT["line"]}
    ax.plot([0, 1], [0, 1], **look)
    reach = np.abs(table[["low", "high"]].T.to_numpy() - table["won"].to_numpy())
    look = {"fmt": "o", "color": COLOURS["navy"], "markersize": 9, "capsize": 5}
    ax.errorbar(table["chance"], table["won"], yerr=reach, linestyle="none", **look)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set(xlabel=TEXT["chance"], ylabel=TEXT["won"], xlim=(0, 1), ylim=(0, 1))
    ax.legend(loc="lower right")
    ax.set_title(title)
    rows = "; ".join(TEXT["row"].format(**row) for _, row in table.iterrows())
    return describe(ax, TEXT["alt"].format(parts=len(table), rows=rows))
