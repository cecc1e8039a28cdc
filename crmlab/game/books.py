"""The books: each order of the two years before and of the game so far, in money."""

import numpy as np
import pandas as pd

from crmlab.company import planted
from crmlab.company.play import NEWCOMERS
from crmlab.company.play.reckoning import (
    BY_ORDER,
    COUNTED,
    ORDER_LEVERS,
    order_money,
    quarter_of,
)

START = planted.HISTORY_WEEKS
SEEN = ["who", "day", "channel", "late", "fault", "complains", "settled", "wait"]


class Books:
    """What the offices have written down up to the end of a quarter.

    quarter: the last one that is over; 0 is the quarter before the cut-off
    orders: one row an order: who (row of the customer), group, quarter (from -7), day,
        week, channel, late, fault, complains, settled, wait (minutes), gross, revenue,
        margin, and what offer, points, service and recovery cost, CNY
    listed: one row a customer and quarter from -7: who, group, quarter, contact,
        letters, CNY
    groups: the group of each customer, by row; who joined after the cut-off is among
        the newcomers
    """

    def __init__(self, firm, past, lived, groups):
        self.firm, self.quarter = firm, lived.quarter
        self.day = 7 * (START + planted.QUARTER_WEEKS * self.quarter)  # the morning on
        self.groups = group_names(firm, groups)
        parts = [past.written]
        for quarter, events in lived.events.items():
            parts.append(written(firm, events, lived.plans[quarter]))
        self.orders = self._grouped(pd.concat(parts, ignore_index=True))
        self.listed = self._grouped(_listed(firm, lived))

    def _grouped(self, frame):
        """A frame with who, and the customer's group beside it."""
        frame["group"] = self.groups[frame["who"].to_numpy()]
        return frame

    def profits(self):
        """Profit of each quarter before winning customers: a Series by quarter, CNY."""
        orders, listed = self.orders.groupby("quarter"), self.listed.groupby("quarter")
        earned = orders["margin"].sum() - orders[BY_ORDER].sum().sum(axis=1)
        return earned - listed[["contact", "letters"]].sum().sum(axis=1)

    def during(self, quarter):
        """Orders, and the list of customers, of one quarter."""
        return tuple(f[f["quarter"] == quarter] for f in (self.orders, self.listed))


def group_names(firm, groups):
    """The name of each customer's group, by row; "no group" for who is in none."""
    names = firm.people.frame["customer_id"].map(groups).astype(object)
    names = names.fillna("no group").to_numpy(copy=True)
    names[firm.people.known :] = NEWCOMERS
    return pd.Categorical(names)


def written(firm, events, plan=None):
    """Some orders in the books' columns; plan: the levers of their quarter.

    Without a plan they are of the time before the cut-off, under the house policy.
    """
    made = events[~events["failed"]].reset_index(drop=True)
    weeks, who = made["day"].to_numpy() // 7, made["who"].to_numpy()
    levers = house_levers(firm, weeks)
    if plan is not None:
        levers = {name: getattr(plan, name)[who] for name in ORDER_LEVERS}
    money = order_money(firm.engine, made[COUNTED], levers)
    frame = made[[*SEEN, "gross"]].assign(quarter=quarter_of(weeks), week=weeks)
    return frame.join(money)


def house_levers(firm, weeks):
    """The house policy's levers that hang on an order, at each of some weeks."""
    steps = np.array(planted.HOUSE_SERVICE)
    number = np.minimum(weeks // planted.QUARTER_WEEKS, len(steps) - 1)
    others = {name: planted.HOUSE.get(name, 0.0) for name in ORDER_LEVERS}
    levers = {name: np.full(len(weeks), value) for name, value in others.items()}
    return levers | {"service": steps[number]}


def _listed(firm, lived):
    """What keeping in touch cost with each customer on the books, quarter by quarter.

    The house's contact before the cut-off; letters were then sent by campaigns, whose
    cost is not counted here.
    """
    joined, prices = firm.engine.joined, planted.CONTACT["cost"].to_numpy()
    house = prices[firm.people.frame["contact_type"].array.codes]
    rows = []
    for quarter in range(quarter_of(0), lived.quarter + 1):
        end = START + planted.QUARTER_WEEKS * quarter
        there, letters = lived.state.came & (joined < end), np.zeros(len(joined))
        contact = house
        if quarter > 0:
            plan = lived.plans[quarter]
            contact = prices[plan.contact]
            before = there & (joined < end - planted.QUARTER_WEEKS)
            letters = planted.LETTER_COST * (plan.letter > 0) * before
        who = np.flatnonzero(there)
        row = {"who": who, "contact": contact[who], "letters": letters[who]}
        rows.append(pd.DataFrame(row).assign(quarter=quarter))
    return pd.concat(rows, ignore_index=True)


BY_CUSTOMER = [*BY_ORDER, "contact", "letters"]  # costs that hang on a customer
