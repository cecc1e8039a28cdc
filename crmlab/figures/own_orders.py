"""Figures of appendix A1: what a trap shifts, and how sales are spread."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter, PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK, LINES

TEXT = {
    "shift": "how far off sales are, in % of what is right",
    "trap": "trap",
    "shift alt": "Bars of how far off each careless reading puts sales: {told}.",
    "best first": "customers, the largest first",
    "of sales": "share of their sales, added up",
    "spread alt": "Curves of sales added up, the largest customer first. {told}",
    "curve": "{name}: {one:.1%} from the largest alone, {fifth:.1%} from a fifth.",
}
FIFTH = 0.2


def shifts(off, *, title):
    """Draw by which share each careless reading puts sales off.

    off  Series of shares, one entry a trap: 0.1 is a tenth too much
    Returns Axes, the first trap on top; alt text gives all numbers.
    """
    _, ax = plt.subplots()
    colours = [COLOURS["brick" if share > 0 else "navy"] for share in off]
    bars = ax.barh(off.index, 100 * off, color=colours)
    said = [_per_cent(share) for share in off]
    ax.bar_label(bars, said, padding=4, size=11)
    ax.axvline(0, color=INK, linewidth=1)
    ax.invert_yaxis()
    ax.margins(x=0.25)  # room for the numbers at the bars' ends
    ax.set(xlabel=TEXT["shift"], ylabel=TEXT["trap"])
    ax.xaxis.set_major_formatter(FuncFormatter(_signed))
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set_title(title)
    told = "; ".join(" ".join(pair) for pair in zip(off.index, said, strict=True))
    return describe(ax, TEXT["shift alt"].format(told=told))


def spread(curves, *, title):
    """Draw how sales are spread over customers, the largest first.

    curves  dict of a name to a curve as ``value.whale_curve`` returns it; at most four
    Returns Axes; alt text gives the share of the largest customer and of a fifth.
    """
    _, ax = plt.subplots()
    told = []
    for (name, curve), line, colour in zip(
        curves.items(), LINES, COLOURS.values(), strict=False
    ):
        look = {"linestyle": line, "color": colour, "label": name}
        ax.plot(curve["customers"], curve["profit"], **look)
        fifth = float(np.interp(FIFTH, curve["customers"], curve["profit"]))
        words = {"name": name, "one": curve["profit"].iloc[1], "fifth": fifth}
        told.append(TEXT["curve"].format(**words))
    ax.axvline(FIFTH, color=COLOURS["pale"], linestyle=":")
    ax.set(xlabel=TEXT["best first"], ylabel=TEXT["of sales"])
    ax.set(xlim=(0, 1), ylim=(0, 1.02))
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_title(title)
    ax.legend(loc="lower right")
    return describe(ax, TEXT["spread alt"].format(told=" ".join(told)))


def _per_cent(share):
    return f"{100 * share:+.1f}%".replace("-", "−")


def _signed(number, _):
    return f"{number:+.0f}".replace("-", "−") if round(number) else "0"
