"""Exercises of lesson 10: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/10_satisfaction_and_loyalty/10_satisfaction_and_loyalty.ipynb, their hints
and messages in texts/10.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e10_satisfaction_and_loyalty import (
    curve_then,
    fates_then,
    red_queen,
    service_money,
)

EXERCISES = (
    curve_then.E10_1,
    curve_then.E10_2,
    fates_then.E10_3,
    service_money.E10_4,
    service_money.E10_5,
    red_queen.E10_6,
    Exercise("E10.7", "open", minutes=22, concepts=("10.3", "10.4"), open_points=6),
)
