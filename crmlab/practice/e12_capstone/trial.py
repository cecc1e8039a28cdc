"""Exercise E12.3: what a trial of one quarter can see. Right and usual wrong ways."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Choice

SPRING = pd.Timestamp("2025-03-31")
GAIN = 40  # CNY a customer and quarter
WHO = ("households", "organisations", "both", "neither")


def spread(load, buyers=False):
    """Standard deviation and number of customers, by kind, of a quarter's margin."""
    orders, customers = load("orders"), load("customers").set_index("customer_id")
    spring = orders[orders["date"] >= SPRING]
    margin = spring.eval("amount - goods_cost - handling_cost")
    margin = margin.groupby(spring["customer_id"]).sum()
    if not buyers:
        margin = margin.reindex(customers.index, fill_value=0.0)
    kind = customers["kind"].astype(str).reindex(margin.index)
    return margin.groupby(kind).agg(["std", "size"])


def half_width(load, arms=2, sure=1.96, buyers=False):
    """Half of the interval of a difference between two arms that hold one half each."""
    table = spread(load, buyers)
    return sure * table["std"] * np.sqrt(arms / (table["size"] / 2))


def seen(load):
    wide = half_width(load)
    households, organisations = wide["household"] < GAIN, wide["organisation"] < GAIN
    if households:
        return WHO[2] if organisations else WHO[0]
    return WHO[1] if organisations else WHO[3]


E12_3 = Exercise(
    "E12.3",
    "core",
    minutes=18,
    concepts=("12.1", "12.2"),
    parts={
        "a": Part(
            answer=half_width,
            form=ByLabel(decimals=1),
            points=3,
            also_right={
                "quantile": lambda load: half_width(load, sure=stats.norm.ppf(0.975)),
            },
            misconceptions={
                "one_arm": lambda load: half_width(load, arms=1),
                "one_error": lambda load: half_width(load, sure=1),
                "buyers": lambda load: half_width(load, buyers=True),
            },
        ),
        "b": Part(
            answer=seen,
            form=Choice(WHO),
            points=1,
            misconceptions={
                "organisations": lambda load: WHO[1],
                "both": lambda load: WHO[2],
                "neither": lambda load: WHO[3],
            },
        ),
    },
)
