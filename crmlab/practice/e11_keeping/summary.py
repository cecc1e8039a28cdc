"""Exercise E11.1: a row a customer, up to a day. The right ways to compute it and the
usual wrong ones.
"""

import pandas as pd

from crmlab import lifetime as lt
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

END = "2024-06-30"


@once
def known(load, end=END):
    """The summary of all customers, in weeks, and how many orders each had."""
    orders = load("orders")
    table = lt.rfm_summary(orders, end)
    mine = orders[orders["date"] <= pd.Timestamp(end)]
    return table.assign(orders=mine.groupby("customer_id").size())


def once_only(load, end=END, by="frequency", many=0):
    table = known(load, end)
    return (table[by] == many).mean()


def of_the_list(load):
    """As a share of all customers there are today, not of those who had come."""
    table = known(load)
    return (table["frequency"] == 0).sum() / len(load("customers"))


def mean_recency(load, end=END, all_of_them=False, backward=False, unit=1):
    table = known(load, end)
    table = table if all_of_them else table[table["frequency"] > 0]
    weeks = table["T"] - table["recency"] if backward else table["recency"]
    return weeks.mean() * unit


def mean_age(load):
    table = known(load)
    return table.loc[table["frequency"] > 0, "T"].mean()


E11_1 = Exercise(
    "E11.1",
    "warm-up",
    minutes=12,
    concepts=("11.3",),
    parts={
        "a": Part(
            answer=once_only,
            form=Number(decimals=4),
            points=1,
            misconceptions={
                "orders": lambda load: once_only(load, by="orders", many=1),
                "until_today": lambda load: once_only(load, end="2025-06-29"),
                "of_the_list": of_the_list,
                "twice": lambda load: once_only(load, many=1),
            },
        ),
        "b": Part(
            answer=mean_recency,
            form=Number(decimals=2),
            points=1,
            misconceptions={
                "backward": lambda load: mean_recency(load, backward=True),
                "everybody": lambda load: mean_recency(load, all_of_them=True),
                "days": lambda load: mean_recency(load, unit=7),
                "age": mean_age,
                "until_today": lambda load: mean_recency(load, end="2025-06-29"),
            },
        ),
    },
)
