"""Exercises E2.6 and E2.7: whom to call at the organisations, and whether a year of
improvements shows in the complaints. The right ways and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e02_relationship.how_close import YEAR_AGO, organisations
from crmlab.practice.forms import Labels, Number
from crmlab.practice.once import once

LONG = 90  # days after which somebody should be called again
CALLS = 50  # so many that a silent organisation would be among them
TURNS = pd.Timestamp("2024-07-01")


# --- E2.6: deciders -------------------------------------------------------------------
@once
def last_talk(load, role="decider"):
    """Day on which an organisation's decider, or anybody, was last spoken to."""
    people = load("account_contacts")
    if role:
        people = people[people["role"] == role]
    return people.groupby("customer_id")["last_contacted"].max()


def known_share(load, role="decider", active=True):
    """Share of the organisations of whom we know a decider."""
    known = last_talk(load, role).index
    return organisations(load, active=active).index.isin(known).mean()


def share_of_rows(load):
    """Deciders among all rows of contacts."""
    return (load("account_contacts")["role"] == "decider").mean()


@once
def calls(
    load,
    *,
    what="margin",
    role="decider",
    unknown=True,
    due=True,
    days=LONG,
    active=True,
):
    """The organisations of most margin whose decider is unknown or not spoken to."""
    table = organisations(load, what=what, since=YEAR_AGO, active=active)
    silence = (CUTOFF - last_talk(load, role).reindex(table.index)).dt.days
    wanted = silence.gt(days) if due else silence.le(days)
    if unknown:
        wanted |= silence.isna()
    best = table[wanted].sort_values("brought", ascending=False, kind="stable")
    return best.index[:CALLS].to_list()


def smallest(load):
    """Sorted the wrong way round."""
    table = organisations(load, since=YEAR_AGO)
    silence = (CUTOFF - last_talk(load).reindex(table.index)).dt.days
    wanted = silence.gt(LONG) | silence.isna()
    return table[wanted].sort_values("brought", kind="stable").index[:CALLS].to_list()


# --- E2.7: complaints, a year and the year before ------------------------------------
@once
def year_of(load, first):
    """The days of 52 weeks."""
    days = load("operations")
    last = first + pd.Timedelta(weeks=52)
    return days[days["date"].between(first, last, inclusive="left")]


def years(load):
    """The year before the turns, and the year of the turns."""
    return year_of(load, TURNS - pd.Timedelta(weeks=52)), year_of(load, TURNS)


def level(days, of="complaints"):
    return days[of].sum() / days["orders"].sum()


def change(load, of="complaints"):
    before, after = years(load)
    return level(after, of) - level(before, of)


def of_counts(load):
    before, after = years(load)
    return after["complaints"].sum() - before["complaints"].sum()


def of_daily_rates(load):
    before, after = years(load)
    return (after["complaints"] / after["orders"]).mean() - (
        before["complaints"] / before["orders"]
    ).mean()


def relative(load):
    return change(load) / level(years(load)[0])


def quarters(load):
    """The first quarter of the turns against the quarter before."""
    before, after = years(load)
    start, end = TURNS - pd.Timedelta(weeks=13), TURNS + pd.Timedelta(weeks=13)
    return level(after[after["date"] < end]) - level(before[before["date"] >= start])


def error_by_days(days):
    """√Σ(y − level × n)² / Σn."""
    miss = days["complaints"] - level(days) * days["orders"]
    return np.sqrt((miss**2).sum()) / days["orders"].sum()


def error_by_orders(days):
    """As if each order were a draw by itself."""
    rate = level(days)
    return np.sqrt(rate * (1 - rate) / days["orders"].sum())


def mean_of_days(load):
    """Mean daily rates instead of levels: a quiet day counts as a busy one."""
    before, after = (days["complaints"] / days["orders"] for days in years(load))
    return (after.mean() - before.mean()) / np.hypot(before.sem(), after.sem())


def in_errors(load, error=error_by_days, join=np.hypot):
    before, after = years(load)
    return change(load) / join(error(before), error(after))


# --- the declarations
E2_6a = Part(
    answer=known_share,
    form=Number(decimals=4),
    misconceptions={
        "rows": share_of_rows,
        "silent": lambda load: known_share(load, active=False),
        "anybody": lambda load: known_share(load, role=None),
    },
)
E2_6b = Part(
    answer=calls,
    form=Labels(ordered=True),
    points=2,
    misconceptions={
        "anybody": lambda load: calls(load, role=None),
        "unknown_left_out": lambda load: calls(load, unknown=False),
        "only_unknown": lambda load: calls(load, days=10_000),
        "spoken_to": lambda load: calls(load, unknown=False, due=False),
        "smallest": smallest,
        "silent": lambda load: calls(load, active=False),
    },
)
E2_6 = Exercise(
    "E2.6", "core", minutes=18, concepts=("2.7",), parts={"a": E2_6a, "b": E2_6b}
)
E2_7a = Part(
    answer=change,
    form=Number(decimals=6),
    points=2,
    misconceptions={
        "counts": of_counts,
        "daily_rates": of_daily_rates,
        "relative": relative,
        "quarters": quarters,
        "faults": lambda load: change(load, "faults"),
    },
)
E2_7b = Part(
    answer=in_errors,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "by_orders": lambda load: in_errors(load, error_by_orders),
        "daily_rates": mean_of_days,
        "added": lambda load: in_errors(load, join=lambda a, b: a + b),
        "one_year": lambda load: in_errors(load, join=lambda a, b: b),
        "variance": lambda load: in_errors(load, join=lambda a, b: a**2 + b**2),
    },
)
E2_7 = Exercise(
    "E2.7", "stretch", minutes=14, concepts=("2.11",), parts={"a": E2_7a, "b": E2_7b}
)
