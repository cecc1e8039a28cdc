"""Visits: who comes, how far, over which touchpoints, and when.

A visit that ends in an order belongs to one order of the engine, and ends at its time
and place. The others are as many as the planted shares of conversion ask for.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..narrow import narrow
from ..randomness import pick
from .chain import GONE, draw_paths, entry_chances
from .hours import (
    DAY,
    KIND_OF_CHANNEL,
    ONLINE,
    PHONE,
    SHOP,
    event_times,
    minute_of_day,
)

FIRST_DAY = 7 * (planted.HISTORY_WEEKS - planted.LOG_WEEKS)
WARM_UP = 42  # days: visits that began before the log was switched on
RECENT = 182  # days: those who bought in them come to look
NEW, HOUSEHOLD, ORGANISATION = range(3)
CHOICE = planted.BEFORE.index("choice")
# Opening hours by touch, in the order of planted.TOUCHES
KIND_OF_TOUCH = np.array([ONLINE] * 7 + [SHOP, PHONE])


def make_visits(rng, story, chain):
    """One row a visit: visitor, person, event, order, failed, entry, end, day, minute,
    placed.

    visitor: number in planted.VISITORS; person, event, order: rows, -1 where there is
    none; failed: the customer could not pay, or gave up calling; entry, end: numbers of
    the first touch and of the end, as in chain.py (who called ends by phone, even where
    the order was then placed elsewhere); day: of the end; minute: of the order or of
    the first call on that day, -1 where nobody ordered; placed: minutes since the start
    at which the order was placed, -1 where none was
    """
    buyers = _buyers(rng, story, chain)
    lookers = _lookers(rng, story, chain, buyers)
    return pd.concat([narrow(buyers), narrow(lookers)], ignore_index=True)


def _buyers(rng, story, chain):
    """The visits that lead to the orders, and to those whose payment fails."""
    events = story.life.events
    order = np.full(len(events), -1)
    order[story.orders["event"]] = np.arange(len(story.orders))
    rows = np.flatnonzero((events["day"] >= FIRST_DAY - WARM_UP).to_numpy())
    its = events.iloc[rows]
    who = its["who"].to_numpy()
    organisation = story.engine.organisation[who]
    first = its["first"].to_numpy()
    visitor = np.where(first, NEW, np.where(organisation, ORGANISATION, HOUSEHOLD))
    decided, end, placed = (times[rows] for times in event_times(story))
    through = story.people.frame["acquired_through"].astype(str)
    came = through.replace("sales call", "phone").to_numpy()[who]
    came = pd.Index(planted.TOUCHES).get_indexer(came)
    return pd.DataFrame(
        {
            "visitor": visitor,
            "person": who,
            "event": rows,
            "order": order[rows],
            "failed": its["failed"].to_numpy(),
            "entry": np.where(first, came, _entries(rng, chain, visitor, end)),
            "end": end,
            "day": decided // DAY,
            "minute": decided % DAY,
            "placed": placed,
        }
    )


def _lookers(rng, story, chain, buyers):
    """The visits that lead to nothing, on the days on which others order."""
    visits = []
    for number, visitor in enumerate(planted.VISITORS):
        day = buyers["day"].to_numpy()[buyers["visitor"] == number]
        share = planted.CONVERSION[visitor]
        count = round(len(day) * (1 - share) / share)
        day = np.sort(day[rng.integers(max(len(day), 1), size=count)])
        person = np.full(count, -1)
        if number != NEW:
            person = _recent_buyers(rng, story, number == ORGANISATION, day)
        visits.append(pd.DataFrame({"visitor": number, "person": person, "day": day}))
    visits = pd.concat(visits, ignore_index=True)
    visits = visits[(visits["visitor"] == NEW) | (visits["person"] >= 0)]
    end = np.full(len(visits), GONE)
    entry = _entries(rng, chain, visits["visitor"].to_numpy(), end)
    nothing = dict.fromkeys(["event", "order", "minute", "placed"], -1)
    return visits.assign(failed=False, entry=entry, end=end, **nothing)


def _recent_buyers(rng, story, organisation, day):
    """Someone for each day who ordered in the half-year before; -1 if nobody did."""
    events = story.life.events
    mine = story.engine.organisation[events["who"]] == organisation
    who, when = (events[c].to_numpy()[mine] for c in ("who", "day"))
    until = np.searchsorted(when, day)
    since = np.searchsorted(when, day - RECENT)
    row = since + np.floor(rng.random(len(day)) * (until - since)).astype(int)
    found = until > since
    return np.where(found, who[np.where(found, row, 0)], -1)


def _entries(rng, chain, visitor, end):
    """The first touch of each visit, given who comes and how it ends."""
    entry = np.empty(len(end), dtype=int)
    luck = rng.random(len(end))
    for number, kind in enumerate(planted.VISITORS):
        mine = visitor == number
        chance = entry_chances(chain, planted.ENTRY.loc[kind])
        entry[mine] = pick(chance[end[mine]], luck[mine])
    return entry


# --- touches ------------------------------------------------------------------------


def make_touches(rng, chain, visits):
    """One row a touch before the order, visit by visit, each in order of time.

    Returns a frame: journey (row of visits), touch, step, last (whether no touch
    follows), left (last of a visit that led to nothing), at (minutes since the start of
    history), next_at (of what follows; its own time where nothing does).
    """
    journey, touch = draw_paths(rng, chain, visits["entry"], visits["end"])
    last = np.append(journey[1:] != journey[:-1], True)
    visitor = visits["visitor"].to_numpy()[journey]
    ended = visits["end"].to_numpy()[journey]
    step = _steps(rng, journey, touch, last, visitor, ended)
    left = last & (ended == GONE)
    at, next_at = _times(rng, visits, journey, touch, last, step)
    return narrow(
        pd.DataFrame(
            {"journey": journey, "touch": touch, "step": step, "last": last}
            | {"left": left, "at": at, "next_at": next_at}
        )
    )


def lost_at(visitor):
    """Chance of each step at which a visitor goes away: last touches × steps."""
    chance = planted.LEAVE_TILT * planted.LEAVE_AT.loc[visitor]
    return chance.div(chance.sum(axis=1), axis=0)


def _steps(rng, journey, touch, last, visitor, ended):
    """The step of each touch: never backwards, and at the last as far as they came."""
    chance = np.stack([lost_at(kind).to_numpy() for kind in planted.VISITORS])
    luck = rng.random(last.sum())
    depth = pick(chance[visitor[last], touch[last]], luck)
    depth[ended[last] != GONE] = CHOICE
    size = len(planted.BEFORE)
    step = rng.random(len(journey)) * (depth[journey] + 1)
    step = np.floor(step).astype(np.int32)
    step = (np.sort(journey * size + step) % size).astype(np.int8)
    step[last] = depth
    return step


def _times(rng, visits, journey, touch, last, step):
    """Minutes since the start of each touch, and of what follows it.

    Backwards from the end: a pause of whole days, or of minutes within one sitting.
    From the web to a shop or to the phone it takes a night at least.
    """
    own = {
        c: visits[c].to_numpy()[journey] for c in ["visitor", "end", "day", "minute"]
    }
    ends_here = last & (own["minute"] < 0)
    kind = KIND_OF_TOUCH[touch]
    ordered_in = KIND_OF_CHANNEL[np.minimum(own["end"], GONE - 1)]
    next_kind = np.where(last, ordered_in, np.append(kind[1:], 0))
    mean = planted.PAUSES.to_numpy()[own["visitor"], step]
    pause = (rng.geometric(1 / (1 + mean)) - 1).astype(np.int32) + (kind != next_kind)
    del mean, next_kind
    pause[ends_here] = 0
    day = own["day"] - _from_the_end(pause, _ends(last))
    minutes = rng.exponential(planted.PAUSE_MINUTES, len(day)).astype(np.int32) + 1
    sitting_ends = ends_here | (pause > 0)
    minutes[sitting_ends] = 0
    closing = _ends(sitting_ends | last)
    end_minute = minute_of_day(kind, rng.random(len(day)))
    with_order = last & ~sitting_ends
    end_minute[with_order] = own["minute"][with_order]
    at = day * DAY + end_minute[closing] - _from_the_end(minutes, closing)
    order_at = own["day"] * DAY + own["minute"]
    next_at = np.where(last, order_at, np.append(at[1:], 0))
    return at, np.where(ends_here, at, next_at)


def _ends(last):
    """For each row, the place of the last row of its group."""
    place = np.where(last, np.arange(len(last), dtype=np.int32), np.int32(len(last)))
    return np.minimum.accumulate(place[::-1])[::-1]


def _from_the_end(values, ends):
    """For each row, the sum from it to the last row of its group."""
    total = np.cumsum(values)
    return (total[ends] - total + values).astype(np.int32)
