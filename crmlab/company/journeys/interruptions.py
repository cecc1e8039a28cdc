"""Interruptions of touchpoints: whom each met, what they did, and what it cost."""

import numpy as np
import pandas as pd

from .. import planted
from ..ids import named
from .met import margin_ahead, met_by
from .usual import usual_hits
from .visits import FIRST_DAY

INTERRUPTS = {  # measure of operations: what its special causes interrupt
    "late": "delivery",
    "wait": "phone line",
    "outage": "payment page",
}
AT_RISK = "future_margin_at_risk"
COSTS = ["margin_lost", "case_costs", "future_margin_lost"]


def true_interruptions(story, log):
    """What each interruption of the half-year did, and to whom.

    Only special causes that interrupt a touchpoint: parcels, phone line, payment page.

    Returns two frames: interruptions, one row each, and interruption_customers, one row
    an interruption and customer. The first is the sum of the second.
    """
    causes = story.engine.world.special_causes
    start = (causes["first"] - planted.START).dt.days
    inside = causes["measure"].isin(INTERRUPTS) & (start >= FIRST_DAY)
    each, sums, ahead = [], [], margin_ahead(story)
    for cause in causes[inside & (start < 7 * planted.HISTORY_WEEKS)].itertuples():
        customers = _customers(story, log, cause, ahead)
        each.append(customers)
        sums.append(_sum(story, cause, customers))
    return pd.DataFrame(sums), pd.concat(each, ignore_index=True)


def _customers(story, log, cause, ahead):
    """One row a customer whom an interruption met."""
    days = [(d - planted.START).days for d in (cause.first, cause.last)]
    met = met_by(cause.measure, story, log, *days, ahead)
    customers = met.assign(
        cause=cause.cause,
        first=cause.first,
        touchpoint=INTERRUPTS[cause.measure],
        customer_id=named(story.people.frame["customer_id"], met.index),
        bill=met[COSTS].sum(axis=1).round(2),
    )
    return customers.sort_values("customer_id", ignore_index=True)


def _sum(story, cause, customers):
    """The row of an interruption: sums over its customers, and what is usual."""
    days = [(d - planted.START).days for d in (cause.first, cause.last)]
    usual = usual_hits(cause.measure, story, *days)
    sums = customers[
        ["touches_hit", "long_waits", "orders_lost", *COSTS, AT_RISK]
    ].sum()
    bill = customers["bill"].sum()
    costly = customers.loc[customers["bill"] > 0, "bill"]
    row = {
        "cause": cause.cause,
        "touchpoint": INTERRUPTS[cause.measure],
        "first": cause.first,
        "last": cause.last,
        "level": cause.level,
        "customers_met": len(customers),
        "customers_lost": int(customers["left"].sum()),
        **sums.round(2),
        "touches_usual": round(usual, 1),
        "bill": round(bill, 2),
        "bill_usual": round(bill * usual / max(sums["touches_hit"], 1), 2),
        "customers_billed": len(costly),
        "largest_share": round(costly.max() / bill, 4) if len(costly) else np.nan,
        "median_bill": round(costly.median(), 2) if len(costly) else np.nan,
    }
    whole = ["touches_hit", "long_waits", "orders_lost"]
    return row | {name: int(row[name]) for name in whole}
