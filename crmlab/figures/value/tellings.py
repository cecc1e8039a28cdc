"""Figures: what five aims make of two years, and what a missed role does to a deal."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS, INK

TEXT = {
    "change": "change from the first year to the second",
    "aim": "what the firm puts in the centre",
    "changes alt": "Bar chart of the change from one year to the next: {told}.",
    "won": "share of closed deals that were won",
    "role": "role in the buying centre",
    "met": "met",
    "missed": "missed",
    "roles alt": (
        "Two dots for each role: the share of deals won where the role was met, and "
        "where it was missed. {told}."
    ),
    "told": "{role}: {met:.0%} met, {missed:.0%} missed",
}


def changes(change, *, title):
    """Draw changes as bars, the first on top.

    change  Series of shares, one entry an aim
    Returns Axes.
    """
    _, ax = plt.subplots()
    bars = ax.barh(change.index, change, color=COLOURS["teal"])
    ax.bar_label(bars, [f"{share:+.0%}" for share in change], padding=4)
    ax.axvline(0, color=INK, linewidth=1)
    ax.invert_yaxis()
    ax.set(xlabel=TEXT["change"], ylabel=TEXT["aim"])
    ax.margins(x=0.12)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_title(title)
    told = ", ".join(f"{name} {share:+.0%}" for name, share in change.items())
    return describe(ax, TEXT["changes alt"].format(told=told))


def missed_roles(roles, *, title):
    """Draw what became of deals with and without each role.

    roles  frame as ``value.roles_missed`` returns it
    Returns Axes, the first role on top.
    """
    _, ax = plt.subplots()
    look = {"color": COLOURS["pale"], "linewidth": 4, "zorder": 1}
    ax.hlines(roles.index, roles["won_missed"], roles["won_met"], **look)
    for column, colour, marker, name in (
        ("won_met", "navy", "o", "met"),
        ("won_missed", "brick", "X", "missed"),
    ):
        look = {"color": COLOURS[colour], "marker": marker, "s": 80}
        ax.scatter(roles[column], roles.index, label=TEXT[name], **look)
    ax.invert_yaxis()
    ax.set(xlabel=TEXT["won"], ylabel=TEXT["role"], xlim=(0, None))
    ax.grid(axis="x")
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.legend(loc="lower right")
    ax.set_title(title)
    told = ". ".join(
        TEXT["told"].format(role=row.Index, met=row.won_met, missed=row.won_missed)
        for row in roles.itertuples()
    )
    return describe(ax, TEXT["roles alt"].format(told=told))
