"""Exercises of lesson 00: what checks them.

Their text and solutions are in solutions/00_start_here/00_start_here.ipynb, their
hints and messages in texts/00.yml.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.functions import Function
from crmlab.practice.tables import ByLabel, Labels

FIRST_DAY = CUTOFF - pd.Timedelta(weeks=13)  # the first of the last 13 weeks


def recent(load):
    """The orders of the last 13 weeks."""
    orders = load("orders")
    return orders[orders["date"] >= FIRST_DAY]


def share(amounts):
    """Each amount as a share of all."""
    return amounts / amounts.sum()


# --- E0.1: customers who are active ------------------------------------------------
def active(load):
    return recent(load)["customer_id"].nunique()


def active_without_first_day(load):
    orders = load("orders")
    return orders.loc[orders["date"] > FIRST_DAY, "customer_id"].nunique()


E0_1 = Part(
    answer=active,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "orders": lambda load: len(recent(load)),
        "everybody": lambda load: load("orders")["customer_id"].nunique(),
        "first_day": active_without_first_day,
        "newcomers": lambda load: (load("customers")["joined"] >= FIRST_DAY).sum(),
    },
    wrong=(
        ("not_called", lambda load: recent(load)["customer_id"].nunique),
        ("type", lambda load: recent(load)["customer_id"].unique()),
        ("type", lambda load: str(active(load))),
        ("close", lambda load: active(load) - 1),
    ),
)


# --- E0.2: what the channels earn --------------------------------------------------
def share_of_money(load):
    return share(recent(load).groupby("channel")["amount"].sum())


def share_of_orders(load):
    return recent(load)["channel"].value_counts(normalize=True)


def money_beyond_orders(load):
    return share_of_money(load) - share_of_orders(load)


def above_mean(shares):
    return shares > shares.mean()


def labels_where(mask):
    return list(mask.index[mask])


E0_2a = Part(
    answer=share_of_money,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "orders": share_of_orders,
        "amounts": lambda load: recent(load).groupby("channel")["amount"].sum(),
        "whole_history": lambda load: share(
            load("orders").groupby("channel")["amount"].sum()
        ),
    },
    wrong=(
        ("hundredfold", lambda load: 100 * share_of_money(load)),
        ("rounded", lambda load: share_of_money(load).round(1)),
        ("too_few", lambda load: share_of_money(load).iloc[1:]),
        ("type", lambda load: share_of_money(load).to_list()),
        ("grouped", lambda load: recent(load).groupby("channel")["amount"]),
    ),
)
E0_2b = Part(
    answer=lambda load: labels_where(money_beyond_orders(load) > 0),
    form=Labels(),
    points=1,
    misconceptions={
        "weaker": lambda load: labels_where(money_beyond_orders(load) < 0),
        "equal_share": lambda load: labels_where(above_mean(share_of_money(load))),
    },
    wrong=(
        ("mask", lambda load: money_beyond_orders(load) > 0),
        (
            "labels_in_index",
            lambda load: money_beyond_orders(load).loc[lambda s: s > 0],
        ),
        ("extra", lambda load: list(share_of_money(load).index)),
    ),
)


# --- E0.3: how long a customer waits -----------------------------------------------
def days_between(orders, customer_id):
    """Days between one shopping day of a customer and the next, on average."""
    days = orders.loc[orders["customer_id"] == customer_id, "date"].drop_duplicates()
    return mean_gap(days, len(days) - 1)


def mean_gap(days, gaps):
    return (days.max() - days.min()).days / gaps if gaps > 0 else float("nan")


def divided_by_days(orders, customer_id):
    days = orders.loc[orders["customer_id"] == customer_id, "date"].drop_duplicates()
    return mean_gap(days, len(days)) if len(days) > 1 else float("nan")


def by_orders(orders, customer_id):
    days = orders.loc[orders["customer_id"] == customer_id, "date"]
    return mean_gap(days, len(days) - 1)


def zero_for_one_day(orders, customer_id):
    days = days_between(orders, customer_id)
    return 0 if pd.isna(days) else days


def without_a_guard(orders, customer_id):
    days = orders.loc[orders["customer_id"] == customer_id, "date"].drop_duplicates()
    return (days.max() - days.min()).days / (len(days) - 1)


def waiting_cases(load):
    """The company's most frequent customer, and a few made up for the corners."""
    orders = load("orders")
    frequent = orders["customer_id"].mode()[0]
    three = ["2025-01-06", "2025-01-16", "2025-02-05"]
    twice, once = ["2025-03-03", "2025-03-03", "2025-03-13"], ["2025-03-13"]
    made_up = pd.DataFrame(
        {"customer_id": list("AAABBBC"), "date": pd.to_datetime(three + twice + once)}
    )
    return {
        "frequent": (orders, frequent),
        "three_days": (made_up, "A"),
        "twice_a_day": (made_up, "B"),
        "one_day": (made_up, "C"),
        "nobody": (made_up, "D"),
    }


E0_3 = Part(
    answer=lambda load: days_between,
    form=Function(result=Number(decimals=2), cases=waiting_cases),
    points=3,
    misconceptions={
        "fence_posts": lambda load: divided_by_days,
        "orders_not_days": lambda load: by_orders,
        "zero": lambda load: zero_for_one_day,
        "own_table": lambda load: lambda orders, who: days_between(load("orders"), who),
    },
    wrong=(
        ("raised_line", lambda load: without_a_guard),
        ("returned_nothing", lambda load: lambda orders, who: None),
        ("returned_type", lambda load: lambda orders, who: pd.Timedelta(days=7)),
        ("type", lambda load: days_between(*waiting_cases(load)["frequent"])),
    ),
)


EXERCISES = (
    Exercise("E0.1", "warm-up", minutes=3, concepts=("0.1", "0.4"), parts={"": E0_1}),
    Exercise(
        "E0.2", "core", minutes=6, concepts=("0.3",), parts={"a": E0_2a, "b": E0_2b}
    ),
    Exercise("E0.3", "stretch", minutes=8, concepts=("0.4",), parts={"": E0_3}),
    Exercise("E0.4", "open", minutes=10, concepts=("0.3",), open_points=4),
)
