"""A year under a policy, from the cut-off date on, with the same luck for each policy.

firm = Firm(seed=2025)
nothing = firm.play()
plan = firm.play(Policy(levers, groups))
plan.profit - nothing.profit
firm.compare({"more service": steady_policy(groups, service=0.7)}, lucks=range(10))
"""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from tqdm import tqdm

from .. import planted
from ..engine import Engine
from ..levers import house_policy
from ..minds import make_minds
from ..people import make_people
from ..state import opening_state
from ..world import make_world
from .equity import equity
from .meaning import group_of, quarter_levers
from .policies import QUARTERS, Policy, check_policy
from .reckoning import COSTS, quarter_of, reckon
from .steps import steps_of_a_year


@dataclass(frozen=True)
class Year:
    """What a policy brought.

    quarters: one row a quarter: orders, revenue, margin after goods and handling, what
        each lever cost (offer, points, service, recovery, contact, letters,
        acquisition), profit, all in CNY
    customers: one row a person who was there: customer_id, orders, revenue, margin,
        what each lever but acquisition cost, cost (their sum), profit, and equity:
        expected discounted profit after the year, CNY; play/equity.py says what counts
    profit: sum over the year, CNY
    equity: sum over the customers at the end of the year, CNY
    spent: what all levers cost in the year, CNY
    """

    quarters: pd.DataFrame
    customers: pd.DataFrame

    @property
    def profit(self):
        return float(self.quarters["profit"].sum())

    @property
    def equity(self):
        return float(self.customers["equity"].sum())

    @property
    def spent(self):
        return float(self.quarters[COSTS].sum().sum())


class Firm:
    """Lantern Tea on the morning of the cut-off date, before a year under a policy.

    scenario: what the year will be like: "quiet", "rival" (new shops and a price cut),
        "slump" (faults and late parcels) or "thin" (a small team and warehouse, and a
        `budget`); planted.SCENARIOS has the numbers
    Raises ValueError for a scenario that there is not.
    """

    def __init__(
        self,
        seed=planted.DEFAULT_SEED,
        customers=planted.DEFAULT_CUSTOMERS,
        scenario="quiet",
    ):
        if scenario not in planted.SCENARIO_NAMES:
            names = ", ".join(planted.SCENARIO_NAMES)
            raise ValueError(f"There is no scenario {scenario!r}; there are {names}.")
        self.scenario = scenario
        self.people = make_people(seed, customers)
        minds = make_minds(seed, self.people)
        world = make_world(seed, scenario=scenario)
        self.engine = Engine(seed, self.people, minds, world)
        self._house = house_policy(self.people)
        self._opening = opening_state(len(self.people.frame))
        self.engine.live(self._opening, range(planted.HISTORY_WEEKS), self._house)
        self._opening.coupon[:] = 0.0
        self._steps = steps_of_a_year(self.engine)
        self._nothing = {}  # by luck, what doing nothing brings

    @cached_property
    def budget(self):
        """What all levers together may cost in the year, CNY; None for no limit.

        A share of what the house policy spends; the year is played all the same.
        """
        plan = planted.SCENARIOS
        rows = plan[(plan["scenario"] == self.scenario) & (plan["change"] == "budget")]
        return float(rows["size"].iloc[0] * self.play().spent) if len(rows) else None

    @property
    def customer_ids(self):
        return pd.Index(self.people.frame["customer_id"][: self.people.known])

    def play(self, policy=None, luck=0):
        """Live through the year after the cut-off; returns a `Year`.

        policy: a `Policy`; none means that nothing is changed
        luck: whole number; each is another year's luck, the same for every policy
        """
        policy = policy or Policy()
        return self._year(policy, self._plans(policy), luck)

    def compare(self, policies, lucks=range(10)):
        """Profit and equity of several policies, and what each gains, luck by luck.

        policies: dict from name to `Policy`
        lucks: whole numbers, the same years' luck for all
        Returns a frame, one row a policy and luck: policy, luck, profit, equity, both
        (their sum), and profit_gain, equity_gain, both_gain, against doing nothing with
        the same luck; CNY.
        """
        lucks, rows = list(lucks), []
        years = len(policies) * len(lucks)
        with tqdm(total=years, desc="years", delay=2, leave=False, disable=None) as bar:
            for name, policy in policies.items():
                policy = policy or Policy()
                plans = self._plans(policy)
                for luck in lucks:
                    if luck not in self._nothing:
                        self._nothing[luck] = _sums(self.play(luck=luck))
                    mine = _sums(self._year(policy, plans, luck))
                    gain = (mine - self._nothing[luck]).add_suffix("_gain")
                    rows.append({"policy": name, "luck": luck, **mine, **gain})
                    bar.update()
        return pd.DataFrame(rows)

    def equity(self, state, lever):
        """Equity of each person from a year's end on, CNY: see `equity.equity`."""
        return equity(self.engine, self._steps, state, lever)

    def live(self, policy, luck=0):
        """The year's events, the state at its end, and the levers by quarter."""
        plans = self._plans(policy or Policy())
        events, state = self._live(plans, luck)
        return events, state, plans

    def _year(self, policy, plans, luck):
        """A `Year`, from the levers of its quarters."""
        events, state = self._live(plans, luck)
        ahead = self.equity(state, plans[QUARTERS[-1]])
        return Year(*reckon(self.engine, policy, plans, events, state, ahead))

    def _plans(self, policy):
        """What each person meets under a policy: levers by quarter."""
        check_policy(policy, self.customer_ids)
        recent = planted.HISTORY_WEEKS - 4 * planted.QUARTER_WEEKS
        busy = self._opening.active & (self._opening.last_week >= recent)
        capacity = self.engine.world.capacity
        house, group = self._house(planted.HISTORY_WEEKS), group_of(policy, self.people)
        return {
            q: quarter_levers(policy, q, self.people, group, house, busy, capacity)
            for q in QUARTERS
        }

    def _live(self, plans, luck):
        """The year's events, and the state at its end."""
        engine, state = self.engine, self._opening.copy()
        engine.luck_seed = self.luck_seed(luck)
        weeks = range(planted.HISTORY_WEEKS, planted.HISTORY_WEEKS + planted.YEAR_WEEKS)
        events = engine.live(state, weeks, lambda week: plans[quarter_of(week)]).events
        engine.luck_seed = engine.seed
        return events, state

    def luck_seed(self, luck):
        """The seed of one year's luck."""
        return self.engine.seed + 7919 * luck


def _sums(year):
    profit, equity = year.profit, year.equity
    return pd.Series({"profit": profit, "equity": equity, "both": profit + equity})


def groups_by(customers, column):
    """Groups for a policy from a column of the table customers (or any frame by id)."""
    return customers.set_index("customer_id")[column].astype(object).dropna()
