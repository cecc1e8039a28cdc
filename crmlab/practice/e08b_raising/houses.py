"""Exercise E8b.5: the house of quality without the planners, and what a budget pays.
The right ways to compute it and the usual wrong ones.
"""

import itertools

import numpy as np

from crmlab import quality
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Labels
from crmlab.practice.once import once

BUDGET = 520_000


@once
def needs(load):
    return load("qfd_needs").set_index("need")


@once
def marks(load):
    table = load("qfd_relations")
    return table.pivot(index="need", columns="measure", values="relation")


def planned(load):
    table = needs(load).rename(columns={"lantern_tea": "now"})
    return quality.planned_weights(table)["relative"]


@once
def shares(load, by="importance", column="relative", scale=(1, 3, 9)):
    weights = {
        "importance": lambda: needs(load)["importance"],
        "plan": lambda: planned(load),
        "alike": lambda: needs(load)["importance"] * 0 + 1,
    }[by]()
    return quality.priorities(weights, marks(load), scale)[column]


def of_needs(load):
    """Shares by counting marks of 9 only."""
    strong = marks(load).where(marks(load) == 9, 0)
    return quality.priorities(needs(load)["importance"], strong)["relative"]


# --- b: whole measures for so much money
@once
def best_set(load, by="importance", budget=BUDGET):
    worth = shares(load, by=by)
    cost = load("qfd_measures").set_index("measure")["cost"].reindex(worth.index)
    # One row for each set of measures: 1 where it holds the measure of the column.
    sets = np.array(list(itertools.product([0, 1], repeat=len(cost))))
    sets = sets[sets @ cost.to_numpy() <= budget]
    best = sets[(sets @ worth.to_numpy()).argmax()]
    return sorted(worth.index[best == 1])


def in_turn(load, order):
    """From the first to the last, whatever still fits."""
    worth = shares(load)
    cost = load("qfd_measures").set_index("measure")["cost"].reindex(worth.index)
    by = {"worth": -worth, "per_yuan": -worth / cost, "cheapest": cost}[order]
    left, taken = BUDGET, []
    for name in by.sort_values(kind="stable").index:
        if cost[name] <= left:
            taken.append(name)
            left -= cost[name]
    return sorted(taken)


# --- the declarations
E8b_5a = Part(
    answer=shares,
    form=ByLabel(decimals=4),
    points=2,
    misconceptions={
        "plan": lambda load: shares(load, by="plan"),
        "alike": lambda load: shares(load, by="alike"),
        "absolute": lambda load: shares(load, column="absolute"),
        "other_scale": lambda load: shares(load, scale=(1, 2, 3)),
        "strong_only": of_needs,
    },
)
E8b_5b = Part(
    answer=best_set,
    form=Labels(),
    points=2,
    misconceptions={
        "by_worth": lambda load: in_turn(load, "worth"),
        "by_yuan": lambda load: in_turn(load, "per_yuan"),
        "cheapest": lambda load: in_turn(load, "cheapest"),
        "plan": lambda load: best_set(load, by="plan"),
    },
)
E8b_5 = Exercise(
    "E8b.5", "core", minutes=22, concepts=("8.6",), parts={"a": E8b_5a, "b": E8b_5b}
)
