"""Exercise E7.2: a function that says how sure a Kano category is; the right way, the
usual wrong ones, and the rows they are tried on.
"""

import numpy as np
import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e07_satisfaction_models.asked_twice import (
    LETTERS,
    fong,
    leaders,
    needed,
    row,
)
from crmlab.practice.forms import Function, Number


def clearance(row):
    """Lead less what is needed: above zero where the category is sure."""
    return ahead(*leaders(row))


def ahead(a, b):
    """Lead of count a over count b, less what is needed."""
    return a - b - 1.645 * np.sqrt(a + b)


def with_fong(row):
    a, b = leaders(row)
    return a - b - fong(row)


def with_q_as_leader(row):
    return ahead(*sorted(row[LETTERS], reverse=True)[:2])


def at_95(row):
    a, b = leaders(row)
    return a - b - needed(row, 1.96)


def two_decimals(row):
    a, b = leaders(row)
    return a - b - needed(row, 1.65)


def whole_people(row):
    """The need rounded up, as a lead is counted in people."""
    a, b = leaders(row)
    return a - b - np.ceil(needed(row))


def a_and_o(row):
    """As if the leaders were always the first two columns."""
    return ahead(row["A"], row["O"])


def without_reverse(row):
    return ahead(*sorted(row[list("AOMI")], reverse=True)[:2])


def all_answers(row):
    """As if all answers competed for the lead."""
    a, b = leaders(row)
    return a - b - 1.645 * np.sqrt(row[LETTERS].sum())


def as_shares(row):
    return clearance(row) / row[LETTERS].sum()


def cases(load):
    def made(*numbers):
        return (pd.Series(numbers, LETTERS),)

    return {
        "company": (row(load),),
        # A need below a half more, so that rounding it up is not rounding the result.
        "clear": made(7, 70, 6, 5, 3, 3),
        "reverse": made(12, 6, 4, 30, 41, 7),
        "slips": made(12, 4, 3, 16, 5, 20),
        "tie": made(5, 5, 40, 40, 5, 5),
    }


E7_2 = Exercise(
    "E7.2",
    "core",
    minutes=14,
    concepts=("7.2",),
    parts={
        "": Part(
            answer=lambda load: clearance,
            form=Function(result=Number(decimals=2), cases=cases),
            points=4,
            misconceptions={
                "fong": lambda load: with_fong,
                "q_leads": lambda load: with_q_as_leader,
                "at_95": lambda load: at_95,
                "two_decimals": lambda load: two_decimals,
                "whole": lambda load: whole_people,
                "first_two": lambda load: a_and_o,
                "no_reverse": lambda load: without_reverse,
                "all_answers": lambda load: all_answers,
                "shares": lambda load: as_shares,
            },
        )
    },
)
