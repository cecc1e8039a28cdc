"""What a year under a policy earned and cost, by quarter and by customer."""

import numpy as np
import pandas as pd

from .. import planted
from ..purchases import cost_share, handling_cost
from .policies import QUARTERS

BY_ORDER = ["offer", "points", "service", "recovery"]  # costs that hang on an order
COSTS = [*BY_ORDER, "contact", "letters", "acquisition"]
COUNTED = ["who", "day", "channel", "gross", "offer", "member", "complains"]
ORDER_LEVERS = ["service", "earn", "recovery"]  # with a cost that hangs on an order


def quarter_of(week):
    """Quarter of the year after the cut-off, 1 to 4, that a week falls in."""
    return 1 + (week - planted.HISTORY_WEEKS) // planted.QUARTER_WEEKS


def reckon(engine, policy, plans, events, state, ahead):
    """The frames `quarters` and `customers` of a `Year`.

    plans: levers by quarter; events: the year's orders that did not fail, with the
        columns `COUNTED`; state: at its end
    ahead: equity of each person after the year, CNY
    """
    orders = _money(engine, events, plans)
    steady = _steady_costs(engine, plans, state)
    quarters = orders.groupby("quarter")[["revenue", "margin", *BY_ORDER]].sum()
    quarters.insert(0, "orders", orders.groupby("quarter").size())
    quarters = quarters.reindex(QUARTERS, fill_value=0.0)
    for name, cost in steady.items():
        quarters[name] = cost.sum(axis=1)
    quarters["acquisition"] = _acquisition(engine, policy)
    spent = quarters[COSTS].sum(axis=1)
    quarters["profit"] = quarters["margin"] - spent
    steady = {name: cost.sum(axis=0) for name, cost in steady.items()}
    customers = _by_customer(engine, orders, steady)
    customers["equity"] = ahead
    return (
        quarters.round(2).rename_axis("quarter").reset_index(),
        customers[state.came].round(2).reset_index(drop=True),
    )


def _money(engine, orders, plans):
    """Margin and the levers' costs of each order of the year, by quarter, CNY."""
    who = orders["who"].to_numpy()
    quarter = quarter_of(orders["day"].to_numpy() // 7)
    lever = {
        name: np.choose(quarter - 1, [getattr(plans[q], name)[who] for q in QUARTERS])
        for name in ORDER_LEVERS
    }
    return order_money(engine, orders, lever).assign(quarter=quarter)


def order_money(engine, orders, lever):
    """Margin and the levers' costs of each order, CNY.

    lever: dict from each of `ORDER_LEVERS` to its value at each order
    """
    who, gross = orders["who"].to_numpy(), orders["gross"].to_numpy()
    revenue = gross * (1 - orders["offer"].to_numpy())
    points = planted.POINTS_REDEEMED * lever["earn"] * revenue
    settling = planted.SETTLING_COST * lever["recovery"] ** 2
    handling = handling_cost(engine.people, orders, gross)
    return pd.DataFrame(
        {
            "who": who,
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
    """Orders, margin, what each lever cost, and profit of each person, CNY."""
    size, who = len(engine.joined), orders["who"]
    money = {
        name: np.bincount(who, orders[name], size)
        for name in ["revenue", "margin", *BY_ORDER]
    }
    frame = pd.DataFrame(
        {
            "customer_id": engine.people.frame["customer_id"],
            "orders": np.bincount(who, minlength=size),
            **money,
            **steady,
        }
    )
    frame["cost"] = frame[[*BY_ORDER, *steady]].sum(axis=1)
    frame["profit"] = frame["margin"] - frame["cost"]
    return frame
