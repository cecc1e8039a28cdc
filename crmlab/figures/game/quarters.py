"""Quarters of the game's year beside those of the year before."""

import matplotlib.pyplot as plt
import numpy as np

from crmlab.figures.alt import describe
from crmlab.figures.style import COLOURS

WIDTH = 0.38  # of a bar
TEXT = {
    "x": "quarter",
    "y": "profit, thousand CNY",
    "alt": "Bars of profit by quarter, thousand CNY. {rows}.",
    "row": "Quarter {quarter}: {before:,.0f} a year before{now}",
    "now": ", {now:,.0f} this year",
}


def quarters_beside(table, *, title):
    """Draw profit by quarter, this year's beside the year before's.

    table  frame by quarter: a year before, this year (a gap where not yet played), CNY
    Returns Axes.
    """
    _, ax = plt.subplots()
    thousands, places = table / 1000, np.arange(len(table))
    looks = {"a year before": COLOURS["pale"], "this year": COLOURS["navy"]}
    for side, (name, colour) in zip((-1, 1), looks.items(), strict=True):
        where = places + side * WIDTH / 2
        ax.bar(where, thousands[name].fillna(0), WIDTH, color=colour, label=name)
    ax.set_xticks(places, table.index)
    ax.set(xlabel=TEXT["x"], ylabel=TEXT["y"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2)
    ax.set_title(title)
    rows = "; ".join(_row(q, row) for q, row in thousands.iterrows())
    return describe(ax, TEXT["alt"].format(rows=rows))


def _row(quarter, row):
    played = row["this year"] == row["this year"]
    now = TEXT["now"].format(now=row["this year"]) if played else ""
    return TEXT["row"].format(quarter=quarter, before=row["a year before"], now=now)
