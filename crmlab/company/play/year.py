"""A year under a policy, from the cut-off date on, with the same luck for each policy.

firm = Firm(seed=2025)
nothing = firm.play(Policy())
plan = firm.play(Policy(levers, groups))
plan.profit - nothing.profit
"""

from dataclasses import dataclass

import pandas as pd

from .. import planted
from ..engine import Engine
from ..levers import house_policy
from ..minds import make_minds
from ..people import make_people
from ..state import opening_state
from ..world import make_world
from .policies import NEWCOMERS, QUARTERS, Policy, check_policy, quarter_levers
from .reckoning import quarter_of, reckon


@dataclass(frozen=True)
class Year:
    """What a policy brought.

    quarters: one row a quarter: orders, revenue, margin after goods and handling, what
        each lever cost, profit (all in CNY)
    customers: one row a person who was there: customer_id, orders, margin, cost,
        profit, equity (expected discounted margin after the year, CNY)
    profit: sum over the year, CNY
    equity: sum over the customers at the end of the year, CNY
    """

    quarters: pd.DataFrame
    customers: pd.DataFrame

    @property
    def profit(self):
        return float(self.quarters["profit"].sum())

    @property
    def equity(self):
        return float(self.customers["equity"].sum())


class Firm:
    """Lantern Tea on the morning of the cut-off date, before a year under a policy."""

    def __init__(self, seed=planted.DEFAULT_SEED, customers=planted.DEFAULT_CUSTOMERS):
        self.people = make_people(seed, customers)
        minds = make_minds(seed, self.people)
        self.engine = Engine(seed, self.people, minds, make_world(seed))
        self._house = house_policy(self.people)
        self._opening = opening_state(len(self.people.frame))
        self.engine.live(self._opening, range(planted.HISTORY_WEEKS), self._house)
        self._opening.coupon[:] = 0.0

    @property
    def customer_ids(self):
        return pd.Index(self.people.frame["customer_id"][: self.people.known])

    def play(self, policy=None, luck=0):
        """Live through the year after the cut-off; returns a `Year`.

        policy: a `Policy`; none means that nothing is changed
        luck: whole number; each is another year's luck, the same for every policy
        """
        policy = policy or Policy()
        check_policy(policy, self.customer_ids)
        state = self._opening.copy()
        busy = state.active & (
            state.last_week >= planted.HISTORY_WEEKS - 4 * planted.QUARTER_WEEKS
        )
        plans = {q: self._plan(policy, q, busy) for q in QUARTERS}
        engine = self.engine
        engine.luck_seed = engine.seed + 7919 * luck
        weeks = range(planted.HISTORY_WEEKS, planted.HISTORY_WEEKS + planted.YEAR_WEEKS)
        events = engine.live(state, weeks, lambda week: plans[quarter_of(week)]).events
        engine.luck_seed = engine.seed
        return Year(*reckon(engine, policy, plans, events, state))

    def _plan(self, policy, quarter, busy):
        house = self._house(planted.HISTORY_WEEKS)
        return quarter_levers(policy, quarter, self.people, house, busy)


def groups_by(customers, column):
    """Groups for a policy from a column of the table customers (or any frame by id)."""
    return customers.set_index("customer_id")[column].astype(object).dropna()


__all__ = ["NEWCOMERS", "Firm", "Policy", "Year", "groups_by"]
