"""Exercises E10.4 and E10.5: what a budget buys, and whom to give it. The right ways to
compute them and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Function, Labels, Number
from crmlab.practice.once import once

COST = 9.0  # CNY an order at full service, times the square of the level
NOW, THEN = 0.6, 0.8
YEAR = pd.Timestamp("2024-07-01")


# --- E10.4: the level that a budget buys ------------------------
def level(extra, orders, now):
    """Root of now squared plus extra / (9 orders), and never above 1."""
    return min(1.0, float(np.sqrt(now**2 + extra / (COST * orders))))


def straight(extra, orders, now):
    """As if the cost grew with the level, not with its square."""
    return min(1.0, now + extra / (COST * orders))


def from_nothing(extra, orders, now):
    """As if the money bought the whole level, and not what is on top of now."""
    return min(1.0, float(np.sqrt(extra / (COST * orders))))


def added_roots(extra, orders, now):
    return min(1.0, now + float(np.sqrt(extra / (COST * orders))))


def without_end(extra, orders, now):
    return float(np.sqrt(now**2 + extra / (COST * orders)))


def no_price(extra, orders, now):
    return min(1.0, float(np.sqrt(now**2 + extra / orders)))


def cases(load):
    return {
        "usual": (5000.0, 12000, 0.6),
        "little": (900.0, 20000, 0.5),
        "from_low": (3000.0, 6000, 0.2),
        "rich": (30000.0, 2500, 0.6),
    }


# --- E10.5: whom first ------------------------
@once
def by_buyer(load):
    """Orders and margin of the last year by sector, households a group of their own."""
    customers = load("customers").set_index("customer_id")
    buyer = customers["sector"].astype(object).fillna("household")
    orders = load("orders")
    orders = orders[orders["date"] >= YEAR]
    orders["margin"] = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    of_order = orders.groupby(orders["customer_id"].map(buyer))
    table = of_order.agg(
        orders=("margin", "size"), margin=("margin", "sum"), paid=("amount", "sum")
    )
    table["buyers"] = of_order["customer_id"].nunique()
    return table.rename_axis("buyer")


def price(load, per="orders", rise=THEN**2 - NOW**2):
    return COST * rise * by_buyer(load)[per]


def hurdle(load, against="margin", **ways):
    """Share of the margin that must be saved for the rise to pay."""
    return price(load, **ways) / by_buyer(load)[against]


def first(load):
    return hurdle(load).idxmin()


def line(load):
    return hurdle(load).sort_values().index.to_list()


def by_size(load, what):
    """From the kind of buyer with most in all to the one with least."""
    return by_buyer(load)[what].sort_values(ascending=False).index.to_list()


def costs(load, **ways):
    return price(load, **ways)[first(load)]


def costs_of_last(load):
    return price(load)[line(load)[-1]]


def costs_of_most(load):
    return price(load)[by_size(load, "margin")[0]]


E10_4 = Exercise(
    "E10.4",
    "core",
    minutes=12,
    concepts=("10.3",),
    parts={
        "": Part(
            answer=lambda load: level,
            form=Function(result=Number(decimals=3), cases=cases),
            points=3,
            misconceptions={
                "straight": lambda load: straight,
                "from_nothing": lambda load: from_nothing,
                "added_roots": lambda load: added_roots,
                "without_end": lambda load: without_end,
                "no_price": lambda load: no_price,
            },
        )
    },
)
E10_5a = Part(
    answer=hurdle,
    form=ByLabel(decimals=6),
    points=2,
    misconceptions={
        "straight": lambda load: hurdle(load, rise=THEN - NOW),
        "whole_level": lambda load: hurdle(load, rise=THEN**2),
        "revenue": lambda load: hurdle(load, against="paid"),
        "buyers": lambda load: hurdle(load, per="buyers"),
    },
)
E10_5b = Part(
    answer=line,
    form=Labels(ordered=True),
    misconceptions={
        "most_margin": lambda load: by_size(load, "margin"),
        "most_orders": lambda load: by_size(load, "orders"),
    },
)
E10_5c = Part(
    answer=costs,
    form=Number(decimals=2),
    misconceptions={
        "straight": lambda load: costs(load, rise=THEN - NOW),
        "whole_level": lambda load: costs(load, rise=THEN**2),
        "household": costs_of_most,
        "last": costs_of_last,
        "buyers": lambda load: costs(load, per="buyers"),
    },
)
E10_5 = Exercise(
    "E10.5",
    "core",
    minutes=20,
    concepts=("10.3",),
    parts={"a": E10_5a, "b": E10_5b, "c": E10_5c},
)
