"""From orders to customers, by way of days: the two steps that most summaries share."""

import ibis

from crmlab.at_scale import door

ORDERS = {"keys": ["customer_id"], "dates": ["date"]}


def by_day(orders, *, amount="amount"):
    """What each customer bought on each day.

    orders  Ibis table or frame, one row an order: customer_id, date, and the amount
    amount  its column of money; None where only the days matter
    Returns an Ibis table, one row a customer and day: customer_id, day, and with
    amount ``spent``, a decimal. Two orders of a day are one shopping day. This table
    can be added to night by night (``add_night``); the next one can't.

    Raises ValueError where a column is missing, has a gap or is not of its kind, or a
    date is in a time zone.
    """
    numbers = [] if amount is None else [amount]
    known = door.table(orders, "by_day", "orders", **ORDERS, numbers=numbers)
    return bought(known, amount)


def bought(orders, amount):
    """by_day of a table whose columns were looked at."""
    keys = {"customer_id": orders["customer_id"], "day": orders["date"].cast("date")}
    if amount is None:
        return orders.select(**keys).distinct()
    return orders.group_by(**keys).agg(spent=door.exact(orders[amount]).sum())


def by_customer(days):
    """What each customer bought altogether.

    days  Ibis table or frame as ``by_day`` returns it
    Returns an Ibis table, one row a customer: customer_id, first and last day, days
    (how many), and where days have ``spent``: total, and at_first, what was spent on
    the first of them.

    Raises ValueError where a column is missing, has a gap or is not of its kind.
    """
    money = "spent" in getattr(days, "columns", [])
    days = as_days(days, "by_customer", money)
    sums = {
        "first": days["day"].min(),
        "last": days["day"].max(),
        "days": days.count(),
    }
    if money:
        sums["total"] = days["spent"].sum()
        sums["at_first"] = days["spent"].argmin(days["day"])
    return days.group_by("customer_id").agg(**sums)


def as_days(days, asks, money):
    """A table of customers' days; its money as decimals."""
    if isinstance(days, ibis.Table) and _is_ours(days, money):
        return days  # our own by_day, whose orders were looked at
    numbers = ["spent"] if money else []
    days = door.table(
        days, asks, "days", keys=["customer_id"], dates=["day"], numbers=numbers
    )
    keys = {"customer_id": days["customer_id"], "day": days["day"].cast("date")}
    if not money:
        return days.select(**keys).distinct()
    return days.group_by(**keys).agg(spent=door.exact(days["spent"]).sum())


def _is_ours(days, money):
    kinds = days.schema()
    return (
        [*days.columns] == ["customer_id", "day", *["spent"] * money]
        and kinds["day"].is_date()
        and (not money or kinds["spent"].is_decimal())
    )
