"""The best policy that a search finds: what could be had, if one knew the engine.

First each lever is tried alone on each group (tries.py). Choosing one level of each, so
that all together fit the budget, is a knapsack with whole items, solved exactly by
HiGHS in `scipy.optimize.milp` (knapsack.py). That choice, the course policy and the
rules of thumb are played, and from the best of them COBYQA, in
`scipy.optimize.minimize`, goes on (Ragonneau 2022, doctoral thesis, Hong Kong
Polytechnic University): it moves the levels of service and of complaints settled and
the money for newcomers, and plays each plan. It uses no derivatives, keeps to bounds,
and needs few plays.

What is found is the best of many on the lucks that chose it: judge it on others.
"""

import time
from contextlib import suppress

import numpy as np
from scipy.optimize import Bounds, NonlinearConstraint, minimize
from tqdm import tqdm

from crmlab import wanted

from .budget import planned_cost
from .course import course_policy
from .entries import entries, from_entries
from .grouping import checked_groups
from .knapsack import knapsack, policy_of
from .known import budget_of, cells_of, firm_of, lucks_of
from .level import too_dear
from .rules import rules_of_thumb
from .tries import tried

CHOOSING = range(200, 204)  # lucks that choose; `score` judges on others
MOVED = {"service": 1.0, "recovery": 1.0, "acquisition": 4.0}  # by COBYQA: the most
STEP, LAST_STEP = 0.08, 0.005  # of a level, at first and in the end


def search(played, budget=None, seconds=300, groups=None, lucks=CHOOSING, rows=None):
    """The best policy found within a budget and a time.

    played    a `Firm`, or a `Game`
    budget    what it may be planned to cost in the year, CNY; the game's if missing
    seconds   after so many the best so far is returned; the tries and the first plays
              are always done
    groups    Series from customer_id to group; by kind and grade if none
    lucks     whole numbers: the years that choose
    rows      what `tried` returned for the same firm, groups and lucks, if it is known
    Returns a `Policy`, which fits the budget.

    Raises ValueError where played is neither, a number or luck is none or below 0, the
    groups are no Series of customers, or no plan fits the budget.
    """
    firm, start = firm_of(played, "search"), time.monotonic()
    budget = budget_of(budget, firm, "search")
    wanted.number(seconds, "search", "seconds", low=0)
    lucks = lucks_of(lucks, "search")
    if groups is None:
        groups = cells_of(firm)
    groups = checked_groups(groups, firm.customer_ids)
    rows = tried(firm, groups, lucks) if rows is None else rows
    plans = {"knapsack": policy_of(knapsack(firm, rows, groups, budget), groups)}
    plans |= {"course": course_policy(firm, budget)} | rules_of_thumb(firm, budget)
    polish = Polish(firm, budget, lucks, until=start + seconds)
    for plan in plans.values():
        polish.play(plan)
    return polish.better()


class Polish:
    """Moves the numbers of the best policy so far while the plays get better.

    firm, budget, lucks: as for `search`; until: the moment to stop at
    best: the policy that fits and gained most; gain: its gain, CNY
    """

    def __init__(self, firm, budget, lucks, until):
        self.firm, self.budget, self.lucks = firm, budget, lucks
        self.until = until
        self.best, self.gain = None, -np.inf

    def play(self, policy):
        """Gain of a policy on the choosing lucks, CNY; it is kept if it is the best."""
        gain = self.firm.compare({"plan": policy}, self.lucks)["both_gain"].mean()
        if gain > self.gain and self._over(policy) <= 0:
            self.best, self.gain = policy, gain
        return gain

    def better(self):
        """The best `Policy` that is found from the best so far on."""
        self.table, self.groups = entries(self.best), self.best.groups
        moved = self.table[self.table["lever"].isin(MOVED)]
        knobs = moved.groupby(["lever", "group", "value"])
        self.knob = knobs.ngroup()  # a level that stays the same for some quarters
        start = np.array([value for _, _, value in knobs.groups], dtype=float)
        high = np.array([MOVED[lever] for lever, _, _ in knobs.groups])
        if not len(start):
            return self.best
        bar = tqdm(desc="plays", delay=2, leave=False, disable=None)
        with bar as self.bar, suppress(_TimeUp):
            minimize(
                self._loss,
                start,
                method="COBYQA",
                bounds=Bounds(np.zeros(len(start)), high),
                constraints=NonlinearConstraint(self._beyond, -np.inf, 0.0),
                options={"initial_tr_radius": STEP, "final_tr_radius": LAST_STEP},
            )
        return self.best

    def _at(self, values):
        """The policy with other numbers."""
        other = self.table.copy()
        most = other.loc[self.knob.index, "lever"].map(MOVED)
        inside = np.clip(values[self.knob], 0.0, most).round(3)
        other.loc[self.knob.index, "value"] = inside
        return from_entries(other, self.groups)

    def _over(self, policy):
        return too_dear(planned_cost(self.firm, policy), self.budget)

    def _beyond(self, values):
        """What a plan is over the budget, 10,000 CNY."""
        return self._over(self._at(values)) / 10_000

    def _loss(self, values):
        """What a plan loses against doing nothing, 100,000 CNY."""
        if time.monotonic() > self.until:
            raise _TimeUp
        self.bar.update()
        return -self.play(self._at(values)) / 100_000


class _TimeUp(Exception):
    """The time for the search is over."""
