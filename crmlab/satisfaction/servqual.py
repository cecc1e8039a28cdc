"""SERVQUAL: what an excellent house would offer, and what is found here."""

import numpy as np
import pandas as pd

from crmlab import wanted

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
KINDS = ("expected", "perceived")


def servqual_scores(frame, kind, dimensions=DIMENSIONS, *, low=1, high=7):
    """Each person's mean answer on each dimension.

    frame      columns such as reliability_expected_1; kind  expected or perceived
    dimensions  names of the dimensions, with which the columns begin
    low, high  the least and the most that can be answered
    Returns a frame, one row a person, one column a dimension; a gap in the answers is
    left out of the mean.

    Raises ValueError where a dimension has no column, or an answer is no number or not
    from low to high (99 for "no answer" is to be made a gap first).

    >>> answers = pd.DataFrame({"empathy_expected_1": [4], "empathy_expected_2": [6]})
    >>> servqual_scores(answers, "expected", ["empathy"])["empathy"].to_list()
    [5.0]
    """
    wanted.rows(wanted.frame(frame, "servqual_scores", "frame"), "servqual_scores",
                "frame")  # fmt: skip
    wanted.one_of(kind, KINDS, "servqual_scores", "kind")
    dimensions = wanted.listed(dimensions, "servqual_scores", "dimensions")
    wanted.number(low, "servqual_scores", "low")
    wanted.number(high, "servqual_scores", "high", low=low)
    found = {}
    for name in dimensions:
        mine = [c for c in frame.columns if str(c).startswith(f"{name}_{kind}_")]
        if not mine:
            raise ValueError(
                f"The frame has no column that begins with {name}_{kind}_. Name the "
                "questions so, or leave the dimension out."
            )
        wanted.columns(frame, mine, "servqual_scores", "frame")
        given = {
            item: wanted.scale(
                frame[item], low, high, "servqual_scores", item, gaps=True
            )
            for item in mine
        }
        found[name] = pd.DataFrame(given).astype(float).mean(axis=1)
    return pd.DataFrame(found, index=frame.index)


def servqual_gaps(frame, dimensions=DIMENSIONS, *, low=1, high=7):
    """The gap of each dimension: perceived less expected, the worst first.

    frame, dimensions, low, high  as in ``servqual_scores``
    Returns a frame by dimension: expected, perceived, gap (below zero where it falls
    short), low, high (95%, 1.96 standard errors). All are of those who answered both: a
    gap in one of the two leaves a person out of the dimension. (Parasuraman, Zeithaml &
    Berry 1988, Journal of Retailing 64(1).)

    Raises ValueError where ``servqual_scores`` does, and where fewer than two people
    answered both.
    """
    expected = servqual_scores(frame, "expected", dimensions, low=low, high=high)
    perceived = servqual_scores(frame, "perceived", dimensions, low=low, high=high)
    gap = perceived - expected
    few = gap.columns[gap.count() < 2]
    if len(few):
        raise ValueError(
            f"servqual_gaps() needs two people who answered both sides of {few[0]}; "
            f"there are {gap[few[0]].count()}."
        )
    expected, perceived = expected.where(gap.notna()), perceived.where(gap.notna())
    error = 1.96 * gap.std() / np.sqrt(gap.count())
    table = pd.DataFrame(
        {"expected": expected.mean(), "perceived": perceived.mean(), "gap": gap.mean()}
    )
    table = table.assign(low=table["gap"] - error, high=table["gap"] + error)
    return table.rename_axis("dimension").sort_values("gap")
