"""Who is asked to answer the survey, and who does."""

import numpy as np
import pandas as pd
from scipy import special

from .. import planted
from ..randomness import stream


def invite(story, number, seen):
    """A simple random sample of those who have ordered, and who of them answers."""
    rng = stream(story.seed, f"survey_invitations {number}")
    plan = planted.SURVEY_WAVES.loc[number]
    first_day = int(7 * plan["week"]) - planted.SURVEY_DAYS
    sent = planted.START + pd.Timedelta(days=first_day)
    joined = story.people.frame["joined"].to_numpy()
    frame = seen.index[joined[seen.index] < sent]
    count = min(int(plan["invited"]), int(planted.SURVEY_SHARE * len(frame)))
    who = np.sort(rng.choice(frame, count, replace=False))
    methods = planted.SURVEY_METHODS
    method = rng.choice(len(methods), count, p=methods["share"])
    log_odds = readiness(story, seen.loc[who])
    log_odds = log_odds + methods["answers"].to_numpy()[method]
    invited = pd.DataFrame({"sent": sent}, index=who)
    invited["method"] = pd.Categorical.from_codes(method, methods.index)
    invited["answered"] = rng.random(count) < special.expit(log_odds)
    waited = np.floor(planted.SURVEY_DAYS * rng.random(count) ** 2)  # most soon
    # Nobody answers before what the answers are about has happened.
    last = _last_order(story, int(7 * plan["week"]))[who]
    day = np.maximum(first_day + waited, last)
    invited["answered_on"] = planted.START + pd.to_timedelta(day, unit="D")
    return invited


def readiness(story, seen):
    """Log odds of answering an invitation, before its method."""
    weight, frame = planted.ANSWERING, story.people.frame.iloc[seen.index]
    age = frame["age"].fillna(45).to_numpy(float)
    organisation = story.engine.organisation[seen.index]
    log_odds = weight["base"] + weight["age"] * (age - 45)
    log_odds = log_odds + weight["organisation"] * organisation
    for name in ("satisfaction", "attitude", "silent_weeks", "member", "last_bad"):
        log_odds = log_odds + weight[name] * seen[name].to_numpy()
    return log_odds


def _last_order(story, day):
    """Day of each person's last order before `day`, 0 for none."""
    events = story.life.events
    before = events[events["day"] < day]
    last = np.zeros(len(story.people.frame))
    last[before["who"]] = before["day"]  # events are in order of time
    return last
