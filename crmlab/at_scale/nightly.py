"""What a nightly job does: count each order once, and add the new days to the old."""

import ibis
import pandas as pd

from crmlab import wanted
from crmlab.at_scale import door
from crmlab.at_scale.days import as_days


def once(orders, key="order_id"):
    """Each order once, whatever was delivered twice.

    orders  Ibis table or frame
    key     its column that names an order
    Returns an Ibis table with the same columns; rows that are alike in all of them
    count once. Two orders that differ in their number only are two orders: a customer
    may buy the same tea for the same money twice on a day.

    Raises ValueError where the key is missing or has a gap, or two rows of one order
    differ: then somebody must say which of them holds.
    """
    wanted.keys(pd.Series([key]), "once", "key")
    if not isinstance(orders, ibis.Table):
        wanted.columns(orders, [key], "once", "orders")
        orders = door.held(orders, list(orders.columns))
    orders = door.table(orders, "once", "orders", keys=[key])
    single = orders.distinct()
    found = door.fetch(single.agg(rows=single.count(), keys=single[key].nunique()))
    more = int(found["rows"].iloc[0] - found["keys"].iloc[0])
    if more:
        raise ValueError(
            f"once() found {more:,} rows more than there are values of {key}: rows of "
            "one order differ. Keep the one that was delivered last."
        )
    return single


def add_night(days, tonight):
    """Yesterday's table of customers' days with tonight's added to it.

    days, tonight  Ibis tables or frames as ``by_day`` returns them, both with spent or
             both without. Tonight's may hold late orders, of days long in the table
    Returns an Ibis table of the same kind: sums are added where customer and day are
    in both. Two tables of customers could not be added so: whether an order fell on a
    day already counted is lost there. A delivery must come in once; see ``once``.

    Raises ValueError where a column is missing, has a gap or is not of its kind.
    """
    money = ["spent" in getattr(part, "columns", []) for part in (days, tonight)]
    if money[0] != money[1]:
        raise ValueError("add_night() needs spent in both tables, or in neither.")
    names = ["customer_id", "day", *["spent"] * money[0]]
    parts = [
        as_days(part, "add_night", money[0]).select(names) for part in (days, tonight)
    ]
    kinds = [part["customer_id"].type() for part in parts]
    if kinds[0].is_string() != kinds[1].is_string():
        raise ValueError(
            f"add_night() needs customer_id of one kind; days have {kinds[0]}, tonight "
            f"has {kinds[1]}. Cast one of them first."
        )
    both = ibis.union(*[_alike(part, money[0]) for part in parts])
    if not money[0]:
        return both.distinct()
    return both.group_by("customer_id", "day").agg(spent=both["spent"].sum())


def _alike(part, money):
    """Ids and money as wide as can be, so that two tables have the same columns."""
    ids = part["customer_id"]
    wide = part.mutate(customer_id=ids if ids.type().is_string() else ids.cast("int64"))
    return wide.mutate(spent=wide["spent"].cast("decimal(38, 4)")) if money else wide
