"""Exercise E9.2: a rival opens shops in the South. The right ways to compute it and the
usual wrong ones.
"""

import pandas as pd

from crmlab import loyalty as ly
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Number
from crmlab.practice.once import once

BEFORE, AFTER = ("2024-03-04", "2024-06-02"), ("2024-06-03", "2024-09-01")


@once
def regions(load, everybody=False):
    """Region of each customer who had joined before the first of these weeks."""
    customers = load("customers").set_index("customer_id")
    there = customers["joined"] < pd.Timestamp(BEFORE[0])
    return customers["region"].astype(object)[there | everybody]


@once
def changes(load, everybody=False, column="ratio"):
    groups = regions(load, everybody)
    table = ly.change_at_event(load("orders"), groups, BEFORE, AFTER, draws=2)
    return table[column]


@once
def amounts(load):
    """What was paid, not how many orders."""
    orders, groups = load("orders"), regions(load)
    orders["region"] = orders["customer_id"].map(groups)
    sums = [
        orders[orders["date"].between(first, last)].groupby("region")["amount"].sum()
        for first, last in (BEFORE, AFTER)
    ]
    return sums[1] / sums[0]


@once
def people(load):
    """Customers who ordered in both times, not orders."""
    orders, groups = load("orders"), regions(load)
    counts = []
    for first, last in (BEFORE, AFTER):
        there = orders[orders["date"].between(first, last)]["customer_id"].unique()
        counts.append(groups[groups.index.isin(there)].value_counts())
    return counts[1] / counts[0]


@once
def elsewhere(load):
    """The other regions as one group."""
    before, during = (
        changes(load, column=c).drop("South") for c in ("before", "during")
    )
    return during.sum() / before.sum()


def against(load):
    return changes(load)["South"] / elsewhere(load)


def mean_of_ratios(load):
    """The others' ratios averaged, each region counting as much as the next."""
    ratios = changes(load)
    return ratios["South"] / ratios.drop("South").mean()


def difference(load):
    return changes(load)["South"] - elsewhere(load)


def against_all(load):
    before, during = (changes(load, column=c).sum() for c in ("before", "during"))
    return changes(load)["South"] / (during / before)


# --- the declarations
E9_2a = Part(
    answer=changes,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "newcomers": lambda load: changes(load, everybody=True),
        "people": people,
        "amounts": amounts,
        "change": lambda load: changes(load) - 1,
        "before": lambda load: changes(load, column="before"),
        "during": lambda load: changes(load, column="during"),
    },
)
E9_2b = Part(
    answer=against,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "alone": lambda load: changes(load)["South"],
        "difference": difference,
        "mean_of_ratios": mean_of_ratios,
        "change": lambda load: against(load) - 1,
        "all": against_all,
    },
)
E9_2 = Exercise(
    "E9.2", "core", minutes=18, concepts=("9.2",), parts={"a": E9_2a, "b": E9_2b}
)
