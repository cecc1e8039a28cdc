"""Exercise E9.4: what customers bring who came through a friend. The right ways to
compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

WATCHED = pd.Timedelta(days=180)


@once
def homes(load, organisations=False, longer=0):
    """Households that have been here for 180 days, and what each brought in them.

    longer: days that each is watched more than that
    """
    customers = load("customers").set_index("customer_id")
    old = customers["joined"] <= CUTOFF - WATCHED
    kept = (customers["kind"] == "household") | organisations
    mine = customers[old & kept]
    orders = load("orders").sort_values(["date", "order_id"])
    orders["margin"] = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    orders["joined"] = orders["customer_id"].map(mine["joined"])
    watched = WATCHED + pd.Timedelta(days=longer)
    early = orders[orders["date"] < orders["joined"] + watched]
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


def all_paid_back(load):
    table = homes(load)
    return (table["first"] >= table["cost"]).mean()


# --- the declarations
E9_4a = Part(
    answer=mean_gap,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "no_cost": lambda load: mean_gap(load, minus=False),
        "revenue": lambda load: mean_gap(load, brings="paid"),
        "all_time": lambda load: mean_gap(load, brings="ever"),
        "organisations": lambda load: mean_gap(load, organisations=True),
        "median": lambda load: mean_gap(load, how="median"),
        "totals": lambda load: mean_gap(load, how="sum"),
        "alone": friends_alone,
        "day_more": lambda load: mean_gap(load, longer=1),
        "day_less": lambda load: mean_gap(load, longer=-1),
    },
)
E9_4b = Part(
    answer=paid_back,
    form=Number(decimals=4),  # one household more or less counts
    points=2,
    misconceptions={
        "others": lambda load: paid_back(load, friend=False),
        "all": all_paid_back,
        "revenue": lambda load: paid_back(load, first="first_paid"),
        "all_180_days": lambda load: paid_back(load, first="margin"),
    },
)
E9_4 = Exercise(
    "E9.4", "core", minutes=20, concepts=("9.3",), parts={"a": E9_4a, "b": E9_4b}
)
