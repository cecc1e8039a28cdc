"""Exercise E12.4: foretell a quarter, then look. Right and usual wrong ways."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number

WEEKS = {  # first day, and the first day after the 13 weeks
    "winter before": ("2024-01-01", "2024-04-01"),
    "spring before": ("2024-04-01", "2024-07-01"),
    "winter": ("2024-12-30", "2025-03-31"),
    "spring": ("2025-03-31", "2025-06-30"),
}


def orders_in(load):
    date = load("orders")["date"]
    return {
        name: ((date >= pd.Timestamp(first)) & (date < pd.Timestamp(end))).sum()
        for name, (first, end) in WEEKS.items()
    }


def foretold(load):
    n = orders_in(load)
    return n["winter"] * n["spring before"] / n["winter before"]


def turned_round(load):
    n = orders_in(load)
    return n["winter"] * n["winter before"] / n["spring before"]


def step_added(load):
    n = orders_in(load)
    return n["winter"] + n["spring before"] - n["winter before"]


def miss(load, way=foretold):
    """How far a forecast was off, as a share of the orders that came."""
    return abs(way(load) / orders_in(load)["spring"] - 1)


def as_before(load):
    return orders_in(load)["spring before"]


def nearer(load, lazy=as_before):
    """By how much less it missed than a rule without thought."""
    return miss(load, lazy) - miss(load)


def with_signs(load):
    return (as_before(load) - foretold(load)) / orders_in(load)["spring"]


def in_orders(load):
    return nearer(load) * orders_in(load)["spring"]


def of_forecasts(load):
    """Each miss as a share of its own forecast, not of the orders that came."""
    came = orders_in(load)["spring"]
    return abs(came / as_before(load) - 1) - abs(came / foretold(load) - 1)


def of_the_misses(load):
    """As a share of the lazy rule's miss."""
    return nearer(load) / miss(load, as_before)


E12_4 = Exercise(
    "E12.4",
    "core",
    minutes=14,
    concepts=("12.1",),
    parts={
        "a": Part(
            answer=foretold,
            form=Number(decimals=0),
            points=2,
            misconceptions={
                "as_winter": lambda load: orders_in(load)["winter"],
                "as_before": as_before,
                "turned_round": turned_round,
                "added": step_added,
            },
        ),
        "b": Part(
            answer=nearer,
            # Near enough for a forecast in whole orders, and the own miss is told.
            form=Number(decimals=4, within=0.00014),
            points=1,
            misconceptions={
                "in_orders": in_orders,
                "with_signs": with_signs,
                "of_forecasts": of_forecasts,
                "of_misses": of_the_misses,
                "own_miss": miss,
                "lazy_miss": lambda load: miss(load, as_before),
                "as_winter": lambda load: nearer(
                    load, lambda load: orders_in(load)["winter"]
                ),
            },
        ),
    },
)
