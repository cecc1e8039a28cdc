"""What lies behind the company on the morning on which you take it over."""

from weakref import WeakKeyDictionary

from crmlab.company.play.policies import QUARTERS

from .books import written
from .usual import Usual

_PASTS = WeakKeyDictionary()


def past_of(firm):
    """The `Past` of a firm; it is made once and kept as long as the firm.

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
    """The two years before the cut-off of a `Firm`, as its books have them.

    events: all orders and what came of them, as the engine tells of them
    state: of all customers on the morning of the cut-off; take a copy of it
    written: the orders as they stand in the books, see `Books`
    usual: what a year's plan is priced at
    """

    def __init__(self, firm):
        self.state, self.events = firm.before.state, firm.before.events
        self.written = written(firm, self.events)
        self.usual = Usual(firm.people, self.last_year, self.state.member)

    @property
    def last_year(self):
        """The orders of the year before the cut-off, with its quarters 1 to 4."""
        orders = self.written[self.written["quarter"] > -len(QUARTERS)]
        return orders.assign(quarter=orders["quarter"] + len(QUARTERS))
