"""Exercises of lesson 00: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/00_start_here/00_start_here.ipynb, their hints
and messages in texts/00.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e00_start_here import channels, waiting

EXERCISES = (
    channels.E0_1,
    channels.E0_2,
    waiting.E0_3,
    Exercise("E0.4", "open", minutes=13, concepts=("0.3",), open_points=4),
)
