"""Exercises of lesson 09: what checks them.

Their text and solutions are in solutions/09_loyalty/09_loyalty.ipynb, their hints and
messages in texts/09.yml. What is declared of each is in loyal_corners.py (E9.1, E9.3),
rival_shops.py (E9.2), friends.py (E9.4), points_pay.py (E9.5), promoters.py (E9.6) and
needed_retention.py (E9.7).
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e09_loyalty.friends import E9_4a, E9_4b
from crmlab.practice.e09_loyalty.loyal_corners import E9_1a, E9_1b, E9_3a, E9_3b
from crmlab.practice.e09_loyalty.needed_retention import E9_7
from crmlab.practice.e09_loyalty.points_pay import E9_5a, E9_5b, E9_5c
from crmlab.practice.e09_loyalty.promoters import E9_6a, E9_6b, E9_6c
from crmlab.practice.e09_loyalty.rival_shops import E9_2a, E9_2b

EXERCISES = (
    Exercise(
        "E9.1",
        "warm-up",
        minutes=8,
        concepts=("9.1",),
        parts={"a": E9_1a, "b": E9_1b},
    ),
    Exercise(
        "E9.2",
        "core",
        minutes=12,
        concepts=("9.2",),
        parts={"a": E9_2a, "b": E9_2b},
    ),
    Exercise(
        "E9.3",
        "core",
        minutes=10,
        concepts=("9.2",),
        parts={"a": E9_3a, "b": E9_3b},
    ),
    Exercise(
        "E9.4",
        "core",
        minutes=12,
        concepts=("9.3",),
        parts={"a": E9_4a, "b": E9_4b},
    ),
    Exercise(
        "E9.5",
        "core",
        minutes=14,
        concepts=("9.6",),
        parts={"a": E9_5a, "b": E9_5b, "c": E9_5c},
    ),
    Exercise(
        "E9.6",
        "core",
        minutes=12,
        concepts=("9.8",),
        parts={"a": E9_6a, "b": E9_6b, "c": E9_6c},
    ),
    Exercise("E9.7", "stretch", minutes=8, concepts=("9.4",), parts={"": E9_7}),
    Exercise("E9.8", "open", minutes=14, concepts=("9.5", "9.6"), open_points=6),
)
