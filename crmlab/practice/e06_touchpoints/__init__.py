"""Exercises of lesson 06: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/06_touchpoints/06_touchpoints.ipynb, their hints
and messages in texts/06.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e06_touchpoints import (
    lost_visits,
    one_view,
    patience,
    sharing_out,
    strike,
)

EXERCISES = (
    lost_visits.E6_1,
    lost_visits.E6_2,
    sharing_out.E6_3,
    strike.E6_4,
    one_view.E6_5,
    patience.E6_6,
    Exercise("E6.7", "open", minutes=25, concepts=("6.4", "6.6"), open_points=6),
)
