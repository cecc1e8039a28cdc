"""Exercises of lesson 00: what checks them.

Their text and solutions are in solutions/00_start_here/00_start_here.ipynb, their
hints and messages in texts/00.yml.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e00_start_here import waiting
from crmlab.practice.forms import Number
from crmlab.practice.functions import Function
from crmlab.practice.tables import ByLabel

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


# --- E0.2: what the channels bring -------------------------------------------------
def paid(orders):
    """The money paid in each channel."""
    return orders.groupby("channel")["amount"].sum()


def averages(load):
    return recent(load).groupby("channel")["amount"].mean()


def share_of_money(load):
    return share(paid(recent(load)))


def share_without_first_day(load):
    orders = load("orders")
    return share(paid(orders[orders["date"] > FIRST_DAY]))


def share_of_orders(load):
    return recent(load)["channel"].value_counts(normalize=True)


def money_beyond_orders(load):
    return share_of_money(load) - share_of_orders(load)


def share_of_customers(load):
    """Share of each channel in the customers counted once in every channel they use."""
    return share(recent(load).groupby("channel")["customer_id"].nunique())


def labels_where(mask):
    return list(mask.index[mask])


E0_2a = Part(
    answer=share_of_money,
    # Shares of the list price differ from these in the fourth decimal.
    form=ByLabel(decimals=4),
    points=2,
    misconceptions={
        "orders": share_of_orders,
        "list_price": lambda load: share(
            recent(load).groupby("channel")["gross"].sum()
        ),
        "amounts": lambda load: paid(recent(load)),
        "averages": averages,
        "shares_of_averages": lambda load: share(averages(load)),
        "two_year_total": lambda load: (
            paid(recent(load)) / load("orders")["amount"].sum()
        ),
        "whole_history": lambda load: share(paid(load("orders"))),
        "first_day": share_without_first_day,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * share_of_money(load)),
        ("rounded", lambda load: share_of_money(load).round(1)),
        ("rounded", lambda load: share_of_money(load).round(3)),
        ("too_few", lambda load: share_of_money(load).iloc[1:]),
        ("type", lambda load: share_of_money(load).to_list()),
        ("grouped", lambda load: recent(load).groupby("channel")["amount"]),
    ),
)
E0_2b = Part(
    answer=money_beyond_orders,
    form=ByLabel(decimals=4),
    points=1,
    misconceptions={
        "ratio": lambda load: share_of_money(load) / share_of_orders(load),
        "one_share": share_of_orders,
        "shares_of_averages": lambda load: (
            share(averages(load)) - share_of_orders(load)
        ),
        "of_customers": lambda load: share_of_money(load) - share_of_customers(load),
        "whole_history": lambda load: (
            share(paid(load("orders")))
            - load("orders")["channel"].value_counts(normalize=True)
        ),
    },
    wrong=(
        ("type", lambda load: labels_where(money_beyond_orders(load) > 0)),
        ("sign", lambda load: -money_beyond_orders(load)),
        ("hundredfold", lambda load: 100 * money_beyond_orders(load)),
        ("too_few", lambda load: money_beyond_orders(load).loc[lambda gap: gap > 0]),
        ("not_numbers", lambda load: (money_beyond_orders(load) > 0).astype(str)),
    ),
)


# --- E0.3: how long a customer waits (functions: the ways are in waiting.py) -------
E0_3 = Part(
    answer=lambda load: waiting.days_between,
    form=Function(result=Number(decimals=2), cases=waiting.cases),
    points=3,
    misconceptions={
        "fence_posts": lambda load: waiting.divided_by_days,
        "orders_not_days": lambda load: waiting.by_orders,
        "both": lambda load: waiting.divided_by_orders,
        "weeks": lambda load: waiting.in_weeks,
        "median": lambda load: waiting.median_gap,
        "row_order": lambda load: waiting.in_row_order,
        "everybody": lambda load: waiting.gap_of_everybody,
        "all_days": lambda load: waiting.all_days_as_one,
        "one_customer": waiting.one_customer_only,
        "own_table": waiting.own_table,
        "zero": lambda load: waiting.zero_for_one_day,
    },
    wrong=(
        ("raised_line", lambda load: waiting.without_a_guard),
        ("one_customer", waiting.newest_customer_only),
        ("returned_nothing", lambda load: lambda orders, who: None),
        ("returned_type", lambda load: lambda orders, who: pd.Timedelta(days=7)),
        ("type", lambda load: waiting.days_between(*waiting.cases(load)["frequent"])),
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
