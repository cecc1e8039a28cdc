"""Exercise E9.5: the points programme in the books and against the control. The right
ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import loyalty as ly
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

THEN = pd.Timestamp("2025-03-31")  # the first day that is not known
LAUNCH = pd.Timestamp("2024-01-29")
POINT, EARN = 0.01, 0.02


def owed(load, day=THEN):
    return ly.liability(load("programme_ledger"), day)


def gained_only(load):
    ledger = load("programme_ledger")
    gained = ledger["kind"].isin(["earned", "welcome"]) & (ledger["date"] < THEN)
    return ledger.loc[gained, "points"].sum() * POINT


def never_lost(load):
    """Points that have expired counted as if they were still held."""
    ledger = load("programme_ledger")
    kept = (ledger["kind"] != "expired") & (ledger["date"] < THEN)
    return ledger.loc[kept, "points"].sum() * POINT


def one_day_more(load):
    return ly.liability(load("programme_ledger"), THEN + pd.Timedelta(days=1))


def sum_of_balances(load):
    """Every balance that ever stood, added up."""
    ledger = load("programme_ledger")
    return ledger.loc[ledger["date"] < THEN, "balance"].sum() * POINT


# --- b: against the control -----------------------------------------------------------
@once
def brought(load, kind="household", since=LAUNCH, column="margin"):
    """Of each customer of a kind: margin since the launch; and the control."""
    customers = load("customers").set_index("customer_id")
    if kind:
        customers = customers[customers["kind"] == kind]
    orders = load("orders")
    orders["margin"] = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    orders = orders[orders["date"] >= since]
    total = orders.groupby("customer_id")[column].sum().reindex(customers.index)
    return pd.DataFrame({"total": total, "out": customers["programme_held_out"]})


def gain(load, end="low", **ways):
    """The low end of the interval of the gain, or another of its numbers."""
    table = brought(load, **ways)
    return ly.held_out_gain(table["total"].fillna(0), table["out"])[end]


def buyers_only(load):
    table = brought(load).dropna()
    return ly.held_out_gain(table["total"], table["out"])["low"]


def there_at_launch(load):
    """Only households that were customers already when the card came."""
    customers = load("customers").set_index("customer_id")
    there = customers.index[customers["joined"] < LAUNCH]
    table = brought(load)
    table = table[table.index.isin(there)]
    return ly.held_out_gain(table["total"].fillna(0), table["out"])["low"]


def from_the_start(load):
    """All orders, those from before the launch included."""
    return gain(load, since=pd.Timestamp("2023-01-01"))


def members_against_others(load):
    table = brought(load)
    other = ~table.index.isin(load("programme_ledger")["customer_id"].unique())
    total, other = table["total"].fillna(0), pd.Series(other, table.index)
    return ly.held_out_gain(total, other)["low"]


# --- c: the lift at which two per cent pay for themselves -----------------------------
@once
def shares(load):
    """Points used of those given, and margin of a yuan of sales."""
    orders = load("orders")
    margin = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    used = 1 - ly.breakage(load("programme_ledger"), CUTOFF)
    return used, margin.sum() / orders["amount"].sum()


def break_even(load, used=True):
    """Margin x lift = used x earn x (1 + lift), solved for the lift."""
    part, margin = shares(load)
    cost = EARN * (part if used else 1)
    return cost / (margin - cost)


def no_points_on_extra(load):
    part, margin = shares(load)
    return EARN * part / margin


def no_margin(load):
    part, _ = shares(load)
    return EARN * part / (1 - EARN * part)


def mean_of_orders(load):
    """The mean of the orders' margins as shares, a small order counting as a large."""
    orders, (part, _) = load("orders"), shares(load)
    margin = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    share = (margin / orders["amount"])[orders["amount"] > 0].mean()
    return EARN * part / (share - EARN * part)


def breakage_for_used(load):
    part, margin = shares(load)
    cost = EARN * (1 - part)
    return cost / (margin - cost)


# --- the declarations
E9_5a = Part(
    answer=owed,
    form=Number(decimals=2),
    misconceptions={
        "gained_only": gained_only,
        "today": lambda load: owed(load, CUTOFF),
        "balances": sum_of_balances,
        "never_lost": never_lost,
        "day_counted": one_day_more,
    },
)
E9_5b = Part(
    answer=gain,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "mean": lambda load: gain(load, end="gain"),
        "high": lambda load: gain(load, end="high"),
        "everybody": lambda load: gain(load, kind=None),
        "members": members_against_others,
        "buyers": buyers_only,
        "revenue": lambda load: gain(load, column="amount"),
        "from_the_start": from_the_start,
        "there_at_launch": there_at_launch,
    },
)
E9_5c = Part(
    answer=break_even,
    form=Number(decimals=5),
    points=2,
    misconceptions={
        "extra_free": no_points_on_extra,
        "no_breakage": lambda load: break_even(load, used=False),
        "no_margin": no_margin,
        "lost_for_used": breakage_for_used,
        "mean_of_orders": mean_of_orders,
    },
)
E9_5 = Exercise(
    "E9.5",
    "core",
    minutes=22,
    concepts=("9.6",),
    parts={"a": E9_5a, "b": E9_5b, "c": E9_5c},
)
