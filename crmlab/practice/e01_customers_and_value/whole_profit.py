"""Exercises E1.3, E1.5 and E1.6: who leaves how much, small calls, and one to one.
The right ways to compute them and the usual wrong ones.
"""

import pandas as pd

from crmlab import value as cv
from crmlab.company import CUTOFF
from crmlab.practice.declare import Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)
START = YEAR_AGO - pd.Timedelta(weeks=52)
LEAST = 40  # CNY: the smallest call that the plan would still take


@once
def year(load, start=START, end=YEAR_AGO):
    rates = load("contact_costs").set_index("contact_type")["cost"]
    tables = load("orders"), load("service_cases"), rates
    customers = load("customers").set_index("customer_id")
    return cv.cost_to_serve(customers, *tables, start, end)


def top(load, column="profit"):
    return cv.share_of_top(year(load)[column])


def margin(load):
    return year(load)["paid"] - year(load)["goods"] - year(load)["handling"]


def top_of_positive(load):
    """The best fifth's share of what the customers above zero bring."""
    profit = year(load)["profit"]
    return cv.share_of_top(profit[profit > 0])


def lost(load):
    """What customers below zero took away, CNY."""
    profit = year(load)["profit"]
    return -profit[profit < 0].sum()


def lost_without(load, cost):
    table = year(load)
    profit = table["profit"] + table[cost]
    return -profit[profit < 0].sum()


E1_3a = Part(
    answer=top,
    form=Number(decimals=3),
    points=2,
    misconceptions={
        "sales": lambda load: top(load, "paid"),
        "margin": lambda load: cv.share_of_top(margin(load)),
        "second_year": lambda load: cv.share_of_top(
            year(load, YEAR_AGO, CUTOFF)["profit"]
        ),
        "both_years": lambda load: cv.share_of_top(year(load, START, CUTOFF)["profit"]),
        "positive": top_of_positive,
    },
    wrong=(
        ("hundredfold", lambda load: 100 * top(load)),
        ("type", lambda load: year(load)["profit"].nlargest(9)),
    ),
)
E1_3b = Part(
    answer=lost,
    form=Number(decimals=0),
    points=2,
    misconceptions={
        "second_year": lambda load: -(
            lambda profit: profit[profit < 0].sum()
        )(year(load, YEAR_AGO, CUTOFF)["profit"]),
        "count": lambda load: int((year(load)["profit"] < 0).sum()),
        "not_won": lambda load: lost_without(load, "acquisition"),
        "no_service": lambda load: lost_without(load, "service"),
    },
    wrong=(
        ("sign", lambda load: -lost(load)),
        ("type", lambda load: year(load)["profit"] < 0),
    ),
)  # fmt: skip


# --- E1.5: calls for little
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
    wrong=(
        ("sign", lambda load: -saved(load)),
        ("type", lambda load: small_calls(load)),
    ),
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
    wrong=(
        ("sign", lambda load: -other_margin(load)),
        ("type", lambda load: small_calls(load)["customer_id"]),
    ),
)


# --- E1.6: from which order on one to one pays
def needed(load, *, second="a message for each segment", who="consent", set_up=True):
    """Order margin from which one to one beats another way, CNY."""
    options = load("marketing_options").set_index("option")
    each, other = options.loc["one to one"], options.loc[second]
    customers = load("customers")
    count = customers["consent"].sum() if who == "consent" else len(customers)
    dearer = each["contact_cost"] - other["contact_cost"]
    if set_up:
        dearer = dearer + (each["set_up"] - other["set_up"]) / count
    return float(dearer / (each["extra_orders"] - other["extra_orders"]))


def needed_of_itself(load):
    """Order margin from which one to one earns anything at all, CNY."""
    options = load("marketing_options").set_index("option")
    each, count = options.loc["one to one"], load("customers")["consent"].sum()
    cost = each["contact_cost"] + each["set_up"] / count
    return float(cost / each["extra_orders"])


def half(load):
    """How many of the best customers bring half of the last year's profit."""
    profit = year(load, YEAR_AGO, CUTOFF)["profit"].sort_values(ascending=False)
    return int((profit.cumsum() < profit.sum() / 2).sum() + 1)


def half_by(load, column="profit", smallest=False):
    amount = year(load, YEAR_AGO, CUTOFF)[column].sort_values(ascending=smallest)
    return int((amount.cumsum() < amount.sum() / 2).sum() + 1)


E1_6a = Part(
    answer=half,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "sales": lambda load: half_by(load, "paid"),
        "smallest": lambda load: half_by(load, smallest=True),
        "one_short": lambda load: half(load) - 1,
        "half_of_customers": lambda load: len(year(load, YEAR_AGO, CUTOFF)) // 2,
    },
    wrong=(
        ("not_whole", lambda load: half(load) / len(load("customers"))),
        ("type", lambda load: year(load, YEAR_AGO, CUTOFF)["profit"]),
    ),
)
E1_6b = Part(
    answer=needed,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "against_mass": lambda load: needed(load, second="one message to all"),
        "everybody": lambda load: needed(load, who="all"),
        "no_set_up": lambda load: needed(load, set_up=False),
        "pays_at_all": needed_of_itself,
    },
    wrong=(
        ("too_high", lambda load: 3 * needed(load)),
        ("type", lambda load: load("marketing_options")["set_up"]),
    ),
)
