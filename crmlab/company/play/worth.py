"""What a customer is worth from some moment on: expected orders and their margin.

A customer orders at rate λ and leaves after each order with chance p. So the orders
expected while Λ = Σ λ would have come without leaving are (1 − exp(−Λ p)) / p, and a
margin of m an order is worth m λ / (δ + λ p) for ever, discounted at δ a week.
"""

import numpy as np

from .. import planted
from ..leaving import log_leaving
from ..purchases import cost_share, handling_ahead

# A whole year, so that season and festivals count as often as they come.
YEAR_AHEAD = range(planted.HISTORY_WEEKS, planted.HISTORY_WEEKS + planted.YEAR_WEEKS)


def usual_rate(engine, state, who=slice(None), lift=0.0):
    """Orders a week of each of `who`, season and passing events left out.

    lift: what marketing adds to the log of the rate; see `Engine.log_lift`
    """
    rate = engine.trait["rate"][who]
    if not engine.world.experience:
        return rate
    return rate * np.exp(
        engine.trait["kind_rate"][who]
        + engine.response["rate"][who]
        + planted.RATE_BY_SATISFACTION * engine.satisfaction(state, who)
        + lift
    )


def usual_leaving(engine, state, lever):
    """Chance of leaving after an order of each person, if nothing goes wrong."""
    chance = engine.trait["leave_chance"]
    if engine.world.experience:
        everyone = np.arange(len(engine.joined))
        chance = chance * np.exp(log_leaving(engine, state, everyone, lever))
    return np.clip(chance, 1e-6, 1)


def mean_gross(engine, weeks):
    """Gross amount of an order of each person, on average over `weeks`, CNY.

    Presents cost more. How many orders are presents hangs on the segment and on
    festivals, in which some segments also order more often.
    """
    spend = engine.trait["mean_spend"]
    if not engine.world.experience:
        return spend
    weeks = np.asarray(weeks)
    festive = engine.world.festive[weeks][:, None]
    gift = np.where(festive, planted.GIFT_FESTIVAL, planted.GIFT)
    gift = np.average(gift, axis=0, weights=engine.world.rate[weeks])
    return spend * (1 + (planted.GIFT_AMOUNT - 1) * gift[engine.segment])


def order_margin(engine, weeks):
    """Margin of an order of each person after goods and handling, CNY.

    Averaged over `weeks`, and over the channels that the person uses.
    """
    gross = mean_gross(engine, weeks)
    goods = cost_share(engine.people)
    return gross * (1 - goods) - handling_ahead(engine, gross)


def margin_ahead(engine, state, lever):
    """Expected discounted margin of each person from now on; 0 for who has left.

    Before what the company spends on the customer, and if nothing goes wrong, for ever
    as now: `equity.equity` is net of all that, and lets things change.
    """
    rate, chance = usual_rate(engine, state), usual_leaving(engine, state, lever)
    weekly = np.log1p(planted.DISCOUNT_RATE) / planted.YEAR_WEEKS
    value = order_margin(engine, YEAR_AHEAD) * rate / (weekly + rate * chance)
    return np.where(state.active & state.came, value, 0.0)


def likely_leaving(engine, state, lever, week):
    """As `usual_leaving`, with usual mishaps, rivals' shops and what marketing adds."""
    chance = usual_leaving(engine, state, lever)
    if not engine.world.experience:
        return chance
    everyone = np.arange(len(engine.joined))
    chance = chance * np.exp(-engine.log_lift(state, everyone, lever))
    usual, bad, effect = planted.OPERATIONS, planted.LEAVE_BAD, planted.SERVICE
    better = lever.service - planted.USUAL_SERVICE
    fault = usual["fault"][0] * np.exp(-effect["fault"] * better) * bad["product"]
    posted = 1 - planted.CHANNEL_OF["shop"].to_numpy()[engine.segment]
    late = usual["late"][0] * np.exp(-effect["late"] * better) * posted
    late = late * planted.LATE_BY_REGION.to_numpy()[engine.region] * bad["service"]
    rivals = planted.LEAVE_COMPETITOR * engine.world.opened[week][engine.region]
    mishaps = engine.trait["to_faults"] * (fault + late)
    return np.minimum(chance + mishaps + rivals * engine.trait["to_rivals"], 1)


def expected_orders(meant, chance):
    """Orders expected of a customer who may leave after each.

    meant: orders that would be expected of a customer who never leaves
    chance: of leaving after an order, above 0
    """
    return -np.expm1(-meant * chance) / chance


def rate_sum(engine, state, who, weeks, levers):
    """Orders that would be expected of `who` over `weeks` if nobody left.

    The state stays as it is; season, festivals and rivals do not.
    """
    return sum(engine.rate(state, week, who, levers(week)) for week in weeks)
