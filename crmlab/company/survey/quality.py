"""Inputs for the house of quality, tied to the survey and to operations."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import stream
from ..story import Tables
from .invitations import invite
from .opinions import HALF_YEAR, opinions_of_wave
from .ratings import rate_attributes

WAVE = 2


def make_quality(story):
    """Needs, technical measures, their relations, the roof; the true needs."""
    week = int(planted.SURVEY_WAVES.loc[WAVE, "week"])
    seen = opinions_of_wave(story, WAVE)
    rng = stream(story.seed, f"survey_ratings {WAVE}")
    ratings = rate_attributes(rng, story, seen)  # as in the survey
    invited = invite(story, WAVE, seen)
    asked = ratings.loc[invited.index[invited["answered"]]]
    return Tables(
        known={
            "qfd_needs": _needs(asked if len(asked) else ratings),
            "qfd_measures": _measures(story, week),
            "qfd_relations": _relations(),
            "qfd_correlations": _roof(),
        },
        truth={"qfd_needs": _true_needs(ratings)},
    )


def _needs(ratings):
    """Needs with the importance and the rating that the survey gives them."""
    frame = planted.QFD_NEEDS.reset_index()
    frame["theme"] = pd.Categorical(frame["theme"], planted.QFD_THEMES)
    frame["attribute"] = pd.Categorical(frame["attribute"], planted.ATTRIBUTES.index)
    frame["importance"] = _from_survey(ratings, "importance", frame["more_important"])
    frame["lantern_tea"] = _to_five(ratings, frame)
    frame["goal"] = np.maximum(frame["goal"], frame["lantern_tea"])
    return frame


def _true_needs(ratings):
    """The same importance and rating, had everybody answered."""
    frame = planted.QFD_NEEDS.reset_index()
    importance = _from_survey(ratings, "importance", frame["more_important"])
    return frame[["need"]].assign(
        importance=importance, lantern_tea=_to_five(ratings, frame)
    )


def _from_survey(ratings, question, more):
    """Mean answer on each need's attribute, 1 to 10, and what is added for the need."""
    attribute = planted.QFD_NEEDS["attribute"]
    mean = ratings[[f"{question}_{name}" for name in attribute]].mean().to_numpy()
    return (mean + more.to_numpy()).clip(1, 10).round(1)


def _to_five(ratings, frame):
    """Ratings of 1 to 10 as ratings of 1 to 5."""
    ten = _from_survey(ratings, "rating", 9 / 4 * frame["better_rated"])
    return (1 + (ten - 1) * 4 / 9).round(1)


def _measures(story, week):
    """Technical measures, those of operations from the last half-year's orders."""
    frame = planted.QFD_MEASURES.reset_index()
    events = story.life.events
    day = events["day"].to_numpy()
    half_year = (day >= 7 * week - HALF_YEAR) & (day < 7 * week)
    now = events[half_year & ~events["failed"]]
    shop = now["channel"] == planted.CHANNELS.index("shop")
    served = shop | (now["channel"] == planted.CHANNELS.index("phone"))
    measured = {
        "late_share": 100 * _mean(now["late"][~shop]),
        "fault_share": 100 * _mean(now["fault"]),
        "answer_time": _mean(now["wait"][served]),
        "settled_share": 100 * _mean(now["settled"][now["complains"]]),
    }
    frame["direction"] = pd.Categorical(frame["direction"], ["lower", "higher"])
    ours = pd.to_numeric(frame.pop("lantern"))
    frame["lantern_tea"] = ours.fillna(frame["measure"].map(measured)).round(1)
    return frame


def _mean(values):
    return float(values.mean()) if len(values) else 0.0


def _relations():
    """Long form of the matrix: one row a need and measure."""
    table = planted.QFD_RELATIONS.rename_axis(columns="measure")
    return table.stack().rename("relation").reset_index()


def _roof():
    """One row for each pair of measures that help or hurt each other."""
    return pd.DataFrame(
        planted.QFD_ROOF, columns=["measure", "other_measure", "correlation"]
    )
