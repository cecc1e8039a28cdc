"""Exercises E5.5 and E5.7: the letter to former subscribers, and how large its trial
would have to be. Right and usual wrong ways.
"""

from crmlab import churn as ch
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

REASON = "too expensive"
MONTHS, LETTER, DELIVERIES = 10, 3, 7


@once
def shares(load, reason=REASON, other=False):
    """Share that came back with the letter and without; mean price of a month."""
    trial = load("win_back_trial").merge(load("subscriptions"), on="customer_id")
    if reason:
        said = trial["reason"].astype(object) == reason
        trial = trial[~said if other else said]
    back = trial.groupby("offered")["back"].mean()
    return {"with": back[True], "without": back[False], "price": trial["price"].mean()}


def gain(load, **ways):
    found = shares(load, **ways)
    return found["with"] - found["without"]


def one_side(load, side="with", **ways):
    return shares(load, **ways)[side]


def ratio(load):
    return one_side(load) / one_side(load, "without")


# --- b: what a letter earns
def earned(load, deliveries=DELIVERIES, letter=LETTER, discount_on="with", **ways):
    """Expected margin of a letter, less its cost and the price forgone, CNY."""
    found = shares(load, **ways)
    found["gain"], found["one"] = found["with"] - found["without"], 1
    worth = MONTHS * (found["price"] - deliveries)
    forgone = 2 * 0.5 * found["price"] * (found[discount_on] if discount_on else 0)
    return found["gain"] * worth - forgone - letter


def no_control(load):
    """All who came back with the letter counted as its doing."""
    found = shares(load)
    worth = MONTHS * (found["price"] - DELIVERIES) - found["price"]
    return found["with"] * worth - LETTER


# --- E5.7: the size of a trial
def size(load, part=0.5, **ways):
    return ch.trial_size(one_side(load, "without", **ways), part * gain(load, **ways))


def from_the_letter(load):
    """The share with the letter taken for the share without it."""
    return ch.trial_size(one_side(load), 0.5 * gain(load))


E5_5a = Part(
    answer=gain,
    form=Number(decimals=4),
    misconceptions={
        "everybody": lambda load: gain(load, reason=None),
        "with_only": one_side,
        "ratio": ratio,
        "others": lambda load: gain(load, other=True),
    },
)
E5_5b = Part(
    answer=earned,
    form=Number(decimals=2),
    points=3,
    misconceptions={
        "no_control": no_control,
        "revenue": lambda load: earned(load, deliveries=0),
        "no_discount": lambda load: earned(load, discount_on=None),
        "discount_on_gain": lambda load: earned(load, discount_on="gain"),
        "discount_on_all": lambda load: earned(load, discount_on="one"),
        "no_letter": lambda load: earned(load, letter=0),
        "everybody": lambda load: earned(load, reason=None),
    },
)
E5_5 = Exercise(
    "E5.5", "core", minutes=20, concepts=("5.5",), parts={"a": E5_5a, "b": E5_5b}
)
E5_7 = Exercise(
    "E5.7",
    "stretch",
    minutes=12,
    concepts=("5.5",),
    parts={
        "": Part(
            answer=size,
            form=Number(whole=True),
            points=2,
            misconceptions={
                "whole_gain": lambda load: size(load, part=1),
                "twice_whole": lambda load: 2 * size(load, part=1),
                "one_arm": lambda load: size(load) // 2,
                "wrong_side": from_the_letter,
                "everybody": lambda load: size(load, reason=None),
            },
        )
    },
)
