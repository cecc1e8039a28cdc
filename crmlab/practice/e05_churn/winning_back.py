"""Exercises E5.5 and E5.7: the letter to former subscribers, and how large its trial
would have to be. Right and usual wrong ways.
"""

from crmlab import churn as ch
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

REASON = "too expensive"
MONTHS, LETTER, DELIVERIES = 10, 3, 7


@once
def shares(load):
    """By reason: share that came back with the letter, without; mean price of a month.

    Also of both sides, as if nobody had been held out.
    """
    trial = load("win_back_trial").merge(load("subscriptions"), on="customer_id")
    trial = trial.assign(reason=trial["reason"].astype(object))
    back = trial.groupby(["reason", "offered"])["back"].mean().unstack()
    back = back.rename(columns={True: "with", False: "without"})
    by_reason = trial.groupby("reason")
    both = by_reason["back"].mean()
    return back.assign(price=by_reason["price"].mean(), both=both)


def gain(load):
    found = shares(load)
    return found["with"] - found["without"]


def one_side(load, side="with"):
    return shares(load)[side]


def gain_on_everybody(load):
    """The gain of each reason held against all who got no letter."""
    trial = load("win_back_trial")
    return one_side(load) - trial.loc[~trial["offered"], "back"].mean()


# --- b: what a letter earns
def earned(load, deliveries=DELIVERIES, letter=LETTER, discount_on="with"):
    """Expected margin of a letter, less its cost and the price forgone, CNY."""
    found = shares(load).assign(gain=gain(load), one=1, nobody=0)
    worth = MONTHS * (found["price"] - deliveries)
    forgone = 2 * 0.5 * found["price"] * found[discount_on]
    return found["gain"] * worth - forgone - letter


def no_control(load):
    """All who came back with the letter counted as its doing."""
    found = shares(load)
    worth = MONTHS * (found["price"] - DELIVERIES) - found["price"]
    return found["with"] * worth - LETTER


def one_price(load):
    """The mean price of all in the trial, for each reason."""
    found = shares(load)
    trial = load("win_back_trial").merge(load("subscriptions"), on="customer_id")
    price = trial["price"].mean()
    worth = MONTHS * (price - DELIVERIES)
    return gain(load) * worth - found["with"] * price - LETTER


# --- E5.7: the size of a trial
def size(load, part=0.5, side="without"):
    start, effect = one_side(load, side)[REASON], gain(load)[REASON]
    return ch.trial_size(start, part * effect)


def of_everybody(load):
    """The same from all in the trial, whatever they said."""
    back = load("win_back_trial").groupby("offered")["back"].mean()
    return ch.trial_size(back[False], 0.5 * (back[True] - back[False]))


E5_5a = Part(
    answer=gain,
    form=ByLabel(decimals=4),
    misconceptions={
        "with_only": one_side,
        "no_sides": lambda load: one_side(load, "both"),
        "everybody": gain_on_everybody,
    },
)
E5_5b = Part(
    answer=earned,
    form=ByLabel(decimals=2),
    points=3,
    misconceptions={
        "no_control": no_control,
        "revenue": lambda load: earned(load, deliveries=0),
        "no_discount": lambda load: earned(load, discount_on="nobody"),
        "discount_on_gain": lambda load: earned(load, discount_on="gain"),
        "discount_on_all": lambda load: earned(load, discount_on="one"),
        "no_letter": lambda load: earned(load, letter=0),
        "one_price": one_price,
    },
)
E5_5 = Exercise(
    "E5.5",
    "core",
    minutes=24,
    concepts=("5.2", "5.5"),
    parts={"a": E5_5a, "b": E5_5b},
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
                "wrong_side": lambda load: size(load, side="with"),
                "everybody": of_everybody,
            },
        )
    },
)
