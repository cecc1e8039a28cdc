"""Exercise E1.5: calls for little. The right ways to compute it, the wrong ones."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e01_customers_and_value.whole_profit import YEAR_AGO
from crmlab.practice.forms import Function, Number
from crmlab.practice.once import once

LEAST = 40  # CNY: the smallest call that the plan would still take


@once
def last_year(load):
    orders = load("orders")
    orders = orders[orders["date"] >= YEAR_AGO]
    left = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    return orders.assign(left=left)


def left_by(orders):
    return orders["amount"] - orders["goods_cost"] - orders["handling_cost"]


def calls_below(orders, least):
    return orders[(orders["channel"] == "phone") & (orders["amount"] < least)]


def saved(orders, least):
    """What phone orders below an amount left together, with its sign turned, CNY."""
    return -left_by(calls_below(orders, least)).sum()


def at_most(orders, least):
    calls = orders[orders["channel"] == "phone"]
    return -left_by(calls[calls["amount"] <= least]).sum()


def only_losses(orders, least):
    left = left_by(calls_below(orders, least))
    return -left[left < 0].sum()


def all_channels(orders, least):
    return -left_by(orders[orders["amount"] < least]).sum()


def no_handling(orders, least):
    small = calls_below(orders, least)
    return (small["goods_cost"] - small["amount"]).sum()


def list_price(orders, least):
    """Small by the list price, before the discount."""
    calls = orders[orders["channel"] == "phone"]
    return -left_by(calls[calls["gross"] < least]).sum()


def always_forty(orders, least):
    return saved(orders, LEAST)


@once
def cases(load):
    """The company's year, and a few orders for the corners."""
    few = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b", "b", "c"],
            "channel": ["phone", "web", "phone", "phone", "phone"],
            "gross": [22.0, 15.0, 30.0, 28.0, 90.0],
            "amount": [22.0, 15.0, 25.0, 24.0, 90.0],
            "goods_cost": [10.0, 7.0, 11.0, 10.0, 40.0],
            "handling_cost": [18.0, 9.0, 17.0, 9.0, 20.0],
        }
    )
    return {
        "company": (last_year(load), LEAST),
        "sixty": (last_year(load), 60),
        "few": (few, 25),
        "none": (few, 10),
    }


def others(orders, small):
    """The other orders of those who placed a small call, by whichever channel."""
    theirs = orders["customer_id"].isin(small["customer_id"])
    return orders[theirs].drop(small.index)


def at_risk(orders, least):
    """What the callers' other orders left, CNY."""
    return left_by(others(orders, calls_below(orders, least))).sum()


def calls_only(orders, least):
    return at_risk(orders[orders["channel"] == "phone"], least)


def with_small(orders, least):
    return left_by(calls_below(orders, least)).sum() + at_risk(orders, least)


def of_sales(orders, least):
    return others(orders, calls_below(orders, least))["amount"].sum()


def of_everybody(orders, least):
    return left_by(orders.drop(calls_below(orders, least).index)).sum()


def risk_at_most(orders, least):
    calls = orders[orders["channel"] == "phone"]
    return left_by(others(orders, calls[calls["amount"] <= least])).sum()


def risk_by_list_price(orders, least):
    calls = orders[orders["channel"] == "phone"]
    return left_by(others(orders, calls[calls["gross"] < least])).sum()


def risk_at_forty(orders, least):
    return at_risk(orders, LEAST)


E1_5a = Part(
    answer=lambda load: saved,
    form=Function(result=Number(decimals=2), cases=cases),
    points=3,
    misconceptions={
        "at_most": lambda load: at_most,
        "only_losses": lambda load: only_losses,
        "all_channels": lambda load: all_channels,
        "no_handling": lambda load: no_handling,
        "list_price": lambda load: list_price,
        "always_forty": lambda load: always_forty,
    },
)
E1_5b = Part(
    answer=lambda load: at_risk,
    form=Function(result=Number(decimals=2), cases=cases),
    points=2,
    misconceptions={
        "calls_only": lambda load: calls_only,
        "with_small": lambda load: with_small,
        "sales": lambda load: of_sales,
        "everybody": lambda load: of_everybody,
        "at_most": lambda load: risk_at_most,
        "list_price": lambda load: risk_by_list_price,
        "always_forty": lambda load: risk_at_forty,
    },
)
E1_5 = Exercise(
    "E1.5", "core", minutes=18, concepts=("1.15",), parts={"a": E1_5a, "b": E1_5b}
)
