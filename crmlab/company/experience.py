"""What goes wrong with an order, and how it is felt."""

import numpy as np
from scipy import special

from . import planted


def live_through(engine, orders, week, lever):
    """What goes wrong with each order, and how well it is put right."""
    who, day = orders["who"], orders["day"]
    today = engine.world.operations.to_numpy()[day]
    late, fault, wait, outage = today.T
    late = late * planted.LATE_BY_REGION.to_numpy()[engine.region[who]]
    better = lever.service[who] - planted.USUAL_SERVICE
    effect = planted.SERVICE
    posted = orders["channel"] != planted.CHANNELS.index("shop")
    served = (orders["channel"] >= 2).astype(float)  # in a shop or on the phone
    web = orders["channel"] == planted.CHANNELS.index("web")
    draw = {n: engine.luck(n, orders, week) for n in ["late", "fault", "wait", "fails"]}
    orders["late"] = posted & (draw["late"] < late * np.exp(-effect["late"] * better))
    orders["fault"] = draw["fault"] < fault * np.exp(-effect["fault"] * better)
    mean_wait = wait * served * np.exp(-effect["wait"] * better)
    orders["wait"] = -mean_wait * np.log(draw["wait"])
    orders["failed"] = web & ~orders["first"] & (draw["fails"] < outage)
    for name in ("late", "fault"):
        orders[name] &= ~orders["failed"]
    harm = np.where(orders["fault"], 1.0, np.where(orders["late"], 0.5, 0.0))
    chance = planted.COMPLAINS * harm * engine.trait["to_faults"][who]
    orders["complains"] = engine.luck("complains", orders, week) < chance
    settled = engine.luck("settled", orders, week) < lever.recovery[who]
    orders["settled"] = orders["complains"] & settled
    orders["performance"] = _performance(engine, orders, week, better)


def _performance(engine, orders, week, better):
    effect = planted.PERFORMANCE
    waited = np.maximum(orders["wait"] - planted.PATIENCE, 0.0)
    harm = (
        effect["late"] * orders["late"]
        + effect["fault"] * orders["fault"]
        + effect["wait"] * np.minimum(waited, 30)
        + effect["failed"] * orders["failed"]
    )
    harm = harm * np.where(orders["settled"], 1 - planted.RECOVERY, 1.0)
    noise = effect["noise"] * special.ndtri(engine.luck("performance", orders, week))
    return harm + noise + planted.SERVICE["performance"] * better
