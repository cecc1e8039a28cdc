"""Exercise E4.2: how far grades hang on the scale and on the weights. The right ways to
compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import grading
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e04_grading.periods import YEAR_AGO, brought, customers_of
from crmlab.practice.forms import Number
from crmlab.practice.once import once

WEIGHTS = {"contribution": 4, "credit": 2, "amount": 3, "prospects": 1}
EQUAL = dict.fromkeys(WEIGHTS, 1)


@once
def bases(load):
    """The four bases of each organisation, as the exercise makes them."""
    who = customers_of(load, "organisation").index
    reports = load("account_reports").set_index("customer_id").loc[who]
    return pd.DataFrame(
        {
            "contribution": brought(load, who, YEAR_AGO),
            "credit": reports["credit"].map({"A": 3, "B": 2, "C": 1, "D": 0}),
            "amount": brought(load, who, YEAR_AGO, what="amount", how="mean"),
            "prospects": reports["staff"] / reports["staff_year_ago"] - 1,
        }
    ).astype(float)


@once
def graded(load, how, weights=WEIGHTS):
    return grading.grades(
        grading.composite(grading.scaled(bases(load), how), dict(weights))
    )


def change(load, one="rank", other="range"):
    """Organisations whose grade differs between two scales."""
    return int((graded(load, one) != graded(load, other)).sum())


def one_way(load, up):
    codes = graded(load, "rank").cat.codes - graded(load, "range").cat.codes
    return int((codes > 0).sum() if up else (codes < 0).sum())


def equal_weights(load):
    codes = [graded(load, how, tuple(EQUAL.items())) for how in ("rank", "range")]
    return int((codes[0] != codes[1]).sum())


def top_only(load):
    one, other = graded(load, "rank") == "top", graded(load, "range") == "top"
    return int((one != other).sum())


@once
def holding(load, step=0.05, least=0.15, how="rank"):
    sets = grading.all_weights(list(WEIGHTS), step=step, least=least)
    return grading.holding(grading.scaled(bases(load), how), sets)


def share_holding(load, **which):
    return holding(load, **which)["holds"].mean()


def long_tail_only(load):
    table = holding(load)
    return (table["holds"] & (table["best"] == "long tail")).mean()


def two_grades(load):
    """Those whose grades lie at most one apart count as holding."""
    table = holding(load)
    return (table["worst"].cat.codes - table["best"].cat.codes <= 1).mean()


# --- the declarations
E4_2a = Part(
    answer=change,
    form=Number(whole=True),
    points=2,
    misconceptions={
        "equal_weights": equal_weights,
        "top_only": top_only,
        "up_only": lambda load: one_way(load, up=True),
        "down_only": lambda load: one_way(load, up=False),
        "same_grade": lambda load: len(bases(load)) - change(load),
        "spread": lambda load: change(load, other="spread"),
    },
)
E4_2b = Part(
    answer=share_holding,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "least_tenth": lambda load: share_holding(load, least=0.1),
        "coarse": lambda load: share_holding(load, step=0.1),
        "no_least": lambda load: share_holding(load, step=0.1, least=0),
        "range": lambda load: share_holding(load, how="range"),
        "long_tail_only": long_tail_only,
        "two_grades": two_grades,
    },
)
E4_2 = Exercise(
    "E4.2", "core", minutes=20, concepts=("4.4",), parts={"a": E4_2a, "b": E4_2b}
)
