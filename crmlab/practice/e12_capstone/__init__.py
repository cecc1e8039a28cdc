"""Exercises of lesson 12: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/12_capstone/12_capstone.ipynb, their hints and messages in texts/12.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e12_capstone import (
    information,
    loss,
    quarter,
    report,
    service,
    trial,
)

EXERCISES = (
    report.E12_1,
    information.E12_2,
    trial.E12_3,
    quarter.E12_4,
    loss.E12_5,
    service.E12_6,
    Exercise("E12.7", "open", minutes=30, concepts=("12.3",), open_points=8),
)
