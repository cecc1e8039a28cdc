"""Exercise E2.4: all campaigns and their control groups together. The right ways to
compute it and the usual wrong ones.
"""

from crmlab import relationship as rel
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once


# --- E2.4: all campaigns together ---------------------------------------------------
@once
def effects(load, outcome):
    """Difference of each campaign, pooled, and like with like."""
    contacts = load("campaign_contacts")
    cost = load("campaigns").set_index("campaign_id")["contact_cost"]
    paid = contacts["campaign_id"].map(cost).astype(float)
    contacts["profit"] = contacts["margin"] - paid * contacts["treated"]
    contacts["paid_by_all"] = contacts["margin"] - paid
    return rel.difference(contacts, outcome, strata="campaign_id")


def found(load, outcome, row, column="difference"):
    return effects(load, outcome).loc[row, column]


def flattered(load, outcome="orders"):
    """By how much the pooled difference is above that of like with like."""
    return found(load, outcome, "pooled") - found(load, outcome, "like with like")


def single(load, outcome):
    """The campaigns' rows alone."""
    return effects(load, outcome).drop(index=["pooled", "like with like"])


def with_plain_mean(load):
    """The campaigns are averaged as if they were of one size."""
    plain = single(load, "orders")["difference"].mean()
    return found(load, "orders", "pooled") - plain


# --- the declarations
E2_4a = Part(
    answer=flattered,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "pooled": lambda load: found(load, "orders", "pooled"),
        "like_with_like": lambda load: found(load, "orders", "like with like"),
        "plain_mean": with_plain_mean,
        "ordered": lambda load: flattered(load, "ordered"),
        "margin": lambda load: flattered(load, "margin"),
        "ratio": lambda load: (
            found(load, "orders", "pooled") / found(load, "orders", "like with like")
        ),
    },
)
E2_4b = Part(
    answer=lambda load: found(load, "profit", "like with like", "low"),
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "no_cost": lambda load: found(load, "margin", "like with like", "low"),
        "pooled": lambda load: found(load, "profit", "pooled", "low"),
        "pooled_no_cost": lambda load: found(load, "margin", "pooled", "low"),
        "best_guess": lambda load: found(load, "profit", "like with like"),
        "high": lambda load: found(load, "profit", "like with like", "high"),
        "worst": lambda load: single(load, "profit")["low"].min(),
    },
)
E2_4 = Exercise(
    "E2.4", "core", minutes=18, concepts=("2.5",), parts={"a": E2_4a, "b": E2_4b}
)
