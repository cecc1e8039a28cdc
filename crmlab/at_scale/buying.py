"""Who bought when and for how much: the frames that lessons 03, 05 and 09 take."""

import ibis
import pandas as pd

from crmlab import wanted
from crmlab.at_scale import door
from crmlab.at_scale.days import ORDERS, bought, by_customer
from crmlab.churn.cohorts import triangle_of
from crmlab.segmentation.scoring import COLUMNS

DAY = pd.Timedelta(days=1)


def rfm(orders, today, *, amount="amount"):
    """Recency, frequency and money of each customer, as ``segmentation.rfm`` has them.

    orders  Ibis table or frame, one row an order: customer_id, date, and the amount
    today   the first day that is not known; orders of that day or later are an error
    Returns a frame, one row a customer: recency_days, frequency (days with an order),
    monetary (of such a day), total.

    Raises ValueError where a column is missing, has a gap or is not of its kind, today
    is no day, or an order is of today or later.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "amount": [30, 50, 20],
    ...     "date": pd.to_datetime(["2025-06-01", "2025-06-20", "2025-01-01"])})
    >>> rfm(orders, "2025-06-30").loc["a"].to_dict()
    {'recency_days': 10.0, 'frequency': 2.0, 'monetary': 40.0, 'total': 80.0}
    """
    today = wanted.day(today, "rfm", "today")
    known = door.table(orders, "rfm", "orders", **ORDERS, numbers=[amount])
    each = by_customer(bought(known, amount))
    table = _frame(each.select("customer_id", "last", "days", "total"))
    wanted.before(table["last"], today, "rfm", "customers' last orders")
    return table.assign(
        recency_days=(today - table["last"]).dt.days,
        frequency=table["days"],
        monetary=table["total"] / table["days"],
    )[[*COLUMNS, "total"]]


def repeat_summary(orders, end, *, amount=None, days=7):
    """Each customer's repeat purchases, as ``lifetime.rfm_summary`` has them.

    orders  Ibis table or frame, one row an order; those after ``end`` are left out
    end     last day that is known; it counts whole
    amount  column of money; None where only the times matter
    days    days in a unit of time: 7 counts in weeks
    Returns a frame, one row a customer: frequency, recency, T, and with amount
    monetary_value, which is a gap where nobody came again.

    Raises ValueError where a column is missing, has a gap or is not of its kind, or
    nobody has ordered up to ``end``.
    """
    unit = wanted.number(days, "repeat_summary", "days", low=0.001)
    end = wanted.day(end, "repeat_summary", "end").normalize()
    each = by_customer(_up_to(orders, end, "repeat_summary", amount))
    if amount is not None:  # as decimals still, so that like days leave nothing
        each = each.mutate(again=each["total"] - each["at_first"])
        each = each.drop("total", "at_first")
    known = _frame(each)
    wanted.rows(known, "repeat_summary", f"the part of orders up to {end:%Y-%m-%d}")
    table = pd.DataFrame({"frequency": known["days"] - 1})
    table["recency"] = (known["last"] - known["first"]).dt.days / unit
    table["T"] = (end - known["first"]).dt.days / unit
    if amount is not None:
        mean = known["again"] / table["frequency"]
        table["monetary_value"] = mean.where(known["days"] > 1)
    return table


def repeat_triples(orders, end, *, days=7):
    """The distinct (frequency, recency, T), with how many customers share each.

    orders, end, days  as in ``repeat_summary``
    Returns a frame: frequency, recency, T, and n, the number of customers. It is all
    that ``lifetime.BetaGeoModel.fit`` needs. The longer the time watched, the fewer
    customers share a row.

    Raises ValueError where a column is missing, has a gap or is not of its kind, or
    nobody has ordered up to ``end``.
    """
    unit = wanted.number(days, "repeat_triples", "days", low=0.001)
    end = wanted.day(end, "repeat_triples", "end").normalize()
    known = by_customer(_up_to(orders, end, "repeat_triples", None))
    numbers = {
        "frequency": known["days"] - 1,
        "recency": known["last"].delta(known["first"], unit="day"),
        "T": ibis.literal(end.date()).delta(known["first"], unit="day"),
    }
    counted = known.group_by(**numbers).agg(n=ibis._.count())
    table = door.fetch(counted.order_by(list(numbers)))
    wanted.rows(table, "repeat_triples", f"the part of orders up to {end:%Y-%m-%d}")
    return table.assign(recency=table["recency"] / unit, T=table["T"] / unit)


def cohort_triangle(orders, day, period=91):
    """Retention by cohort, as ``churn.cohort_triangle`` has it.

    orders  Ibis table or frame, one row an order, from the firm's first day on
    day     first day that is not known; orders from it on are left out
    period  days
    Returns a frame, one row a cohort: customers, and the share that ordered in each
    period since the first order; a gap where that period was not over for all.

    Raises ValueError where a column is missing, has a gap or is not of its kind, no
    order is before the day, or period is no whole number above 0.
    """
    asks = "cohort_triangle"
    day, period = (
        wanted.day(day, asks, "day"),
        wanted.whole(period, asks, "period", low=1),
    )
    days = bought(_before(_orders(orders, asks, None), day), None)
    first = by_customer(days).select("customer_id", "first")
    start = door.fetch(first["first"].min())
    wanted.rows(pd.Series([start]).dropna(), asks, "the part of orders before day")
    begun = first.mutate(cohort=first["first"].delta(_day(start), unit="day") // period)
    came = days.join(begun, "customer_id")
    since = came["day"].delta(came["first"], unit="day") // period
    came = came.select("customer_id", "cohort", since=since).distinct()
    cells = came.group_by(["cohort", "since"]).agg(customers=ibis._.count())
    cells = door.fetch(cells).set_index(["cohort", "since"])["customers"].sort_index()
    return triangle_of(cells.unstack(fill_value=0), pd.Timestamp(start), day, period)


def _orders(orders, asks, amount):
    numbers = [] if amount is None else [amount]
    return door.table(orders, asks, "orders", **ORDERS, numbers=numbers)


def _up_to(orders, end, asks, amount):
    """What each customer bought on each day, to the end of a last day."""
    known = _before(_orders(orders, asks, amount), end + DAY)
    return bought(known, amount)


def _before(orders, moment):
    """The orders before a moment; a date without an hour is its day's beginning."""
    when = orders["date"].cast("timestamp")
    return orders.filter(when < ibis.literal(moment.to_pydatetime(), "timestamp"))


def _day(value):
    return ibis.literal(pd.Timestamp(value).date())


def _frame(customers):
    """The table as a frame by customer: plain numbers, and moments for days."""
    kinds = customers.schema()
    money = [name for name in kinds if kinds[name].is_decimal()]
    days = [name for name in kinds if kinds[name].is_date()]
    plain = customers.mutate(**{n: customers[n].cast("float64") for n in money})
    found = door.fetch(plain.order_by("customer_id")).set_index("customer_id")
    return found.astype(dict.fromkeys(days, "datetime64[s]"))
