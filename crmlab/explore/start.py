"""Lesson 00: after how many weeks without an order is a customer no longer ours?"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import StrMethodFormatter

from crmlab.figures import COLOURS, describe

TEXT = {
    "title": (
        "Line at week {weeks}: {active:,} of {all:,} customers active ({share:.1%})\n"
        "One week later, {change:,} more would count"
    ),
    "x": "weeks since the last order",
    "y": "customers",
    "active": "counted as active",
    "gone": "counted as gone",
    "alt": (
        "Histogram of customers by weeks since their last order, split by a line at "
        "week {weeks}. Left of it {active:,} of {all:,} customers count as active "
        "({share:.1%}), right of it {gone:,} as gone. With the line one week later, "
        "{change:,} more would count as active."
    ),
}


def count_active(waits, weeks):
    """Count customers on both sides of a line drawn at so many weeks without an order.

    waits  whole weeks since each customer's last order, one row a customer
    weeks  a customer who has waited fewer weeks than this counts as active
    Returns a dict: all, active, gone, share (active of all), change (how many more
    would be active with the line one week later).
    """
    if not len(waits):
        raise ValueError("count_active() needs at least one customer; waits is empty.")
    waits = np.asarray(waits)
    active = int((waits < weeks).sum())
    return {
        "all": len(waits),
        "active": active,
        "gone": len(waits) - active,
        "share": active / len(waits),
        "change": int((waits == weeks).sum()),
    }


def still_active(waits, weeks=13):
    """Draw how long customers have been silent, coloured on both sides of the line.

    waits, weeks  as in ``count_active``
    Returns Axes.
    """
    counts = count_active(waits, weeks)
    bars = np.bincount(waits, minlength=weeks + 1)
    edges = np.arange(len(bars) + 1) - 0.5
    _, ax = plt.subplots()
    for name, colour, first, end in [
        ("active", COLOURS["teal"], 0, weeks),
        ("gone", COLOURS["pale"], weeks, len(bars)),
    ]:
        sides = edges[first : end + 1]
        ax.stairs(bars[first:end], sides, fill=True, color=colour, label=TEXT[name])
    top = bars.max() * 1.05
    ax.vlines(weeks - 0.5, 0, top, color=COLOURS["brick"])
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    ax.set(xlim=(edges[0], edges[-1]), ylim=(0, top * 1.15))  # above: the legend
    ax.set_title(TEXT["title"].format(weeks=weeks, **counts))
    ax.set_xticks(range(0, len(bars), 13))  # a quarter of a year apart
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.legend(loc="upper center", ncols=2)
    return describe(ax, TEXT["alt"].format(weeks=weeks, **counts))
