"""Exercises of lesson 03: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/03_segmentation/03_segmentation.ipynb, their hints
and messages in texts/03.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e03_segmentation import (
    below_zero,
    catalogue_checks,
    changed_needs,
    going_together,
    silent_organisations,
    what_explains,
)

EXERCISES = (
    silent_organisations.E3_1,
    what_explains.E3_2,
    catalogue_checks.E3_3,
    going_together.E3_4,
    changed_needs.E3_5,
    below_zero.E3_6,
    Exercise("E3.7", "open", minutes=40, concepts=("3.1", "3.9"), open_points=6),
)
