"""Interruptions of touchpoints: what each hit, and what it cost."""

import numpy as np
import pandas as pd

from .. import planted
from ..play import worth
from ..purchases import cost_share, handling_cost
from .hours import DAY
from .touchlog import NAMES
from .visits import FIRST_DAY

INTERRUPTS = {  # measure of operations: what its special causes interrupt
    "late": "delivery",
    "wait": "phone line",
    "outage": "payment page",
}


def true_interruptions(story, log):
    """What each interruption of the half-year hit, and what it cost.

    Only special causes that interrupt a touchpoint: parcels, phone line, payment page.
    """
    causes = story.engine.world.special_causes
    first = (causes["first"] - planted.START).dt.days
    inside = causes["measure"].isin(INTERRUPTS) & (first >= FIRST_DAY)
    table = [_one(story, log, c) for c in causes[inside].itertuples()]
    columns = ["cause", "touchpoint", "first", "last", "level", "touches_hit"]
    columns += ["orders_lost", "customers_lost", "margin_lost", "case_costs"]
    columns += ["future_margin_lost"]
    return pd.DataFrame(table, columns=columns)


def _one(story, log, cause):
    first, last = ((d - planted.START).days for d in (cause.first, cause.last))
    events = story.life.events
    during = events[events["day"].between(first, last)]
    hit = _hit(cause.measure, during)
    lost = hit[hit["left"] & hit["cause"].isin(_blamed())]
    failed = hit[hit["failed"]]
    cases = story.cases
    mine = cases["order"].isin(_orders_of(story, hit.index))
    mine &= cases["topic"].isin(["late parcel", "parcel search"])
    costs = cases.loc[mine, ["cost", "compensation"]].sum().sum()
    return (
        cause.cause,
        INTERRUPTS[cause.measure],
        cause.first,
        cause.last,
        cause.level,
        _touches_hit(log, cause.measure, first, last, hit),
        len(failed),
        len(lost),
        round(_margin(story, failed), 2),
        round(costs, 2) if cause.measure == "late" else 0.0,
        round(_future_margin(story, lost["who"].to_numpy()), 2),
    )


def _blamed():
    return [planted.CAUSES.index(cause) for cause in ("service", "experience")]


def _hit(measure, events):
    if measure == "late":
        return events[events["late"]]
    if measure == "outage":
        return events[events["failed"]]
    return events[events["wait"] > 2 * planted.PATIENCE]


def _touches_hit(log, measure, first, last, hit):
    """Late parcels; calls given up; payments that failed."""
    if measure == "late":
        return len(hit)
    outcome = {"wait": "hung up", "outage": "failed"}[measure]
    when = log["at"].between(first * DAY, (last + 1) * DAY - 1)
    return int((when & (log["outcome"] == NAMES["outcome"].index(outcome))).sum())


def _orders_of(story, events):
    return np.flatnonzero(story.orders["event"].isin(events))


def _margin(story, failed):
    """CNY that the orders that failed would have brought."""
    goods = cost_share(story.people)[failed["who"]]
    handling = handling_cost(story.people, failed, failed["gross"])
    return float((failed["gross"] * (1 - goods - failed["offer"]) - handling).sum())


def _future_margin(story, who):
    """Discounted margin (CNY) that customers who left would still have brought.

    A customer who orders at rate λ and leaves after an order with chance p is worth
    m λ / (δ + λ p), with m the margin of an order, discounted at δ a week.
    """
    traits = story.people.traits.iloc[who]
    margin = worth.order_margin(story.engine, worth.YEAR_AHEAD)[who]
    weekly = np.log1p(planted.DISCOUNT_RATE) / planted.YEAR_WEEKS
    rate, chance = traits["rate"], traits["leave_chance"]
    return float((margin * rate / (weekly + rate * chance)).clip(lower=0).sum())
