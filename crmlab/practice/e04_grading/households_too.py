"""Exercise E4.1: would grading the households be worth its trouble? The right ways to
compute it and the usual wrong ones.
"""

from crmlab import grading
from crmlab.company import START
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e04_grading.periods import (
    YEAR_AGO,
    best,
    brought,
    customers_of,
    orders_with_margin,
    share_held,
)
from crmlab.practice.forms import Number
from crmlab.practice.once import once

SEED = 4


def twice(load, least=2, kind="household", start=YEAR_AGO):
    """Share of the customers with so many orders or more."""
    who = customers_of(load, kind).index
    return (brought(load, who, start, how="size") >= least).mean()


def of_buyers(load):
    number = brought(load, customers_of(load, "household").index, YEAR_AGO, how="size")
    return (number[number > 0] >= 2).mean()


@once
def heaps(load, kind="household", value="margin", start=YEAR_AGO):
    orders = orders_with_margin(load)
    orders = orders[orders["date"] >= start]
    who = customers_of(load, kind).index
    return grading.split_at_random(orders, who, value=value, seed=SEED)


def clear(load, **which):
    both = heaps(load, **which)
    return share_held(both["one"], both["other"])


def of_itself(load):
    """The heap that chose is the heap that is judged."""
    return share_held(heaps(load)["one"], heaps(load)["one"])


def of_both(load):
    return share_held(heaps(load).sum(axis=1), heaps(load).sum(axis=1))


def of_customers(load):
    """Of the best fifth of one heap, how many are in the best fifth of the other."""
    both = heaps(load)
    chosen = best(both["one"])
    return chosen.isin(best(both["other"])).mean()


# --- the declarations
E4_1a = Part(
    answer=twice,
    form=Number(decimals=4),
    points=1,
    misconceptions={
        "buyers": of_buyers,
        "once": lambda load: twice(load, least=1),
        "more": lambda load: twice(load, least=3),
        "all_time": lambda load: twice(load, start=START),
        "everyone": lambda load: twice(load, kind=None),
        "organisations": lambda load: twice(load, kind="organisation"),
    },
)
E4_1b = Part(
    answer=clear,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "itself": of_itself,
        "whole": of_both,
        "customers": of_customers,
        "everyone": lambda load: clear(load, kind=None),
        "organisations": lambda load: clear(load, kind="organisation"),
        "all_time": lambda load: clear(load, start=START),
    },
)
E4_1 = Exercise(
    "E4.1", "warm-up", minutes=14, concepts=("4.2",), parts={"a": E4_1a, "b": E4_1b}
)
