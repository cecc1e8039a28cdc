"""Exercise E12.5: explain a loss, part by part. Right and usual wrong ways."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e12_capstone.report import SECOND, best, margins
from crmlab.practice.forms import ByLabel

PARTS = ["buyers", "orders a buyer", "margin an order"]


def numbers(load, everyone=False):
    """Buyers, orders a buyer and margin an order in each year, of the best fifth."""
    orders, two = load("orders"), margins(load)
    who = two.index if everyone else best(two).index
    orders["margin"] = orders.eval("amount - goods_cost - handling_cost")
    orders = orders[orders["customer_id"].isin(who)]
    by = orders.groupby((orders["date"] >= SECOND).rename("second"))
    buyers, count, margin = by["customer_id"].nunique(), by.size(), by["margin"].sum()
    table = pd.DataFrame([buyers, count / buyers, margin / count], PARTS)
    return table.rename(columns={False: "first", True: "second"})


def in_turn(load, order=PARTS, everyone=False):
    """What each number changes, one after the other, the earlier ones as new."""
    table = numbers(load, everyone)
    now, change = table["first"].copy(), {}
    for part in order:
        before = now.prod()
        now[part] = table.loc[part, "second"]
        change[part] = now.prod() - before
    return pd.Series(change)[PARTS]


def each_alone(load):
    """What each number changes with the two others as they were."""
    table = numbers(load)
    first = table["first"]
    return first.prod() * (table["second"] / first - 1)


def as_shares(load):
    change = in_turn(load)
    return change / change.sum()


E12_5 = Exercise(
    "E12.5",
    "stretch",
    minutes=22,
    concepts=("12.1", "12.2"),
    parts={
        "": Part(
            answer=in_turn,
            form=ByLabel(decimals=0),
            points=4,
            misconceptions={
                "turned_round": lambda load: in_turn(load, PARTS[::-1]),
                "each_alone": each_alone,
                "shares": as_shares,
                "everyone": lambda load: in_turn(load, everyone=True),
            },
        )
    },
)
