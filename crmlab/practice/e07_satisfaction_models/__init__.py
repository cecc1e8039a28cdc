"""Exercises of lesson 07: what checks them.

Their text and solutions are in solutions/07_satisfaction_models/, their hints and
messages in texts/07.yml. E7.1 and E7.3 are computed in asked_twice.py, E7.2
in how_sure.py, E7.4 to E7.6 in along_arrows.py.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e07_satisfaction_models.along_arrows import (
    E7_4a,
    E7_4b,
    E7_5a,
    E7_5b,
    E7_6a,
    E7_6b,
)
from crmlab.practice.e07_satisfaction_models.asked_twice import (
    E7_1a,
    E7_1b,
    E7_3a,
    E7_3b,
)
from crmlab.practice.e07_satisfaction_models.how_sure import E7_2

EXERCISES = (
    Exercise(
        "E7.1",
        "warm-up",
        minutes=8,
        concepts=("7.2",),
        parts={"a": E7_1a, "b": E7_1b},
    ),
    Exercise("E7.2", "core", minutes=14, concepts=("7.2",), parts={"": E7_2}),
    Exercise(
        "E7.3",
        "core",
        minutes=16,
        concepts=("7.2",),
        parts={"a": E7_3a, "b": E7_3b},
    ),
    Exercise(
        "E7.4",
        "core",
        minutes=14,
        concepts=("7.3",),
        parts={"a": E7_4a, "b": E7_4b},
    ),
    Exercise(
        "E7.5",
        "core",
        minutes=12,
        concepts=("7.3", "7.5"),
        parts={"a": E7_5a, "b": E7_5b},
    ),
    Exercise(
        "E7.6",
        "stretch",
        minutes=16,
        concepts=("7.5",),
        parts={"a": E7_6a, "b": E7_6b},
    ),
    Exercise("E7.7", "open", minutes=20, concepts=("7.1", "7.2"), open_points=6),
)
