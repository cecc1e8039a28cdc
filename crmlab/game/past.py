"""What lies behind the company on the morning on which you take it over."""

from weakref import WeakKeyDictionary

import numpy as np

from crmlab.company import planted
from crmlab.company.levers import house_policy
from crmlab.company.play.reckoning import COUNTED, ORDER_LEVERS, order_money, quarter_of
from crmlab.company.state import opening_state

from .usual import Usual

START, END = planted.HISTORY_WEEKS, planted.HISTORY_WEEKS + planted.YEAR_WEEKS


_PASTS = WeakKeyDictionary()


def past_of(firm):
    """The `Past` of a firm; it is lived through once and kept as long as the firm."""
    if firm not in _PASTS:
        _PASTS[firm] = Past(firm)
    return _PASTS[firm]


class Past:
    """The two years before the cut-off of a `Firm`, lived through once more.

    events: all orders and what came of them, as the engine tells of them
    state: of all customers on the morning of the cut-off; take a copy of it
    usual: what a year's plan is priced at
    orders: the last year's orders: who (row of the customer), quarter (1 to 4 of that
        year), gross, revenue, margin, member, complains; CNY
    """

    def __init__(self, firm):
        people, engine = firm.people, firm.engine
        self.state = opening_state(len(people.frame))
        life = engine.live(self.state, range(START), house_policy(people))
        self.state.coupon[:] = 0.0
        self.events = life.events
        self.orders = self._last_year(firm)
        self.usual = Usual(people, self.orders, self.state.member)

    def _last_year(self, firm):
        events = self.events
        recent = (events["day"] >= 7 * (START - planted.YEAR_WEEKS)) & ~events["failed"]
        made = events.loc[recent, COUNTED].reset_index(drop=True)
        levers = house_levers(firm, made["day"].to_numpy() // 7)
        money = order_money(firm.engine, made, levers)
        kept = made[["who", "day", "gross", "member", "complains"]]
        quarter = quarter_of(kept["day"].to_numpy() // 7) + len(planted.HOUSE_SERVICE)
        kept = kept.assign(quarter=quarter - 4)
        return kept.join(money[["revenue", "margin"]])


def house_levers(firm, weeks):
    """The house policy's levers that hang on an order, at each of some weeks."""
    steps = np.array(planted.HOUSE_SERVICE)
    number = np.minimum(weeks // planted.QUARTER_WEEKS, len(steps) - 1)
    others = {name: planted.HOUSE.get(name, 0.0) for name in ORDER_LEVERS}
    levers = {name: np.full(len(weeks), value) for name, value in others.items()}
    return levers | {"service": steps[number]}
