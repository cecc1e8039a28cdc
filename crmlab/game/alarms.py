"""Alarms of the touchpoints: what went beyond what it always varies by."""

import pandas as pd

from crmlab.company import planted
from crmlab.quality import p_chart

WATCHED = {"late parcels": "late", "faults": "fault", "complaints": "complains"}
BASE_WEEKS = 52  # before the cut-off, which set the limits of the alarms


def alarms(books):
    """What at the touchpoints went beyond what it always varies by, this quarter.

    Returns a frame by measure (share of parcels late, of orders at fault, of orders
    with a complaint): usual, this quarter, weeks above and weeks below the limits of
    a p-chart. The limits are set by the year before the cut-off, without its own weeks
    beyond them.
    """
    rows = {name: _alarm(books, column) for name, column in WATCHED.items()}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("measure")


def weekly(books, column):
    """The p-chart of a measure by week: the year before the cut-off, and since.

    column: "late", "fault" or "complains"
    """
    orders = books.orders
    if column == "late":  # of what was sent
        orders = orders[orders["channel"] != planted.CHANNELS.index("shop")]
    by = orders[orders["week"] >= planted.HISTORY_WEEKS - BASE_WEEKS].groupby("week")
    bad, tries = by[column].sum(), by.size()
    past = bad.index < planted.HISTORY_WEEKS
    chart = p_chart(bad, tries, base=int(past.sum()))
    usual = past & chart["value"].between(chart["lower"], chart["upper"])
    # The usual weeks set the limits.
    weeks = [*chart.index[usual], *chart.index[~usual]]
    bad, tries = (counts[weeks].reset_index(drop=True) for counts in (bad, tries))
    chart = p_chart(bad, tries, base=int(usual.sum()))
    return chart.set_axis(weeks).sort_index()


def _alarm(books, column):
    chart = weekly(books, column)
    first = planted.HISTORY_WEEKS + planted.QUARTER_WEEKS * (books.quarter - 1)
    now = chart[chart.index >= first]
    return {
        "usual, %": 100 * chart["centre"].iloc[-1],
        "this quarter, %": 100 * now["value"].mean(),
        "weeks above": int((now["value"] > now["upper"]).sum()),
        "weeks below": int((now["value"] < now["lower"]).sum()),
    }
