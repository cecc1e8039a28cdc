"""Exercise E11.6: does the letter to former subscribers pay? The right ways to compute
it and the usual wrong ones.
"""

import numpy as np

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

LETTER, FORGONE = 3.0, 15.0  # CNY a letter; of price, for each who comes back with it


@once
def shares(load):
    """Share that came back and customers, by whether the letter was sent."""
    trial = load("win_back_trial")
    back = trial.groupby("offered")["back"].agg(["mean", "size"])
    return back["mean"], back["size"]


def effect(load):
    back, _ = shares(load)
    return back[True] - back[False]


def relative(load):
    back, _ = shares(load)
    return back[True] / back[False] - 1


def in_all(load):
    return load("win_back_trial")["back"].mean()


def worth_needed(load, gained=effect, paid=True, for_gained=False):
    """What somebody who would not have come must bring, for the letter to pay."""
    back, _ = shares(load)
    users = effect(load) if for_gained else back[True]
    return (LETTER + FORGONE * users * paid) / gained(load)


def low_end(load, z=1.96, sent_only=False, less=0):
    """Less is 1 where the variance is that of a sample, as pandas takes it."""
    back, size = shares(load)
    parts = back * (1 - back) / (size - less)
    error = np.sqrt(parts[True] if sent_only else parts.sum())
    return effect(load) - z * error


E11_6 = Exercise(
    "E11.6",
    "stretch",
    minutes=18,
    concepts=("11.2", "11.5"),
    parts={
        "a": Part(
            answer=effect,
            form=Number(decimals=4),
            points=1,
            misconceptions={
                "offered_alone": lambda load: shares(load)[0][True],
                "relative": relative,
                "all": in_all,
            },
        ),
        "b": Part(
            answer=worth_needed,
            form=Number(decimals=0),
            points=2,
            misconceptions={
                "all_who_came": lambda load: worth_needed(
                    load, lambda load: shares(load)[0][True]
                ),
                "letter_only": lambda load: worth_needed(load, paid=False),
                "gained_use_it": lambda load: worth_needed(load, for_gained=True),
                "a_letter": lambda load: worth_needed(load, lambda load: 1),
            },
        ),
        "c": Part(
            answer=low_end,
            form=Number(decimals=4),
            points=1,
            also_right={
                "normal": lambda load: low_end(load, z=1.959964),
                "sample": lambda load: low_end(load, less=1),
            },
            misconceptions={
                "one_error": lambda load: low_end(load, z=1),
                "high_end": lambda load: low_end(load, z=-1.96),
                "sent_only": lambda load: low_end(load, sent_only=True),
            },
        ),
    },
)
