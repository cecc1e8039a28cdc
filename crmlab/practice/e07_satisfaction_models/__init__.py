"""Exercises of lesson 07: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/07_satisfaction_models/07_satisfaction_models.ipynb, their hints
and messages in texts/07.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e07_satisfaction_models import along_arrows, asked_twice, how_sure

EXERCISES = (
    asked_twice.E7_1,
    how_sure.E7_2,
    asked_twice.E7_3,
    along_arrows.E7_4,
    along_arrows.E7_5,
    along_arrows.E7_6,
    Exercise("E7.7", "open", minutes=20, concepts=("7.1", "7.2"), open_points=6),
)
