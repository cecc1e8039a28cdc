"""The orders of one week: who, when, where, how much."""

import numpy as np
from scipy import special

from . import planted
from .randomness import luck, pick


def make_orders_of_week(engine, state, week, here, lever):
    """The week's orders, by customer and time: who, when, where, how much."""
    seed, joined = engine.luck_seed, engine.joined[here]
    new = joined >= week
    since = _rhythm(engine.world.rhythm, np.where(new, joined - week, 0.0))
    rate = engine.rate(state, week, here, lever) * (1 - since)
    count = poisson_quantile(luck(seed, "orders", here, week), rate)
    who = np.concatenate([here[new], np.repeat(here, count)])
    slot = np.concatenate([np.zeros(new.sum(), int), 1 + _counter(count)])
    first = slot == 0
    at = np.repeat(since, count)
    at = at + (1 - at) * luck(seed, "moment", who[first.sum() :], week, slot[~first])
    when = np.concatenate([joined[new] - week, _week_share(engine.world.rhythm, at)])
    order = np.lexsort((when, who))
    who, slot, when = who[order], slot[order], when[order]
    orders = {"who": who, "slot": slot, "first": slot == 0}
    orders["day"] = 7 * week + np.floor(7 * when).astype(int)
    orders["clock"] = 7 * when - np.floor(7 * when)  # share of that day gone by
    _fill(engine, orders, week, lever, state)
    return orders


def _fill(engine, orders, week, lever, state):
    who = orders["who"]
    segment = engine.segment[who]
    festive = engine.world.festive[week]
    chance = (planted.GIFT_FESTIVAL if festive else planted.GIFT).to_numpy()[segment]
    orders["gift"] = engine.luck("gift", orders, week) < chance
    shape = engine.trait["spend_shape"][who]
    amount = special.gammaincinv(shape, engine.luck("amount", orders, week)) / shape
    amount = amount * engine.trait["mean_spend"][who]
    if engine.world.experience:
        amount = amount * np.where(orders["gift"], planted.GIFT_AMOUNT, 1.0)
    orders["gross"] = amount
    orders["channel"] = _channel(engine, orders, week)
    orders["offer"] = np.maximum(lever.offer[who], state.coupon[who])
    orders["member"] = state.member[who]


def _channel(engine, orders, week):
    usual, segment = planted.CHANNEL_OF.to_numpy(), engine.segment[orders["who"]]
    preferred = preferred_channel(engine, orders["who"])
    other = pick(usual, engine.luck("other channel", orders, week), segment)
    keeps = engine.luck("channel", orders, week) < planted.CHANNEL_LOYALTY
    return np.where(keeps, preferred, other)


def preferred_channel(engine, who):
    """The channel that each of `who` likes best, as a place in the list of channels."""
    chance = luck(engine.seed, "preferred channel", who)
    return pick(planted.CHANNEL_OF.to_numpy(), chance, engine.segment[who])


def poisson_quantile(uniform, mean):
    """The Poisson count that each uniform number stands for."""
    count = np.zeros(len(mean), int)
    chance = np.exp(-mean)
    reached = chance.copy()
    rows = np.flatnonzero(uniform > reached)
    k = 0
    while len(rows) and k < 60:  # a count of 60 in a week has no chance worth a name
        k += 1
        count[rows] = k
        chance[rows] *= mean[rows] / k
        reached[rows] += chance[rows]
        rows = rows[uniform[rows] > reached[rows]]
    return count


def _counter(count):
    """0, 1, … within each customer's orders: [2, 0, 3] gives 0 1 0 1 2."""
    ends = np.cumsum(count)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - count, count)


def _rhythm(weekdays, share):
    """Share of a week's orders that has come when `share` of the week has gone."""
    return np.interp(share, np.linspace(0, 1, 8), np.append(0, np.cumsum(weekdays)))


def _week_share(weekdays, uniform):
    """Share of the week gone when `uniform` of its orders have come."""
    edges = np.append(0, np.cumsum(weekdays))
    return np.minimum(np.interp(uniform, edges, np.linspace(0, 1, 8)), 1 - 1e-9)
