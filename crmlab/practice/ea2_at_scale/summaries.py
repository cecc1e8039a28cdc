"""Exercises EA2.1 and EA2.4: how small a summary is, and on which day a touch falls."""

import pandas as pd

from crmlab import lifetime as lt
from crmlab.company import CUTOFF
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

LAST = CUTOFF - pd.Timedelta(days=1)


# --- EA2.1: rows that stand for customers ---------------------------------------------
@once
def summary(load, channel="web"):
    orders = load("orders")
    if channel:
        orders = orders[orders["channel"] == channel]
    return lt.rfm_summary(orders, LAST)


def distinct(load, columns=("frequency", "recency", "T"), channel="web"):
    return len(summary(load, channel).drop_duplicates(list(columns)))


EA2_1 = Exercise(
    "EA2.1",
    "warm-up",
    minutes=6,
    concepts=("3.5",),
    parts={
        "": Part(
            answer=distinct,
            form=Number(whole=True),
            points=2,
            misconceptions={
                "customers": lambda load: len(summary(load)),
                "all_channels": lambda load: distinct(load, channel=None),
                "without_age": lambda load: distinct(load, ("frequency", "recency")),
                "singles": lambda load: (
                    ~summary(load).duplicated(["frequency", "recency", "T"], keep=False)
                ).sum(),
            },
        )
    },
)


# --- EA2.4: a log in UTC --------------------------------------------------------------
def moved(load, hours=8, way="share"):
    """By channel, the touches that a log in UTC puts on another day."""
    touches = load("touchpoints")
    there = touches["time"] - pd.Timedelta(hours=hours)
    other = there.dt.normalize() != touches["time"].dt.normalize()
    by = touches["channel"].astype(object)
    if way == "count":
        return other.groupby(by).sum().astype(float)
    if way == "of_moved":
        return by[other].value_counts(normalize=True)
    if way == "of_all":
        return other.groupby(by).sum() / len(touches)
    return other.groupby(by).mean()


EA2_4 = Exercise(
    "EA2.4",
    "core",
    minutes=12,
    concepts=("6.2",),
    parts={
        "": Part(
            answer=moved,
            form=ByLabel(decimals=3),
            points=2,
            misconceptions={
                "other_way": lambda load: moved(load, hours=-8),
                "count": lambda load: moved(load, way="count"),
                "of_moved": lambda load: moved(load, way="of_moved"),
                "of_all": lambda load: moved(load, way="of_all"),
            },
        )
    },
)
