"""Exercises of lesson 08a: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/08a_measuring_satisfaction/08a_measuring_satisfaction.ipynb, their hints
and messages in texts/08a.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e08a_measuring import (
    fell_silent,
    given_out,
    how_many,
    question_out,
    weighted_wave,
    what_it_costs,
)

EXERCISES = (
    how_many.E8a_1,
    given_out.E8a_2,
    what_it_costs.E8a_3,
    weighted_wave.E8a_4,
    question_out.E8a_5,
    fell_silent.E8a_6,
    Exercise("E8a.7", "open", minutes=16, concepts=("8.1", "8.2"), open_points=6),
)
