"""Exercise E9.4: what customers bring who came through a friend. The right ways to
compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.once import once

HALF_YEAR = pd.Timedelta(days=182)


@once
def homes(load, organisations=False):
    """Households that have been here for half a year, and what each brought in it."""
    customers = load("customers").set_index("customer_id")
    old = customers["joined"] <= CUTOFF - HALF_YEAR
    kept = (customers["kind"] == "household") | organisations
    mine = customers[old & kept]
    orders = load("orders").sort_values(["date", "order_id"])
    orders["margin"] = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    orders["joined"] = orders["customer_id"].map(mine["joined"])
    early = orders[orders["date"] < orders["joined"] + HALF_YEAR]
    by, first = early.groupby("customer_id"), orders.groupby("customer_id").first()
    ever = orders.groupby("customer_id")["margin"].sum()
    return pd.DataFrame(
        {
            "friend": mine["acquired_through"] == "friend",
            "cost": mine["acquisition_cost"],
            "margin": by["margin"].sum(),
            "paid": by["amount"].sum(),
            "ever": ever,
            "first": first["margin"],
            "first_paid": first["amount"],
        },
        index=mine.index,
    )


def mean_gap(load, brings="margin", minus=True, how="mean", **ways):
    """What a friend brought less what another did, each after the cost of winning."""
    table = homes(load, **ways)
    net = table[brings] - table["cost"] * minus
    side = net.groupby(table["friend"]).agg(how)
    return side[True] - side[False]


def friends_alone(load):
    table = homes(load)
    return (table["margin"] - table["cost"])[table["friend"]].mean()


def paid_back(load, first="first", friend=True):
    table = homes(load)
    mine = table[table["friend"] == friend]
    return (mine[first] >= mine["cost"]).mean()


def not_paid_back(load):
    return 1 - paid_back(load)


def all_paid_back(load):
    table = homes(load)
    return (table["first"] >= table["cost"]).mean()
