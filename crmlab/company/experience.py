"""What goes wrong with an order, and how it is felt."""

import numpy as np
from scipy import special

from . import planted
from .randomness import pick

GIVING_UP = planted.GIVING_UP.loc["payment page"].to_numpy()[None]
DRAWN = ["late", "fault", "till", "fails", "then", "complains", "settled"]
DRAWN += ["performance"]


def waited_long(orders):
    """Orders before which a customer waited for long, or gave up on the phone."""
    return (orders["wait"] > 2 * planted.PATIENCE) | (orders["given_up"] > 0)


def live_through(engine, orders, week, lever):
    """What goes wrong with each order, and how well it is put right."""
    who, day = orders["who"], orders["day"]
    late, fault, _, outage = engine.world.levels[day].T
    late = late * planted.LATE_BY_REGION.to_numpy()[engine.region[who]]
    better = lever.service[who] - planted.USUAL_SERVICE
    effect = planted.SERVICE
    posted = orders["channel"] != planted.CHANNELS.index("shop")
    web = orders["channel"] == planted.CHANNELS.index("web")
    draw = engine.lucks(DRAWN, orders, week)
    orders["late"] = posted & (draw["late"] < late * np.exp(-effect["late"] * better))
    orders["fault"] = draw["fault"] < fault * np.exp(-effect["fault"] * better)
    at_till = -planted.TILL_WAIT * np.exp(-effect["wait"] * better)
    at_till = at_till * np.log(draw["till"])
    orders["wait"] = np.where(posted, orders["wait"], at_till)
    # Who comes from the phone comes by day, when the page works.
    at_night = web & ~orders["first"] & (orders["given_up"] == 0)
    unpaid = at_night & (draw["fails"] < outage)
    orders["failed"] |= unpaid
    then = pick(GIVING_UP, draw["then"][unpaid], np.zeros(unpaid.sum(), int))
    orders["then"][unpaid] = then
    for name in ("late", "fault"):
        orders[name] &= ~orders["failed"]
    harm = np.where(orders["fault"], 1.0, np.where(orders["late"], 0.5, 0.0))
    chance = planted.COMPLAINS * harm * engine.trait["to_faults"][who]
    orders["complains"] = draw["complains"] < chance
    settled = draw["settled"] < lever.recovery[who]
    orders["settled"] = orders["complains"] & settled
    orders["performance"] = _performance(orders, draw["performance"], better)


def _performance(orders, luck, better):
    effect = planted.PERFORMANCE
    waited = np.maximum(orders["wait"] - planted.PATIENCE, 0.0)
    harm = (
        effect["late"] * orders["late"]
        + effect["fault"] * orders["fault"]
        + effect["wait"] * np.minimum(waited, 30)
        + effect["failed"] * orders["failed"]
    )
    harm = harm * np.where(orders["settled"], 1 - planted.RECOVERY, 1.0)
    noise = effect["noise"] * special.ndtri(luck)
    return harm + noise + planted.SERVICE["performance"] * better
