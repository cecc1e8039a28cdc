"""Every call that came into the phone queue, answered or given up."""

import numpy as np
import pandas as pd

from .. import planted
from ..calling import AGAIN, ANSWERED, mean_wait, patience
from ..levers import house_service
from ..narrow import narrow
from ..randomness import stream
from .hours import DAY, PHONE, minute_of_day

OPENS = 8 * 60
WEEKS = planted.HISTORY_WEEKS + planted.FUTURE_WEEKS
COLUMNS = ["at", "who", "event", "case", "attempt", "wait", "then"]


def make_calls(story):
    """One row a call to order or for service, in order of time.

    at: minutes since the start of history at which it came in; who: row of people;
    event, case: rows of the engine's events and of the cases, -1 for none; attempt:
    from 0; wait: minutes until it was answered or given up; then: what the caller did
    after giving up, a place in planted.THEN; ANSWERED (-1) if he got through
    """
    calls = pd.concat([_to_order(story), _for_service(story)], ignore_index=True)
    return narrow(calls[COLUMNS].sort_values("at", kind="stable", ignore_index=True))


def usual_wait(story, day):
    """Mean minutes until a call would be answered on each day, if nobody gave up."""
    service = np.array([house_service(week) for week in range(WEEKS)])
    return mean_wait(story.engine.world, day, service[day // 7])


def _to_order(story):
    """The engine's calls, with their minute; calls of orders that fell away are not."""
    events = story.life.events
    key = pd.DataFrame({"who": events["who"], "week": events["day"] // 7})
    key = key.assign(slot=events["slot"], event=np.arange(len(events)))
    calls = story.life.calls.merge(key, on=["who", "week", "slot"])
    calls = calls.sort_values(["event", "attempt"], ignore_index=True)
    minute = minute_of_day(np.full(len(calls), PHONE), calls["clock"].to_numpy())
    at = calls["day"].to_numpy() * DAY + minute
    taken = np.ceil(calls["wait"].to_numpy()).astype(int)
    attempt = calls["attempt"].to_numpy()
    for number in range(1, attempt.max(initial=0) + 1):
        row = np.flatnonzero(attempt == number)  # just after the call before
        at[row] = np.maximum(at[row], at[row - 1] + taken[row - 1] + 2)
    return calls.assign(at=at, case=-1)


def _for_service(story):
    """The calls of the cases that came in by phone; who gives up calls again."""
    rng = stream(story.seed, "calls")
    cases = story.cases
    direct = story.engine.direct_line[cases["who"]]
    case = np.flatnonzero((cases["through"] == "phone").to_numpy() & ~direct)
    mean = usual_wait(story, cases["at"].to_numpy()[case] // DAY)
    calls, left = [], np.arange(len(case))
    while len(left):
        wait = rng.exponential(mean[left])
        ends = patience(1 - rng.random(len(left)))
        ends = np.where(story.engine.world.experience, ends, np.inf)
        lost = wait > ends
        then = np.where(lost, AGAIN, ANSWERED)
        wait = np.minimum(wait, ends)
        calls.append(pd.DataFrame({"case": case[left], "wait": wait, "then": then}))
        left = left[lost]
    calls = pd.concat(calls, keys=range(len(calls)), names=["attempt"]).reset_index(0)
    calls = calls.sort_values(["case", "attempt"], ignore_index=True)
    calls["at"] = _moments(rng, cases["at"].to_numpy()[calls["case"]], calls)
    return calls.assign(who=cases["who"].to_numpy()[calls["case"]], event=-1)


def _moments(rng, opened, calls):
    """When each call came in: the last one opened the case, the others before it."""
    later = calls.groupby("case")["attempt"].transform("max") - calls["attempt"]
    pause = 1 + np.floor(rng.exponential(planted.CALL_AGAIN, len(calls))).astype(int)
    pause += np.ceil(calls["wait"].to_numpy()).astype(int)
    pause[(later == 0).to_numpy()] = 0
    back = pd.Series(pause)[::-1].groupby(calls["case"][::-1]).cumsum()[::-1]
    opens = opened // DAY * DAY + OPENS
    return np.maximum(opened - back.to_numpy(), np.minimum(opens, opened) - later)
