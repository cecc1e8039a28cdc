"""A trial of a save offer among the running subscribers, in the last spring."""

import numpy as np
import pandas as pd

from .. import planted
from ..membership import SAVE_DAY as FIRST_DAY
from ..membership import SAVE_LAST_DAY as LAST_DAY
from ..membership import save_answers


def make_trial(story, contracts):
    """The trial, one row a subscriber, and what it adds to the log risks of ending.

    contracts: as `crmlab.company.selling.contracts` makes them.
    Returns a frame with the known and the true columns, and an array of subscribers ×
    renewals.
    """
    begun = contracts.starts["day"].to_numpy() < FIRST_DAY
    running = np.flatnonzero(begun & (contracts.end_day() >= FIRST_DAY))
    seen = _seen(story, contracts, running)
    who, idle = (seen[c].to_numpy() for c in ["who", "days_since_order"])
    answer, offered = save_answers(story.seed, who, seen["by hand"].to_numpy(), idle)
    effect = planted.SAVE_EFFECT.to_numpy()[answer]
    day = contracts.day[running]
    window = (day >= FIRST_DAY) & (day <= LAST_DAY)
    shift = np.zeros(contracts.day.shape)
    shift[running] = window * (effect * offered)[:, None]
    risk = np.where(window, contracts.log_risk[running], -np.inf)
    stay, stay_with = _staying(risk), _staying(risk + effect[:, None])
    frame = seen.assign(
        risk_score=_old_score(seen),
        offered=offered,
        stayed=contracts.end_day(shift)[running] > LAST_DAY,
        response=pd.Categorical.from_codes(answer, planted.SAVE_ANSWERS),
        stay_without=stay.round(4),
        stay_with=stay_with.round(4),
        uplift=(stay_with - stay).round(4),
    )
    return frame, shift


def _staying(log_risk):
    """Chance of staying through all renewals of the window."""
    return np.exp(-np.exp(log_risk).sum(axis=1))


def _seen(story, contracts, running):
    """What the company sees of each subscriber on the day of the letter."""
    events, size = story.life.events, len(story.people.frame)
    past = events[(events["day"] < FIRST_DAY) & ~events["failed"]]
    last = np.zeros(size)
    last[past["who"]] = past["day"]  # in order of time: the last one stays
    lately = past[past["day"] >= FIRST_DAY - 91]
    wrong = np.bincount(lately["who"], lately["late"] | lately["fault"], size)
    starts = contracts.starts.iloc[running]
    who = starts["who"].to_numpy()
    since = (FIRST_DAY - last[who]).astype(int)
    return pd.DataFrame(
        {
            "who": who,
            "customer_id": story.people.frame["customer_id"].to_numpy()[who],
            "days_since_order": since,
            "by hand": ~starts["automatic"].to_numpy(),
            "idle 60": since >= 60,
            "idle 120": since >= 120,
            "bad": wrong[who] > 0,
            "new": FIRST_DAY - starts["day"].to_numpy() < 91,
        }
    )


def _old_score(seen):
    """The company's old rule: points for what it sees, as planted.SAVE_POINTS says."""
    return sum(points * seen[sign] for sign, points in planted.SAVE_POINTS.items())
