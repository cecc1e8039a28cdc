"""Exercise E1.5: calls for little. The right ways to compute it, the wrong ones."""

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e01_customers_and_value.whole_profit import YEAR_AGO
from crmlab.practice.forms import Number
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


def saved(load):
    return -small_calls(load)["left"].sum()


def other_margin(load):
    """What the callers' other orders left, by whichever channel."""
    orders, small = last_year(load), small_calls(load)
    theirs = orders[orders["customer_id"].isin(small["customer_id"])]
    return theirs["left"].sum() - small["left"].sum()


def other_calls(load):
    orders = last_year(load)
    small = small_calls(load)
    calls = orders[orders["channel"] == "phone"]
    theirs = calls[calls["customer_id"].isin(small["customer_id"])]
    return theirs["left"].sum() - small["left"].sum()


def gross_loss(load):
    left = small_calls(load)["left"]
    return -left[left < 0].sum()


def without_handling(load):
    small = small_calls(load)
    return (small["goods_cost"] - small["amount"]).sum()


def all_channels(load):
    orders = last_year(load)
    return -orders.loc[orders["amount"] < LEAST, "left"].sum()


def all_years(load):
    orders = load("orders")
    small = orders[(orders["channel"] == "phone") & (orders["amount"] < LEAST)]
    return -(small["amount"] - small["goods_cost"] - small["handling_cost"]).sum()


E1_5a = Part(
    answer=saved,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "only_losses": gross_loss,
        "all_channels": all_channels,
        "all_years": all_years,
        "no_handling": without_handling,
        "handling": lambda load: small_calls(load)["handling_cost"].sum(),
        "amount": lambda load: small_calls(load)["amount"].sum(),
    },
)
E1_5b = Part(
    answer=other_margin,
    form=Number(decimals=0),
    points=2,
    misconceptions={
        "calls_only": other_calls,
        "with_small": lambda load: other_margin(load) - saved(load),
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
    "E1.5", "core", minutes=12, concepts=("1.15",), parts={"a": E1_5a, "b": E1_5b}
)
