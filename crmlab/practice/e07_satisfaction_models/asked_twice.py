"""Exercises E7.1 and E7.3: the Kano questionnaire, the right ways and the usual wrong
ones to read it.
"""

import numpy as np
import pandas as pd

from crmlab import satisfaction as st
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

FEATURE, NEED = "events", "fine taste"
BUDGET = 500_000
HALF_YEAR = pd.Timestamp("2024-12-30")
LETTERS = list("AOMIRQ")


@once
def answers(load):
    """The questionnaire with the need of each respondent."""
    survey = load("survey").query("wave == 2").set_index("customer_id")
    kano = load("kano")
    return kano.assign(need=kano["customer_id"].map(survey["need"]))


def counts(load, by="both", swapped=False):
    """Counts of the categories by feature, or by feature and need."""
    kano = answers(load)
    columns = ["functional", "dysfunctional"]
    first, second = reversed(columns) if swapped else columns
    category = st.kano_category(kano[first], kano[second])
    groups = [kano["feature"], kano["need"]] if by == "both" else kano["feature"]
    return st.kano_counts(category, groups)


def row(load, **ways):
    return counts(load, **ways).loc[(FEATURE, NEED)]


def share(row, above, below="AOMI"):
    return row[list(above)].sum() / row[list(below)].sum()


def leaders(row):
    """Counts of the two leading categories that can be meant."""
    return sorted(row[list("AOMIR")], reverse=True)[:2]


def needed(row, factor=1.645):
    """The least lead that is significant."""
    return factor * np.sqrt(sum(leaders(row)))


def fong(row, half=2):
    """The need that Fong printed; with half=1, n where 2n belongs."""
    both, n = sum(leaders(row)), row[LETTERS].sum()
    return 1.65 * np.sqrt(both * (half * n - both) / (half * n))


# --- E7.3: a budget for two years
def by_need(load):
    """Customers who ordered of late, shared out by need as among those who answered."""
    survey, orders = load("survey").query("wave == 2"), load("orders")
    active = orders.loc[orders["date"] >= HALF_YEAR, "customer_id"].nunique()
    return survey["need"].value_counts(normalize=True) * active


@once
def plan(load):
    """Customers served and costs of each feature."""
    costs = load("kano_features").set_index("feature")
    table = st.served(counts(load), by_need(load))
    return table.join(costs[["cost_to_build", "cost_a_year"]]).assign(
        two_years=costs["cost_to_build"] + 2 * costs["cost_a_year"],
        one_year=costs["cost_to_build"] + costs["cost_a_year"],
        built_twice=2 * (costs["cost_to_build"] + costs["cost_a_year"]),
    )


def best(load, cost="two_years", value="where_wanted"):
    table = plan(load)
    return st.best_set(table[value], table[cost], BUDGET)


def serves(load, cost="two_years", value="where_wanted"):
    return plan(load).loc[best(load, cost, value), value].sum()


def with_slips(load):
    """What the best set serves where Q stays among the answers of a need."""
    counted = counts(load)
    usable = counted[list("AOMIR")].sum(axis=1) / counted[LETTERS].sum(axis=1)
    table = plan(load)
    reach = (st.net_reach(counted) * usable).unstack() * by_need(load)
    kept = reach.clip(lower=0).sum(axis=1)
    return kept[st.best_set(kept, table["two_years"], BUDGET)].sum()


def respondents(load):
    """Those who answered and named a need, over all who ordered of late."""
    orders = load("orders")
    active = orders.loc[orders["date"] >= HALF_YEAR, "customer_id"].nunique()
    return load("survey").query("wave == 2")["need"].count() / active


def cheapest_first(load):
    """Buying by yuan for each customer until the money is gone."""
    table = plan(load)
    left, total = BUDGET, 0.0
    for feature in (table["two_years"] / table["where_wanted"]).sort_values().index:
        if table["two_years"][feature] <= left:
            left -= table["two_years"][feature]
            total += table["where_wanted"][feature]
    return total


def yuan_each(load, cost="two_years", value="where_wanted"):
    table = plan(load).loc[best(load)]
    return table[cost].sum() / table[value].sum()


E7_1a = Part(
    answer=lambda load: share(row(load), "AO"),
    form=Number(decimals=3),
    misconceptions={
        "worse": lambda load: share(row(load), "OM"),
        "worse_signed": lambda load: -share(row(load), "OM"),
        "all": lambda load: share(row(load), "AO", LETTERS),
        "only_a": lambda load: share(row(load), "A"),
        "swapped": lambda load: share(row(load, swapped=True), "AO"),
        "everybody": lambda load: share(counts(load, by="feature").loc[FEATURE], "AO"),
    },
)
E7_1b = Part(
    answer=lambda load: needed(row(load)),
    form=Number(decimals=2),
    misconceptions={
        "lead": lambda load: leaders(row(load))[0] - leaders(row(load))[1],
        "whole": lambda load: np.ceil(needed(row(load))),
        "at_95": lambda load: needed(row(load), 1.96),
        "two_decimals": lambda load: needed(row(load), 1.65),
        "fong": lambda load: fong(row(load)),
        "no_root": lambda load: 1.645 * sum(leaders(row(load))),
        "all_answers": lambda load: 1.645 * np.sqrt(row(load)[LETTERS].sum()),
        "everybody": lambda load: needed(counts(load, by="feature").loc[FEATURE]),
    },
)
E7_1 = Exercise(
    "E7.1", "warm-up", minutes=8, concepts=("7.2",), parts={"a": E7_1a, "b": E7_1b}
)
E7_3a = Part(
    answer=serves,
    form=Number(decimals=1),
    points=2,
    misconceptions={
        "one_year": lambda load: serves(load, "one_year"),
        "built_twice": lambda load: serves(load, "built_twice"),
        "respondents": lambda load: serves(load) * respondents(load),
        "slips": with_slips,
        "cheapest_first": cheapest_first,
        "to_all": lambda load: serves(load, value="to_all"),
        "no_budget": lambda load: plan(load)["where_wanted"].sum(),
    },
)
E7_3b = Part(
    answer=yuan_each,
    form=Number(decimals=2),
    points=2,
    misconceptions={
        "build_only": lambda load: yuan_each(load, "cost_to_build"),
        "one_year": lambda load: yuan_each(load, "one_year"),
        "budget": lambda load: BUDGET / serves(load),
        "one_of_two": lambda load: yuan_each(load) / 2,
        "to_all": lambda load: yuan_each(load, value="to_all"),
    },
)
E7_3 = Exercise(
    "E7.3", "core", minutes=16, concepts=("7.2",), parts={"a": E7_3a, "b": E7_3b}
)
