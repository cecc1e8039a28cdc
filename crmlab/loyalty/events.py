"""What groups of customers do while something happens."""

import numpy as np
import pandas as pd

from crmlab import wanted


def change_at_event(orders, groups, before, during, *, draws=500, seed=0):
    """Orders a week while something happens, as a multiple of those before.

    orders   frame with customer_id and date, one row an order
    groups   Series from customer_id to the name of the group; whoever joined later than
             the first day of ``before`` should not be in it
    before   first and last day of the quiet time, such as ("2024-07-29", "2024-10-13")
    during   first and last day of the event
    draws    resamples of customers for the interval; seed  of these draws
    Returns a frame, one row a group: customers, before, during (orders a week of the
    whole group), ratio, low, high (95 per cent, bootstrap over customers).

    A ratio holds all that changed, the season too. Compare groups with each other.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "a"], "date": pd.to_datetime(
    ...     ["2024-01-02", "2024-01-03", "2024-01-09"])})
    >>> weeks = ("2024-01-01", "2024-01-07"), ("2024-01-08", "2024-01-14")
    >>> float(change_at_event(orders, pd.Series({"a": "all"}), *weeks)["ratio"]["all"])
    0.5

    Source of the interval: B. Efron 1979, Annals of Statistics 7(1), 1-26.
    """
    wanted.columns(orders, ["customer_id", "date"], "change_at_event", "orders")
    counts = pd.DataFrame(
        {
            "before": _orders_a_week(orders, *before),
            "during": _orders_a_week(orders, *during),
        }
    )
    counts = counts.reindex(groups.index).fillna(0.0)
    rng = np.random.default_rng(seed)
    rows = {}
    for name, mine in counts.groupby(groups, observed=True):
        first, then = mine["before"].to_numpy(), mine["during"].to_numpy()
        size = len(mine)
        weight = rng.multinomial(size, np.full(size, 1 / size), draws)
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = (weight @ then) / (weight @ first)
            ratio = then.sum() / first.sum()
        low, high = np.nanquantile(drawn, [0.025, 0.975])
        rows[name] = [size, first.sum(), then.sum(), ratio, low, high]
    columns = ["customers", "before", "during", "ratio", "low", "high"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.astype({"customers": int})


def _orders_a_week(orders, first, last):
    """Orders a week of each customer between two days, both counted."""
    weeks = ((pd.Timestamp(last) - pd.Timestamp(first)).days + 1) / 7
    there = orders[orders["date"].between(first, last)]
    return there.groupby("customer_id").size() / weeks
