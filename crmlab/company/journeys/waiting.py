"""Waiting on the phone, and hanging up."""

import numpy as np
import pandas as pd

from .. import planted
from ..levers import house_service
from .hours import DAY

OPENS = 8 * 60
WEEKS = planted.HISTORY_WEEKS + planted.FUTURE_WEEKS


def mean_wait(story, day):
    """Mean minutes that callers would wait on each day, if nobody hung up."""
    usual = story.engine.world.operations["wait"].to_numpy()[day]
    service = np.array([house_service(week) for week in range(WEEKS)])
    better = service[day // 7] - planted.USUAL_SERVICE
    return usual * np.exp(-planted.SERVICE["wait"] * better)


def waited(rng, story, day):
    """Minutes that callers waited before somebody answered."""
    mean = mean_wait(story, day)
    wait = np.full(len(day), np.inf)
    impatient = np.arange(len(day))  # the call is drawn again for those who hang up
    while len(impatient):
        wait[impatient] = rng.exponential(mean[impatient])
        patience = rng.uniform(*planted.PHONE_PATIENCE, len(impatient))
        impatient = impatient[wait[impatient] > patience]
    return wait


def gives_up(mean):
    """Chance that a wait (exponential) outlasts the patience (uniform)."""
    least, most = planted.PHONE_PATIENCE
    return mean * (np.exp(-least / mean) - np.exp(-most / mean)) / (most - least)


def hung_up(rng, story, at):
    """The calls that were given up before somebody answered.

    at: minutes since the start at which each caller got through in the end

    Returns a frame: call (row of `at`), at, wait.
    """
    day = at // DAY
    mean = mean_wait(story, day)
    call = np.repeat(np.arange(len(at)), rng.geometric(1 - gives_up(mean)) - 1)
    earlier = 1 + np.floor(rng.exponential(planted.CALL_AGAIN, len(call)))
    moment = np.maximum(at[call] - earlier.astype(int), day[call] * DAY + OPENS)
    moment = np.minimum(moment, at[call] - 1)
    # They hung up when their patience ended: an exponential cut off at both ends.
    least, most = planted.PHONE_PATIENCE
    reach = 1 - np.exp(-(most - least) / mean[call])
    wait = least - mean[call] * np.log(1 - rng.random(len(call)) * reach)
    return pd.DataFrame({"call": call, "at": moment, "wait": wait})
