"""What a customer is worth over a life: the formula, and the models together."""

import numpy as np
import pandas as pd

from crmlab import wanted


def simple_lifetime_value(margin, retention, discount_rate, *, paid_now=False):
    """Lifetime value where margin and retention never change: m r / (1 + d - r).

    margin         what a customer leaves in a period, in money
    retention      share of customers who are there in the next period, 0 to below 1
    discount_rate  by which money loses worth each period, such as 0.1
    paid_now       is the margin of this period, which is certain, still to come? It is
                   then added
    Returns a number, in the money of margin. Only contracts know a retention rate, and
    only where it is the same for all and at each age is the formula right: customers
    who differ make it too low for those who have stayed.

    Raises ValueError where a number is missing or out of range.

    >>> round(simple_lifetime_value(100, 0.8, 0.1), 2)
    266.67

    Source: S. Gupta & D. R. Lehmann 2003, Journal of Interactive Marketing 17(1), 9-24.
    """
    asks = "simple_lifetime_value"
    margin = wanted.number(margin, asks, "margin")
    retention = wanted.share(retention, asks, "retention")
    rate = wanted.number(discount_rate, asks, "discount_rate", low=0, high=0.9)
    if not isinstance(paid_now, (bool, np.bool_)):
        raise ValueError(
            f"{asks}() needs True or False for paid_now, not {paid_now!r}."
        )
    if retention == 1:
        raise ValueError(f"{asks}() needs a retention below 1: nobody stays for ever.")
    return margin * (retention / (1 + rate - retention) + bool(paid_now))


def expected_customer_lifetime_value(
    model, customers, spend, future_t, discount_rate, *, step=1
):
    """Worth of each customer's purchases in the time ahead, in today's money.

    model      a fitted BetaGeoModel
    customers  frame with frequency, recency and T, one row a customer
    spend      what a purchase leaves, for each customer or for all: money, best margin
    future_t   how long ahead, in units of T: a whole number of steps
    discount_rate  by which money loses worth each step, such as 0.01
    step       units of T after which money is discounted once more, such as 4
    Returns a Series: the purchases expected in each step times spend, divided by
    (1 + discount_rate) to the power of the step, summed.

    Raises ValueError where ``model.expected_purchases`` does, a number is out of range,
    spend is missing for a customer, or future_t is no whole number of steps.

    Source: P. S. Fader, B. G. S. Hardie & K. L. Lee 2005, Journal of Marketing
    Research 42(4), 415-430.
    """
    asks = "expected_customer_lifetime_value"
    wanted.frame(customers, asks, "customers")
    step = wanted.number(step, asks, "step", low=1e-6)
    rate = wanted.number(discount_rate, asks, "discount_rate", low=0, high=0.9)
    steps = wanted.number(future_t, asks, "future_t", low=step) / step
    if abs(steps - round(steps)) > 1e-9:
        raise ValueError(
            f"{asks}() needs a future_t of whole steps of {step}, not {future_t}."
        )
    if isinstance(spend, pd.Series):
        spend = wanted.numbers(spend, asks, "spend")
        spend = wanted.matched(customers, spend, asks, ("customers", "spend"))
    else:
        spend = wanted.number(spend, asks, "spend")
    purchases_until = model._purchases_until(customers, asks)
    worth, before = 0, 0
    for number in range(1, round(steps) + 1):
        until = purchases_until(number * step)
        worth = worth + (until - before) / (1 + rate) ** number
        before = until
    worth = pd.Series(worth, customers.index)
    return (worth * spend).rename("lifetime_value")
