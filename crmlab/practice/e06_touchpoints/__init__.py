"""Exercises of lesson 06: what checks them.

Their text and solutions are in solutions/06_touchpoints/06_touchpoints.ipynb, their
hints and messages in texts/06.yml. The ways to compute them are in lost_visits.py
(E6.1, E6.2), sharing_out.py (E6.3), strike.py (E6.4, E6.6) and one_view.py (E6.5).
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e06_touchpoints.lost_visits import E6_2, E6_1a, E6_1b
from crmlab.practice.e06_touchpoints.one_view import E6_5a, E6_5b
from crmlab.practice.e06_touchpoints.sharing_out import E6_3
from crmlab.practice.e06_touchpoints.strike import E6_6, E6_4a, E6_4b

EXERCISES = (
    Exercise(
        "E6.1",
        "warm-up",
        minutes=10,
        concepts=("6.2",),
        parts={"a": E6_1a, "b": E6_1b},
    ),
    Exercise("E6.2", "core", minutes=10, concepts=("6.2",), parts={"": E6_2}),
    Exercise("E6.3", "core", minutes=14, concepts=("6.3",), parts={"": E6_3}),
    Exercise(
        "E6.4",
        "core",
        minutes=14,
        concepts=("6.4",),
        parts={"a": E6_4a, "b": E6_4b},
    ),
    Exercise(
        "E6.5",
        "core",
        minutes=12,
        concepts=("6.5",),
        parts={"a": E6_5a, "b": E6_5b},
    ),
    Exercise("E6.6", "stretch", minutes=12, concepts=("6.4",), parts={"": E6_6}),
    Exercise("E6.7", "open", minutes=18, concepts=("6.4", "6.6"), open_points=6),
)
