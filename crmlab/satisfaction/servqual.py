"""SERVQUAL: what an excellent house would offer, and what is found here."""

import numpy as np
import pandas as pd

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def servqual_scores(frame, kind, dimensions=DIMENSIONS):
    """Each person's mean answer on each dimension.

    frame: columns such as reliability_expected_1; kind: expected or perceived
    Returns a frame, one row a person, one column a dimension; a gap in the answers is
    left out of the mean.

    >>> answers = pd.DataFrame({"empathy_expected_1": [4], "empathy_expected_2": [6]})
    >>> servqual_scores(answers, "expected", ["empathy"])["empathy"].to_list()
    [5.0]
    """
    found = {}
    for name in dimensions:
        mine = [c for c in frame.columns if c.startswith(f"{name}_{kind}_")]
        if not mine:
            raise ValueError(
                f"The frame has no column that begins with {name}_{kind}_. Name the "
                "questions so, or leave the dimension out."
            )
        found[name] = frame[mine].astype(float).mean(axis=1)
    return pd.DataFrame(found, index=frame.index)


def servqual_gaps(frame, dimensions=DIMENSIONS):
    """The gap of each dimension: perceived less expected, the worst first.

    Returns a frame by dimension: expected, perceived, gap (below zero where it falls
    short), low, high (95%, 1.96 standard errors). (Parasuraman, Zeithaml & Berry 1988,
    Journal of Retailing 64(1).)
    """
    expected = servqual_scores(frame, "expected", dimensions)
    perceived = servqual_scores(frame, "perceived", dimensions)
    gap = perceived - expected
    error = 1.96 * gap.std() / np.sqrt(gap.count())
    table = pd.DataFrame(
        {"expected": expected.mean(), "perceived": perceived.mean(), "gap": gap.mean()}
    )
    table = table.assign(low=table["gap"] - error, high=table["gap"] + error)
    return table.rename_axis("dimension").sort_values("gap")
