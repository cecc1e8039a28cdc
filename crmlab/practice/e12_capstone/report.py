"""Exercise E12.1: who was chosen for a good year. Right and usual wrong ways."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Choice

SECOND = pd.Timestamp("2024-07-01")  # the second year's first day
FIFTH = 0.2
MEANINGS = ("the choice", "leaving", "the season", "neglect")


def margins(load):
    """Margin of each customer in the two years."""
    orders = load("orders")
    orders["margin"] = orders.eval("amount - goods_cost - handling_cost")
    late = orders["date"] >= SECOND
    years = {
        year: orders[now].groupby("customer_id")["margin"].sum()
        for year, now in {"first": ~late, "second": late}.items()
    }
    return pd.DataFrame(years).fillna(0.0)


def best(two, year="first"):
    """The best fifth of those who bought in the first year."""
    here = two[two["first"] > 0]
    return here[here[year].rank(ascending=False, pct=True) <= FIFTH]


def groups(two, year="first", new=False):
    """The best fifth, and the rest of those who bought in the first year."""
    chosen = best(two, year)
    others = two if new else two[two["first"] > 0]
    return {"best": chosen, "rest": others.drop(chosen.index)}


def change(load, year="first", new=False):
    found = groups(margins(load), year, new)
    totals = pd.DataFrame({name: group.sum() for name, group in found.items()})
    return totals.loc["second"] / totals.loc["first"] - 1


def with_the_best(load):
    """All who bought in the first year in place of the rest of them."""
    two, found = margins(load), change(load)
    everyone = two[two["first"] > 0].sum()
    found["rest"] = everyone["second"] / everyone["first"] - 1
    return found


def mean_of_changes(load):
    """Each customer's own change, then the mean: the small ones count as the large."""
    found = groups(margins(load)).items()
    return pd.Series({n: (g["second"] / g["first"] - 1).mean() for n, g in found})


def of_second(load):
    return change(load) / (1 + change(load))


E12_1 = Exercise(
    "E12.1",
    "warm-up",
    minutes=12,
    concepts=("12.1",),
    parts={
        "a": Part(
            answer=change,
            form=ByLabel(decimals=4, within=0.0004),  # for any way to cut a fifth
            points=2,
            misconceptions={
                "second_year": lambda load: change(load, year="second"),
                "everyone": with_the_best,
                "new": lambda load: change(load, new=True),
                "of_second": of_second,
                "mean_of_changes": mean_of_changes,
            },
        ),
        "b": Part(
            answer=lambda load: MEANINGS[0],
            form=Choice(MEANINGS),
            points=1,
            misconceptions={
                "leaving": lambda load: MEANINGS[1],
                "season": lambda load: MEANINGS[2],
                "neglect": lambda load: MEANINGS[3],
            },
        ),
    },
)
