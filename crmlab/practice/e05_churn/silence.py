"""Exercise E5.1: who is silent, and who comes back. The right way and the usual wrong
ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

DAY = pd.Timestamp("2025-03-31")  # the first day that is not known
LONG, QUARTER = 182, 91


@once
def days_silent(load, until=DAY):
    """Days from the last order before `until` to the day, of who ordered before it."""
    orders = load("orders")
    known = orders.loc[orders["date"] < DAY, "customer_id"].unique()
    last = orders[orders["date"] < until].groupby("customer_id")["date"].max()
    return (DAY - last[known]).dt.days


def silent_share(load, longer=LONG, until=DAY):
    return (days_silent(load, until) > longer).mean()


def of_all_to_come(load):
    """Customers who joined after the day counted in the base as well."""
    return (days_silent(load) > LONG).sum() / len(load("customers"))


def share_of_orders(load):
    """Orders that are older than the silence, in place of customers."""
    date = load("orders")["date"]
    return (DAY - date[date < DAY] > pd.Timedelta(days=LONG)).mean()


# --- b: who came back
@once
def orders_since(load):
    orders = load("orders")
    return orders.loc[orders["date"] >= DAY, "customer_id"].unique()


def came_back(load, longer=QUARTER):
    days = days_silent(load)
    return days.index[days > longer].isin(orders_since(load)).mean()


def of_all_known(load):
    days = days_silent(load)
    return days.index[days > QUARTER].isin(orders_since(load)).sum() / len(days)


def of_the_buyers(load):
    """Of those who ordered, the share that had been silent."""
    days = days_silent(load)
    buyers = days[days.index.isin(orders_since(load))]
    return (buyers > QUARTER).mean()


def the_others(load):
    days = days_silent(load)
    return days.index[days <= QUARTER].isin(orders_since(load)).mean()


E5_1a = Part(
    answer=silent_share,
    form=Number(decimals=4),
    misconceptions={
        "quarter": lambda load: silent_share(load, longer=QUARTER),
        "later_orders": lambda load: silent_share(load, until=CUTOFF),
        "later_customers": of_all_to_come,
        "orders": share_of_orders,
    },
)
E5_1b = Part(
    answer=came_back,
    form=Number(decimals=4),
    misconceptions={
        "of_all": of_all_known,
        "of_buyers": of_the_buyers,
        "not_silent": the_others,
        "half_year": lambda load: came_back(load, longer=LONG),
    },
)
E5_1 = Exercise(
    "E5.1", "warm-up", minutes=12, concepts=("5.1",), parts={"a": E5_1a, "b": E5_1b}
)
