"""Exercise E7.2: a function that says how sure a Kano category is; the right way, the
usual wrong ones, and the rows they are tried on.
"""

import numpy as np
import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e07_satisfaction_models.asked_twice import (
    LETTERS,
    leaders,
    needed,
    row,
)
from crmlab.practice.forms import Function, Number


def clearance(row):
    """Lead less what Fong's test asks for: above zero where the category is sure."""
    a, b = leaders(row)
    return a - b - needed(row)


def with_other_n(row):
    a, b = leaders(row)
    return a - b - needed(row, of="AOMIR")


def lead_over_need(a, b, n):
    """Lead of count a over count b, less what is needed among n."""
    return a - b - 1.65 * np.sqrt((a + b) * (2 * n - a - b) / (2 * n))


def with_q_as_leader(row):
    a, b = sorted(row[LETTERS], reverse=True)[:2]
    return lead_over_need(a, b, row[LETTERS].sum())


def at_95(row):
    a, b = leaders(row)
    return a - b - needed(row, 1.96)


def a_and_o(row):
    """As if the leaders were always the first two columns."""
    return lead_over_need(row["A"], row["O"], row[LETTERS].sum())


def without_reverse(row):
    a, b = sorted(row[list("AOMI")], reverse=True)[:2]
    return lead_over_need(a, b, row[LETTERS].sum())


def no_half(row):
    (a, b), n = leaders(row), row[LETTERS].sum()
    return a - b - 1.65 * np.sqrt((a + b) * (n - a - b) / n)


def as_shares(row):
    return clearance(row) / row[LETTERS].sum()


def cases(load):
    def made(*numbers):
        return (pd.Series(numbers, LETTERS),)

    return {
        "company": (row(load),),
        "clear": made(10, 70, 8, 6, 3, 3),
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
                "other_n": lambda load: with_other_n,
                "q_leads": lambda load: with_q_as_leader,
                "at_95": lambda load: at_95,
                "first_two": lambda load: a_and_o,
                "no_reverse": lambda load: without_reverse,
                "no_half": lambda load: no_half,
                "shares": lambda load: as_shares,
            },
        )
    },
)
