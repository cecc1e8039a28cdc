"""What lies behind the company on the morning on which you take it over."""

from weakref import WeakKeyDictionary

from crmlab.company import planted
from crmlab.company.levers import house_policy
from crmlab.company.play.policies import QUARTERS
from crmlab.company.state import opening_state

from .books import written
from .usual import Usual

START = planted.HISTORY_WEEKS


_PASTS = WeakKeyDictionary()


def past_of(firm):
    """The `Past` of a firm; it is lived through once and kept as long as the firm.

    What a scenario changes comes later, so firms of one company share their past.
    """
    return kept_for(firm, _PASTS, Past)


def kept_for(firm, kept, make):
    """What is kept for a firm, or for another of the same company; else it is made.

    kept: a WeakKeyDictionary by firm; make: function from the firm
    """
    if firm not in kept:
        others = (kept[other] for other in kept if _company(other) == _company(firm))
        mine = next(others, None)
        kept[firm] = make(firm) if mine is None else mine
    return kept[firm]


def _company(firm):
    return firm.engine.seed, firm.people.known


class Past:
    """The two years before the cut-off of a `Firm`, lived through once more.

    events: all orders and what came of them, as the engine tells of them
    state: of all customers on the morning of the cut-off; take a copy of it
    written: the orders as they stand in the books, see `Books`
    usual: what a year's plan is priced at
    """

    def __init__(self, firm):
        people, engine = firm.people, firm.engine
        self.state = opening_state(len(people.frame))
        life = engine.live(self.state, range(START), house_policy(people))
        self.state.coupon[:] = 0.0
        self.events = life.events
        self.written = written(firm, life.events)
        self.usual = Usual(people, self.last_year, self.state.member)

    @property
    def last_year(self):
        """The orders of the year before the cut-off, with its quarters 1 to 4."""
        orders = self.written[self.written["quarter"] > -len(QUARTERS)]
        return orders.assign(quarter=orders["quarter"] + len(QUARTERS))
