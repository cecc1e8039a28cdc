"""What a policy is planned to cost, and how much the year's budget allows.

A plan is priced at last year's orders: nobody knows those to come. So it hangs on no
luck, a team can price it by hand from the price list, and two plans with one cost are
like with like. What a year then costs differs, for more orders cost more.
"""

import numpy as np
import pandas as pd

from crmlab.company import planted
from crmlab.company.play.policies import QUARTERS, Policy

# What all levers may cost in the year, as a share of what the house policy is planned
# to cost.
SHARE = {"quiet": 1.25, "rival": 1.25, "slump": 1.25, "thin": 0.75}
COUNTED = ["orders", "gross", "points", "complains"]
COSTS = ["offer", "points", "service", "recovery", "contact", "letters", "acquisition"]


def yearly_budget(firm, past):
    """What all levers together may be planned to cost in the year, CNY."""
    house = planned_cost(firm, past, Policy()).to_numpy().sum()
    return round(SHARE[firm.scenario] * house, -2)


def planned_cost(firm, past, policy):
    """What each lever of a policy is planned to cost, quarters × levers, CNY.

    firm: a `Firm`; past: its `Past`; policy: a `Policy` of the firm
    Raises PolicyError where the policy cannot be played.
    """
    plans = firm.plans(policy)
    usual = Usual(firm, past)
    rows = [usual.cost(q, plans[q]) for q in QUARTERS]
    table = pd.DataFrame(rows, pd.Index(QUARTERS, name="quarter"))
    table["acquisition"] = np.array(policy.acquisition) * usual.acquisition
    return table[COSTS]


class Usual:
    """Orders, gross, points' base and complaints of each person, as in last year.

    As many orders are planned for as last year brought. Those who joined last year
    stand for those who will join: each who might, gets an even part of what they
    ordered, and all others order so much less.
    """

    def __init__(self, firm, past):
        people, orders = firm.people, past.orders
        self.known, self.size = people.known, len(people.frame)
        self.consent = people.frame["consent"].to_numpy()
        joined = people.frame["joined_week"].to_numpy()
        self.new = (joined >= planted.YEAR_WEEKS) & (joined < planted.HISTORY_WEEKS)
        self.acquisition = self._acquisition(people.frame)
        orders = orders.assign(orders=1.0)
        member = past.state.member[orders["who"]]
        orders["points"] = orders["gross"] * member
        self.sums, self.there = {}, {}
        for q in QUARTERS:
            now = orders[orders["quarter"] == q]
            self.sums[q] = {name: self._planned(now, name) for name in COUNTED}
            came = self.new & (joined < planted.YEAR_WEEKS + q * planted.QUARTER_WEEKS)
            self.there[q] = np.ones(self.size)
            self.there[q][self.known :] = came.sum() / max(self.size - self.known, 1)

    def _acquisition(self, frame):
        """What the house spends on winning customers in a quarter, CNY."""
        through = frame["acquired_through"].array.codes
        price = planted.ACQUISITION_COST.to_numpy()[through].mean()
        later = planted.LATER_TAKEN * (self.size - self.known)
        return price * later / len(QUARTERS)

    def _planned(self, orders, name):
        """What each person is planned to bring of something in a quarter."""
        values = np.bincount(orders["who"], orders[name], self.size).astype(float)
        total, new = values.sum(), values[self.new].sum()
        values *= 1 - new / max(total, 1e-9)
        values[self.known :] = new / max(self.size - self.known, 1)
        return values

    def cost(self, quarter, lever):
        """What the levers of a quarter are planned to cost, by lever, CNY."""
        usual, there = self.sums[quarter], self.there[quarter]
        good_for = planted.CAMPAIGN_WEEKS / planted.QUARTER_WEEKS
        letter = np.maximum(lever.letter - lever.offer, 0) * good_for
        discount = lever.offer + letter
        points = planted.POINTS_REDEEMED * lever.earn * (1 - discount)
        settling = planted.SETTLING_COST * lever.recovery**2
        contact = planted.CONTACT["cost"].to_numpy()[lever.contact]
        return {
            "offer": usual["gross"] @ discount,
            "points": usual["points"] @ points,
            "service": usual["orders"] @ (planted.SERVICE_COST * lever.service**2),
            "recovery": usual["complains"] @ (planted.COMPLAINT_COST + settling),
            "contact": there @ contact,
            "letters": there @ (planted.LETTER_COST * (lever.letter > 0)),
        }
