"""The same years lived again by some customers, with one thing changed.

Each has the same luck in both lives (`luck` is a function of its address), so that they
differ by what was changed: two potential outcomes of one customer (Rubin 1974, Journal
of Educational Psychology 66(5)), of which the company sees only one.
"""

from copy import copy

import numpy as np

from ..levers import house_policy
from ..state import opening_state

MOST = 20_000  # customers: enough for a mean, and soon lived through


def some_of(who):
    """All of `who`, or as many of them as are lived through again, evenly chosen."""
    if len(who) <= MOST:
        return who
    return who[np.linspace(0, len(who) - 1, MOST).astype(int)]


def live_again(story, who, weeks, **changed):
    """The orders of `who` (rows of people), had the engine been otherwise.

    weeks: how many of them, from the start of the history
    changed: attributes of the engine, such as plus_lift=0.0
    Returns events, without those that failed.
    """
    engine = copy(story.engine)
    vars(engine).update(changed)
    state = opening_state(len(story.people.frame))
    state.active[:] = False
    state.active[who] = True
    events = engine.live(state, range(weeks), house_policy(story.people)).events
    return events[~events["failed"] & events["who"].isin(who)]


def count_within(events, who, first, last):
    """Orders of each of `who` on the days first to last (each a number or an array)."""
    size = max(who.max(initial=0), events["who"].max() if len(events) else 0) + 1
    row = np.full(size, -1)
    row[who] = np.arange(len(who))
    mine, day = row[events["who"]], events["day"].to_numpy()
    first, last = (np.broadcast_to(edge, len(who)) for edge in (first, last))
    within = (mine >= 0) & (day >= first[mine]) & (day <= last[mine])
    return np.bincount(mine[within], minlength=len(who))
