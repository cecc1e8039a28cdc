"""The calling list of the branches: in what order customers stand on it."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import stream
from ..story import Tables
from .opinions import opinions_of_wave, standardised

WAVE = 2


def make_calling_list(story, made):
    """The list, and the mean satisfaction by line and by branch.

    made: `Tables` with survey_everyone, the answers that everybody would give
    """
    seen = opinions_of_wave(story, WAVE)
    who = seen.index.to_numpy()
    rng = stream(story.seed, "calling_list")
    s = standardised(seen, "satisfaction")
    region = story.people.frame["region"].cat.codes.to_numpy()[who]
    branch = _branches(rng, region, _sorted_by(rng, s, planted.BRANCH_SORTS))
    # The branches stand one after the other, and their sheets are filled to the end.
    place = np.lexsort((rng.random(len(who)), branch))
    sheet = np.arange(len(who)) // planted.SHEET_LINES
    liking = _sorted_by(rng, s, planted.LINE_SORTS)[place]
    place = place[np.lexsort((-liking, sheet))]
    line = 1 + np.arange(len(who)) % planted.SHEET_LINES
    frame = pd.DataFrame(
        {
            "place": np.arange(1, len(who) + 1),
            "branch": _names(branch[place]),
            "sheet": sheet + 1,
            "line": line,
            "customer_id": story.people.frame["customer_id"].to_numpy()[who[place]],
        }
    )
    said = made.truth["survey_everyone"]["satisfied_overall"].to_numpy()[place]
    groups = {"line": frame["line"].astype(str), "branch": frame["branch"]}
    means = [_means(said, name, group) for name, group in groups.items()]
    return Tables(
        known={"calling_list": frame},
        truth={"calling_list": pd.concat(means, ignore_index=True)},
    )


def _sorted_by(rng, s, correlation):
    """A hidden score that goes with satisfaction as strongly as planted."""
    rest = np.sqrt(1 - correlation**2)
    return correlation * s + rest * rng.standard_normal(len(s))


def _branches(rng, region, score):
    """Number of the branch of each customer; a branch is in one region."""
    branch = np.zeros(len(region), int)
    first = 0
    for code in np.unique(region):
        rows = np.flatnonzero(region == code)
        count = max(round(len(rows) / planted.BRANCH_SIZE), 1)
        rank = np.argsort(np.argsort(score[rows]))
        number = rng.permutation(count)  # a branch's number does not tell its mood
        branch[rows] = first + number[rank * count // len(rows)]
        first += count
    return branch


def _names(branch):
    return np.array([f"B{i + 1:02d}" for i in branch], dtype=object)


def _means(said, name, group):
    mean = pd.Series(said).groupby(group.to_numpy(), sort=False).agg(["size", "mean"])
    frame = mean.rename_axis("group").reset_index()
    frame = frame.rename(columns={"size": "customers", "mean": "satisfied_overall"})
    frame.insert(0, "grouping", name)
    return frame.round({"satisfied_overall": 4})
