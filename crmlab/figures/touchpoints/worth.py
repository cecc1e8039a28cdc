"""Figure: what each rule gives to a touchpoint, and what is true."""

import matplotlib.pyplot as plt
from matplotlib.ticker import PercentFormatter

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "x": "share of the credit for all orders",
    "y": "touchpoint",
    "truth": "truth",
    "alt": "Dots: credit for the orders by touchpoint. {rows}",
}
MARKERS = "os^Dv"
APART = 0.14  # between the rules of a row, so that equal ones stay in sight


def credit_dots(table, truth, *, title):
    """Draw the credit that several rules give to each touchpoint, against the truth.

    table  frame by touchpoint, a column a rule: shares of the credit (at most five)
    truth  Series by touchpoint
    Returns Axes, the touchpoint with the most true credit on top.
    """
    order = truth.sort_values().index
    _, ax = plt.subplots(figsize=(7.5, 5))
    ax.barh(range(len(order)), truth[order], color=COLOURS["pale"], label=TEXT["truth"])
    colours = [COLOURS[name] for name in ("brick", "amber", "teal", "navy")] + ["black"]
    for number, rule in enumerate(table.columns):
        up = APART * ((len(table.columns) - 1) / 2 - number)
        ax.plot(
            table.loc[order, rule],
            [place + up for place in range(len(order))],
            MARKERS[number],
            color=colours[number],
            markersize=7,
            markeredgecolor="white",
            label=rule,
        )
    ax.set_yticks(range(len(order)), order)
    ax.grid(axis="x")
    ax.grid(False, axis="y")
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], xlim=(-0.01, None))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.legend(loc="lower right")
    ax.set_title(title)
    rows = []
    for channel in order[::-1]:
        given = ", ".join(f"{rule} {table.loc[channel, rule]:.0%}" for rule in table)
        rows.append(f"{channel}: truth {truth[channel]:.0%}, {given}.")
    return describe(ax, TEXT["alt"].format(rows=" ".join(rows)))
