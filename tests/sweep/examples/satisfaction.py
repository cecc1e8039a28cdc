"""Clean calls of the methods of crmlab.satisfaction."""

import numpy as np
import pandas as pd

from crmlab import satisfaction as st

ARROWS = [("quality", "satisfaction"), ("satisfaction", "loyalty")]
BLOCKS = {"quality": ["q1", "q2"], "satisfaction": ["s1", "s2"], "loyalty": ["l1"]}
PEOPLE = [f"c{number}" for number in range(1, 41)]


def survey():
    """Forty people's answers on 1 to 10: what they have in common, and their own."""
    rng = np.random.default_rng(3)
    common = rng.normal(6, 2, 40)
    names = ["q1", "q2", "s1", "s2", "l1"]
    own = {name: common + rng.normal(0, 1.2, 40) for name in names}
    return pd.DataFrame(own, PEOPLE).round().clip(1, 10).astype(int)


def fit(frame):
    return st.PathModel(ARROWS, BLOCKS).fit(frame)


def paths(frame):
    return fit(frame).paths_


def scored(method):
    """A method that reads a model, as a call that is given the answers."""
    return lambda frame: method(fit(frame))


def scored_with(method):
    """A method that reads a model and the answers, as a call given the answers."""
    return lambda frame: method(fit(frame), frame)


def bootstrap(frame, replicates=20, seed=0, level=0.95):
    return st.bootstrap(fit(frame), frame, replicates, seed, level)


def compare_groups(frame, groups, replicates=20, seed=0, level=0.95):
    model = st.PathModel(ARROWS, BLOCKS)
    return st.compare_groups(model, frame, groups, replicates, seed, level)


def kano():
    names = ["k1", "k2", "k3", "k4", "k5", "k6", "k7"]
    with_it = ["like", "like", "neutral", "must-be", "like", "dislike", "like"]
    without = ["neutral", "dislike", "dislike", "neutral", "live with", "like"]
    return {
        "functional": pd.Series(with_it, names),
        "dysfunctional": pd.Series([*without, "neutral"], names),
    }


def features():
    return pd.Series(["card", "tray", "card", "tray", "card", "tray", "card"], _names())


def _names():
    return kano()["functional"].index


def counts():
    rows = [[10, 30, 45, 9, 2, 4], [40, 12, 5, 30, 1, 2], [8, 7, 6, 50, 3, 1]]
    return pd.DataFrame(rows, ["tray", "card", "timer"], list("AOMIRQ"))


def by_segment():
    both = [("card", "s1"), ("card", "s2"), ("tray", "s1"), ("tray", "s2")]
    rows = [[10, 30, 45, 9, 2, 4], [4, 2, 1, 9, 12, 0], [8, 7, 6, 50, 3, 1]]
    rows += [[1, 2, 3, 4, 5, 6]]
    index = pd.MultiIndex.from_tuples(both, names=["feature", "segment"])
    return pd.DataFrame(rows, index, list("AOMIRQ"))


def house():
    return pd.DataFrame(
        {
            "empathy_expected_1": [7, 6, 3, 5],
            "empathy_expected_2": [5, 6, 4, 6],
            "empathy_perceived_1": [5, 5, 4, 3],
            "empathy_perceived_2": [4, 6, 2, 5],
        },
        ["c1", "c2", "c3", "c4"],
    )


def worth():
    return pd.Series({"card": 3, "events": 4, "timer": 2})


INPUTS = {
    "PathModel": lambda: {"frame": survey()},
    "architecture": lambda: {"structure": ARROWS},
    "best_set": lambda: {
        "value": worth(),
        "cost": pd.Series({"card": 5, "events": 9, "timer": 4}),
        "budget": 10,
    },
    "better_worse": lambda: {"counts": counts(), "replicates": 20},
    "bootstrap": lambda: {"frame": survey()},
    "compare_groups": lambda: {
        "frame": survey(),
        "groups": pd.Series(["a", "b"] * 20, PEOPLE),
    },
    "cross_loadings": lambda: {"frame": survey()},
    "fornell_larcker": lambda: {"frame": survey()},
    "htmt": lambda: {"frame": survey()},
    "indices": lambda: {"frame": survey()},
    "kano_category": kano,
    "kano_counts": lambda: {
        "categories": pd.Series(list("AAOMOQI"), _names()),
        "by": features(),
    },
    "kano_points": lambda: {
        **kano(),
        "by": features(),
        "weights": pd.Series([1.0, 2.0, 3.0, 1.5, 2.5, 5.0, 4.0], _names()),
    },
    "kano_table": lambda: {"counts": counts()},
    "net_reach": lambda: {"counts": counts()},
    "satisfaction_index": lambda: {
        "answers": survey()[["q1", "q2"]],
        "weights": pd.Series({"q1": 0.5, "q2": 0.25}),
    },
    "served": lambda: {
        "counts": by_segment(),
        "customers": pd.Series({"s1": 100, "s2": 50}),
    },
    "servqual_gaps": lambda: {"frame": house(), "dimensions": ["empathy"]},
    "servqual_scores": lambda: {
        "frame": house(),
        "kind": "expected",
        "dimensions": ["empathy"],
    },
}
CALLS = {
    "PathModel": paths,
    "bootstrap": bootstrap,
    "compare_groups": compare_groups,
    "cross_loadings": scored_with(st.cross_loadings),
    "fornell_larcker": scored(st.fornell_larcker),
    "htmt": scored_with(st.htmt),
    "indices": scored(st.indices),
}
BY_PLACE = "rows are drawn by their place"
MEAN = "a gap is left out of the mean"
QUESTIONS = [
    f"empathy_{kind}_{number}" for kind in st.servqual.KINDS for number in (1, 2)
]
ALLOWED = {
    "better_worse": {"counts: rows in another order": BY_PLACE},
    "bootstrap": {"frame: rows in another order": BY_PLACE},
    "compare_groups": {"frame: rows in another order": BY_PLACE},
    "kano_category": {
        f"{side}: {gaps}": "no category where no answer"
        for side in ["functional", "dysfunctional"]
        for gaps in ["with a gap", "all gaps"]
    },
    "satisfaction_index": {f"answers: {n} with a gap": MEAN for n in ["q1", "q2"]},
    "servqual_gaps": {
        **{f"frame: {name} with a gap": MEAN for name in QUESTIONS[2:]},
        **{f"frame: without {name}": "the other question stays" for name in QUESTIONS},
    },
    "servqual_scores": {
        "frame: without empathy_expected_1": "the other question stays",
        "frame: without empathy_expected_2": "the other question stays",
    },
}
