"""Visits: who comes, how far, over which touchpoints, and when.

A visit that ends in an order belongs to one order of the engine, and ends at its time
and place. The others are as many as the planted shares of conversion ask for.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..narrow import blocks, narrow
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

TOUCHES = planted.TOUCHES
ONE = np.int16(1)
FIRST_DAY = 7 * (planted.HISTORY_WEEKS - planted.LOG_WEEKS)
WARM_UP = 42  # days: visits that began before the log was switched on
RECENT = 182  # days: those who bought in them come to look
NEW, HOUSEHOLD, ORGANISATION = range(3)
CHOICE = planted.BEFORE.index("choice")
# Opening hours by touch, in the order of planted.TOUCHES
KIND_OF_TOUCH = np.array([ONLINE] * 7 + [SHOP, PHONE], dtype=np.int8)
SMALL = {"visitor": np.int8, "entry": np.int8, "end": np.int8, "minute": np.int16}


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
    both = [narrow(visits.astype(SMALL)) for visits in (buyers, lookers)]
    return pd.concat(both, ignore_index=True)


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
        entry[mine] = pick(chance, luck[mine], end[mine])
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
    kind = visitor[last].astype(np.int16) * len(TOUCHES) + touch[last]
    luck = rng.random(len(kind))
    depth = pick(chance.reshape(-1, len(planted.BEFORE)), luck, kind).astype(np.int8)
    depth[ended[last] != GONE] = CHOICE
    size = np.int32(len(planted.BEFORE))
    step = journey * size
    for rows in blocks(len(step)):
        luck = rng.random(len(step[rows]))
        step[rows] += np.floor(luck * (depth[journey[rows]] + 1)).astype(np.int32)
    step = (np.sort(step) % size).astype(np.int8)
    step[last] = depth
    return step


def _times(rng, visits, journey, touch, last, step):
    """Minutes since the start of each touch, and of what follows it.

    Backwards from the end: a pause of whole days, or of minutes within one sitting.
    From the web to a shop or to the phone it takes a night at least.
    """
    visitor, end, ended_on, minute = (
        visits[c].to_numpy() for c in ["visitor", "end", "day", "minute"]
    )
    ends_here = last & (minute < 0)[journey]
    kind = KIND_OF_TOUCH[touch]
    ordered_in = KIND_OF_CHANNEL[np.minimum(end, GONE - 1)]
    pause = (kind != np.where(last, ordered_in[journey], np.append(kind[1:], 0))) * ONE
    for rows in blocks(len(pause)):
        mean = planted.PAUSES.to_numpy()[visitor[journey[rows]], step[rows]]
        pause[rows] += (rng.geometric(1 / (1 + mean)) - 1).astype(np.int16)
    pause[ends_here] = 0
    at = (ended_on[journey] - _from_the_end(pause, _ends(last))) * np.int32(DAY)
    sitting_ends = ends_here | (pause > 0)
    del pause
    minutes = np.empty(len(at), dtype=np.int16)
    for rows in blocks(len(at)):
        minutes[rows] = rng.exponential(planted.PAUSE_MINUTES, len(at[rows]))
    minutes += ONE
    minutes[sitting_ends] = 0
    end_minute = np.empty(len(at), dtype=np.int16)
    for rows in blocks(len(at)):
        end_minute[rows] = minute_of_day(kind[rows], rng.random(len(at[rows])))
    with_order = last & ~sitting_ends
    end_minute[with_order] = minute[journey[with_order]]
    closing = _ends(sitting_ends | last)
    at += end_minute[closing] - _from_the_end(minutes, closing)
    order_at = ended_on * np.int32(DAY) + minute
    next_at = np.append(at[1:], np.int32(0))
    next_at[last] = order_at[journey[last]]
    return at, np.where(ends_here, at, next_at)


def _ends(last):
    """For each row, the place of the last row of its group."""
    place = np.where(last, np.arange(len(last), dtype=np.int32), np.int32(len(last)))
    return np.minimum.accumulate(place[::-1])[::-1]


def _from_the_end(values, ends):
    """For each row, the sum from it to the last row of its group."""
    total = np.cumsum(values, dtype=np.int32)
    return total[ends] - total + values
