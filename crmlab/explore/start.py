"""Lesson 00: after how many weeks without an order is a customer no longer ours?"""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures import COLOURS, describe
from crmlab.figures.style import whole

TEXT = {
    "title": (
        "Line at week {weeks}: {active:,} of {all:,} called active ({share:.1%})\n"
        "With the line a week later, {change:,} more"
    ),
    "x": "full weeks without an order",
    "y": "customers",
    "active": "called active",
    "gone": "called lost",
    "alt": (
        "Histogram of customers by full weeks without an order, split by a line at "
        "week {weeks}. Left of it {active:,} of {all:,} customers are called active "
        "({share:.1%}), right of it {gone:,} lost. With the line one week later, "
        "{change:,} more would be called active."
    ),
}


def count_active(silence, weeks):
    """Count customers on both sides of a line drawn at so many weeks without an order.

    silence  full weeks without an order, one row a customer
    weeks    a customer who has been silent for fewer weeks counts as active
    Returns a dict: all, active, gone, share (active of all), change (how many more
    would be active with the line one week later).
    """
    if not len(silence):
        raise ValueError(
            "count_active() needs at least one customer; silence is empty."
        )
    silence = np.asarray(silence)
    active = int((silence < weeks).sum())
    return {
        "all": len(silence),
        "active": active,
        "gone": len(silence) - active,
        "share": active / len(silence),
        "change": int((silence == weeks).sum()),
    }


def still_active(silence, weeks=13):
    """Draw how long customers have been silent, coloured on both sides of the line.

    silence, weeks  as in ``count_active``
    Returns Axes.
    """
    counts = count_active(silence, weeks)
    bars = np.bincount(silence, minlength=weeks + 1)
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
    ax.yaxis.set_major_formatter(whole)
    ax.legend(loc="upper center", ncols=2)
    return describe(ax, TEXT["alt"].format(weeks=weeks, **counts))
