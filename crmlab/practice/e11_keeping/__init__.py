"""Exercises of lesson 11: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/11_keeping_and_developing/11_keeping_and_developing.ipynb, their hints and
messages in texts/11.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e11_keeping import (
    alive,
    forward,
    ladder,
    stages,
    summary,
    unseen,
    win_back,
)

EXERCISES = (
    summary.E11_1,
    stages.E11_2,
    alive.E11_3,
    unseen.E11_4,
    ladder.E11_5,
    win_back.E11_6,
    forward.E11_7,
    Exercise("E11.8", "open", minutes=25, concepts=("11.5", "11.6"), open_points=6),
)
