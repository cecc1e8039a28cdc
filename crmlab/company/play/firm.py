"""A year under a policy, from the cut-off date on, with the same luck for each policy.

firm = Firm(seed=2025)
nothing = firm.play()
plan = firm.play(Policy(levers, groups))
plan.profit - nothing.profit
firm.compare({"more service": steady_policy(groups, service=0.7)}, lucks=range(10))
"""

from functools import cached_property

import pandas as pd
from tqdm import tqdm

from .. import planted
from ..engine import Engine
from ..levers import house_policy
from ..world import make_world
from . import played
from .before import before
from .equity import equity
from .meaning import levers_by_quarter
from .partly import KEPT, lived_through
from .policies import Policy, check_policy
from .reckoning import quarter_of, reckon
from .steps import steps_of_a_year
from .year import Year

ROWS = 100_000  # people of all lucks played at a time; more need more memory


class Firm:
    """Lantern Tea on the morning of the cut-off date, before a year under a policy.

    scenario: what the year will be like: "quiet", "rival" (new shops and a price cut),
        "slump" (faults, late parcels, a small warehouse) or "thin" (a small team and
        warehouse, and a `budget`); planted.SCENARIOS has the numbers
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
        self.before = before(seed, customers)
        self.people, self._opening = self.before.people, self.before.state
        world = make_world(seed, scenario=scenario)
        self.engine = Engine(seed, self.people, self.before.minds, world)
        self.engine.amounts = self.before.amounts
        self._house = house_policy(self.people)
        self.steps = steps_of_a_year(self.engine)

    @cached_property
    def budget(self):
        """What all levers together may cost in the year, CNY; None for no limit.

        A share of what the house policy spends; the year is played all the same.
        """
        plan = planted.SCENARIOS
        rows = plan[(plan["scenario"] == self.scenario) & (plan["change"] == "budget")]
        return float(rows["size"].iloc[0] * self.play().spent) if len(rows) else None

    @cached_property
    def customer_ids(self):
        return pd.Index(self.people.frame["customer_id"][: self.people.known])

    def play(self, policy=None, luck=0):
        """Live through the year after the cut-off; returns a `Year`.

        policy: a `Policy`; none means that nothing is changed
        luck: whole number; each is another year's luck, the same for every policy
        """
        return self.years(policy, [luck])[0]

    def years(self, policy=None, lucks=range(10)):
        """The `Year` of each luck under one policy, as a list: as `play`, but faster.

        What a week costs in Python is paid once for several lucks. A year that was
        played before is remembered (see played.py).
        """
        return self._remembered(played.years, policy or Policy(), lucks)

    def compare(self, policies, lucks=range(10)):
        """Profit and equity of several policies, and what each gains, luck by luck.

        policies: dict from name to `Policy`
        lucks: whole numbers, the same years' luck for all
        Returns a frame, one row a policy and luck: policy, luck, profit, equity, both
        (their sum), spent (what all levers cost), and profit_gain, equity_gain,
        both_gain and spent_more, against doing nothing with the same luck; CNY.
        Raises ValueError where there is no policy or no luck.

        A policy is played once for each luck, however often it is compared.
        """
        lucks, tables = list(lucks), []
        if not policies or not lucks:
            raise ValueError("There is nothing to compare: give policies and lucks.")
        nothing = self._sums(Policy(), lucks)
        for name, policy in tqdm(
            policies.items(), "policies", delay=2, leave=False, disable=None
        ):
            mine = self._sums(policy or Policy(), lucks)
            more = mine - nothing
            more.columns = ["profit_gain", "equity_gain", "both_gain", "spent_more"]
            table = mine.join(more).rename_axis("luck").reset_index()
            table.insert(0, "policy", name)
            tables.append(table)
        return pd.concat(tables, ignore_index=True)

    def _sums(self, policy, lucks):
        """What each luck's year brought and cost in all, by luck."""
        rows = self._remembered(played.sums, policy, lucks)
        return pd.DataFrame(rows, lucks, played.SUMS, float)

    def _remembered(self, what, policy, lucks):
        """What `played.years` or `played.sums` has of a policy, played where new."""
        nothing = policy.changes_nothing and policy.groups.empty
        plans = self.usual_plans if nothing else self.plans(policy)
        decides = played.what_decides(self, policy, plans)
        return what(decides, list(lucks), lambda new: self._play(policy, plans, new))

    def _play(self, policy, plans, lucks):
        """The `Year` of each luck; as many lucks at a time as fit into memory."""
        many = max(1, ROWS // len(self.people.frame))
        groups = [lucks[first : first + many] for first in range(0, len(lucks), many)]
        kept = len(groups) <= KEPT
        played = (self._years(policy, plans, group, kept) for group in groups)
        return [year for years in played for year in years]

    def equity(self, state, lever):
        """Equity of each person from a year's end on, CNY: see `equity.equity`."""
        return equity(self.engine, self.steps, state, lever)

    def live(self, policy=None, luck=0):
        """The year's orders, the state at its end, and the levers by quarter."""
        plans = self.plans(policy or Policy())
        _, events, state = self.lived(plans, [luck])
        return events, state, plans

    def _years(self, policy, plans, lucks, kept):
        """The `Year` of each luck, from the levers of its quarters."""
        lived = lived_through(self, policy, plans, lucks, kept)
        return [Year(*frames) for frames in reckon(policy, lived)]

    def plans(self, policy):
        """What each person meets under a policy: levers by quarter."""
        check_policy(policy, self.customer_ids)
        recent = planted.HISTORY_WEEKS - 4 * planted.QUARTER_WEEKS
        busy = self._opening.active & (self._opening.last_week >= recent)
        capacity = self.engine.world.capacity
        house = self._house(planted.HISTORY_WEEKS)
        return levers_by_quarter(policy, self.people, house, busy, capacity)

    @cached_property
    def usual_plans(self):
        """The `plans` of the house policy."""
        return self.plans(Policy())

    def lived(self, plans, lucks, told=None, columns=None):
        """An engine with all lucks side by side, its events, and the state at the end.

        The people of the first luck come first, then those of the second, and so on.
        told: a dict, to keep by week what customers told friends
        columns: of the events, where not all are wanted
        """
        engine = self.engine.side_by_side([self.luck_seed(luck) for luck in lucks])
        engine.told = told
        return engine, *self.live_with(engine, plans, columns)

    def live_with(self, engine, plans, columns=None):
        """The year's events, and the state at its end, of the people of an engine."""
        state = self._opening.only(engine.person)
        levers = {quarter: plan.only(engine.person) for quarter, plan in plans.items()}
        weeks = range(planted.HISTORY_WEEKS, planted.HISTORY_WEEKS + planted.YEAR_WEEKS)
        life = engine.live(
            state, weeks, lambda week: levers[quarter_of(week)], columns=columns
        )
        return life.events, state

    def luck_seed(self, luck):
        """The seed of one year's luck."""
        return self.engine.seed + 7919 * luck
