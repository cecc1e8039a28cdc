"""Exercise E8a.3: what a figure costs by each method, and how far it misses."""

import numpy as np
from scipy.stats import norm

from crmlab import survey as sv
from crmlab.datasets import truth
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

WITHIN = 0.15  # points of ten
BUDGET = 2_000


@once
def trial(load):
    """By method: asked, answered, cost, standard deviation of the answers."""
    asked = load("method_trial")
    asked["score"] = asked["satisfied_overall"].astype(float)
    asked["method"] = asked["method"].astype(object)
    table = asked.groupby("method").agg(
        asked=("answered", "size"),
        answered=("answered", "sum"),
        cost=("cost", "sum"),
        mean=("score", "mean"),
        sd=("score", "std"),
    )
    by_n = np.sqrt((table["answered"] - 1) / table["answered"])
    return table.assign(numpy=table["sd"] * by_n)


def needed(load, within=WITHIN, sd="sd", z=1.96):
    return (z * trial(load)[sd] / within) ** 2


def cost(load, each="answered", **ways):
    """Yuan for an interval of so many points to each side."""
    table = trial(load)
    return needed(load, **ways) * table["cost"] / table[each]


def of_whole_answers(load):
    """With the number of answers that `sv.size_for_mean` gives, which rounds up."""
    table = trial(load)
    answers = table["sd"].map(lambda sd: sv.size_for_mean(sd, WITHIN))
    return answers * table["cost"] / table["answered"]


def off(load):
    """How far everybody's answer to a page is from what a method reports, in truth."""
    true = truth("asking").query("trial == 'method'").set_index("arm")
    return true["who_answers"] - true.loc["web", "everybody"]


def off_in_trial(load):
    """The same by the trial's own means, which luck carries too."""
    true = truth("asking").query("trial == 'method'").set_index("arm")
    return trial(load)["mean"] - true.loc["web", "everybody"]


def kept(load):
    """The part of that which comes of who answers, without kindness."""
    true = truth("asking").query("trial == 'method'").set_index("arm")
    return true["who_answers"] - true["everybody"]


def luck(load, each="answered"):
    table = trial(load)
    return table["sd"] / np.sqrt(BUDGET / (table["cost"] / table[each]))


def miss(load, by=off, each="answered"):
    """Root of the squares of what is off and of luck."""
    return np.sqrt(by(load) ** 2 + luck(load, each) ** 2)


def favourite(load):
    """The method in which most people answered."""
    table = trial(load)
    return (table["answered"] / table["asked"]).idxmax()


def further(load, by=miss):
    found = by(load)
    return found[favourite(load)] - found.min()


E8a_3a = Part(
    answer=cost,
    form=ByLabel(decimals=0, within=0.8),  # answers rounded up may cost ¥2.50 more
    points=2,
    also_right={"exact": lambda load: cost(load, z=norm.ppf(0.975))},
    misconceptions={
        "asked": lambda load: cost(load, "asked"),
        "full_width": lambda load: cost(load, within=WITHIN / 2),
        "one_error": lambda load: cost(load, z=1.0),
        "at_90": lambda load: cost(load, z=1.645),
        "answers": needed,
        "rounded_up": of_whole_answers,
        "numpy": lambda load: cost(load, sd="numpy"),
    },
)
E8a_3b = Part(
    answer=miss,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "luck_only": luck,
        "off_only": off,
        "added": lambda load: off(load) + luck(load),
        "no_kindness": lambda load: miss(load, kept),
        "trial_mean": lambda load: miss(load, off_in_trial),
        "invited": lambda load: miss(load, each="asked"),
        "no_root": lambda load: miss(load) ** 2,
    },
)
E8a_3c = Part(
    answer=further,
    form=Number(decimals=3),
    misconceptions={
        "luck_only": lambda load: further(load, luck),
        "no_kindness": lambda load: further(load, lambda load: miss(load, kept)),
        "itself": lambda load: miss(load)[favourite(load)],
        "same": lambda load: 0.0,
        "times": lambda load: miss(load)[favourite(load)] / miss(load).min(),
    },
)
E8a_3 = Exercise(
    "E8a.3",
    "core",
    minutes=16,
    concepts=("8.2",),
    parts={"a": E8a_3a, "b": E8a_3b, "c": E8a_3c},
)
