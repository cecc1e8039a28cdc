"""From a log of orders to what buy-till-you-die models need: a row a customer."""

import numpy as np
import pandas as pd

from crmlab import wanted

NUMBERS = ["frequency", "recency", "T"]
NO_COUNT = "a frequency that is no count (0, 1, 2, …)"


def rfm_summary(
    transactions,
    end,
    *,
    customer="customer_id",
    date="date",
    amount=None,
    days=7,
):
    """Each customer's repeat purchases, up to the last day that is known.

    transactions  frame, one row an order; those after ``end`` are left out
    end           last day that is known; it counts whole
    customer, date, amount  its columns. amount: money or margin of an order, in any
                  currency; None where only the times matter
    days          days in a unit of time: 7 counts in weeks, 1 in days
    Returns a frame, one row a customer by number:
        frequency  days with an order after the first such day. Two orders of one day
                   are one purchase: a customer who comes twice in an hour is not loyal
        recency    time from the first to the last of them (in RFM *scoring* it counts
                   backwards from today: another number of the same name)
        T          time from the first one to end
        monetary_value  with amount: mean sum of a repeat day; a gap where there is
                   none. The first is left out, as offers to newcomers would bias it

    Raises ValueError where a column is not there, a customer, date or amount is
    missing, or nobody has ordered up to ``end``.

    >>> log = pd.DataFrame({"customer_id": ["a", "a", "b"],
    ...     "date": pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-08"])})
    >>> rfm_summary(log, "2024-01-15")[["frequency", "recency", "T"]].loc["a"].to_list()
    [1.0, 1.0, 2.0]

    Source: P. S. Fader & B. G. S. Hardie 2005, Creating an RFM summary using Excel,
    whose route (by day, then divided by 7) the published estimates need.
    """
    asks = "rfm_summary"
    days = wanted.number(days, asks, "days", low=0.001)
    kinds = {"keys": [customer], "dates": [date]}
    if amount is not None:
        kinds["numbers"] = [amount]
    log = wanted.table(transactions, asks, "transactions", **kinds)
    end = wanted.day(end, asks, "end").normalize()
    log = log.assign(day=log[date].dt.normalize())
    log = log[log["day"] <= end]
    wanted.rows(log, asks, f"transactions up to {end:%Y-%m-%d}")
    by_day = log.groupby([customer, "day"], observed=True)
    bought = by_day[amount].sum() if amount is not None else by_day.size()
    bought = bought.rename("spent").reset_index("day")
    of_each = bought.groupby(level=0, observed=True)
    first, last = of_each["day"].min(), of_each["day"].max()
    table = pd.DataFrame({"frequency": of_each.size() - 1})
    table["recency"] = (last - first).dt.days / days
    table["T"] = (end - first).dt.days / days
    if amount is not None:
        at_first = bought["spent"].where(bought["day"] == first.reindex(bought.index))
        repeats = of_each["spent"].sum() - at_first.groupby(level=0).sum()
        table["monetary_value"] = repeats / table["frequency"].replace(0, np.nan)
    return table


def triples(customers, asks):
    """Distinct (frequency, recency, T), with how many customers share each.

    A likelihood is a sum over customers, and customers with the same three numbers add
    the same. With a column n, a row stands for so many customers already. Raises
    ValueError where the numbers cannot come from a log, or an n is no whole number
    above 0.
    """
    customers = checked(customers, asks)
    if "n" not in customers:
        customers = customers.assign(n=1)
    n = wanted.numbers(customers["n"], asks, "column n of customers", low=1)
    if (n % 1 != 0).any():
        raise ValueError(f"{asks}() needs whole numbers in column n of customers.")
    if not (customers["frequency"] > 0).any():
        raise ValueError(
            f"{asks}() needs customers who bought again; frequency is 0 for all. Watch "
            "for longer."
        )
    return n.groupby([customers[name] for name in NUMBERS]).sum().reset_index()


def checked(customers, asks):
    """The frame, where its rows can come from a log; else a ValueError."""
    customers = wanted.table(customers, asks, "customers", numbers=NUMBERS)
    frequency, recency, age = (customers[name].to_numpy() for name in NUMBERS)
    faults = {
        NO_COUNT: no_count(frequency),
        "a recency below 0": recency < 0,
        "a recency beyond T: the last purchase lies after the end": recency > age,
        "a frequency of 0 with a recency above 0": (frequency == 0) & (recency > 0),
        "repeat purchases, but a recency of 0": (frequency > 0) & (recency == 0),
    }
    refuse_rows(customers, faults, asks)
    return customers


def no_count(frequency):
    """Where a frequency is below 0 or no whole number."""
    return (frequency < 0) | (frequency % 1 != 0)


def refuse_rows(customers, faults, asks):
    """Raise a ValueError for the first fault, a name and its rows, that is there."""
    for fault, where in faults.items():
        if where.any():
            first = customers.index[np.argmax(where)]
            raise ValueError(
                f"{asks}() found {fault}, in {where.sum()} rows of customers, the "
                f"first {first!r}. rfm_summary makes such a frame from a log."
            )
