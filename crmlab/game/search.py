"""The best policy that a search finds: what could be had, if one knew the engine.

First each lever is tried alone on each group (tries.py). Choosing one level of each, so
that all together fit the budget, is a knapsack with whole items, solved exactly by
HiGHS in `scipy.optimize.milp`. What levers do to each other is then seen to by COBYQA
in `scipy.optimize.minimize` (Ragonneau 2022, doctoral thesis, Hong Kong Polytechnic
University), which moves the levels of service and the money for newcomers, and plays
each plan. It uses no derivatives, keeps to bounds, and needs few plays.

What is found is the best of many on the lucks that chose it: judge it on others.
"""

import time

import numpy as np
import pandas as pd
from scipy.optimize import (
    Bounds,
    LinearConstraint,
    NonlinearConstraint,
    milp,
    minimize,
)
from tqdm import tqdm

from crmlab.company import planted
from crmlab.company.play import Policy
from crmlab.company.play.policies import LEVERS, QUARTERS

from .budget import planned_cost, yearly_budget
from .budgets import MOST_A_QUARTER, over_budget
from .known import cells_of, firm_of
from .past import past_of
from .tries import tried

CHOOSING = range(200, 204)  # lucks that choose; `score` judges on others


def search(firm, budget=None, seconds=300, groups=None, lucks=CHOOSING, rows=None):
    """The best policy found within a budget and a time.

    firm      a `Firm`, or a `Game`
    budget    what all levers may be planned to cost in the year, CNY; the game's if none
    seconds   after so many the best so far is returned; the first step, the tries, is
              always done
    groups    Series from customer_id to group; `cells_of` if none
    lucks     whole numbers: the years that choose
    rows      what `tried` returned for the same firm, groups and lucks, if it is known
    Returns a `Policy`.

    Raises ValueError where no choice of the levels that are tried fits the budget.
    """
    firm, start = firm_of(firm), time.monotonic()
    budget = yearly_budget(firm) if budget is None else budget
    groups = cells_of(firm) if groups is None else groups
    rows = tried(firm, groups, lucks) if rows is None else rows
    choice = knapsack(firm, rows, groups, budget)
    return Polish(firm, groups, budget, lucks).better(choice, start + seconds)


def knapsack(firm, rows, groups, budget):
    """The rows of `tried` that together gain most within budget and capacity.

    At most one row a lever and group. A gain counts less one standard error, so that
    luck in the tries is not taken for a find.
    Raises ValueError where none fits.
    """
    house = planned_cost(firm, Policy()).sum(axis=1)
    one_each = rows.groupby(["lever", "group"]).ngroup().to_numpy()
    each = (one_each == np.arange(one_each.max() + 1)[:, None]).astype(float)
    cost = rows[list(QUARTERS)].to_numpy().T
    added, room = _service_room(firm, rows, groups)
    limits = [
        LinearConstraint(each, ub=1),
        LinearConstraint(cost.sum(axis=0), ub=budget - house.sum()),
        LinearConstraint(cost, ub=MOST_A_QUARTER * budget - house.to_numpy()),
        LinearConstraint(added, ub=room),
    ]
    solved = milp(
        -(rows["gain"] - rows["error"]).to_numpy(),
        constraints=limits,
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
    )
    if solved.x is None:
        raise ValueError(f"No plan fits a budget of ¥{budget:,.0f}: {solved.message}")
    return rows[solved.x > 0.5]


def _service_room(firm, rows, groups):
    """What each row adds to the mean level of service, by quarter, and the room for it.

    As in play/meaning.py: the mean is that of the customers who still order.
    """
    state, house = past_of(firm).state, planted.HOUSE_SERVICE[-1]
    recent = planted.HISTORY_WEEKS - 4 * planted.QUARTER_WEEKS
    busy = (state.active & (state.last_week >= recent))[: firm.people.known]
    share = groups.reindex(firm.customer_ids)[busy].value_counts(normalize=True)
    served = rows["lever"] == "service"
    level = pd.to_numeric(rows["value"].where(served, house))
    more = (level - house) * rows["group"].map(share).fillna(0.0)
    then = [[q in quarters for quarters in rows["quarters"]] for q in QUARTERS]
    limit = firm.engine.world.capacity["service"] * planted.SERVICE_CAPACITY * house
    return more.to_numpy() * np.array(then), limit - house


def policy_of(choice, groups):
    """The `Policy` of some rows of `tried`."""
    levers, acquisition = {}, 1.0
    for row in choice.itertuples():
        if row.lever == "acquisition":
            acquisition = row.value
            continue
        for q in row.quarters:
            levers.setdefault((q, row.group), {})[row.lever] = row.value
    index = pd.MultiIndex.from_tuples(levers, names=["quarter", "group"])
    table = pd.DataFrame(list(levers.values()), index).reindex(columns=list(LEVERS))
    return Policy(table.reset_index(), groups, (acquisition,) * len(QUARTERS))


class Polish:
    """Moves the numbers of a choice while the plays get better.

    firm, groups, budget, lucks: as for `search`
    best: the choice that fits and gained most so far; gain: its gain, CNY
    """

    STEP = 0.08  # of the first moves: so much of a level

    def __init__(self, firm, groups, budget, lucks):
        self.firm, self.groups, self.budget = firm, groups, budget
        self.lucks = list(lucks)
        self.best, self.gain = None, -np.inf

    def better(self, choice, until):
        """The best `Policy` found from a choice on, until so late a moment."""
        self.choice = choice.reset_index(drop=True)
        self.moved = np.flatnonzero(self.choice["lever"].isin(["service", "acquisition"]))
        start = self.choice["value"].iloc[self.moved].to_numpy(dtype=float)
        high = np.where(self.choice["lever"].iloc[self.moved] == "service", 1.0, 4.0)
        self.bar = tqdm(desc="plays", delay=2, leave=False, disable=None)
        self.until = until
        try:
            minimize(
                self._loss,
                start,
                method="COBYQA",
                bounds=Bounds(np.zeros(len(start)), high),
                constraints=NonlinearConstraint(self._over, -np.inf, 0.0),
                options={"initial_tr_radius": self.STEP, "final_tr_radius": 0.005},
            )
        except _TimeUp:
            pass
        self.bar.close()
        return policy_of(self.best, self.groups)

    def _at(self, values):
        """The choice with other numbers."""
        other = self.choice.copy()
        other["value"] = other["value"].astype(object)
        for place, value in zip(self.moved, np.maximum(values, 0), strict=True):
            other.loc[place, "value"] = round(float(value), 3)
        return other

    def _over(self, values):
        """What the plan is over the budget, in the year and in each quarter, 10,000 CNY."""
        cost = planned_cost(self.firm, policy_of(self._at(values), self.groups))
        cost = cost.sum(axis=1).to_numpy()
        return (
            np.append(cost.sum() - self.budget, cost - MOST_A_QUARTER * self.budget)
            / 10_000
        )

    def _loss(self, values):
        """What the plan loses against doing nothing, 100,000 CNY."""
        if time.monotonic() > self.until and self.best is not None:
            raise _TimeUp
        choice = self._at(np.minimum(values, 4.0))
        policy = policy_of(choice, self.groups)
        played = self.firm.compare({"plan": policy}, self.lucks)
        gain = played["both_gain"].mean()
        fits = over_budget(planned_cost(self.firm, policy), self.budget) is None
        if fits and gain > self.gain:
            self.best, self.gain = choice, gain
        self.bar.update()
        return -gain / 100_000


class _TimeUp(Exception):
    """The time for the search is over."""
