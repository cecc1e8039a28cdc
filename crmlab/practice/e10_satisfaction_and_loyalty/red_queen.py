"""Exercise E10.6: how long a lead is felt, and what holding it takes. The right ways to
compute it and the usual wrong ones.
"""

import math

import pandas as pd

from crmlab import loyalty as ly
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Function, Number
from crmlab.practice.once import once

YEAR = pd.Timestamp("2024-07-01")
LEAD, ADAPTING = 0.5, 0.08


def orders_until(part, adapting):
    """Orders after which at most such a part of a lead is still felt."""
    return math.ceil(math.log(part) / math.log(1 - adapting))


def in_equal_steps(part, adapting):
    """As if each order took the same share off the first lead."""
    return math.ceil((1 - part) / adapting)


def rounded_down(part, adapting):
    return math.floor(math.log(part) / math.log(1 - adapting))


def less_than_part(part, adapting):
    """Orders until less than the part is felt; at most the part would do."""
    return math.floor(math.log(part) / math.log(1 - adapting)) + 1


def of_what_is_gone(part, adapting):
    """Orders until such a part is gone, in place of still felt."""
    return math.ceil(math.log(1 - part) / math.log(1 - adapting))


def straight_in_part(part, adapting):
    return math.ceil(part / adapting)


def cases(load):
    return {
        "tenth": (0.10, 0.08),
        "third": (0.30, 0.05),
        "quick": (0.20, 0.25),
        "most": (0.85, 0.02),
        # Halves have exact powers and logarithms: two orders leave just a quarter.
        "exactly": (0.25, 0.5),
    }


@once
def orders_a_year(load, silent=False):
    """Mean number of orders in the last year, by kind of buyer."""
    customers = load("customers").set_index("customer_id")
    orders = load("orders")
    count = orders[orders["date"] >= YEAR].groupby("customer_id").size()
    if silent:
        count = count.reindex(customers.index, fill_value=0)
    kind = customers["kind"].astype(object)[count.index]
    return count.groupby(kind).mean()


def rise(load, silent=False):
    count = orders_a_year(load, silent)
    return pd.Series(ly.to_stand_still(LEAD, ADAPTING, count), count.index)


def added_up(load):
    """Each order taking the same from the first lead."""
    return LEAD * ADAPTING * orders_a_year(load)


def still_felt(load):
    return LEAD - rise(load)


def once_a_year(load):
    return LEAD * ADAPTING + 0 * orders_a_year(load)


def each_customer(load):
    """The mean of the rises, not the rise at the mean number of orders."""
    year = load("orders")
    year = year[year["date"] >= YEAR]
    count = year.groupby("customer_id").size()
    kind = load("customers").set_index("customer_id")["kind"].astype(object)
    return ly.to_stand_still(LEAD, ADAPTING, count).groupby(kind).mean()


def as_shares(load):
    return rise(load) / LEAD


E10_6a = Part(
    answer=lambda load: orders_until,
    form=Function(result=Number(whole=True), cases=cases),
    points=2,
    misconceptions={
        "equal_steps": lambda load: in_equal_steps,
        "rounded_down": lambda load: rounded_down,
        "less": lambda load: less_than_part,
        "gone": lambda load: of_what_is_gone,
        "part_by_step": lambda load: straight_in_part,
    },
)
E10_6b = Part(
    answer=rise,
    form=ByLabel(decimals=5),
    points=2,
    misconceptions={
        "added_up": added_up,
        "still_felt": still_felt,
        "once_a_year": once_a_year,
        "silent": lambda load: rise(load, silent=True),
        "shares": as_shares,
        "each_customer": each_customer,
    },
)
E10_6 = Exercise(
    "E10.6", "stretch", minutes=20, concepts=("10.4",), parts={"a": E10_6a, "b": E10_6b}
)
