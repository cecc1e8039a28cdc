"""Which of the levels that were tried go together best, within budget and capacity."""

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from crmlab.company import planted
from crmlab.company.play import Policy
from crmlab.company.play.policies import QUARTERS

from .budget import planned_cost
from .budgets import MOST_A_QUARTER
from .entries import COLUMNS, from_entries
from .past import past_of
from .tries import roomy

DOUBT = 2.0  # standard errors that are taken off a gain before it counts


def knapsack(firm, rows, groups, budget):
    """The rows of `tried` that together gain most within budget and capacity.

    At most one row a lever and group. A gain counts less `DOUBT` standard errors, so
    that luck in the tries is not taken for a find.
    Raises ValueError where none fits.
    """
    house = planned_cost(roomy(firm), Policy()).sum(axis=1)  # as it is in the tries
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
        -(rows["gain"] - DOUBT * rows["error"]).to_numpy(),
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
    by_quarter = choice.explode("quarters").rename(columns={"quarters": "quarter"})
    return from_entries(by_quarter[COLUMNS], groups)
