"""One message for all, or one for each: what tailoring must bring to pay."""

import numpy as np
import pandas as pd

from crmlab import wanted

NEEDED = ["set_up", "contact_cost", "extra_orders"]


def campaign_profit(options, customers, order_margin, difference=1.0):
    """Profit of a campaign, for each way to run it.

    options       frame, one row a way, the least tailored first: set_up (CNY),
                  contact_cost (CNY a customer), extra_orders (a customer, where
                  customers differ as in the tests that found them)
    customers     how many it is sent to
    order_margin  CNY that an extra order brings
    difference    how much customers differ: 0 not at all, so that tailoring adds no
                  order; 1 as in the tests; 2 twice as much
    Returns a frame: extra_orders (a customer), cost, profit, in CNY.

    Formula: profit = n (m e − c) − s, with n customers, m the margin of an order, c the
    cost of a contact, s the set-up, and e = e₀ + d (e₁ − e₀): what the message for all
    brings, and d times what tailoring adds.

    >>> ways = pd.DataFrame({"set_up": [0, 100], "contact_cost": [1, 1],
    ...                      "extra_orders": [0.1, 0.2]}, index=["mass", "each"])
    >>> campaign_profit(ways, 100, 20)["profit"].to_dict()
    {'mass': 100.0, 'each': 200.0}
    """
    orders = _orders(options, difference, "campaign_profit")
    cost = options["set_up"] + options["contact_cost"] * customers
    profit = orders * order_margin * customers - cost
    return pd.DataFrame({"extra_orders": orders, "cost": cost, "profit": profit})


def break_even_customers(options, order_margin, difference=1.0):
    """From how many customers on each way beats the least tailored one.

    options, order_margin, difference  as in ``campaign_profit``
    Returns a Series, one row for each further way: customers, rounded up; infinity
    where it never does, however many there are.

    >>> ways = pd.DataFrame({"set_up": [0, 100], "contact_cost": [1, 1],
    ...                      "extra_orders": [0.1, 0.2]}, index=["mass", "each"])
    >>> break_even_customers(ways, 20)["each"].item()
    50.0
    """
    orders = _orders(options, difference, "break_even_customers")
    each = orders * order_margin - options["contact_cost"]
    better = (each - each.iloc[0]).iloc[1:]
    dearer = (options["set_up"] - options["set_up"].iloc[0]).iloc[1:]
    count = np.ceil((dearer / better.where(better > 0)).round(6))
    return count.fillna(np.inf).rename("customers")


def _orders(options, difference, function):
    wanted.columns(options, NEEDED, function, "options")
    wanted.rows(options, function, "options")
    if difference < 0:
        raise ValueError(
            f"{function}() needs a difference of 0 or more, not {difference}."
        )
    first = options["extra_orders"].iloc[0]
    return first + difference * (options["extra_orders"] - first)
