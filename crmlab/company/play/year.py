"""What a policy brought in a year."""

from dataclasses import dataclass

import pandas as pd

from .reckoning import COSTS


@dataclass(frozen=True)
class Year:
    """What a policy brought.

    quarters: one row a quarter: orders, revenue, margin after goods and handling, what
        each lever cost (offer, points, service, recovery, contact, letters,
        acquisition), profit, all in CNY
    customers: one row a person who was there: customer_id, orders, revenue, margin,
        what each lever but acquisition cost, cost (their sum), profit, equity:
        expected discounted profit after the year, CNY (play/equity.py says what
        counts), and satisfaction: how content the person is at the end, or was on
        leaving, as no survey sees it, on the scale of `Engine.satisfaction`
    profit: sum over the year, CNY
    equity: sum over the customers at the end of the year, CNY
    both: profit and equity, CNY
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
    def both(self):
        return self.profit + self.equity

    @property
    def spent(self):
        return float(self.quarters[COSTS].sum().sum())
