"""Exercise E5.2: the monthly churn of Lantern Plus. Right and usual wrong ways."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

FIRST, NEXT = pd.Timestamp("2025-05-01"), pd.Timestamp("2025-06-01")


@once
def counts(load):
    """Subscriptions running on either day, ended in May, and all of them."""
    plus = load("subscriptions")
    started, ended = plus["started"], plus["ended"]

    def running(day):
        return (started < day) & ~(ended < day)

    in_may = (ended >= FIRST) & (ended < NEXT)
    return {
        "running": running(FIRST).sum(),
        "at the end": running(NEXT).sum(),
        "all": len(plus),
        "ended": (in_may & running(FIRST)).sum(),
        "ever ended": ended.notna().sum(),
    }


def monthly(load, part="ended", whole="running"):
    number = counts(load)
    return number[part] / number[whole]


def net_loss(load):
    """What is missing at the end: those who came make up for those who left."""
    number = counts(load)
    return (number["running"] - number["at the end"]) / number["running"]


def yearly(load, months=12):
    return 1 - (1 - monthly(load)) ** months


E5_2a = Part(
    answer=monthly,
    form=Number(decimals=3),
    misconceptions={
        "all": lambda load: monthly(load, whole="all"),
        "ever": lambda load: monthly(load, "ever ended", "all"),
        "net": net_loss,
    },
)
E5_2b = Part(
    answer=yearly,
    form=Number(decimals=3),
    misconceptions={
        "twelvefold": lambda load: 12 * monthly(load),
        "half_year": lambda load: yearly(load, 6),
        "eleven": lambda load: yearly(load, 11),
    },
)
E5_2 = Exercise(
    "E5.2", "core", minutes=12, concepts=("5.1",), parts={"a": E5_2a, "b": E5_2b}
)
