"""Exercise E12.6: the same money for few or for many. Right and usual wrong ways."""

import numpy as np
import pandas as pd

from crmlab.company import START
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number

YEAR = pd.Timestamp("2024-07-01")
FULL, NOW, BEST = 9.0, 0.6, 0.9


def orders_of(load, kind=None, since=YEAR):
    """Orders of the last year, of a kind of customer."""
    orders = load("orders")
    kinds = load("customers").set_index("customer_id")["kind"].astype(str)
    mine = orders["date"] >= since
    if kind:
        mine &= orders["customer_id"].map(kinds) == kind
    return int(mine.sum())


def extra(load, kind="organisation", step=BEST**2 - NOW**2, since=YEAR):
    return FULL * step * orders_of(load, kind, since)


def level(load, kind="household"):
    return np.sqrt(NOW**2 + extra(load) / (FULL * orders_of(load, kind)))


def straight(load):
    """As if the cost rose in a straight line."""
    return NOW + extra(load) / (FULL * orders_of(load, "household"))


def from_nothing(load):
    return np.sqrt(extra(load) / (FULL * orders_of(load, "household")))


E12_6 = Exercise(
    "E12.6",
    "core",
    minutes=16,
    concepts=("12.1",),
    parts={
        "a": Part(
            answer=extra,
            form=Number(decimals=0),
            points=2,
            misconceptions={
                "straight": lambda load: extra(load, step=BEST - NOW),
                "in_all": lambda load: extra(load, step=BEST**2),
                "step_squared": lambda load: extra(load, step=(BEST - NOW) ** 2),
                "everyone": lambda load: extra(load, kind=None),
                "both_years": lambda load: extra(load, since=START),
                "an_order": lambda load: FULL * (BEST**2 - NOW**2),
            },
        ),
        "b": Part(
            answer=level,
            form=Number(decimals=4),
            points=2,
            misconceptions={
                "straight": straight,
                "from_nothing": from_nothing,
                "today": lambda load: NOW,
                "everyone": lambda load: level(load, kind=None),
                "added_root": lambda load: NOW + from_nothing(load),
            },
        ),
    },
)
