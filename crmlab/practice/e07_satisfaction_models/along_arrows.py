"""Exercises E7.4 to E7.6: the right ways, and the usual wrong ones."""

import numpy as np

from crmlab import satisfaction as st
from crmlab.company.planted import ACSI_BLOCKS as BLOCKS
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import Number
from crmlab.practice.once import once

ADDED = "means_to_stay"


@once
def wave(load, number):
    return load("survey").query(f"wave == {number}").set_index("customer_id")


@once
def fitted(load, number, added=False):
    """ACSI on one wave; with the stranger among the questions on satisfaction?"""
    blocks = dict(BLOCKS)
    if added:
        blocks["satisfaction"] = [*BLOCKS["satisfaction"], ADDED]
    return st.PathModel(st.STRUCTURES["ACSI"], blocks).fit(wave(load, number))


def index(load, number=1, name="loyalty"):
    return st.indices(fitted(load, number))[name]


def by_hand(load, weights=None, low=1, ten=False):
    """The index of loyalty of the first wave with other weights, or another formula."""
    model = fitted(load, 1)
    means = model.means_[BLOCKS["loyalty"]]
    w = means * 0 + 1 if weights is None else weights(model)[BLOCKS["loyalty"]]
    mean = (w * means).sum() / w.sum()
    return mean * 10 if ten else 100 * (mean - low) / (10 - low)


def of_all_rows(load):
    """The same weights on the means of all who answered a question."""
    weights = fitted(load, 1).raw_weights_[BLOCKS["loyalty"]]
    return st.satisfaction_index(wave(load, 1)[BLOCKS["loyalty"]], weights)


@once
def spread(load, number=1):
    return st.bootstrap(fitted(load, number), wave(load, number), 500, seed=0)


def error(load, number=1, name="loyalty"):
    return spread(load, number).loc[("index", name), "standard_error"]


def half_width(load):
    found = spread(load).loc[("index", "loyalty")]
    return (found["high"] - found["low"]) / 2


def of_the_mean(load):
    """Standard error of a plain mean of three questions, as if n were all."""
    answers = wave(load, 1)[BLOCKS["loyalty"]].dropna().astype(float).mean(axis=1)
    return 100 / 9 * answers.std()


# --- E7.5: effects along arrows, in the second wave
def path(load, start, end):
    return fitted(load, 2).paths_["direct"].get((start, end), 0.0)


def along(load, *stations):
    """Product of the paths from station to station."""
    steps = zip(stations[:-1], stations[1:], strict=True)
    return np.prod([path(load, *step) for step in steps])


def effect(load, start, end, which="total"):
    return fitted(load, 2).effects_.loc[(start, end), which]


def without_complaints(load):
    total = effect(load, "expectation", "satisfaction")
    return total * path(load, "satisfaction", "loyalty")


def longest_route(load):
    return along(load, *BLOCKS)  # they stand in this order


def one_route(load):
    return along(load, "expectation", "quality", "satisfaction", "loyalty")


def indirect_share(load):
    stations = ("expectation", "satisfaction")
    return effect(load, *stations, "indirect") / effect(load, *stations)


# --- E7.6: a question that does not belong
def block(load, column, added=True, number=2):
    return fitted(load, number, added).blocks_.loc["satisfaction", column]


@once
def of_the_same(load):
    """The index of the three questions, of those who answered the fourth too."""
    blocks = BLOCKS | {"fourth": [ADDED]}
    same = wave(load, 2).dropna(subset=sum(blocks.values(), []))
    model = st.PathModel(st.STRUCTURES["ACSI"], BLOCKS).fit(same)
    return st.indices(model)["satisfaction"]


def moved(load):
    """Points by which the index of satisfaction changes, among the same people."""
    return after(load) - of_the_same(load)


def after(load):
    return st.indices(fitted(load, 2, True))["satisfaction"]


def mean_loading(load):
    model = fitted(load, 2, True)
    return model.loadings_[[*BLOCKS["satisfaction"], ADDED]].mean()


E7_4a = Part(
    answer=index,
    form=Number(decimals=3),  # weights and plain mean may lie near together
    points=2,
    misconceptions={
        "all_rows": of_all_rows,
        "equal": by_hand,
        "standardised": lambda load: by_hand(load, lambda model: model.weights_),
        "tenfold": lambda load: by_hand(load, lambda m: m.raw_weights_, ten=True),
        "second": lambda load: index(load, 2),
        "satisfaction": lambda load: index(load, 1, "satisfaction"),
    },
)
E7_4b = Part(
    answer=error,
    form=Number(decimals=4),  # to three, an answer rounded to two might pass
    points=2,
    misconceptions={
        "half_width": half_width,
        "second": lambda load: error(load, 2),
        "satisfaction": lambda load: error(load, 1, "satisfaction"),
        "people": of_the_mean,
    },
)
E7_4 = Exercise(
    "E7.4", "core", minutes=14, concepts=("7.3",), parts={"a": E7_4a, "b": E7_4b}
)
E7_5a = Part(
    answer=lambda load: effect(load, "expectation", "loyalty"),
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "one_route": one_route,
        "longest": longest_route,
        "no_complaints": without_complaints,
        "correlation": lambda load: fitted(load, 2).between_.loc[
            "expectation", "loyalty"
        ],
        "no_arrow": lambda load: 0.0,
    },
)
E7_5b = Part(
    answer=indirect_share,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "effect": lambda load: effect(load, "expectation", "satisfaction", "indirect"),
        "ratio": lambda load: indirect_share(load) / (1 - indirect_share(load)),
        "loyalty": lambda load: 1.0,
    },
)
E7_5 = Exercise(
    "E7.5", "core", minutes=12, concepts=("7.3", "7.5"), parts={"a": E7_5a, "b": E7_5b}
)
E7_6a = Part(
    answer=lambda load: block(load, "ave"),
    form=Number(decimals=4),  # the two waves may lie near together
    points=2,
    misconceptions={
        "other_wave": lambda load: block(load, "ave", number=1),
        "before": lambda load: block(load, "ave", added=False),
        "alpha": lambda load: block(load, "alpha"),
        "composite": lambda load: block(load, "composite_reliability"),
        "not_squared": mean_loading,
        "redundancy": lambda load: block(load, "redundancy"),
    },
)
E7_6b = Part(
    answer=moved,
    form=Number(decimals=4),
    points=2,
    misconceptions={
        "other_people": lambda load: after(load) - index(load, 2, "satisfaction"),
        "after": after,
        "before": of_the_same,
    },
)
E7_6 = Exercise(
    "E7.6", "stretch", minutes=16, concepts=("7.5",), parts={"a": E7_6a, "b": E7_6b}
)
