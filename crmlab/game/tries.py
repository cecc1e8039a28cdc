"""What each lever brings and costs in each group: each is tried on its own."""

from copy import copy
from dataclasses import replace

import numpy as np
import pandas as pd

from crmlab.company.play import NEWCOMERS, Policy, steady_policy
from crmlab.company.play.policies import QUARTERS

from .budget import planned_cost

# Levels that are tried: a few of each lever, below and above the house policy's.
LEVELS = {
    "service": (0.3, 0.4, 0.5, 0.7, 0.8, 0.9, 1.0),
    "recovery": (0.2, 0.7, 0.9),
    "earn": (0.0, 0.01, 0.03),
    "contact": ("basic", "reactive", "accountable"),
    "letter": (0.1,),
    "offer": (0.03,),
}
LATE = (3, 4)  # a lever that pays after the year only need not begin before
LATE_LEVELS = {"service": (0.8, 1.0)}
ACQUISITION = (0.25, 0.5, 0.75, 1.25, 1.5, 2.0, 3.0)


def tried(firm, groups, lucks):
    """What each lever brings each group, and costs, where nothing else is changed.

    firm: a `Firm`; groups: Series from customer_id to group; lucks: whole numbers
    Returns a frame, one row a lever, group and level that was tried: lever, group,
    value, quarters (a tuple), gain (profit and equity above doing nothing, mean of the
    lucks), error (standard error of it; 0 for one luck), and what it is planned to cost
    above the house policy in each quarter (columns 1 to 4); CNY.

    A level is tried on all groups at once, and each group's gain is what its own
    customers brought more: a tenth of the plays. What a group's satisfied customers
    bring by word of mouth is among the newcomers' gain. Nothing is crowded here: who
    chooses among the rows must see to the capacity.
    """
    firm = roomy(firm)
    worth = Worth(firm, groups, lucks)
    house = planned_cost(firm, Policy()).sum(axis=1)
    names = [*sorted(groups.unique()), NEWCOMERS]
    plans = [(n, v, QUARTERS) for n, levels in LEVELS.items() for v in levels]
    plans += [(n, v, LATE) for n, levels in LATE_LEVELS.items() for v in levels]
    rows = []
    for lever, value, quarters in plans:
        gain, error = worth.gain(_plan(groups, quarters, lever, names, value))
        for name in names:
            alone = _plan(groups, quarters, lever, [name], value)
            cost = planned_cost(firm, alone).sum(axis=1) - house
            row = [lever, name, value, quarters, gain[name], error[name], *cost]
            rows.append(row)
    for times in ACQUISITION:
        policy = Policy(acquisition=(times,) * len(QUARTERS))
        gain, error = worth.gain(policy)
        cost = planned_cost(firm, policy).sum(axis=1) - house
        row = ["acquisition", NEWCOMERS, times, QUARTERS]
        rows.append([*row, gain[NEWCOMERS], error[NEWCOMERS], *cost])
    head = ["lever", "group", "value", "quarters", "gain", "error", *QUARTERS]
    return pd.DataFrame(rows, columns=head)


def roomy(firm):
    """The same firm, with a team and a warehouse that can do whatever is wanted."""
    wide = copy(firm)
    wide.engine = copy(firm.engine)
    room = dict.fromkeys(firm.engine.world.capacity, np.inf)
    wide.engine.world = replace(firm.engine.world, capacity=room)
    return wide


def _plan(groups, quarters, lever, names, value):
    levels = {lever: dict.fromkeys(names, value)}
    return steady_policy(groups, quarters=quarters, **levels)


class Worth:
    """Profit and equity of each group's customers, against doing nothing.

    firm, groups, lucks: as for `tried`
    """

    def __init__(self, firm, groups, lucks):
        self.firm, self.groups, self.lucks = firm, groups, list(lucks)
        self.nothing = self._of(Policy())

    def gain(self, policy):
        """Gain of each group, mean of the lucks, and its standard error, CNY."""
        more = self._of(policy) - self.nothing
        return more.mean(axis=1), more.sem(axis=1).fillna(0.0)

    def _of(self, policy):
        """Profit and equity, groups × lucks; acquisition is the newcomers'."""
        sums = {}
        for luck, year in zip(
            self.lucks, self.firm.years(policy, self.lucks), strict=True
        ):
            who = year.customers.set_index("customer_id")
            group = who.index.map(self.groups)
            group = np.where(group.isna(), NEWCOMERS, group)
            sums[luck] = (who["profit"] + who["equity"]).groupby(group).sum()
            sums[luck][NEWCOMERS] -= year.quarters["acquisition"].sum()
        return pd.DataFrame(sums).fillna(0.0)
