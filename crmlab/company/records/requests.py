"""Consumers' rights: who asks to stop offers, to see or to delete data, and the end.

The engine must know when consent ends, before any table is made: so a request is a
function of its address (`luck`), and comes out the same whoever asks for it.
"""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from .. import planted
from ..randomness import luck

LAST_DAY = 7 * (planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)
CUTOFF_DAY = 7 * planted.HISTORY_WEEKS
ENDS_CONSENT = ["stop offers", "forget me"]
NEVER = 10**6


def data_requests(seed, frame):
    """All requests of everybody, one row each.

    frame: people, with `joined` and `agreed` (consent at sign-up)
    Returns topic, who (row of people), day (since the start of the history), settled,
    first_contact, hours (until closed), overlooked (closed, yet the flag was not set).
    """
    shares = {"stop offers": planted.STOPPED * frame["agreed"].to_numpy()}
    shares |= dict(planted.DATA_REQUESTS)
    rows = [_of_topic(seed, frame, *topic) for topic in shares.items()]
    return pd.concat(rows, ignore_index=True)


def consent_ends(seed, frame):
    """Day from which each person gets no more offers; beyond all days for the others.

    The flag is set on the day on which the case is closed, or the day before it.
    """
    requests = data_requests(seed, frame)
    heard = requests["topic"].isin(ENDS_CONSENT) & ~requests["overlooked"]
    heard = requests[heard]
    ends = np.full(len(frame), NEVER)
    closed = (heard["day"] + heard["hours"] // 24).astype(int)
    np.minimum.at(ends, heard["who"].to_numpy(), closed.to_numpy())
    return ends


def _of_topic(seed, frame, topic, share):
    def draw(what, rows):
        return luck(seed, f"{topic}, {what}", rows)

    who = np.flatnonzero(draw("asks", np.arange(len(frame))) < share)
    joined = (frame["joined"] - planted.START).dt.days.to_numpy()[who]
    room = np.maximum(LAST_DAY - joined - 14, 1)
    day = joined + 14 + np.floor(draw("day", who) * room).astype(int)
    plan = planted.TOPICS.loc[topic]
    settled = draw("settled", who) < plan["content"]
    at_once = draw("at once", who) < plan["at_once"] * np.where(settled, 1.15, 0.55)
    slower = np.where(settled, 1.0, planted.UNSETTLED_SLOWER)
    spread = planted.REQUEST_SPREAD * ndtri(draw("hours", who))
    hours = plan["hours"] * slower * np.exp(spread)
    if topic in planted.DATA_REQUESTS:
        hours = _held_up(draw, who, day, hours)
    hours = np.where(at_once, plan["hours"] / 4, hours)
    return pd.DataFrame(
        {
            "topic": topic,
            "who": who,
            "day": day,
            "settled": settled,
            "first_contact": at_once,
            "hours": np.maximum(hours, 0.1),
            "overlooked": draw("overlooked", who) < planted.OVERLOOKED,
        }
    )


def _held_up(draw, who, day, hours):
    """Nobody answers for requests: many wait for the last days, some lie about."""
    low, high = planted.DUE_DAYS
    due = 24 * (low + (high - low) * draw("due day", who))
    hours = np.where(draw("due", who) < planted.DUE_SHARE, due, hours)
    first, last = planted.LIES_SHARE
    share = first + (last - first) * day / CUTOFF_DAY
    low, high = planted.LIES_DAYS
    lies = 24 * (low + (high - low) * draw("lies for", who))
    return np.where(draw("lies", who) < share, lies, hours)
