"""Exercise E4.4: a lead score judged, spent and priced. The right ways to compute it
and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab import grading
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.e04_grading.periods import HALF_AGO
from crmlab.practice.forms import Function, Number
from crmlab.practice.once import once

NUMBERS = ["log_staff", "sample_asked", "budget_known", "visits"]
CATEGORIES = ["sector", "source", "credit"]
MARGIN_SHARE, HOURS, MORE = 0.5, 520, 100


@once
def ahead(load, closed_before=HALF_AGO):
    """The prospects first met from half a year ago on, as the exercise makes them."""
    prospects = load("prospects").set_index("prospect_id")
    prospects["log_staff"] = np.log(prospects["staff"])
    deals = load("deals").set_index("prospect_id")
    known = deals[deals["outcome"] != "open"]
    known = known if closed_before is None else known[known["closed"] < closed_before]
    model = grading.WinModel(NUMBERS, CATEGORIES)
    model.fit(prospects.loc[known.index], known["outcome"] == "won")
    new = prospects[prospects["first_contact"] >= HALF_AGO]
    desk = load("prospect_estimates").set_index("prospect_id").loc[new.index]
    table = pd.DataFrame({"first_contact": new["first_contact"]})
    return table.assign(
        chance=model.chance(new),
        margin=MARGIN_SHARE * desk["value"],
        hours=desk["hours"],
        outcome=deals["outcome"].astype(object).reindex(new.index),
    )


@once
def decided(load):
    table = ahead(load)
    return table[table["outcome"].isin(["won", "lost"])]


def expected(load, table=None):
    """Wins that the model expects among those that are decided."""
    return (decided(load) if table is None else table)["chance"].sum()


def not_open(load):
    """Who never had a deal is not open either."""
    return expected(load, ahead(load).query("outcome != 'open'"))


def with_open(load):
    table = ahead(load)
    return expected(load, table[table["outcome"].notna()])


def seen_before(load):
    """The model has learned from the very deals that it is judged by."""
    return expected(load, ahead(load, None).loc[decided(load).index])


# --- b: what a list brings -----------------------------------------------------------
def brings(prospects, hours):
    """Expected margin of those called, down the list by margin an hour."""
    return _down(prospects, hours, _per_hour(prospects))


def by_call_down(prospects, hours):
    """With the helpers of the lesson."""
    worth = grading.margin_per_hour(
        *(prospects[column] for column in ("chance", "margin", "hours"))
    )
    called = grading.call_down(worth, prospects["hours"], hours)
    return float((prospects["chance"] * prospects["margin"])[called].sum())


def by_chance(prospects, hours):
    return _down(prospects, hours, prospects["chance"])


def by_size(prospects, hours):
    return _down(prospects, hours, prospects["margin"])


def by_expected(prospects, hours):
    return _down(prospects, hours, prospects["chance"] * prospects["margin"])


def without_chance(prospects, hours):
    return _down(prospects, hours, prospects["margin"] / prospects["hours"])


def first_come(prospects, hours):
    return _down(prospects, hours, pd.Series(0.0, prospects.index))


def if_all_are_won(prospects, hours):
    called = _called(_per_hour(prospects), prospects, hours)
    return float(prospects["margin"][called].sum())


def fills_up(prospects, hours):
    """Skips who does not fit and goes on with smaller ones."""
    worth, left, total = _per_hour(prospects), hours, 0.0
    for name in worth.sort_values(ascending=False, kind="stable").index:
        row = prospects.loc[name]
        if row["hours"] <= left:
            left, total = left - row["hours"], total + row["chance"] * row["margin"]
    return total


def one_too_far(prospects, hours):
    """The one that no longer fits is called all the same."""
    worth = _per_hour(prospects).sort_values(ascending=False, kind="stable")
    before = prospects["hours"][worth.index].cumsum() - prospects["hours"][worth.index]
    called = before[before < hours].index
    return float((prospects["chance"] * prospects["margin"])[called].sum())


def _per_hour(prospects):
    return prospects["chance"] * prospects["margin"] / prospects["hours"]


def _called(score, prospects, hours):
    order = score.sort_values(ascending=False, kind="stable").index
    used = prospects["hours"][order].cumsum().round(9)
    return used[used <= hours].index


def _down(prospects, hours, score):
    called = _called(score, prospects, hours)
    return float((prospects["chance"] * prospects["margin"])[called].sum())


@once
def cases(load):
    small = pd.DataFrame(
        {
            "chance": [0.9, 0.2, 0.5, 0.4, 0.6],  # no two are worth the same an hour
            "margin": [1000.0, 9000.0, 4200.0, 500.0, 5400.0],
            "hours": [1.0, 4.0, 5.0, 0.5, 9.0],
        },
        index=list("abcde"),
    )
    real = ahead(load)[["chance", "margin", "hours"]]
    return {
        "five": (small, 6.0),
        "just_fits": (small, 5.0),
        "none_fits": (small, 0.25),
        "all_fit": (small, 100.0),
        "company": (real, 150.0),
    }


# --- c: what more hours are worth ----------------------------------------------------
def worth_of_more(load, hours=HOURS, more=MORE, way=brings):
    table = ahead(load)
    return (way(table, hours + more) - way(table, hours)) / more


def average(load):
    return brings(ahead(load), HOURS + MORE) / (HOURS + MORE)


def average_so_far(load):
    return brings(ahead(load), HOURS) / HOURS


# --- the declarations
E4_4a = Part(
    answer=expected,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "won": lambda load: (decided(load)["outcome"] == "won").sum(),
        "with_open": with_open,
        "no_deal": not_open,
        "by_half": lambda load: (decided(load)["chance"] > 0.5).sum(),
        "all_prospects": lambda load: ahead(load)["chance"].sum(),
        "share": lambda load: decided(load)["chance"].mean(),
        "of_the_won": lambda load: (
            decided(load).query("outcome == 'won'")["chance"].sum()
        ),
        "seen_before": seen_before,
    },
)
E4_4b = Part(
    answer=lambda load: brings,
    form=Function(result=Number(decimals=2), cases=cases),
    points=3,
    also_right={"call_down": lambda load: by_call_down},
    misconceptions={
        "by_chance": lambda load: by_chance,
        "by_size": lambda load: by_size,
        "by_expected": lambda load: by_expected,
        "without_chance": lambda load: without_chance,
        "first_come": lambda load: first_come,
        "if_all_are_won": lambda load: if_all_are_won,
        "fills_up": lambda load: fills_up,
        "one_too_far": lambda load: one_too_far,
    },
)
E4_4c = Part(
    answer=worth_of_more,
    form=Number(decimals=2),
    points=2,
    also_right={"call_down": lambda load: worth_of_more(load, way=by_call_down)},
    misconceptions={
        "average": average,
        "average_so_far": average_so_far,
        "first_hours": lambda load: worth_of_more(load, hours=0),
        "by_chance": lambda load: worth_of_more(load, way=by_chance),
        "if_all_are_won": lambda load: worth_of_more(load, way=if_all_are_won),
    },
)
E4_4 = Exercise(
    "E4.4",
    "core",
    minutes=28,
    concepts=("4.3",),
    parts={"a": E4_4a, "b": E4_4b, "c": E4_4c},
)
