"""Exercise E5.2: a quarter's churn of Lantern Plus. Right and usual wrong ways."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

FIRST, NEXT = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-04-01")


@once
def counts(load):
    """Subscriptions running on either day, ended in the quarter, and all of them."""
    plus = load("subscriptions")
    started, ended = plus["started"], plus["ended"]

    def running(day):
        return (started < day) & ~(ended < day)

    in_quarter = (ended >= FIRST) & (ended < NEXT)
    return {
        "running": running(FIRST).sum(),
        "at the end": running(NEXT).sum(),
        "all": len(plus),
        "ended": (in_quarter & running(FIRST)).sum(),
        "ended, new too": in_quarter.sum(),
        "ever ended": ended.notna().sum(),
    }


def quarterly(load, part="ended", whole="running"):
    number = counts(load)
    return number[part] / number[whole]


def net_loss(load):
    """What is missing at the end: those who came make up for those who left."""
    number = counts(load)
    return (number["running"] - number["at the end"]) / number["running"]


def of_the_mean(load):
    """Divided by the mean of those at the start and at the end."""
    number = counts(load)
    return 2 * number["ended"] / (number["running"] + number["at the end"])


def yearly(load, quarters=4):
    return 1 - (1 - quarterly(load)) ** quarters


E5_2a = Part(
    answer=quarterly,
    form=Number(decimals=4),
    misconceptions={
        "all": lambda load: quarterly(load, whole="all"),
        "ever": lambda load: quarterly(load, "ever ended", "all"),
        "net": net_loss,
        "newcomers": lambda load: quarterly(load, "ended, new too"),
        "mean": of_the_mean,
    },
)
E5_2b = Part(
    answer=yearly,
    form=Number(decimals=3),
    misconceptions={
        "fourfold": lambda load: 4 * quarterly(load),
        "half_year": lambda load: yearly(load, 2),
        "months": lambda load: yearly(load, 12),
    },
)
E5_2 = Exercise(
    "E5.2", "core", minutes=12, concepts=("5.1",), parts={"a": E5_2a, "b": E5_2b}
)
