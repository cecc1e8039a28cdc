"""The time of day: nights are quiet, lunch breaks and evenings are not."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import luck

DAY = 24 * 60  # minutes
SHOP_OPEN = (10 * 60, 21 * 60 - 1)
ONLINE, SHOP, PHONE = range(3)
# Opening hours by channel, in the order of planted.CHANNELS
KIND_OF_CHANNEL = np.array([ONLINE, ONLINE, SHOP, PHONE], dtype=np.int8)


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

    After the last call for those who called; on another channel, some minutes later.
    While the payment page fails at night, every web order that fails does so at
    night, and those that get through are made by day.
    """
    events, world = story.life.events, story.engine.world
    channel = events["channel"].to_numpy()
    clock = events["clock"].to_numpy()
    minute = minute_of_day(KIND_OF_CHANNEL[channel], clock)
    web = channel == planted.CHANNELS.index("web")
    failed = events["failed"].to_numpy() & web
    out = world.operations["outage"].to_numpy()[events["day"].to_numpy()] > 0
    by_day = out & web & ~failed
    weights = planted.HOURS["online"].to_numpy()
    dark = is_night(60 * np.arange(24))
    minute[failed] = _minute(np.where(dark, weights, 0.0), clock[failed])
    minute[by_day] = _minute(np.where(dark, 0.0, weights), clock[by_day])
    last = last_calls(story)
    minute[last["event"]] = last["at"] % DAY
    moved = last[last["then"] == planted.THEN.index("other channel")]
    between = luck(story.seed, "moves after", moved["event"].to_numpy())
    soon, late = planted.MOVES_AFTER
    waited = np.ceil(moved["wait"].to_numpy()).astype(int)
    then = moved["at"].to_numpy() % DAY + waited
    then += (soon + (late - soon) * between).astype(int)
    shop = channel[moved["event"]] == planted.CHANNELS.index("shop")
    minute[moved["event"]] = np.where(shop, np.clip(then, *SHOP_OPEN), then)
    return minute


def event_times(story):
    """When and where each event was decided on, and when the order was placed.

    Returns three arrays, one entry a row of the engine's events: minutes since the
    start of the order or of the first call for it, channel (its number) at that time,
    minutes of the order. They differ for those who called again, or moved on.
    """
    events = story.life.events
    placed = events["day"].to_numpy() * DAY + event_minutes(story)
    decided, channel = placed.copy(), events["channel"].to_numpy().copy()
    first = story.calls[(story.calls["event"] >= 0) & (story.calls["attempt"] == 0)]
    decided[first["event"]] = first["at"]
    channel[first["event"]] = planted.CHANNELS.index("phone")
    return decided, channel, placed


def last_calls(story):
    """The last call of each order that was called in: rows of story.calls."""
    to_order = story.calls[story.calls["event"] >= 0]
    return to_order.drop_duplicates("event", keep="last")


def moment(day, minute):
    """Day (from the start of history) and minute of the day as a date and time."""
    return planted.START + pd.to_timedelta(
        np.asarray(day, dtype=np.int64) * DAY + np.asarray(minute), unit="m"
    )
