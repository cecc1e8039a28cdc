"""Exercises of lesson 01: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/01_customers_and_value/01_customers_and_value.ipynb, their hints
and messages in texts/01.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e01_customers_and_value import (
    asking_first,
    one_to_one,
    small_calls,
    who_decides,
    whole_profit,
)

EXERCISES = (
    who_decides.E1_1,
    who_decides.E1_2,
    whole_profit.E1_3,
    asking_first.E1_4,
    small_calls.E1_5,
    one_to_one.E1_6,
    Exercise("E1.7", "open", minutes=20, concepts=("1.10", "1.15"), open_points=6),
)
