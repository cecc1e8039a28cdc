"""Calls to customers who have fallen silent: what they say, and what is true."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import pick, stream
from ..story import Tables

GROUNDS = planted.LEAVER_ANSWERS.index


def make_leaver_calls(story):
    """The calls with what was said, and how saying hangs on the truth."""
    rng = stream(story.seed, "leaver_calls")
    first = (pd.Timestamp(planted.LEAVER_CALLS[0]) - planted.START).days
    silent = _silent(story, first)
    count = round(planted.LEAVER_CALLS[2] * story.known / planted.DEFAULT_CUSTOMERS)
    who = np.sort(rng.choice(silent, min(count, len(silent)), replace=False))
    true = _true_ground(story, first)[who]
    answered = rng.random(len(who)) < planted.LEAVER_ANSWERS.to_numpy()[true]
    said = pick(planted.LEAVER_SAYS.to_numpy(), rng.random(len(who)), true)
    day = first + np.floor(planted.LEAVER_CALLS[1] * rng.random(len(who)))
    calls = pd.DataFrame(
        {
            "customer_id": story.people.frame["customer_id"].to_numpy()[who],
            "called_on": planted.START + pd.to_timedelta(day, unit="D"),
            "answered": answered,
            "reason": pd.Categorical.from_codes(
                np.where(answered, said, -1), planted.LEAVER_SAYS.columns
            ),
        }
    )
    share = np.bincount(true, minlength=len(GROUNDS)) / max(len(who), 1)
    return Tables(
        known={"leaver_calls": calls}, truth={"leaver_answers": _truth(share)}
    )


def _silent(story, day):
    """Rows of the customers whose last order was long enough before a day."""
    events = story.life.events
    made = events[~events["failed"] & (events["day"] < day)]
    last = np.full(story.known, day)
    last[made["who"]] = made["day"]  # in order of time: the last one stays
    return np.flatnonzero(last < day - planted.LEAVER_SILENT)


def _true_ground(story, day):
    """Number of what is true of each person on a day, a row of LEAVER_ANSWERS."""
    events = story.life.events
    left = events[events["left"] & (events["day"] < day)]
    ground = np.full(len(story.people.frame), GROUNDS.get_loc(planted.NOT_LEFT))
    names = np.array(planted.CAUSES, dtype=object)[left["cause"].astype(int)]
    ground[left["who"]] = GROUNDS.get_indexer(names)
    return ground


def _truth(share):
    """Each ground's share of those called, and what is then said."""
    says = planted.LEAVER_SAYS.rename_axis("cause").reset_index()
    frame = says.melt("cause", var_name="reason", value_name="says")
    code = GROUNDS.get_indexer(frame["cause"])
    return frame.assign(
        cause=pd.Categorical.from_codes(code, GROUNDS),
        reason=pd.Categorical(frame["reason"], planted.LEAVER_SAYS.columns),
        share=share[code].round(4),
        answers=planted.LEAVER_ANSWERS.to_numpy()[code],
    ).sort_values(["cause", "reason"])
