"""What was known of each customer on a day, and nothing that came later."""

import numpy as np
import pandas as pd

from crmlab import wanted


def features_as_of(orders, day, lately=182):
    """Seven numbers for each customer, from the orders before a day alone.

    orders  frame with customer_id, date and amount (CNY), one row an order; those from
            the day on are left out, and so are customers who came later
    day     first day that is not known
    lately  days before the day that count as lately
    Returns a frame, one row a customer with an order before the day:
        silent  days since the last order;  known  days since the first
        orders  number of orders;  recent  number of them lately
        gap     usual days from one order to the next, (known - silent) / (orders - 1),
                at least 1; who ordered once gets the median of all others
        ratio   silent / gap: silence in usual gaps
        amount  mean amount of an order, CNY

    Raises ValueError where a customer, a date or an amount is missing, or nobody has
    ordered twice before the day.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a"], "amount": [10.0, 20.0],
    ...     "date": pd.to_datetime(["2024-01-01", "2024-01-11"])})
    >>> features_as_of(orders, "2024-01-31").loc["a", ["silent", "ratio"]].to_list()
    [20.0, 2.0]
    """
    asks = "features_as_of"
    kinds = {"keys": "customer_id", "dates": "date", "numbers": "amount"}
    orders = wanted.table(orders, asks, "orders", **kinds)
    day = wanted.day(day, asks, "day")
    lately = wanted.whole(lately, asks, "lately", low=1)
    orders = orders[orders["date"] < day]
    wanted.rows(orders, asks, "the part of orders before day")
    orders = orders.assign(
        ago=(day - orders["date"].dt.normalize()).dt.days,
        late=(orders["date"] >= day - pd.Timedelta(days=lately)).astype(int),
    )
    table = orders.groupby("customer_id").agg(
        silent=("ago", "min"),
        known=("ago", "max"),
        orders=("ago", "size"),
        recent=("late", "sum"),
        amount=("amount", "mean"),
    )
    again = table["orders"] > 1
    if not again.any():
        raise ValueError(
            f"{asks}() needs a customer with two orders before the day, to know a "
            "usual gap."
        )
    gap = (table["known"] - table["silent"]) / np.maximum(table["orders"] - 1, 1)
    gap = gap.where(again, gap[again].median()).clip(lower=1)
    table.insert(4, "gap", gap)
    table.insert(5, "ratio", table["silent"] / gap)
    return table
