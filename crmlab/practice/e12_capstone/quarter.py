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


def too_many(load, way=foretold, of="spring"):
    return way(load) / orders_in(load)[of] - 1


def in_orders(load):
    return foretold(load) - orders_in(load)["spring"]


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
                "as_before": lambda load: orders_in(load)["spring before"],
                "turned_round": turned_round,
                "added": step_added,
            },
        ),
        "b": Part(
            answer=too_many,
            form=Number(decimals=3),
            points=1,
            misconceptions={
                "in_orders": in_orders,
                "of_winter": lambda load: too_many(load, of="winter"),
                "of_before": lambda load: too_many(load, of="spring before"),
            },
        ),
    },
)
