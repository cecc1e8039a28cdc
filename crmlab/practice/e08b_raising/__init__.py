"""Exercises of lesson 08b: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/08b_raising_satisfaction/08b_raising_satisfaction.ipynb, their hints and
messages in texts/08b.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e08b_raising import charts, houses, tins, what_drives

EXERCISES = (
    charts.E8b_1,
    what_drives.E8b_2,
    what_drives.E8b_3,
    tins.E8b_4,
    houses.E8b_5,
    charts.E8b_6,
    Exercise("E8b.7", "open", minutes=24, concepts=("8.4", "8.7"), open_points=6),
)
