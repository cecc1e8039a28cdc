"""Exercise E4.3: which rule for households holds in the next half-year? The right ways
to compute it and the usual wrong ones.
"""

from crmlab.company import CUTOFF, START
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e04_grading.periods import (
    HALF_AGO,
    YEAR_AGO,
    YEAR_BEFORE_HALF,
    brought,
    customers_of,
    share_held,
)
from crmlab.practice.forms import Number


def held(
    load,
    what="margin",
    how="sum",
    start=YEAR_BEFORE_HALF,
    end=HALF_AGO,
    kind="household",
    joined_before=HALF_AGO,
    judged="margin",
):
    """What the best fifth by one half-year brings of the next."""
    who = customers_of(load, kind, joined_before).index
    score = brought(load, who, start, end, what=what, how=how)
    return share_held(score, brought(load, who, HALF_AGO, what=judged))


def times(load, kind="household", joined_before=HALF_AGO, **which):
    """Their later margin each, as a multiple of that of all."""
    count = len(customers_of(load, kind, joined_before))
    share = held(load, kind=kind, joined_before=joined_before, **which)
    return share * count / round(0.2 * count)


def ways(what, how, held=held):
    """The usual wrong ways, whatever the rule."""
    same = {"what": what, "how": how}
    return {
        "same_period": lambda load: held(load, **same, start=HALF_AGO, end=CUTOFF),
        "up_to_today": lambda load: held(load, **same, start=YEAR_AGO, end=CUTOFF),
        "all_time": lambda load: held(load, **same, start=START),
        "newcomers": lambda load: held(load, **same, joined_before=CUTOFF),
        "everyone": lambda load: held(load, **same, kind=None),
        "organisations": lambda load: held(load, **same, kind="organisation"),
    }


# --- the declarations
E4_3a = Part(
    answer=held,
    form=Number(decimals=4),
    points=2,
    misconceptions=ways("margin", "sum")
    | {
        "mean_order": lambda load: held(load, what="margin", how="mean"),
    },
)
E4_3b = Part(
    answer=lambda load: times(load, what="amount", how="mean"),
    form=Number(decimals=4),
    points=2,
    misconceptions=ways("amount", "mean", times)
    | {
        "share": lambda load: held(load, what="amount", how="mean"),
        "margin_rule": times,
        "total": lambda load: times(load, what="amount"),
        "mean_margin": lambda load: times(load, what="margin", how="mean"),
    },
)
E4_3 = Exercise(
    "E4.3", "core", minutes=16, concepts=("4.4",), parts={"a": E4_3a, "b": E4_3b}
)
