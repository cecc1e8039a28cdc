"""Exercise E11.2: stages by a rule, and what is true of them. The right ways to compute
them and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab.company import CUTOFF
from crmlab.datasets import truth
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

NAMES = ["decline", "initial", "growth"]


@once
def lives(load):
    dates = load("orders").groupby("customer_id")["date"]
    table = dates.agg(first="min", last="max", days="nunique", orders="size")
    table["silent"] = (CUTOFF - table["last"]).dt.days
    table["known"] = (CUTOFF - table["first"]).dt.days
    return table


def named(load, silent=182, by="days", known=365, order=(0, 1, 2), since="silent"):
    table = lives(load)
    tests = [table[since] > silent, table[by] == 1, table["known"] <= known]
    chosen = [tests[n] for n in order], [NAMES[n] for n in order]
    return pd.Series(np.select(*chosen, "maturity"), table.index)


def counts(load, **ways):
    return named(load, **ways).value_counts()


def true_stage():
    table = truth("stages")
    last = table["quarter_end"] == table["quarter_end"].max()
    return table[last].set_index("customer_id")["stage"]


def found_share(load, true=("decline",), turned=False):
    """Of those who are truly at this stage, the share that the rule puts in decline."""
    mine = named(load) == "decline"
    leaving = true_stage().reindex(mine.index).isin(true)
    return leaving[mine].mean() if turned else mine[leaving].mean()


E11_2 = Exercise(
    "E11.2",
    "core",
    minutes=16,
    concepts=("11.1",),
    parts={
        "a": Part(
            answer=counts,
            form=ByLabel(whole=True),
            points=2,
            misconceptions={
                "initial_first": lambda load: counts(load, order=(1, 0, 2)),
                "orders": lambda load: counts(load, by="orders"),
                "quarter": lambda load: counts(load, silent=91),
                "since_first": lambda load: counts(load, silent=182, since="known"),
                "growth_first": lambda load: counts(load, order=(0, 2, 1)),
            },
        ),
        "b": Part(
            answer=found_share,
            form=Number(decimals=4),
            points=2,
            misconceptions={
                "of_the_rule": lambda load: found_share(load, turned=True),
                "the_gone": lambda load: found_share(load, true=("gone",)),
                "either": lambda load: found_share(load, true=("gone", "decline")),
            },
        ),
    },
)
