"""What a plan is priced at: a year's orders, as last year brought them."""

import numpy as np

from crmlab.company import planted
from crmlab.company.play.policies import QUARTERS

COUNTED = ["orders", "gross", "points", "complains"]


class Usual:
    """Orders, gross, points' base and complaints of each person, as in last year.

    As many orders are planned for as last year brought. Those who joined last year
    stand for those who will join: each who might, gets an even part of what they
    ordered, and all others order so much less.
    """

    def __init__(self, people, orders, member):
        self.known, self.size = people.known, len(people.frame)
        joined = people.frame["joined_week"].to_numpy()
        self.new = (joined >= planted.YEAR_WEEKS) & (joined < planted.HISTORY_WEEKS)
        self.acquisition = self._acquisition(people.frame)
        orders = orders.assign(orders=1.0)
        orders["points"] = orders["gross"] * member[orders["who"]]
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

    def least(self, quarter):
        """What the quarters after this one cost even if nothing is done, CNY."""
        later = [q for q in QUARTERS if q > quarter]
        complaints = sum(self.sums[q]["complains"].sum() for q in later)
        return planted.COMPLAINT_COST * complaints
