"""Figures: how profit is spread over customers."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES

TOLD_AT = 0.2  # share of the customers that is marked, and told in the alt text
TEXT = {
    "best first": "customers, the most profitable first",
    "of profit": "share of all profit, added up",
    "all": "all profit",
    "whale alt": (
        "Whale curves: profit added up, the best customer first. {told} The straight "
        "line at 100% is all profit."
    ),
    "curve": (
        "{name}: {top:.0%} from the best {told_at:.0%}, top {peak:.1%} at {at:.0%} of "
        "customers."
    ),
}
SHADES = ["navy", "amber", "teal", "brick"]


def whale(curves, *, title):
    """Draw whale curves, each as ``value.whale_curve`` returns it.

    curves  dict of a name to a curve (at most four)
    Returns Axes.
    """
    _, ax = plt.subplots()
    ax.axhline(1, color=COLOURS["pale"], linestyle="-", label=TEXT["all"])
    told = []
    for (name, curve), colour, line in zip(curves.items(), SHADES, LINES, strict=False):
        look = {"color": COLOURS[colour], "linestyle": line, "label": name}
        ax.plot(curve["customers"], curve["profit"], **look)
        peak = curve["profit"].idxmax()
        words = {"name": name, "told_at": TOLD_AT, "top": _height(curve, TOLD_AT)}
        words |= {"peak": curve["profit"][peak], "at": curve["customers"][peak]}
        told.append(TEXT["curve"].format(**words))
    _finish(ax, TEXT["best first"], TEXT["of profit"], title)
    ax.axvline(TOLD_AT, color=COLOURS["pale"], linestyle=":")
    ax.legend(loc="lower right")
    return describe(ax, TEXT["whale alt"].format(told=" ".join(told)))


def _height(curve, at):
    return float(np.interp(at, curve["customers"], curve["profit"]))


def _finish(ax, x, y, title):
    ax.set(xlabel=x, ylabel=y, xlim=(0, 1), ylim=(0, None))
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_title(title)
