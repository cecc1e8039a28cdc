"""Exercises of lesson 01: what checks them.

Their text and solutions are in
solutions/01_customers_and_value/01_customers_and_value.ipynb, their hints and messages
in texts/01.yml. The ways to compute them are in who_decides.py (E1.1, E1.2),
asking_first.py (E1.4) and whole_profit.py (the others).
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e01_customers_and_value.asking_first import E1_4a, E1_4b, E1_4c
from crmlab.practice.e01_customers_and_value.who_decides import (
    E1_1a,
    E1_1b,
    E1_2a,
    E1_2b,
)
from crmlab.practice.e01_customers_and_value.whole_profit import (
    E1_3a,
    E1_3b,
    E1_5a,
    E1_5b,
    E1_6a,
    E1_6b,
)

EXERCISES = (
    Exercise(
        "E1.1",
        "warm-up",
        minutes=10,
        concepts=("1.2",),
        parts={"a": E1_1a, "b": E1_1b},
    ),
    Exercise(
        "E1.2",
        "core",
        minutes=14,
        concepts=("1.6",),
        parts={"a": E1_2a, "b": E1_2b},
    ),
    Exercise(
        "E1.3",
        "core",
        minutes=12,
        concepts=("1.10",),
        parts={"a": E1_3a, "b": E1_3b},
    ),
    Exercise(
        "E1.4",
        "core",
        minutes=14,
        concepts=("1.12", "1.13"),
        parts={"a": E1_4a, "b": E1_4b, "c": E1_4c},
    ),
    Exercise(
        "E1.5",
        "core",
        minutes=12,
        concepts=("1.15",),
        parts={"a": E1_5a, "b": E1_5b},
    ),
    Exercise(
        "E1.6",
        "stretch",
        minutes=12,
        concepts=("1.9", "1.14"),
        parts={"a": E1_6a, "b": E1_6b},
    ),
    Exercise("E1.7", "open", minutes=16, concepts=("1.10", "1.15"), open_points=6),
)
