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


def reckon(policy, lived):
    """The frames `quarters` and `customers` of a `Year`, of each luck side by side.

    lived: the year, as a `Lived` of partly.py
    """
    engine, came = lived.engine, lived.state.came
    orders = _money(engine, lived.events, lived.plans)
    steady = _steady_costs(engine, lived.plans, came)
    quarters = _by_quarter(engine, policy, orders, steady)
    customers = _by_customer(engine, orders, steady)
    customers["equity"] = lived.ahead
    customers = customers[came].round(2)
    customers["satisfaction"] = engine.satisfaction(lived.state, came)
    ends = np.searchsorted(customers.index, [*engine.blocks, len(came)])
    return [
        (
            quarters.loc[luck].reset_index(),
            customers.iloc[ends[luck] : ends[luck + 1]].reset_index(drop=True),
        )
        for luck in range(len(engine.blocks))
    ]


def _by_quarter(engine, policy, orders, steady):
    """Orders, money and profit by luck and quarter, CNY."""
    lucks = range(len(engine.blocks))
    names = ["orders", "revenue", "margin", *BY_ORDER]
    orders = orders[["luck", "quarter", *names]]
    each = {0: orders.iloc[:0].groupby("quarter")[names].sum()}  # nobody may order
    for luck, mine in orders.groupby("luck"):
        each[luck] = mine.groupby("quarter")[names].sum()
    quarters = pd.concat(each)
    every = pd.MultiIndex.from_product([lucks, QUARTERS], names=["luck", "quarter"])
    quarters = quarters.reindex(every, fill_value=0)
    for name, cost in steady.items():
        by_luck = cost.reshape(len(QUARTERS), len(lucks), -1).sum(axis=2)
        quarters[name] = by_luck.T.ravel()
    quarters["acquisition"] = np.tile(_acquisition(engine, policy), len(lucks))
    quarters["profit"] = quarters["margin"] - quarters[COSTS].sum(axis=1)
    return quarters.round(2)


def _money(engine, events, plans):
    """Margin and the levers' costs of each order of the year, CNY.

    With luck, quarter, row (of a person in the engine), and 1 in the column orders.
    """
    row = events["who"].to_numpy()
    who = engine.person[row]
    quarter = quarter_of(events["day"].to_numpy(int) // 7)
    lever = {
        name: np.choose(quarter - 1, [getattr(plans[q], name)[who] for q in QUARTERS])
        for name in ORDER_LEVERS
    }
    money = order_money(engine, events.assign(who=who), lever)
    luck = engine.luck_of(row)
    return money.assign(row=row, luck=luck, quarter=quarter, orders=1)


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
            "revenue": revenue,
            "margin": gross * (1 - cost_share(engine.people)[who]) - handling,
            "offer": gross - revenue,
            "points": points * orders["member"].to_numpy(),
            "service": planted.SERVICE_COST * lever["service"] ** 2,
            "recovery": orders["complains"] * (planted.COMPLAINT_COST + settling),
        }
    )


def _steady_costs(engine, plans, came):
    """Costs that hang on no order, quarters × people: keeping in touch, letters."""
    cost = planted.CONTACT["cost"].to_numpy()
    ends = [planted.HISTORY_WEEKS + planted.QUARTER_WEEKS * q for q in QUARTERS]
    there = [came & (engine.joined < end) for end in ends]
    before = [there[0] & (engine.joined < planted.HISTORY_WEEKS), *there[:-1]]
    contact, letter = [], []
    for quarter, now, earlier in zip(QUARTERS, there, before, strict=True):
        plan = plans[quarter]
        contact.append(cost[plan.contact][engine.person] * now)
        letter.append((plan.letter > 0)[engine.person] * earlier)
    return {
        "contact": np.array(contact),
        "letters": planted.LETTER_COST * np.array(letter),
    }


def _acquisition(engine, policy):
    """Budget for winning customers, by quarter, CNY."""
    through = engine.people.frame["acquired_through"].array.codes
    price = planted.ACQUISITION_COST.to_numpy()[through].mean()
    later = len(engine.people.frame) - engine.people.known
    usual = planted.LATER_TAKEN * later / len(QUARTERS)
    return np.array(policy.acquisition) * price * usual


def _by_customer(engine, orders, steady):
    """Orders, margin, what each lever cost, and profit of each person, CNY."""
    size, row = len(engine.person), orders["row"].to_numpy()
    table = {
        "customer_id": engine.people.frame["customer_id"].array[engine.person],
        "orders": np.bincount(row, minlength=size),
    }
    for name in ["revenue", "margin", *BY_ORDER]:
        table[name] = np.bincount(row, orders[name].to_numpy(), size)
    table |= {name: cost.sum(axis=0) for name, cost in steady.items()}
    table["cost"] = sum(table[name] for name in [*BY_ORDER, *steady])
    table["profit"] = table["margin"] - table["cost"]
    return pd.DataFrame(table)
