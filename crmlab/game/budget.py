"""What a policy is planned to cost, and how much the year's budget allows.

A plan is priced at last year's orders: nobody knows those to come. So it hangs on no
luck, a team can price it by hand from the price list, and two plans with one cost are
like with like. What a year then costs differs, for more orders cost more.
"""

import numpy as np
import pandas as pd

from crmlab.company.play import Firm, Policy
from crmlab.company.play.policies import QUARTERS

from .budgets import SHARE
from .past import past_of

COSTS = ["offer", "points", "service", "recovery", "contact", "letters", "acquisition"]


def yearly_budget(firm):
    """What all levers together may be planned to cost in the year, CNY.

    A share of what the house policy is planned to cost; budgets.py says which, and why.
    Raises ValueError where firm is missing or no `Firm`.
    """
    house = planned_cost(firm, Policy()).to_numpy().sum()
    return float(round(SHARE[firm.scenario] * house, -2))


def planned_cost(firm, policy):
    """What each lever of a policy is planned to cost, quarters × levers, CNY.

    firm: a `crmlab.company.play.Firm`; policy: a `Policy` of it
    A gap in the policy's levers is as under the house policy. Raises ValueError where
    firm is no `Firm` or policy no `Policy`; PolicyError, which is one, where the policy
    cannot be played.
    """
    for thing, kind in [(firm, Firm), (policy, Policy)]:
        if not isinstance(thing, kind):
            raise ValueError(
                f"planned_cost() needs a {kind.__name__}, not a {type(thing).__name__}."
            )
    plans, usual = firm.plans(policy), past_of(firm).usual
    rows = [usual.cost(quarter, plans[quarter]) for quarter in QUARTERS]
    table = pd.DataFrame(rows, pd.Index(QUARTERS, name="quarter"))
    table["acquisition"] = np.array(policy.acquisition) * usual.acquisition
    return table[COSTS]
