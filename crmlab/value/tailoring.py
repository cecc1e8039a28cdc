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

    Raises ValueError where a column is missing, has a gap or is not of its kind, or
    a number is none, or below 0 where it may not be.

    Formula: profit = n (m e − c) − s, with n customers, m the margin of an order, c the
    cost of a contact, s the set-up, and e = e₀ + d (e₁ − e₀): what the message for all
    brings, and d times what tailoring adds.

    >>> ways = pd.DataFrame({"set_up": [0, 100], "contact_cost": [1, 1],
    ...                      "extra_orders": [0.1, 0.2]}, index=["mass", "each"])
    >>> campaign_profit(ways, 100, 20)["profit"].to_dict()
    {'mass': 100.0, 'each': 200.0}
    """
    options, orders = _orders(options, difference, order_margin, "campaign_profit")
    wanted.number(customers, "campaign_profit", "customers", low=0)
    cost = options["set_up"] + options["contact_cost"] * customers
    profit = orders * order_margin * customers - cost
    return pd.DataFrame({"extra_orders": orders, "cost": cost, "profit": profit})


def break_even_customers(options, order_margin, difference=1.0):
    """From how many customers on each way beats the least tailored one.

    options, order_margin, difference  as in ``campaign_profit``
    Returns a Series, one row for each further way: customers, rounded up; 0 where it is
    ahead from the start, infinity where it never is for good, however many there are.

    Raises ValueError where ``campaign_profit`` does, for gaps too.

    >>> ways = pd.DataFrame({"set_up": [0, 100], "contact_cost": [1, 1],
    ...                      "extra_orders": [0.1, 0.2]}, index=["mass", "each"])
    >>> break_even_customers(ways, 20)["each"].item()
    50.0
    """
    function = "break_even_customers"
    options, orders = _orders(options, difference, order_margin, function)
    each = orders * order_margin - options["contact_cost"]
    better = (each - each.iloc[0]).iloc[1:]
    dearer = (options["set_up"] - options["set_up"].iloc[0]).iloc[1:]
    count = np.ceil((dearer / better.where(better > 0)).round(6)).clip(lower=0)
    count = count.mask((better == 0) & (dearer < 0), 0)
    return count.fillna(np.inf).rename("customers")


def _orders(options, difference, order_margin, function):
    """The options, and the extra orders of a customer in each."""
    options = wanted.table(options, function, "options", numbers=NEEDED)
    wanted.number(difference, function, "a difference", low=0)
    wanted.number(order_margin, function, "order_margin")
    first = options["extra_orders"].iloc[0]
    return options, first + difference * (options["extra_orders"] - first)
