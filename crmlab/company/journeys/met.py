"""Whom an interruption met: late parcels, calls given up, payments that failed."""

import numpy as np
import pandas as pd

from .. import planted
from ..calling import AGAIN, ANSWERED
from ..leaving import after_mishaps
from ..levers import house_policy
from ..play import worth
from ..purchases import cost_share, handling_cost
from .hours import DAY
from .touchlog import NAMES

# What customers did then, the last wins where somebody did several things.
THEN = ["waited", *planted.THEN, "wrote or called"]
WHOLE = {"touches_hit": int, "long_waits": int, "orders_lost": int}
WAITED, WROTE = 0, len(THEN) - 1


def met_by(measure, story, log, first, last, ahead):
    """One row a customer whom an interruption met between two days (both counted).

    measure: late, wait or outage; ahead: margin that each person will bring, as
    `margin_ahead` gives it. Index: rows of people. Columns: touches_hit (parcels late,
    calls given up, tries to pay), long_waits, then, orders_lost, left, and
    margin_lost, case_costs, future_margin_lost (of who left), future_margin_at_risk
    (times the chance of leaving over it, whether they left or not) in CNY.
    """
    find = {"late": _parcels, "wait": _calls, "outage": _payments}[measure]
    touches, events = find(story, log, first, last)
    met = touches.groupby("who").agg(
        touches_hit=("hit", "sum"), long_waits=("long", "sum"), then=("then", "max")
    )
    blamed = planted.CAUSES.index("service" if measure == "late" else "experience")
    chance = np.minimum(after_mishaps(story.engine, events)[blamed - 4], 0.9)
    chance = np.where(events["first"], 0.0, chance)  # nobody leaves after a first order
    failed = events[events["failed"]]
    met["orders_lost"] = failed.groupby("who").size()
    met["margin_lost"] = _margin(story, failed).groupby(failed["who"]).sum()
    cases = _cases(story, events) if measure == "late" else story.cases[:0]
    met["case_costs"] = (
        cases[["cost", "compensation"]].sum(axis=1).groupby(cases["who"]).sum()
    )
    gone = events.loc[events["left"] & (events["cause"] == blamed), "who"].to_numpy()
    met["future_margin_lost"] = pd.Series(ahead[gone], index=gone)
    risk = pd.Series(chance * ahead[events["who"]], index=events["who"])
    met["future_margin_at_risk"] = risk.groupby(level=0).sum()
    met = met.fillna(0.0).round(2)
    then = pd.Categorical.from_codes(met["then"], THEN)
    return met.assign(left=met.index.isin(gone), then=then).astype(WHOLE)


def _touches(who, hit, long, then):
    return pd.DataFrame({"who": who, "hit": hit, "long": long, "then": then})


def _parcels(story, log, first, last):
    """Orders of these days whose parcel came late; who wrote or called about it."""
    events = story.life.events
    events = events[events["day"].between(first, last) & events["late"]]
    asked = story.orders["event"].to_numpy()[_cases(story, events)["order"]]
    then = np.where(events.index.isin(asked), WROTE, WAITED)
    return _touches(events["who"], 1, 0, then), events


def _cases(story, events):
    """The complaints and searches over the parcels of some orders."""
    order = np.flatnonzero(story.orders["event"].isin(events.index))
    about = story.cases["topic"].isin(["late parcel", "parcel search"])
    return story.cases[about & story.cases["order"].isin(order)]


def _calls(story, log, first, last):
    """Calls of these days that were given up, or answered after a long wait."""
    calls = story.calls
    calls = calls[calls["at"].between(first * DAY, (last + 1) * DAY - 1)]
    hit = (calls["then"] != ANSWERED).to_numpy()
    long = ~hit & (calls["wait"].round(1) > 2 * planted.PATIENCE).to_numpy()
    calls, hit, long = calls[hit | long], hit[hit | long], long[hit | long]
    order = calls["event"].to_numpy()
    ended = story.life.events["then"].to_numpy()[order]  # of all calls of an order
    ended = np.where((order < 0) | (ended == ANSWERED), AGAIN, ended)
    then = np.where(hit, 1 + ended, WAITED)
    events = story.life.events.iloc[np.unique(order[order >= 0])]
    return _touches(calls["who"], hit.astype(int), long.astype(int), then), events


def _payments(story, log, first, last):
    """Tries to pay of these days of those who could not, and so placed no order."""
    events, web = story.life.events, planted.CHANNELS.index("web")
    lost = events["failed"] & (events["channel"] == web)
    events = events[lost & events["day"].between(first, last)]
    failed = log["outcome"] == NAMES["outcome"].index("failed")
    # The last tries of the last night may fall after midnight.
    when = log["at"].between(first * DAY, (last + 1) * DAY + 60)
    tries = log[failed & when & (log["order"] < 0)].groupby("person").size()
    times = events["who"].map(tries) / events.groupby("who")["who"].transform("size")
    return _touches(events["who"], times, 0, 1 + events["then"]), events


def _margin(story, failed):
    """CNY that each order that was not placed would have brought."""
    goods = cost_share(story.people)[failed["who"]]
    handling = handling_cost(story.people, failed, failed["gross"])
    return failed["gross"] * (1 - goods - failed["offer"]) - handling


def margin_ahead(story):
    """Discounted margin (CNY) that each person will bring, or would have brought.

    A customer who orders at rate λ and leaves after an order with chance p is worth
    m λ / (δ + λ p), with m the margin of an order, discounted at δ a week. Rate and
    chance are those at the cut-off date, with the usual mishaps and rivals, and with
    experience as expected: what the interruption itself did to it is left out.
    """
    engine, week = story.engine, planted.HISTORY_WEEKS
    state, lever = story.life.kept[week].copy(), house_policy(story.people)(week)
    state.experience[:] = 0.0
    margin = worth.order_margin(engine, worth.YEAR_AHEAD)
    weekly = np.log1p(planted.DISCOUNT_RATE) / planted.YEAR_WEEKS
    rate = worth.usual_rate(engine, state)
    chance = worth.likely_leaving(engine, state, lever, week)
    return np.maximum(margin * rate / (weekly + rate * chance), 0.0)
