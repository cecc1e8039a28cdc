"""Exercise E4.6: do the best households slip, or is it chance? The right ways to
compute it and the usual wrong ones.
"""

from crmlab import grading
from crmlab.company import CUTOFF, START
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e04_grading.periods import (
    HALF_AGO,
    YEAR_AGO,
    brought,
    customers_of,
    orders_with_margin,
)
from crmlab.practice.forms import Number
from crmlab.practice.once import once

SEED = 4


@once
def graded(load, start, end, kind="household", joined_before=YEAR_AGO):
    who = customers_of(load, kind, joined_before).index
    return grading.grades(brought(load, who, start, end))


def stays(load, start=YEAR_AGO, end=CUTOFF, name=("top",), **which):
    """Share of the top grade of the first year that is there in the second."""
    before = graded(load, START, YEAR_AGO, **which)
    after = graded(load, start, end, **which)
    return after[before == "top"].isin(name).mean()


def still_ordering(load):
    """Share of the first year's top grade that ordered at all."""
    before = graded(load, START, YEAR_AGO)
    return (brought(load, before.index[before == "top"], YEAR_AGO) > 0).mean()


@once
def heaps(load, start=START, end=YEAR_AGO, kind="household"):
    """The first year's orders, dealt out to two heaps."""
    orders = orders_with_margin(load)
    orders = orders[orders["date"].between(start, end, inclusive="left")]
    who = customers_of(load, kind, YEAR_AGO).index
    return grading.split_at_random(orders, who, seed=SEED)


def kept(load, chosen_by="one", judged="other", **which):
    """Margin that the top grade of one heap has in the other, as a share."""
    both = heaps(load, **which)
    both = both.assign(sum=both["one"] + both["other"])
    top = grading.grades(both[chosen_by]) == "top"
    return both.loc[top, judged].mean() / both.loc[top, chosen_by].mean()


def of_the_years(load):
    """What really remained of the first year's margin."""
    top = graded(load, START, YEAR_AGO) == "top"
    who = top.index[top]
    return (
        brought(load, who, YEAR_AGO).mean() / brought(load, who, START, YEAR_AGO).mean()
    )


def of_all(load):
    return heaps(load)["other"].mean() / heaps(load)["one"].mean()


def top_in_both(load):
    one, other = (
        grading.grades(heaps(load)[heap]) == "top" for heap in ("one", "other")
    )
    return other[one].mean()


# --- the declarations
E4_6a = Part(
    answer=stays,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "or_major": lambda load: stays(load, name=("top", "major")),
        "major": lambda load: stays(load, name=("major",)),
        "newcomers": lambda load: stays(load, joined_before=CUTOFF),
        "everyone": lambda load: stays(load, kind=None),
        "organisations": lambda load: stays(load, kind="organisation"),
        "half_year": lambda load: stays(load, start=HALF_AGO),
        "still_ordering": still_ordering,
    },
)
E4_6b = Part(
    answer=kept,
    form=Number(decimals=4),
    points=3,
    misconceptions={
        "years": of_the_years,
        "all": of_all,
        "top_in_both": top_in_both,
        "chosen_by_sum": lambda load: kept(load, chosen_by="sum"),
        "both_years": lambda load: kept(load, end=CUTOFF),
        "everyone": lambda load: kept(load, kind=None),
    },
)
E4_6 = Exercise(
    "E4.6", "stretch", minutes=24, concepts=("4.6",), parts={"a": E4_6a, "b": E4_6b}
)
