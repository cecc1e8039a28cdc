"""Exercises E0.1 and E0.2: who is active, and what each channel brings."""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number

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


E0_1 = Exercise(
    "E0.1",
    "warm-up",
    minutes=5,
    concepts=("0.1", "0.4"),
    parts={
        "": Part(
            answer=active,
            form=Number(whole=True),
            points=2,
            misconceptions={
                "orders": lambda load: len(recent(load)),
                "everybody": lambda load: load("orders")["customer_id"].nunique(),
                "first_day": active_without_first_day,
                "newcomers": lambda load: (
                    load("customers")["joined"] >= FIRST_DAY
                ).sum(),
            },
        )
    },
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


E0_2a = Part(
    answer=share_of_money,
    # On some companies the shares without the first day differ in the fourth decimal.
    form=ByLabel(decimals=5),
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
)
E0_2b = Part(
    answer=money_beyond_orders,
    form=ByLabel(decimals=4),
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
)
E0_2 = Exercise(
    "E0.2", "core", minutes=12, concepts=("0.3",), parts={"a": E0_2a, "b": E0_2b}
)
