"""Playing on: what truly follows after the year, for `Year.equity` to be held against.

A year's equity is an expectation. Here the company lives through more years under the
policy of the last quarter, customer by customer and order by order.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..engine import Engine
from ..world import prolong
from .equity import WEEKLY
from .policies import QUARTERS
from .reckoning import BY_ORDER, ORDER_LEVERS, order_money

END = planted.HISTORY_WEEKS + planted.YEAR_WEEKS


def play_on(firm, policy=None, luck=0, years=5):
    """Live through a year under a policy, and `years` more under its last quarter's.

    firm, policy, luck: as in `Firm.play`
    Returns a Series, in CNY: `equity`, as it is expected at the end of the first year;
    `profit`, what those who were there then brought in the years after, discounted;
    `left`, the equity of the last year's end, discounted likewise. If the expectation
    is right, `profit` and `left` add up to `equity`, on average of many lucks.
    """
    _, state, plans = firm.live(policy, luck)
    lever = plans[QUARTERS[-1]]
    longer = prolonged(firm, luck, years)
    ours = np.flatnonzero(state.active & state.came)
    before = firm.equity(state, lever)[ours].sum()
    profit = 0.0
    for year in range(years):
        first = END + year * planted.YEAR_WEEKS
        listed = state.active & state.came
        profit -= _listed_cost(lever, listed, first)
        weeks = range(first, first + planted.YEAR_WEEKS)
        events = longer.live(state, weeks, lambda week: lever).events
        profit += _from_orders(longer, events[~events["failed"]], lever)
    after = firm.equity(state, lever)[ours].sum()
    left = after / (1 + planted.DISCOUNT_RATE) ** years
    return pd.Series({"equity": before, "profit": profit, "left": left})


def prolonged(firm, luck, years):
    """The firm's engine with one year's luck, and a world of so many years more."""
    engine = firm.engine
    world = prolong(engine.world, engine.seed, years)
    longer = Engine(engine.seed, engine.people, engine.minds, world)
    longer.luck_seed = firm.luck_seed(luck)
    return longer


def _from_orders(engine, orders, lever):
    """Discounted profit of orders, CNY."""
    values = {n: getattr(lever, n)[orders["who"].to_numpy()] for n in ORDER_LEVERS}
    money = order_money(engine, orders, values)
    earned = money["margin"] - money[BY_ORDER].sum(axis=1)
    weeks = (orders["day"] + orders["clock"]).to_numpy() / 7 - END
    return float((earned * np.exp(-WEEKLY * weeks)).sum())


def _listed_cost(lever, listed, first):
    """Discounted cost of contact and letters to those on a year's list, CNY."""
    contact = planted.CONTACT["cost"].to_numpy()[lever.contact[listed]]
    cost = (contact + planted.LETTER_COST * (lever.letter[listed] > 0)).sum()
    middles = first - END + planted.QUARTER_WEEKS * (np.arange(4) + 0.5)
    return float(cost * np.exp(-WEEKLY * middles).sum())
