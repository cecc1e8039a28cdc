"""A year under a policy, from the cut-off date on, with the same luck for each policy.

firm = Firm(seed=2025)
nothing = firm.play(Policy())
plan = firm.play(Policy(levers, groups))
plan.profit - nothing.profit
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import planted
from .engine import Engine
from .minds import make_minds
from .people import make_people
from .policies import (
    NEWCOMERS,
    QUARTERS,
    Policy,
    check_policy,
    house_policy,
    quarter_levers,
)
from .purchases import cost_share, handling_cost
from .state import opening_state
from .world import make_world
from .worth import equity


@dataclass(frozen=True)
class Year:
    """What a policy brought.

    quarters: one row a quarter: orders, revenue, margin after goods and handling, what
        each lever cost, profit (all in CNY)
    customers: one row a person who was there: customer_id, orders, margin, cost,
        profit, equity (expected discounted margin after the year, CNY)
    profit: sum over the year, CNY
    equity: sum over the customers at the end of the year, CNY
    """

    quarters: pd.DataFrame
    customers: pd.DataFrame

    @property
    def profit(self):
        return float(self.quarters["profit"].sum())

    @property
    def equity(self):
        return float(self.customers["equity"].sum())


class Firm:
    """Lantern Tea on the morning of the cut-off date, before a year under a policy."""

    def __init__(self, seed=planted.DEFAULT_SEED, customers=planted.DEFAULT_CUSTOMERS):
        self.people = make_people(seed, customers)
        minds = make_minds(seed, self.people)
        self.engine = Engine(seed, self.people, minds, make_world(seed))
        self._house = house_policy(self.people)
        self._opening = opening_state(len(self.people.frame))
        self.engine.live(self._opening, range(planted.HISTORY_WEEKS), self._house)
        self._opening.coupon[:] = 0.0

    @property
    def customer_ids(self):
        return pd.Index(self.people.frame["customer_id"][: self.people.known])

    def play(self, policy=None, luck=0):
        """Live through the year after the cut-off; returns a `Year`.

        policy: a `Policy`; none means that nothing is changed
        luck: whole number; each is another year's luck, the same for every policy
        """
        policy = policy or Policy()
        check_policy(policy, self.customer_ids)
        state = self._opening.copy()
        busy = state.active & (
            state.last_week >= planted.HISTORY_WEEKS - 4 * planted.QUARTER_WEEKS
        )
        plans = {q: self._plan(policy, q, busy) for q in QUARTERS}
        engine = self.engine
        engine.luck_seed = engine.seed + 7919 * luck
        weeks = range(planted.HISTORY_WEEKS, planted.HISTORY_WEEKS + planted.YEAR_WEEKS)
        events = engine.live(state, weeks, lambda week: plans[_quarter(week)]).events
        engine.luck_seed = engine.seed
        return self._reckon(policy, plans, events, state)

    def _plan(self, policy, quarter, busy):
        house = self._house(planted.HISTORY_WEEKS)
        return quarter_levers(policy, quarter, self.people, house, busy)

    # --- reckoning ------------------------------------------------------------------

    def _reckon(self, policy, plans, events, state):
        events = self._money(events[~events["failed"]], plans)
        steady = self._steady_costs(policy, plans, state)
        costs = ["offer", "points", "service", "recovery"]
        quarters = events.groupby("quarter")[["revenue", "margin", *costs]].sum()
        quarters.insert(0, "orders", events.groupby("quarter").size())
        quarters = quarters.reindex(QUARTERS, fill_value=0.0)
        quarters["contact"] = steady["contact"].sum(axis=1)
        quarters["acquisition"] = steady["acquisition"]
        spent = quarters[[*costs, "contact", "acquisition"]].sum(axis=1)
        quarters["profit"] = quarters["margin"] - spent
        return Year(
            quarters.round(2).rename_axis("quarter").reset_index(),
            self._by_customer(events, costs, steady["contact"], plans[4], state),
        )

    def _money(self, events, plans):
        """Margin and the levers' costs of each order."""
        who = events["who"].to_numpy()
        quarter = _quarter(events["day"].to_numpy() // 7)
        lever = {
            name: np.choose(
                quarter - 1, [getattr(plans[q], name)[who] for q in QUARTERS]
            )
            for name in ["service", "earn", "recovery"]
        }
        revenue = (events["gross"] * (1 - events["offer"])).to_numpy()
        goods = cost_share(self.people)[who]
        handling = handling_cost(self.people, events, events["gross"])
        complains = events["complains"].to_numpy()
        return pd.DataFrame(
            {
                "who": who,
                "quarter": quarter,
                "revenue": revenue,
                "margin": events["gross"] * (1 - goods) - handling,
                "offer": events["gross"] * events["offer"],
                "points": planted.POINTS_REDEEMED
                * lever["earn"]
                * revenue
                * events["member"],
                "service": planted.SERVICE_COST * lever["service"] ** 2,
                "recovery": complains
                * (
                    planted.COMPLAINT_COST
                    + planted.SETTLING_COST * lever["recovery"] ** 2
                ),
            }
        )

    def _steady_costs(self, policy, plans, state):
        """Costs that do not hang on an order: keeping in touch, winning customers."""
        cost = planted.CONTACT["cost"].to_numpy()
        week = {q: planted.HISTORY_WEEKS + planted.QUARTER_WEEKS * q for q in QUARTERS}
        joined = self.engine.joined
        contact = np.array(
            [
                cost[plans[q].contact] * (state.came & (joined < week[q]))
                for q in QUARTERS
            ]
        )
        through = self.people.frame["acquired_through"].array.codes
        price = planted.ACQUISITION_COST.to_numpy()[through].mean()
        usual = planted.LATER_TAKEN * (len(joined) - self.people.known) / len(QUARTERS)
        budget = np.array(policy.acquisition) * price * usual
        return {"contact": contact, "acquisition": budget}

    def _by_customer(self, events, costs, contact, last, state):
        size = len(self.people.frame)
        who = events["who"]
        frame = pd.DataFrame(
            {
                "customer_id": self.people.frame["customer_id"],
                "orders": np.bincount(who, minlength=size),
                "margin": np.bincount(who, events["margin"], size),
                "cost": np.bincount(who, events[costs].sum(axis=1), size)
                + contact.sum(axis=0),
            }
        )
        frame["profit"] = frame["margin"] - frame["cost"]
        frame["equity"] = equity(self.engine, state, last)
        return frame[state.came].round(2).reset_index(drop=True)


def _quarter(week):
    return 1 + (week - planted.HISTORY_WEEKS) // planted.QUARTER_WEEKS


def groups_by(customers, column):
    """Groups for a policy from a column of the table customers (or any frame by id)."""
    return customers.set_index("customer_id")[column].astype(object).dropna()


__all__ = ["NEWCOMERS", "Firm", "Policy", "Year", "groups_by"]
