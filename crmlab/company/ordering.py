"""The orders of one week: who, when, where, how much."""

import numpy as np

from . import planted
from .amounts import quantiles
from .randomness import luck, pick


def make_orders_of_week(engine, state, week, here, lever):
    """The week's orders, by customer and time: who, when, where, how much."""
    joined = engine.joined[here]
    new = joined >= week
    since = np.zeros(len(here))
    since[new] = _rhythm(engine.world.rhythm, joined[new] - week)
    rate = engine.rate(state, week, here, lever) * (1 - since)
    count = poisson_quantile(engine.luck("orders", here, week), rate)
    who = np.concatenate([here[new], np.repeat(here, count)])
    slot = np.concatenate([np.zeros(new.sum(), int), 1 + _counter(count)])
    first = slot == 0
    at = np.repeat(since, count)
    again, number = who[~first], slot[~first]
    at = at + (1 - at) * engine.luck("moment", again, week, number)
    when = np.concatenate([joined[new] - week, _week_share(engine.world.rhythm, at)])
    order = np.argsort(who, kind="stable")
    order = order[by_time(who[order], when[order])]
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
    names = ["gift", "amount", "channel", "other channel"]
    draw = engine.lucks(names, orders, week)
    chance = (planted.GIFT_FESTIVAL if festive else planted.GIFT).to_numpy()[segment]
    orders["gift"] = draw["gift"] < chance
    shape, known = engine.trait["spend_shape"][who], engine.amounts
    if known is None:
        amount = quantiles(shape, draw["amount"])
    else:
        amount = known.of(engine, week, orders, shape, draw["amount"])
    amount = amount * engine.trait["mean_spend"][who]
    if engine.world.experience:
        amount = amount * np.where(orders["gift"], planted.GIFT_AMOUNT, 1.0)
    orders["gross"] = amount
    orders["channel"] = _channel(engine, who, draw)
    orders["offer"] = np.maximum(lever.offer[who], state.coupon[who])
    orders["member"] = state.member[who]


def _channel(engine, who, draw):
    other = pick(
        planted.CHANNEL_OF.to_numpy(), draw["other channel"], engine.segment[who]
    )
    keeps = draw["channel"] < planted.CHANNEL_LOYALTY
    return np.where(keeps, engine.preferred[who], other)


def preferred_channel(seed, segment):
    """The channel that each person likes best, as a place in the list of channels."""
    chance = luck(seed, "preferred channel", np.arange(len(segment)))
    return pick(planted.CHANNEL_OF.to_numpy(), chance, segment).astype(np.int8)


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


def by_time(who, *time):
    """An order of rows, by `who` already, in which each one's are in order of time.

    time: what to sort by, the last first, as for `np.lexsort`. Most people have one row
    only, so that sorting the others is much faster than sorting all.
    """
    again = who[1:] == who[:-1]
    rows = np.flatnonzero(np.append(again, False) | np.append(False, again))
    order = np.arange(len(who))
    order[rows] = rows[np.lexsort((*(t[rows] for t in time), who[rows]))]
    return order


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
