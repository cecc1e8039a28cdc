"""Exercise E12.1: who was chosen for a good year. Right and usual wrong ways."""

import pandas as pd

from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Choice, Number

SECOND = pd.Timestamp("2024-07-01")  # the second year's first day
FIFTH = 0.2
MEANINGS = ("the choice", "leaving", "the season", "neglect")


def margins(load):
    """Margin of each customer in the two years."""
    orders = load("orders")
    orders["margin"] = orders.eval("amount - goods_cost - handling_cost")
    late = orders["date"] >= SECOND
    sums = {
        year: orders[now].groupby("customer_id")["margin"].sum()
        for year, now in {"first": ~late, "second": late}.items()
    }
    return pd.DataFrame(sums).fillna(0.0)


def best(two, year="first"):
    """The best fifth of those who bought in the first year."""
    here = two[two["first"] > 0]
    return here[here[year].rank(ascending=False, pct=True) <= FIFTH]


def change(load, graded="first", everyone=False):
    two = margins(load)
    chosen = two[two["first"] > 0] if everyone else best(two, graded)
    return chosen["second"].sum() / chosen["first"].sum() - 1


def mean_of_changes(load):
    """Each customer's own change, then the mean: the small ones count as the large."""
    chosen = best(margins(load))
    return (chosen["second"] / chosen["first"] - 1).mean()


def of_second(load):
    chosen = best(margins(load))
    return 1 - chosen["first"].sum() / chosen["second"].sum()


E12_1 = Exercise(
    "E12.1",
    "warm-up",
    minutes=12,
    concepts=("12.1",),
    parts={
        "a": Part(
            answer=change,
            # Near enough for any way to cut a fifth; what was paid may change alike.
            form=Number(decimals=4, within=0.0004),
            points=2,
            misconceptions={
                "second_year": lambda load: change(load, graded="second"),
                "everyone": lambda load: change(load, everyone=True),
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
