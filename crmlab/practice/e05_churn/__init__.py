"""Exercises of lesson 05: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/05_churn/05_churn.ipynb, their hints and messages in texts/05.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e05_churn import (
    contracts,
    leak,
    offer_money,
    silence,
    stays,
    winning_back,
)

EXERCISES = (
    silence.E5_1,
    contracts.E5_2,
    leak.E5_3,
    stays.E5_4,
    winning_back.E5_5,
    offer_money.E5_6,
    winning_back.E5_7,
    Exercise("E5.8", "open", minutes=24, concepts=("5.2", "5.5"), open_points=6),
)
