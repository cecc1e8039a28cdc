"""Exercise E6.5: linking two systems by phone, and how far phones are still right.
The right ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import touchpoints as tp
from crmlab.company import CUTOFF
from crmlab.datasets import truth
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

SYSTEMS = ("web", "till")


@once
def records(load, systems=SYSTEMS):
    found = {name: load(f"extract_{name}") for name in systems}
    table = pd.concat(found, names=["system"]).reset_index(level=0)
    return table.set_index("record_id")


@once
def matching(load):
    return truth("matching").set_index("record_id")


@once
def quality(load, systems=SYSTEMS, tidy=True, key=("phone",)):
    """Judge the rule: the same phone is the same customer."""
    table = records(load, systems)
    table = tp.tidy(table) if tidy else table
    pairs = tp.candidates(table, [list(key)])
    found = tp.clusters(table.index, pairs)
    return tp.match_quality(found, matching(load)["customer_id"])


def precision(load, **how):
    return quality(load, **how)["precision"]


@once
def across(load):
    """Joins a web record with a till record only, never two of one system."""
    table = tp.tidy(records(load))
    pairs = tp.candidates(table, [["phone"]])
    system = table["system"]
    ends = [system[pairs[side]].to_numpy() for side in ("left", "right")]
    pairs = pairs[ends[0] != ends[1]]
    whose = matching(load)["customer_id"]
    ends = [whose[pairs[side]].to_numpy() for side in ("left", "right")]
    return (ends[0] == ends[1]).mean()


def of_customers(load):
    """Customers for each cluster."""
    judged = quality(load)
    return judged["clusters"] / judged["customers"]


@once
def phones(load, kept=True, years=1.0, younger=False):
    """Share of the phones of old records that still hold."""
    table = records(load)
    if kept:
        table = table[table["phone"].notna()]
    age = (CUTOFF - table["updated"]).dt.days / 365.25
    old = age <= years if younger else age > years
    return matching(load)["phone_current"].reindex(table.index[old]).mean()


def mean_of_customers(load):
    """Each customer counts once, however many of the old records are theirs."""
    table = records(load)
    table = table[table["phone"].notna()]
    old = table.index[(CUTOFF - table["updated"]).dt.days > 365.25]
    mine = matching(load).reindex(old)
    holds = mine["phone_current"].astype(float)
    return holds.groupby(mine["customer_id"]).mean().mean()


# --- the declarations
E6_5a = Part(
    answer=precision,
    form=Number(decimals=5),
    points=2,
    misconceptions={
        "recall": lambda load: quality(load)["recall"],
        "untidied": lambda load: precision(load, tidy=False),
        "three_systems": lambda load: precision(
            load, systems=("web", "till", "call_centre")
        ),
        "across": across,
        "with_name": lambda load: precision(load, key=("phone", "name")),
        "by_email": lambda load: precision(load, key=("email",)),
        "of_customers": of_customers,
    },
)
E6_5b = Part(
    answer=phones,
    form=Number(decimals=5),
    misconceptions={
        "of_customers": mean_of_customers,
        "young": lambda load: phones(load, younger=True),
        "any_age": lambda load: phones(load, years=-1.0),
    },
)
E6_5 = Exercise(
    "E6.5", "core", minutes=15, concepts=("6.5",), parts={"a": E6_5a, "b": E6_5b}
)
