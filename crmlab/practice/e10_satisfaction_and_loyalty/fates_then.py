"""Exercise E10.3: content or not, there or gone, a year before. The right ways to
compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import loyalty as ly
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e10_satisfaction_and_loyalty.curve_then import answers
from crmlab.practice.forms import ByLabel
from crmlab.practice.once import once

BEFORE = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-07-01")
AFTER = pd.Timestamp("2024-07-01"), pd.Timestamp("2024-12-30")
CUTOFF = pd.Timestamp("2025-06-30")


@once
def ordered(load, first, end):
    orders = load("orders")
    orders["margin"] = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    return orders[(orders["date"] >= first) & (orders["date"] < end)]


@once
def fate(load, everybody=False, end=AFTER[1], enough=8.0, score="content"):
    """The group of each who answered wave 1 and ordered in the half-year before."""
    mine = answers(load)
    if not everybody:
        here = ordered(load, *BEFORE)["customer_id"].unique()
        mine = mine[mine.index.isin(here)]
    later = ordered(load, AFTER[0], end)["customer_id"].unique()
    came = mine.index.isin(later)
    said = mine[score].astype(float)
    return ly.fates(said, pd.Series(came, mine.index), enough=enough)


def counts(load, **ways):
    return fate(load, **ways).value_counts()


def brought(load, column="margin", since=BEFORE[0], until=BEFORE[1], how="mean"):
    """What a customer of each group brought in the half-year before the survey."""
    mine = fate(load).astype(object)
    log = ordered(load, since, until)
    total = log.groupby("customer_id")[column].sum().reindex(mine.index, fill_value=0)
    return total.groupby(mine).agg(how)


def of_an_order(load):
    log = ordered(load, *BEFORE)
    group = log["customer_id"].map(fate(load).astype(object))
    return log.groupby(group)["margin"].mean()


E10_3a = Part(
    answer=counts,
    form=ByLabel(whole=True),
    points=2,
    misconceptions={
        "everybody": lambda load: counts(load, everybody=True),
        "to_the_cutoff": lambda load: counts(load, end=CUTOFF),
        "above": lambda load: counts(load, enough=8.01),
        "one_question": lambda load: counts(load, score="satisfied_overall"),
        "shares": lambda load: counts(load) / counts(load).sum(),
    },
)
E10_3b = Part(
    answer=brought,
    form=ByLabel(decimals=2),
    points=2,
    misconceptions={
        "total": lambda load: brought(load, how="sum"),
        "median": lambda load: brought(load, how="median"),
        "revenue": lambda load: brought(load, column="amount"),
        "ever": lambda load: brought(load, since=pd.Timestamp("2023-01-01")),
        "after": lambda load: brought(load, since=AFTER[0], until=AFTER[1]),
        "order": of_an_order,
    },
)
E10_3 = Exercise(
    "E10.3", "core", minutes=18, concepts=("10.2",), parts={"a": E10_3a, "b": E10_3b}
)
