"""Exercises of lesson 02: what checks them.

Their text and solutions are in
solutions/02_relationship_marketing/02_relationship_marketing.ipynb, their hints and
messages in texts/02.yml. The ways to compute each are in paying_back.py (E2.1, E2.2),
how_close.py (E2.3), sent_and_held_out.py (E2.4), letters_earned.py (E2.5) and
calls_and_turns.py (E2.6, E2.7).
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e02_relationship.calls_and_turns import E2_6a, E2_6b, E2_7a, E2_7b
from crmlab.practice.e02_relationship.how_close import E2_3a, E2_3b
from crmlab.practice.e02_relationship.letters_earned import E2_5
from crmlab.practice.e02_relationship.paying_back import E2_2, E2_1a, E2_1b
from crmlab.practice.e02_relationship.sent_and_held_out import E2_4a, E2_4b

EXERCISES = (
    Exercise(
        "E2.1",
        "warm-up",
        minutes=8,
        concepts=("2.2",),
        parts={"a": E2_1a, "b": E2_1b},
    ),
    Exercise("E2.2", "core", minutes=8, concepts=("2.2",), parts={"": E2_2}),
    Exercise(
        "E2.3",
        "core",
        minutes=14,
        concepts=("2.3",),
        parts={"a": E2_3a, "b": E2_3b},
    ),
    Exercise(
        "E2.4",
        "core",
        minutes=12,
        concepts=("2.5",),
        parts={"a": E2_4a, "b": E2_4b},
    ),
    Exercise("E2.5", "core", minutes=14, concepts=("2.5",), parts={"": E2_5}),
    Exercise(
        "E2.6",
        "core",
        minutes=12,
        concepts=("2.7",),
        parts={"a": E2_6a, "b": E2_6b},
    ),
    Exercise(
        "E2.7",
        "stretch",
        minutes=10,
        concepts=("2.11",),
        parts={"a": E2_7a, "b": E2_7b},
    ),
    Exercise("E2.8", "open", minutes=12, concepts=("2.3", "2.5"), open_points=6),
)
