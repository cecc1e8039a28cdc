"""Exercises of lesson 04: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/04_grading/04_grading.ipynb, their hints and messages in texts/04.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e04_grading import (
    households_too,
    later_half,
    marks_of_households,
    prospects_ahead,
    slipping,
    weights_and_scales,
)

EXERCISES = (
    households_too.E4_1,
    weights_and_scales.E4_2,
    later_half.E4_3,
    prospects_ahead.E4_4,
    marks_of_households.E4_5,
    slipping.E4_6,
    Exercise("E4.7", "open", minutes=20, concepts=("4.1", "4.6"), open_points=6),
)
