"""What groups of customers do while something happens."""

import numpy as np
import pandas as pd

from crmlab import wanted


def change_at_event(orders, groups, before, during, *, draws=500, seed=0):
    """Orders a week while something happens, as a multiple of those before.

    orders   frame with customer_id and date, one row an order
    groups   Series from customer_id to the name of the group; whoever joined later than
             the first day of ``before`` should not be in it
    before   first and last day of the quiet time, such as ("2024-07-29", "2024-10-13");
             the last one counts whole
    during   first and last day of the event, likewise
    draws    resamples of customers for the interval; seed  of these draws
    Returns a frame, one row a group: customers, before, during (orders a week of the
    whole group), ratio, low, high (95 per cent, bootstrap over customers).

    A ratio holds all that changed, the season too. Compare groups with each other.
    Resamples without an order before are left out of the interval.

    Raises ValueError where a customer, a date or a group is missing, ids are of two
    types, or a group placed no order before.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "a"], "date": pd.to_datetime(
    ...     ["2024-01-02", "2024-01-03", "2024-01-09"])})
    >>> weeks = ("2024-01-01", "2024-01-07"), ("2024-01-08", "2024-01-14")
    >>> float(change_at_event(orders, pd.Series({"a": "all"}), *weeks)["ratio"]["all"])
    0.5

    Source of the interval: B. Efron 1979, Annals of Statistics 7(1), 1-26.
    """
    asks = "change_at_event"
    orders = wanted.table(orders, asks, "orders", keys="customer_id", dates="date")
    groups = wanted.keys(groups, asks, "groups")
    wanted.rows(groups, asks, "groups")
    wanted.unique_index(groups, asks, "groups")
    names = ("customer_id of orders", "groups")
    wanted.same_ids(orders["customer_id"], groups.index, asks, names)
    before, during = _days(before, "before"), _days(during, "during")
    draws = wanted.whole(draws, asks, "draws", low=1)
    counts = pd.DataFrame(
        {
            "before": _orders_a_week(orders, *before),
            "during": _orders_a_week(orders, *during),
        }
    )
    counts = counts.reindex(groups.index).fillna(0.0)
    rng = np.random.default_rng(wanted.whole(seed, asks, "seed"))
    rows = {}
    for name, mine in counts.groupby(groups, observed=True):
        first, then = mine["before"].to_numpy(), mine["during"].to_numpy()
        size = len(mine)
        weight = rng.multinomial(size, np.full(size, 1 / size), draws)
        if not first.sum():
            raise ValueError(
                f"change_at_event() found no order of the group {name} before, so that "
                "there is no ratio. Leave the group out."
            )
        quiet = weight @ first
        drawn = (weight @ then)[quiet > 0] / quiet[quiet > 0]
        low, high = np.quantile(drawn, [0.025, 0.975]) if len(drawn) else [np.nan] * 2
        rows[name] = [
            size,
            first.sum(),
            then.sum(),
            then.sum() / first.sum(),
            low,
            high,
        ]
    columns = ["customers", "before", "during", "ratio", "low", "high"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.astype({"customers": int})


def _days(period, what):
    """The start of the first day, and the end of the last."""
    days = wanted.listed(period, "change_at_event", what)
    if len(days) != 2:
        raise ValueError(
            f"change_at_event() needs two days for {what}, the first and the last; it "
            f"got {len(days)}."
        )
    return wanted.through(*days, "change_at_event", what)


def _orders_a_week(orders, start, end):
    """Orders a week of each customer from a moment to another."""
    weeks = (end - start).days / 7
    there = orders[(orders["date"] >= start) & (orders["date"] < end)]
    return there.groupby("customer_id").size() / weeks
