"""Figures: what hours bring in each order of calls; what plans bring when played."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, LINES, whole

TEXT = {
    "hours": "hours of sellers used",
    "margin": "margin of a year, thousand CNY",
    "budget": "hours there are",
    "calls alt": "Lines: expected margin by hours used, for each order of calls. At "
    "{budget:.0f} hours: {rows} thousand CNY.",
    "what": "what differs",
    "gain": "difference between two plans, thousand CNY",
    "one": "one luck",
    "mean": "mean of all",
    "played alt": "Dots: what differs between two plans in each of {lucks} lucks, in "
    "thousand CNY. {rows}.",
    "row": "{name}: mean {mean:,.0f}, from {low:,.0f} to {high:,.0f}",
}
THOUSAND = 1000


def call_lines(curves, budget, *, title):
    """Draw how expected margin grows with hours, for each order of calls.

    curves  dict from the order's name to a frame with hours and margin, both summed up
            along the list; at most four
    budget  hours there are, marked
    Returns Axes.
    """
    _, ax = plt.subplots()
    said = {}
    for number, (name, curve) in enumerate(curves.items()):
        hours, margin = np.append(0, curve["hours"]), np.append(0, curve["margin"])
        colour = list(COLOURS.values())[number]
        look = {"color": colour, "linestyle": LINES[number], "label": name}
        ax.plot(hours, margin / THOUSAND, **look)
        said[name] = np.interp(budget, hours, margin) / THOUSAND
    ax.axvline(budget, color="black", linewidth=1, linestyle="-", label=TEXT["budget"])
    ax.set(xlabel=TEXT["hours"], ylabel=TEXT["margin"], xlim=(0, None), ylim=(0, None))
    ax.legend(loc="lower right")
    ax.set_title(title)
    rows = ", ".join(f"{name} {value:.0f}" for name, value in said.items())
    return describe(ax, TEXT["calls alt"].format(budget=budget, rows=rows))


def played_lucks(gains, *, title):
    """Draw what one plan brought more than another, luck by luck, and the mean.

    gains  frame, one row a luck, one column a kind of money: CNY
    Returns Axes, the kinds from top to bottom in the order of the columns.
    """
    _, ax = plt.subplots()
    for place, (_, values) in enumerate(gains.items()):
        first = place == 0
        look = {"color": COLOURS["teal"], "markersize": 8, "linestyle": "none"}
        ax.plot(
            values / THOUSAND,
            np.full(len(values), place),
            "o",
            alpha=0.7,
            label=TEXT["one"] if first else None,
            **look,
        )
        look |= {"color": COLOURS["brick"], "markersize": 22, "markeredgewidth": 3}
        mean = values.mean() / THOUSAND
        ax.plot(mean, place, "|", label=TEXT["mean"] if first else None, **look)
    ax.axvline(0, color="black", linewidth=1, linestyle="-")
    ax.set_yticks(range(gains.shape[1]), gains.columns)
    ax.invert_yaxis()
    ax.margins(y=0.25)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.xaxis.set_major_formatter(whole)
    ax.set(xlabel=TEXT["gain"], ylabel=TEXT["what"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2, markerscale=0.5)
    ax.set_title(title)
    rows = "; ".join(
        TEXT["row"].format(name=name, mean=v.mean(), low=v.min(), high=v.max())
        for name, v in (gains / THOUSAND).items()
    )
    return describe(ax, TEXT["played alt"].format(lucks=len(gains), rows=rows))
