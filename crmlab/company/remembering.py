"""What customers carry on from a week's orders to the next week."""

import numpy as np

from . import planted
from .membership import subscribe


def remember(engine, state, orders, week):
    """Note who left, what was lived through, and who joins which programme."""
    who = orders["who"]
    state.active[who[orders["left"]]] = False
    state.last_week[who] = week
    subscribe(engine, state, orders, week)
    orders["enrols"] = np.zeros(len(who), bool)
    if not engine.world.experience or not len(who):
        return
    new = np.append(True, who[1:] != who[:-1])  # a customer's orders stand together
    someone, count = who[new], np.diff(np.flatnonzero(new), append=len(who))
    performance = np.bincount(np.cumsum(new) - 1, orders["performance"]) / count
    against = planted.SCALE * (performance - state.expected[someone])
    weight = 1 - (1 - planted.MEMORY) ** count
    state.experience[someone] += weight * (against - state.experience[someone])
    gap = performance - state.expected[someone]
    state.expected[someone] += planted.ADAPTING * gap
    _enrol(engine, state, orders, week)


def _enrol(engine, state, orders, week):
    """Customers join the points programme at an order, once it is there."""
    who = orders["who"]
    joins = engine.luck("joins", who, week, orders["slot"]) < engine.trait["joins"][who]
    joins &= engine.offered[who] & ~state.member[who] & ~orders["failed"]
    if week >= engine.programme_start:
        row = np.flatnonzero(joins)
        _, first = np.unique(who[row], return_index=True)  # once is enough
        orders["enrols"][row[first]] = True
        state.member[who[row]] = True
