"""Exercises of lesson 02: what checks them.

Each is declared in the module that computes it. Their text and solutions are in
solutions/02_relationship_marketing/02_relationship_marketing.ipynb, their hints
and messages in texts/02.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.e02_relationship import (
    calls_and_turns,
    how_close,
    letters_earned,
    paying_back,
    sent_and_held_out,
)

EXERCISES = (
    paying_back.E2_1,
    paying_back.E2_2,
    how_close.E2_3,
    sent_and_held_out.E2_4,
    letters_earned.E2_5,
    calls_and_turns.E2_6,
    calls_and_turns.E2_7,
    Exercise("E2.8", "open", minutes=18, concepts=("2.3", "2.5"), open_points=6),
)
