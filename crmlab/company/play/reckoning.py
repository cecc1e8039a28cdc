"""What a year under a policy earned and cost, by quarter and by customer."""

import numpy as np
import pandas as pd

from .. import planted
from ..purchases import cost_share, handling_cost
from .policies import QUARTERS
from .worth import equity

BY_ORDER = ["offer", "points", "service", "recovery"]  # costs that hang on an order


def quarter_of(week):
    """Quarter of the year after the cut-off, 1 to 4, that a week falls in."""
    return 1 + (week - planted.HISTORY_WEEKS) // planted.QUARTER_WEEKS


def reckon(engine, policy, plans, events, state):
    """The frames `quarters` and `customers` of a `Year`.

    plans: levers by quarter; events: the year's orders; state: at its end
    """
    orders = _money(engine, events[~events["failed"]], plans)
    steady = _steady_costs(engine, plans, state)
    quarters = orders.groupby("quarter")[["revenue", "margin", *BY_ORDER]].sum()
    quarters.insert(0, "orders", orders.groupby("quarter").size())
    quarters = quarters.reindex(QUARTERS, fill_value=0.0)
    for name, cost in steady.items():
        quarters[name] = cost.sum(axis=1)
    quarters["acquisition"] = _acquisition(engine, policy)
    spent = quarters[[*BY_ORDER, *steady, "acquisition"]].sum(axis=1)
    quarters["profit"] = quarters["margin"] - spent
    customers = _by_customer(engine, orders, sum(steady.values()).sum(axis=0))
    customers["equity"] = equity(engine, state, plans[QUARTERS[-1]])
    return (
        quarters.round(2).rename_axis("quarter").reset_index(),
        customers[state.came].round(2).reset_index(drop=True),
    )


def _money(engine, orders, plans):
    """Margin and the levers' costs of each order, CNY."""
    who = orders["who"].to_numpy()
    quarter = quarter_of(orders["day"].to_numpy() // 7)
    lever = {
        name: np.choose(quarter - 1, [getattr(plans[q], name)[who] for q in QUARTERS])
        for name in ["service", "earn", "recovery"]
    }
    gross = orders["gross"].to_numpy()
    revenue = gross * (1 - orders["offer"].to_numpy())
    points = planted.POINTS_REDEEMED * lever["earn"] * revenue
    settling = planted.SETTLING_COST * lever["recovery"] ** 2
    handling = handling_cost(engine.people, orders, gross)
    return pd.DataFrame(
        {
            "who": who,
            "quarter": quarter,
            "revenue": revenue,
            "margin": gross * (1 - cost_share(engine.people)[who]) - handling,
            "offer": gross - revenue,
            "points": points * orders["member"].to_numpy(),
            "service": planted.SERVICE_COST * lever["service"] ** 2,
            "recovery": orders["complains"] * (planted.COMPLAINT_COST + settling),
        }
    )


def _steady_costs(engine, plans, state):
    """Costs that hang on no order, quarters × people: keeping in touch, letters."""
    cost = planted.CONTACT["cost"].to_numpy()
    ends = [planted.HISTORY_WEEKS + planted.QUARTER_WEEKS * q for q in QUARTERS]
    there = [state.came & (engine.joined < end) for end in ends]
    before = [there[0] & (engine.joined < planted.HISTORY_WEEKS), *there[:-1]]
    contact = [cost[plans[q].contact] * there[q - 1] for q in QUARTERS]
    letter = [(plans[q].letter > 0) * before[q - 1] for q in QUARTERS]
    return {
        "contact": np.array(contact),
        "letters": planted.LETTER_COST * np.array(letter),
    }


def _acquisition(engine, policy):
    """Budget for winning customers, by quarter, CNY."""
    through = engine.people.frame["acquired_through"].array.codes
    price = planted.ACQUISITION_COST.to_numpy()[through].mean()
    later = len(engine.joined) - engine.people.known
    usual = planted.LATER_TAKEN * later / len(QUARTERS)
    return np.array(policy.acquisition) * price * usual


def _by_customer(engine, orders, steady):
    size, who = len(engine.joined), orders["who"]
    margin = np.bincount(who, orders["margin"], size)
    cost = np.bincount(who, orders[BY_ORDER].sum(axis=1), size) + steady
    return pd.DataFrame(
        {
            "customer_id": engine.people.frame["customer_id"],
            "orders": np.bincount(who, minlength=size),
            "margin": margin,
            "cost": cost,
            "profit": margin - cost,
        }
    )
