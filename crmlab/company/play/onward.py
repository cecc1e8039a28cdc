"""Playing on: what truly follows after the year, for `Year.equity` to be held against.

A year's equity is an expectation. Here the company lives through more years under the
policy of the last quarter, customer by customer and order by order.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..engine import Engine
from ..world import prolong
from .equity import WEEKLY, equity
from .policies import QUARTERS, Policy
from .reckoning import BY_ORDER, ORDER_LEVERS, order_money

END = planted.HISTORY_WEEKS + planted.YEAR_WEEKS


def play_on(firm, policy=None, lucks=range(1), years=5):
    """Live through a year under a policy, and `years` more under its last quarter's.

    firm, policy: as in `Firm.play`; lucks: whole numbers
    Returns a frame, one row a luck, in CNY: `equity`, as it is expected at the end of
    the first year; `profit`, what those who were there then brought in the years after,
    discounted; `left`, the equity of the last year's end, discounted likewise. If the
    expectation is right, `profit` and `left` add up to `equity`, on average of many
    lucks.
    """
    lucks, plans = list(lucks), firm.plans(policy or Policy())
    engine, _, state = firm.lived(plans, lucks)
    lever = plans[QUARTERS[-1]].only(engine.person)
    longer = prolonged(firm, lucks, years)
    ours = state.active & state.came
    before = _sums(engine, ours * equity(engine, firm.steps, state, lever))
    profit = 0.0
    for year in range(years):
        first = END + year * planted.YEAR_WEEKS
        profit -= _sums(engine, _listed_cost(lever, state.active & state.came, first))
        weeks = range(first, first + planted.YEAR_WEEKS)
        events = longer.live(state, weeks, lambda week: lever).events
        profit += _from_orders(longer, events[~events["failed"]], lever)
    after = _sums(engine, ours * equity(engine, firm.steps, state, lever))
    left = after / (1 + planted.DISCOUNT_RATE) ** years
    return pd.DataFrame({"equity": before, "profit": profit, "left": left}, lucks)


def prolonged(firm, lucks, years):
    """The firm's engine, lucks side by side, and a world of so many years more."""
    engine = firm.engine
    world = prolong(engine.world, engine.seed, years)
    longer = Engine(engine.seed, engine.people, engine.minds, world)
    return longer.side_by_side([firm.luck_seed(luck) for luck in lucks])


def _sums(engine, by_row):
    """Sums over the people of each luck."""
    return np.add.reduceat(by_row, engine.blocks)


def _from_orders(engine, orders, lever):
    """Discounted profit of orders, by luck, CNY."""
    who = orders["who"].to_numpy()
    values = {name: getattr(lever, name)[who] for name in ORDER_LEVERS}
    money = order_money(engine, orders.assign(who=engine.person[who]), values)
    earned = money["margin"] - money[BY_ORDER].sum(axis=1)
    weeks = (orders["day"] + orders["clock"]).to_numpy() / 7 - END
    earned = earned.to_numpy() * np.exp(-WEEKLY * weeks)
    return np.bincount(engine.luck_of(who), earned, len(engine.blocks))


def _listed_cost(lever, listed, first):
    """Discounted cost of contact and letters to those on a year's list, by row, CNY."""
    contact = planted.CONTACT["cost"].to_numpy()[lever.contact]
    cost = (contact + planted.LETTER_COST * (lever.letter > 0)) * listed
    middles = first - END + planted.QUARTER_WEEKS * (np.arange(4) + 0.5)
    return cost * np.exp(-WEEKLY * middles).sum()
