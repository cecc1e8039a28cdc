"""Exercises of lesson 09: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/09_loyalty/09_loyalty.ipynb, their hints
and messages in texts/09.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e09_loyalty import (
    friends,
    loyal_corners,
    needed_retention,
    points_pay,
    promoters,
    rival_shops,
)

EXERCISES = (
    loyal_corners.E9_1,
    rival_shops.E9_2,
    loyal_corners.E9_3,
    friends.E9_4,
    points_pay.E9_5,
    promoters.E9_6,
    needed_retention.E9_7,
    Exercise("E9.8", "open", minutes=22, concepts=("9.5", "9.6"), open_points=6),
)
