"""Exercise EA2.5: a tenth of the customers, or a tenth of the orders."""

from crmlab import value as va
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number


def totals(load):
    return load("orders").groupby("customer_id")["amount"].sum()


def gini_of_customers(load, digit="7"):
    paid = totals(load)
    return va.gini(paid[paid.index.str.endswith(digit)])


def gini_of_orders(load, digit="7"):
    orders = load("orders")
    some = orders[orders["order_id"].str.endswith(digit)]
    return va.gini(some.groupby("customer_id")["amount"].sum())


def gini_of_rows(load):
    orders = load("orders")
    return va.gini(orders.loc[orders["customer_id"].str.endswith("7"), "amount"])


def once_only(rows):
    return (rows.groupby("customer_id").size() == 1).mean()


def seen_once(load, ending="07"):
    """Share of those in the hundredth of orders who stand in it once."""
    orders = load("orders")
    return once_only(orders[orders["order_id"].str.endswith(ending)])


EA2_5a = Part(
    answer=gini_of_customers,
    form=Number(decimals=4),
    points=1,
    misconceptions={
        "of_orders": gini_of_orders,
        "other_digit": lambda load: gini_of_customers(load, "0"),
        "of_rows": gini_of_rows,
    },
)
EA2_5b = Part(
    answer=lambda load: seen_once(load) - once_only(load("orders")),
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "no_difference": seen_once,
        "truth": lambda load: once_only(load("orders")),
        "tenth": lambda load: seen_once(load, "7") - once_only(load("orders")),
    },
)
EA2_5 = Exercise(
    "EA2.5", "stretch", minutes=14, concepts=("1.10",), parts={"a": EA2_5a, "b": EA2_5b}
)
