"""Exercise E8a.1: how many must answer, and how many are invited for it."""

import numpy as np

from crmlab import survey as sv
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

ITEMS = ["satisfied_overall", "satisfied_expected", "satisfied_ideal"]
WITHIN = 1.5  # points of the index


@once
def index_of(load, wave):
    """The index of each who answered a wave, by customer."""
    mine = load("survey").query(f"wave == {wave}").set_index("customer_id")
    return ((mine[ITEMS].astype(float).mean(axis=1) - 1) / 9 * 100).dropna()


def customers(load):
    return len(load("customers"))


def answers(load, wave=1, within=WITHIN, known=True, z=None):
    """How many must answer, of so many customers."""
    s = index_of(load, wave).std()
    if z is None:
        return sv.size_for_mean(s, within, customers(load) if known else None)
    needed = (z * s / within) ** 2
    return int(np.ceil(needed / (1 + needed / customers(load))))


def share_answered(load, wave=1):
    sent = load("survey_invitations").query(f"wave == {wave}")
    return sent["answered"].mean()


def invited(load, wave=1):
    return int(np.ceil(answers(load) / share_answered(load, wave)))


E8a_1a = Part(
    answer=answers,
    form=Number(whole=True, within=1),
    also_right={"textbook": lambda load: answers(load, z=1.96)},
    misconceptions={
        "endless": lambda load: answers(load, known=False),
        "full_width": lambda load: answers(load, within=WITHIN / 2),
        "at_90": lambda load: answers(load, z=1.645),
        "one_error": lambda load: answers(load, z=1.0),
        "share": lambda load: sv.size_for_share(WITHIN / 100, 0.5, customers(load)),
    },
)
E8a_1b = Part(
    answer=invited,
    form=Number(whole=True, within=2),
    also_right={
        "textbook": lambda load: int(
            np.ceil(answers(load, z=1.96) / share_answered(load))
        )
    },
    misconceptions={
        "other_wave": lambda load: invited(load, 2),
        "as_many": answers,
        "times": lambda load: int(np.ceil(answers(load) * share_answered(load))),
        "added": lambda load: int(np.ceil(answers(load) * (2 - share_answered(load)))),
    },
)
E8a_1 = Exercise(
    "E8a.1", "warm-up", minutes=10, concepts=("8.1",), parts={"a": E8a_1a, "b": E8a_1b}
)
