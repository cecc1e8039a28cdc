"""Who leaves, after which order, and why."""

import numpy as np

from . import planted
from .calling import ELSEWHERE
from .experience import waited_long
from .randomness import pick


def leave(engine, state, orders, week, lever):
    """Who leaves after which order, and why; that week's later orders fall away."""
    who = orders["who"]
    hazard = _hazards(engine, state, orders, week, lever)
    hazard[:, orders["first"]] = 0.0
    chance = 1 - np.prod(1 - hazard, axis=0)
    draw = engine.lucks(["leaves", "cause"], orders, week)
    orders["cause"] = np.full(len(who), -1)
    orders["left"] = left = draw["leaves"] < chance
    if not left.any():
        return
    share = hazard[:, left] / np.maximum(hazard[:, left].sum(axis=0), 1e-12)
    orders["cause"][left] = pick(share.T, draw["cause"][left])
    before = np.cumsum(left) - left
    start = np.searchsorted(who, who)  # each customer's first row of the week
    keep = before == before[start]
    if keep.all():
        return
    for name, values in orders.items():
        orders[name] = values[keep]


def _hazards(engine, state, orders, week, lever):
    """Chance of leaving after each order, by cause (rows as in planted.CAUSES)."""
    who = orders["who"]
    hazard = np.zeros((len(planted.CAUSES), len(who)))
    hazard[0] = engine.trait["leave_chance"][who]
    if not engine.world.experience:
        return hazard
    hazard[0] *= np.exp(log_leaving(engine, state, who, lever))
    # An order that marketing brought does not make a customer leave sooner.
    hazard[0] *= np.exp(-engine.log_lift(state, who, lever))
    faults, to_rivals = engine.trait["to_faults"][who], engine.trait["to_rivals"][who]
    if engine.world.price_cut[week]:
        hazard[1] = planted.LEAVE_PRICE * to_rivals
    opened = engine.world.opened[week][engine.region[who]]
    hazard[2] = planted.LEAVE_COMPETITOR * to_rivals * opened
    if engine.world.press[week]:
        hazard[3] = planted.LEAVE_REPUTATION * faults
    hazard[4:] = after_mishaps(engine, orders)
    hazard[6] += engine.response["leave"][who] * state.treated[who]
    return np.minimum(hazard, 0.9)


def after_mishaps(engine, orders):
    """Chance of leaving over the goods, the delivery, and waiting in vain, by order."""
    sore = np.where(orders["settled"], 1 - planted.RECOVERY, 1.0)
    sore = sore * engine.trait["to_faults"][orders["who"]]
    bad = planted.LEAVE_BAD
    waited = bad["experience"] * (waited_long(orders) | orders["failed"])
    vain = np.where(orders["then"] == ELSEWHERE, bad["elsewhere"], waited)
    wrong = [bad["product"] * orders["fault"], bad["service"] * orders["late"], vain]
    return np.stack([np.asarray(harm, dtype=float) for harm in wrong]) * sore


def log_leaving(engine, state, who, lever):
    """How satisfaction, kind of loyalty and points move the chance of leaving."""
    felt = np.clip(engine.satisfaction(state, who), -3, 3)
    points = state.member[who] * lever.points_pull[who]
    return (
        engine.trait["kind_leave"][who]
        + planted.LEAVE_BY_SATISFACTION * engine.trait["to_satisfaction"][who] * felt
        + planted.PROGRAMME["leave"] * engine.trait["to_prices"][who] * points
        + planted.FRIEND_STAYS * engine.friend[who]
    )
