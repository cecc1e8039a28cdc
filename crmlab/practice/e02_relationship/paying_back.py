"""Exercises E2.1 and E2.2: what a first sale leaves, what a year leaves, and who never
comes back. The right ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

WEEKS = 52


@once
def orders(load):
    """Orders with their margin, and the days since the customer joined."""
    frame = load("orders")
    joined = load("customers").set_index("customer_id")["joined"]
    frame["margin"] = frame["amount"] - frame["goods_cost"] - frame["handling_cost"]
    frame["days"] = (frame["date"] - frame["customer_id"].map(joined)).dt.days
    return frame


@once
def customers(load, kind, old=True):
    """Households or organisations; those who joined a year ago or more."""
    frame = load("customers").set_index("customer_id")
    frame = frame[frame["kind"] == kind]
    return (
        frame[frame["joined"] <= CUTOFF - pd.Timedelta(weeks=WEEKS)] if old else frame
    )


# --- E2.1: organisations, the first day and the year --------------------------------
@once
def left(load, days, *, what="margin", old=True, cost=True, statistic="mean"):
    """What an organisation has brought within so many days, less the cost of it."""
    who = customers(load, "organisation", old)
    within = orders(load).query("days <= @days")
    brought = within.groupby("customer_id")[what].sum().reindex(who.index).fillna(0)
    return (brought - who["acquisition_cost"] * cost).agg(statistic)


def later_only(load):
    """The year without the day of joining itself."""
    cost = customers(load, "organisation")["acquisition_cost"].mean()
    return left(load, 7 * WEEKS) - left(load, 0) - cost


# --- E2.2: who never comes back -----------------------------------------------------
@once
def one_timers(load, *, old=True, last=7 * WEEKS):
    """Share of each channel's households with no order after the first day."""
    who = customers(load, "household", old)
    again = orders(load).query("1 <= days <= @last")["customer_id"].unique()
    stayed_away = pd.Series(~who.index.isin(again), who.index)
    return stayed_away.groupby(who["acquired_through"], observed=True).mean()


@once
def spread_of_one_timers(load):
    """The shares of the channels in those who never came back."""
    who = customers(load, "household")
    again = orders(load).query("1 <= days <= 364")["customer_id"].unique()
    return who.loc[~who.index.isin(again), "acquired_through"].value_counts(
        normalize=True
    )


# --- the declarations
E2_1a = Part(
    answer=lambda load: left(load, 0),
    form=Number(decimals=1),
    misconceptions={
        "revenue": lambda load: left(load, 0, what="amount"),
        "no_cost": lambda load: left(load, 0, cost=False),
        "newcomers": lambda load: left(load, 0, old=False),
        "median": lambda load: left(load, 0, statistic="median"),
        "total": lambda load: left(load, 0, statistic="sum"),
        "year": lambda load: left(load, 7 * WEEKS),
    },
)
E2_1b = Part(
    answer=lambda load: left(load, 7 * WEEKS),
    form=Number(decimals=1),
    points=2,
    misconceptions={
        "newcomers": lambda load: left(load, 7 * WEEKS, old=False),
        "revenue": lambda load: left(load, 7 * WEEKS, what="amount"),
        "no_cost": lambda load: left(load, 7 * WEEKS, cost=False),
        "all_time": lambda load: left(load, 10_000),
        "later_only": later_only,
        "half": lambda load: left(load, 7 * 26),
        "median": lambda load: left(load, 7 * WEEKS, statistic="median"),
    },
)
E2_1 = Exercise(
    "E2.1", "warm-up", minutes=12, concepts=("2.2",), parts={"a": E2_1a, "b": E2_1b}
)
E2_2 = Exercise(
    "E2.2",
    "core",
    minutes=12,
    concepts=("2.2",),
    parts={
        "": Part(
            answer=one_timers,
            form=ByLabel(decimals=3),
            points=2,
            misconceptions={
                "newcomers": lambda load: one_timers(load, old=False),
                "spread": spread_of_one_timers,
                "all_time": lambda load: one_timers(load, last=10_000),
            },
        )
    },
)
