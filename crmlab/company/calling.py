"""Calls to order: waiting in the queue, giving up, and what callers then do."""

import numpy as np
from scipy.special import erfcx

from . import planted
from .ordering import by_time
from .randomness import pick

PHONE = planted.CHANNELS.index("phone")
WAIT = list(planted.OPERATIONS).index("wait")
ANSWERED = -1
AGAIN, OTHER_CHANNEL, ELSEWHERE, NOT_AT_ALL = range(len(planted.THEN))
GIVING_UP = planted.GIVING_UP.loc["phone line"].to_numpy()[None]


def call_to_order(engine, orders, week, lever):
    """Let those who order by phone wait in the queue; those who give up do something.

    orders: the week's, as a dict of arrays. Adds wait (minutes, over all calls),
        given_up (calls) and then (after the last call: place in planted.THEN, or
        ANSWERED); changes day, clock and channel of who calls again or orders on
        another channel. Who orders elsewhere or not at all is marked as failed.

    Returns the calls as a dict of arrays: who, week, slot (they name the order),
    attempt (from 0), day, clock (share of that day's business gone by), wait, then.
    """
    size = len(orders["who"])
    orders |= {"wait": np.zeros(size), "given_up": np.zeros(size, np.int8)}
    orders["then"] = np.full(size, ANSWERED, np.int8)
    line = (orders["channel"] == PHONE) & ~engine.direct_line[orders["who"]]
    row, calls = np.flatnonzero(line), []
    while len(calls) == 0 or len(row):
        call = _calls(engine, orders, row, week, len(calls), lever)
        calls.append(call)
        orders["wait"][row] += call["wait"]
        orders["given_up"][row] += call["then"] != ANSWERED
        orders["then"][row] = call["then"]
        row = row[call["then"] == AGAIN]
        if len(row):
            _call_again(engine, orders, row, len(calls))
    _settle(engine, orders, week)
    return {name: np.concatenate([c[name] for c in calls]) for name in calls[0]}


def has_direct_line(people):
    """Large organisations: their account manager answers, or calls back at once."""
    staff = people["staff"].to_numpy(dtype=float, na_value=0.0)
    return staff >= planted.LARGE


def mean_wait(world, day, service):
    """Mean minutes until a call would be answered, if nobody gave up."""
    usual = world.levels[day, WAIT]
    busy = np.where(world.festive[day // 7], planted.FESTIVAL_WAIT, 1.0)
    better = service - planted.USUAL_SERVICE
    return usual * busy * np.exp(-planted.SERVICE["wait"] * better)


def patience(uniform):
    """Minutes after which a caller gives up: the hazard grows with each minute.

    With hazard a × t after t minutes, a share exp(−a t² / 2) still waits (Weibull with
    shape 2): Palm (1953), "Methods of judging the annoyance caused by congestion",
    Tele 4, took the hazard to grow with the annoyance of waiting. How it looks in real
    calls: Brown et al. (2005), J. of the American Statistical Association 100(469).
    """
    return np.sqrt(-2 * np.log(uniform) / planted.IMPATIENCE)


def gives_up(mean):
    """Chance that a caller gives up, where the mean wait would be so many minutes.

    The wait is exponential, the patience as in `patience`; so the chance is
    1 − √(π/2a) / mean × exp(1 / (2 a mean²)) × erfc(1 / (mean √(2a))).
    """
    root = np.sqrt(2 * planted.IMPATIENCE)
    return 1 - np.sqrt(np.pi) / (root * mean) * erfcx(1 / (mean * root))


def _calls(engine, orders, row, week, attempt, lever):
    """One call of each of some orders."""
    who, slot, day = (orders[name][row] for name in ("who", "slot", "day"))
    names = ["wait", "patience", "then"]
    draw = engine.lucks_at(names, who, week, slot, attempt)
    wait = -mean_wait(engine.world, day, lever.service[who]) * np.log(draw["wait"])
    ends = patience(draw["patience"]) if engine.world.experience else np.inf
    then = pick(GIVING_UP, draw["then"], np.zeros(len(row), int))
    # Who loses the first order is never known by name: these call until answered.
    then[orders["first"][row]] = AGAIN
    return {
        "who": who,
        "week": np.full(len(row), week),
        "slot": slot,
        "attempt": np.full(len(row), attempt),
        "day": day,
        "clock": orders["clock"][row],
        "wait": np.minimum(wait, ends),
        "then": np.where(wait > ends, then, ANSWERED),
    }


def _call_again(engine, orders, row, attempt):
    """They call later that day or on the next; on Sundays, that day.

    For a first order, at once: its day is the day of joining.
    """
    who, slot, day = (orders[name][row] for name in ("who", "slot", "day"))
    names = ["tomorrow", "later"]
    draw = engine.lucks_at(names, who, day, slot, attempt)
    at_once = orders["first"][row]
    tomorrow = (draw["tomorrow"] < planted.CALLS_TOMORROW) & (day % 7 < 6) & ~at_once
    orders["day"][row] = day + tomorrow
    gone = np.where(tomorrow, 0.0, orders["clock"][row])
    orders["clock"][row] = np.where(at_once, gone, gone + (1 - gone) * draw["later"])


def _settle(engine, orders, week):
    """Other channels for some, no order for others; the week in order of time again."""
    orders["failed"] = orders["then"] >= ELSEWHERE
    moved = orders["then"] == OTHER_CHANNEL
    if moved.any():
        chance = planted.CHANNEL_OF.to_numpy().copy()
        chance[:, PHONE] = 0.0
        chance /= chance.sum(axis=1, keepdims=True)
        who = orders["who"][moved]
        uniform = engine.luck("moves to", who, week, orders["slot"][moved])
        orders["channel"][moved] = pick(chance, uniform, engine.segment[who])
    if orders["given_up"].any():
        order = by_time(orders["who"], orders["clock"], orders["day"])
        for name, values in orders.items():
            orders[name] = values[order]
