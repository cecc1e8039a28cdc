"""Exercises E8b.2 and E8b.3: what drove satisfaction in the first wave, and what to
mend then. The right ways to compute them and the usual wrong ones.
"""

import numpy as np
import pandas as pd

from crmlab import quality
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Labels, Number
from crmlab.practice.once import once

ITEMS = ["satisfied_overall", "satisfied_expected", "satisfied_ideal"]
KEPT = 3


@once
def asked(load, what="rating", waves=(1,)):
    """Answers on the eight attributes, by customer (and wave)."""
    table = load("survey_ratings")
    table = table[table["wave"].isin(waves)].set_index(["customer_id", "wave"])
    table = table.filter(like=f"{what}_")
    return table.set_axis(table.columns.str.removeprefix(f"{what}_"), axis=1)


@once
def satisfaction(load, waves=(1,), items=tuple(ITEMS)):
    survey = load("survey")
    survey = survey[survey["wave"].isin(waves)].set_index(["customer_id", "wave"])
    return survey[list(items)].astype(float).mean(axis=1)


def weights(load, keep=KEPT, waves=(1,), items=tuple(ITEMS)):
    x, y = asked(load, waves=waves), satisfaction(load, waves, items)
    return quality.component_regression(x, y, keep)


def correlations(load):
    return asked(load).astype(float).corrwith(satisfaction(load))


def last_components(load):
    """The three components with the least variance."""
    least = weights(load, keep=8) - weights(load, keep=8 - KEPT)
    return least


def gaps_filled(load):
    """Gaps filled with the mean of their column."""
    x = asked(load).astype(float)
    return quality.component_regression(x.fillna(x.mean()), satisfaction(load), KEPT)


# --- E8b.2b: the largest variance inflation
def largest_vif(load, waves=(1,)):
    return quality.vif(asked(load, waves=waves)).max()


def mean_vif(load):
    return quality.vif(asked(load)).mean()


def from_one_pair(load):
    """1 / (1 − r²) of the pair that is most alike, not of all others together."""
    r = asked(load).astype(float).dropna().corr().to_numpy()
    return 1 / (1 - np.max(r - np.eye(len(r))) ** 2)


def standard_error(load):
    """By how much the standard error grows: the root."""
    return np.sqrt(largest_vif(load))


# --- E8b.3: what to mend first
def places(load, importance=None):
    """The matrix of the first wave: derived importance unless another is given."""
    importance = weights(load) if importance is None else importance
    rated = asked(load).astype(float).mean()
    return quality.satisfaction_matrix(importance, rated)["quadrant"]


def stated(load):
    return asked(load, what="importance").astype(float).mean()


def in_quadrant(load, name="mend first", **ways):
    found = places(load, **ways)
    return found.index[found == name].to_list()


def moved(load):
    """Attributes whose quadrant is another one by derived importance."""
    found = places(load)
    return found.index[found != places(load, stated(load))].to_list()


def axes_swapped(load):
    table = quality.satisfaction_matrix(asked(load).astype(float).mean(), weights(load))
    return table.index[table["quadrant"] == "mend first"].to_list()


def moved_by_squares(load):
    """Least squares in place of three components."""
    found = places(load, weights(load, keep=8))
    return found.index[found != places(load, stated(load))].to_list()


def stayed(load):
    return [name for name in asked(load).columns if name not in moved(load)]


def row_moved(load):
    """Only importance looked at: those that changed sides of that line, and staff."""
    one, other = stated(load), weights(load)
    up = pd.Series((other > other.mean()) & (one <= one.mean()))
    return up.index[up].to_list()


# --- the declarations
E8b_2a = Part(
    answer=weights,
    form=ByLabel(decimals=3),
    points=2,
    misconceptions={
        "least_squares": lambda load: weights(load, keep=8),
        "one_component": lambda load: weights(load, keep=1),
        "last": last_components,
        "correlations": correlations,
        "wave_two": lambda load: weights(load, waves=(2,)),
        "both_waves": lambda load: weights(load, waves=(1, 2)),
        "one_question": lambda load: weights(load, items=("satisfied_overall",)),
        "filled": gaps_filled,
    },
)
E8b_2b = Part(
    answer=largest_vif,
    form=Number(decimals=3),
    misconceptions={
        "both_waves": lambda load: largest_vif(load, waves=(1, 2)),
        "mean": mean_vif,
        "one_pair": from_one_pair,
        "root": standard_error,
        "wave_two": lambda load: largest_vif(load, waves=(2,)),
    },
)
E8b_2 = Exercise(
    "E8b.2", "core", minutes=18, concepts=("8.3",), parts={"a": E8b_2a, "b": E8b_2b}
)
E8b_3a = Part(
    answer=in_quadrant,
    form=Labels(),
    misconceptions={
        "stated": lambda load: in_quadrant(load, importance=stated(load)),
        "swapped": axes_swapped,
        "low_priority": lambda load: in_quadrant(load, name="low priority"),
    },
)
E8b_3b = Part(
    answer=moved,
    form=Labels(),
    points=2,
    misconceptions={
        "stayed": stayed,
        "became_important": row_moved,
        "least_squares": moved_by_squares,
    },
)
E8b_3 = Exercise(
    "E8b.3",
    "core",
    minutes=16,
    concepts=("8.3", "8.5"),
    parts={"a": E8b_3a, "b": E8b_3b},
)
