"""Exercise E8a.2: interviews given out among customers won in different ways."""

import numpy as np

from crmlab import survey as sv
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

ASKED = 1_000
SINCE, UNTIL = "2024-07-01", "2025-06-29"  # the last year before the cut-off


@once
def spending(load):
    """Spending of the last year, 0 for who bought nothing, and what brought them."""
    people = load("customers").set_index("customer_id")
    orders = load("orders")
    recent = orders[orders["date"].between(SINCE, UNTIL)]
    spent = recent.groupby("customer_id")["amount"].sum()
    people["spent"] = spent.reindex(people.index).fillna(0)
    people["group"] = people["acquired_through"].astype(object)
    return people[["group", "spent"]]


def groups(load, buyers=False):
    people = spending(load)
    if buyers:
        people = people[people["spent"] > 0]
    return people.groupby("group")["spent"]


def given(load, of="spread"):
    """Interviews for each group."""
    by = groups(load)
    size, spread = by.size(), by.std()
    weight = {
        "spread": spread,
        "variance": spread**2,
        "mean": by.mean(),
        "no size": spread / size,
        "buyers": groups(load, buyers=True).std(),
        "numpy": by.std(ddof=0),
    }[of]
    return sv.allocate(size, ASKED, "optimal", weight)


def plain(load, allocation="proportional"):
    return sv.allocate(groups(load).size(), ASKED, allocation)


def error(load, asked, finite=True, squared=True, ddof=1):
    """Standard error of the mean with so many interviews a group."""
    by = groups(load)
    share = by.size() / by.size().sum()
    missing = 1 - asked / by.size() if finite else 1.0
    weight = share**2 if squared else share
    return np.sqrt((weight * by.var(ddof=ddof) / asked * missing).sum())


def simple_error(load):
    spent = spending(load)["spent"]
    return spent.std() / np.sqrt(ASKED) * np.sqrt(1 - ASKED / len(spent))


def ratio(load, **ways):
    return error(load, given(load), **ways) / error(load, plain(load), **ways)


def by_numpy(load):
    """With NumPy's standard deviation, which divides by n."""
    return error(load, given(load, "numpy"), ddof=0) / error(load, plain(load), ddof=0)


E8a_2a = Part(
    answer=given,
    form=ByLabel(whole=True),
    points=2,
    misconceptions={
        "proportional": plain,
        "equal": lambda load: plain(load, "equal"),
        "variance": lambda load: given(load, "variance"),
        "mean": lambda load: given(load, "mean"),
        "no_size": lambda load: given(load, "no size"),
        "buyers": lambda load: given(load, "buyers"),
    },
)
E8a_2b = Part(
    answer=ratio,
    form=Number(decimals=4, within=0.00007),
    points=2,
    misconceptions={
        "variances": lambda load: ratio(load) ** 2,
        "simple": lambda load: error(load, given(load)) / simple_error(load),
        "endless": lambda load: ratio(load, finite=False),
        "no_square": lambda load: ratio(load, squared=False),
        "numpy": by_numpy,
        "equal": lambda load: (
            error(load, given(load)) / error(load, plain(load, "equal"))
        ),
    },
)
E8a_2 = Exercise(
    "E8a.2", "core", minutes=14, concepts=("8.1",), parts={"a": E8a_2a, "b": E8a_2b}
)
