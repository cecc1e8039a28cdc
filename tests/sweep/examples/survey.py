"""Clean calls of the methods of crmlab.survey."""

import numpy as np
import pandas as pd

INDEX = pd.Index([f"c{n:02}" for n in range(24)], name="customer_id")


def people():
    table = {
        "place": list("aaabbbccccab" * 2),
        "sex": list("fm" * 12),
        "spend": np.arange(24) * 2.5 % 17,
        "score": np.arange(24) * 7 % 11,
    }
    return pd.DataFrame(table, INDEX)


def weights():
    return pd.Series(1.0 + np.arange(24) % 4, INDEX)


def totals():
    return {
        "place": pd.Series({"a": 500, "b": 300, "c": 200}),
        "sex": pd.Series({"f": 600, "m": 400}),
    }


INPUTS = {
    "simple_sample": lambda: {"population": people(), "n": 5},
    "systematic_sample": lambda: {"population": people(), "n": 5},
    "stratified_sample": lambda: {
        "population": people(),
        "by": "place",
        "n": 9,
        "allocation": "optimal",
        "of": "spend",
    },
    "cluster_sample": lambda: {"population": people(), "by": "place", "clusters": 2},
    "repeated_means": lambda: {
        "population": people(),
        "of": "spend",
        "n": 9,
        "way": "optimal",
        "by": "place",
        "spread_of": "score",
        "times": 5,
    },
    "allocate": lambda: {
        "sizes": pd.Series({"a": 60, "b": 30, "c": 10}),
        "n": 12,
        "allocation": "optimal",
        "spread": pd.Series({"a": 1.0, "b": 2.0, "c": 5.0}),
    },
    "weighted_mean": lambda: {
        "values": people()["spend"],
        "weights": weights(),
        "groups": people()["place"],
    },
    "effective_size": lambda: {"weights": weights()},
    "size_for_mean": lambda: {"sd": 2.0, "within": 0.2, "population": 5000},
    "size_for_share": lambda: {"within": 0.03, "p": 0.2},
    "size_for_difference": lambda: {"sd": 2.0, "difference": 0.5},
    "post_stratify": lambda: {
        "answered": people()["place"],
        "totals": totals()["place"],
    },
    "rake": lambda: {"answered": people()[["place", "sex"]], "totals": totals()},
    "top_box": lambda: {"scores": people()["score"] % 10 + 1, "least": 9},
}

CARRIED = "a column that nobody looks at is carried along as it is"
DEALT = "chance goes by the place of a row, so that the same seed draws others"
UNIT = "it is in the unit of sd, where 50 is as good as 0.5"
WHOLE = {
    "population: rows in another order": DEALT,
    "population: without *": CARRIED,
    "population: * all gaps": CARRIED,
    "population: * as text": CARRIED,
    "population: * a column twice": CARRIED,
}
ALLOWED = {"simple_sample": WHOLE, "systematic_sample": WHOLE}
ALLOWED["stratified_sample"] = {
    name: WHOLE[name]
    for name in (
        "population: rows in another order",
        "population: without *",
        "population: * all gaps",
    )
}
ALLOWED["cluster_sample"] = {
    name: CARRIED
    for name in (
        "population: without *",
        "population: * all gaps",
        "population: * as text",
    )
}
ALLOWED["size_for_mean"] = {"within: in per cent": UNIT}
ALLOWED["size_for_difference"] = {"difference: in per cent": UNIT}
ALLOWED["repeated_means"] = {"population: rows in another order": DEALT}
