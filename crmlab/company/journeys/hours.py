"""The time of day: nights are quiet, lunch breaks and evenings are not."""

import numpy as np
import pandas as pd

from .. import planted

DAY = 24 * 60  # minutes
ONLINE, SHOP, PHONE = range(3)
KIND_OF_CHANNEL = np.array([ONLINE, ONLINE, SHOP, PHONE])  # as in planted.CHANNELS


def minute_of_day(kind, share):
    """The minute of the day at which `share` of a day's business has been done.

    kind: ONLINE, SHOP or PHONE for each; share: numbers between 0 and 1
    """
    minute = np.empty(len(share), dtype=int)
    for number, column in enumerate(planted.HOURS):
        here = kind == number
        minute[here] = _minute(planted.HOURS[column].to_numpy(), share[here])
    return minute


def _minute(weights, share):
    reached = np.append(0, np.cumsum(weights)) / weights.sum()
    # Hours without business share one height: keep the edges where it rises.
    busy = np.diff(reached) > 0
    rises = np.append(True, busy) | np.append(busy, True)
    minute = np.interp(share, reached[rises], 60.0 * np.arange(25)[rises])
    return np.minimum(minute.astype(int), DAY - 1)


def is_night(minute):
    """True from ten in the evening to six in the morning."""
    begins, ends = planted.NIGHT
    return (minute >= 60 * begins) | (minute < 60 * ends)


def event_minutes(story):
    """The minute of the day of each row of the engine's events.

    While the payment page fails at night, every web order that fails does so at
    night, and those that get through are made by day.
    """
    events, world = story.life.events, story.engine.world
    channel = events["channel"].to_numpy()
    clock = events["clock"].to_numpy()
    minute = minute_of_day(KIND_OF_CHANNEL[channel], clock)
    failed = events["failed"].to_numpy()
    out = world.operations["outage"].to_numpy()[events["day"].to_numpy()] > 0
    web = channel == planted.CHANNELS.index("web")
    by_day = out & web & ~failed
    weights = planted.HOURS["online"].to_numpy()
    dark = is_night(60 * np.arange(24))
    minute[failed] = _minute(np.where(dark, weights, 0.0), clock[failed])
    minute[by_day] = _minute(np.where(dark, 0.0, weights), clock[by_day])
    return minute


def moment(day, minute):
    """Day (from the start of history) and minute of the day as a date and time."""
    return planted.START + pd.to_timedelta(
        np.asarray(day, dtype=np.int64) * DAY + np.asarray(minute), unit="m"
    )
