"""Retention by cohort: of those who came together, who still comes?"""

import pandas as pd

from crmlab import wanted


def cohort_triangle(orders, day, period=91):
    """Share of each cohort that orders in each period since its first order.

    orders  frame with customer_id and date, one row an order, from the firm's first
            day on: a customer's first order says when he or she came
    day     first day that is not known; orders from it on are left out
    period  days
    Returns a frame, one row a cohort (first day of the period in which its customers
    came) and the columns customers, 0, 1, 2 … : share of the cohort that ordered so
    many periods after each customer's own first order. Period 0 holds that order, so
    it is 1. A gap where the period was not over on ``day`` for the whole cohort.

    Raises ValueError where a customer or a date is missing, no order is before the
    day, or period is no whole number above 0.

    >>> orders = pd.DataFrame({"customer_id": ["a", "b", "a"], "date": pd.to_datetime(
    ...     ["2024-01-01", "2024-01-02", "2024-01-12"])})
    >>> cohort_triangle(orders, "2024-01-31", period=10).loc["2024-01-01", 1].item()
    0.5
    """
    asks = "cohort_triangle"
    orders = wanted.table(orders, asks, "orders", keys="customer_id", dates="date")
    day, period = (
        wanted.day(day, asks, "day"),
        wanted.whole(period, asks, "period", low=1),
    )
    orders = orders[orders["date"] < day]
    wanted.rows(orders, asks, "the part of orders before day")
    start = orders["date"].min().normalize()
    date = orders["date"].dt.normalize()
    first = date.groupby(orders["customer_id"]).transform("min")
    cohort = (first - start).dt.days // period
    since = (date - first).dt.days // period
    who = orders["customer_id"]
    came = who.groupby([cohort, since]).nunique().unstack(fill_value=0)
    return triangle_of(came, start, day, period)


def triangle_of(came, start, day, period):
    """The shares, from how many customers came: one row a cohort, one column a period.

    came   frame of counts by number of the cohort, and number of the period since
    start  the firm's first day; the others as in ``cohort_triangle``
    """
    size = came[0]
    periods = (day - start).days // period
    came = came.reindex(columns=range(max(periods, 1)), fill_value=0)
    share = came.div(size, axis=0).astype(float)
    for number in share.columns:  # the cohort's last customer came on its last day
        over = (share.index + 1 + number + 1) * period <= (day - start).days + 1
        share.loc[~over & (number > 0), number] = float("nan")
    days = start + pd.to_timedelta(share.index * period, unit="D")
    share.insert(0, "customers", size)
    return share.set_axis(pd.DatetimeIndex(days, name="cohort"))
