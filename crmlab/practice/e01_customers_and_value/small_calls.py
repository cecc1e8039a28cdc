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


def small_calls(load, least=LEAST):
    orders = last_year(load)
    return orders[(orders["channel"] == "phone") & (orders["amount"] < least)]


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


def other_margin(load):
    """What the callers' other orders left, by whichever channel."""
    orders, small = last_year(load), small_calls(load)
    theirs = orders[orders["customer_id"].isin(small["customer_id"])]
    return theirs["left"].sum() - small["left"].sum()


def of_all_time(load):
    """Their other orders of both years."""
    orders, small = load("orders"), small_calls(load)
    theirs = orders[orders["customer_id"].isin(small["customer_id"])]
    return left_by(theirs).sum() - small["left"].sum()


def other_calls(load):
    orders = last_year(load)
    small = small_calls(load)
    calls = orders[orders["channel"] == "phone"]
    theirs = calls[calls["customer_id"].isin(small["customer_id"])]
    return theirs["left"].sum() - small["left"].sum()


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
    answer=other_margin,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "calls_only": other_calls,
        "all_time": of_all_time,
        "with_small": lambda load: other_margin(load) + small_calls(load)["left"].sum(),
        "sales": lambda load: (
            last_year(load)
            .loc[lambda t: t["customer_id"].isin(small_calls(load)["customer_id"])]
            .drop(small_calls(load).index)["amount"]
            .sum()
        ),
        "everybody": lambda load: (
            last_year(load)["left"].sum() - small_calls(load)["left"].sum()
        ),
    },
)
E1_5 = Exercise(
    "E1.5", "core", minutes=18, concepts=("1.15",), parts={"a": E1_5a, "b": E1_5b}
)
