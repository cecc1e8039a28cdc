"""Figure: how the chance of giving up grows with the wait."""

import matplotlib.pyplot as plt

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

TEXT = {
    "x": "minutes waited so far",
    "y": "hang up in a minute (of those waiting)",
    "seen": "from the log, with 95% interval",
    "truth": "truth",
    "alt": (
        "Dots with intervals: share of waiting callers who give up in a minute, by "
        "minutes waited; a line: the truth. {rows}"
    ),
    "row": "{begin:g} to {end:g} minutes: {rate:.1%}",
}


def patience(table, truth, *, title):
    """Draw the rate of giving up by the time waited, against the truth.

    table  frame as ``touchpoints.giving_up`` returns it
    truth  Series by minute: the true rate
    Returns Axes.
    """
    _, ax = plt.subplots()
    middle = (table.index + table["until"]) / 2
    errors = [table["rate"] - table["low"], table["high"] - table["rate"]]
    look = {"color": COLOURS["navy"], "markersize": 8, "capsize": 3}
    ax.errorbar(middle, table["rate"], errors, fmt="o", label=TEXT["seen"], **look)
    drawn = truth[truth.index <= table["until"].max()]
    look = {"color": COLOURS["brick"], "linestyle": "--"}
    ax.plot(drawn.index, drawn, label=TEXT["truth"], **look)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"], xlim=(0, None), ylim=(0, None))
    ax.yaxis.set_major_formatter("{x:.0%}")
    ax.legend(loc="upper left")
    ax.set_title(title)
    rows = [
        TEXT["row"].format(begin=row.Index, end=row.until, rate=row.rate)
        for row in table.itertuples()
    ]
    return describe(ax, TEXT["alt"].format(rows="; ".join(rows) + "."))
