"""Read a shop program's export, line by line, with nothing left out yet."""

import pandas as pd

from crmlab.datasets.amounts import read_amounts, refuse_marks, without_currency
from crmlab.datasets.dates import read_dates
from crmlab.datasets.messages import DataError, refuse_orders, rows_fault, say
from crmlab.datasets.orders import clean_text, shape_faults, shortened
from crmlab.datasets.sources import open_log

OPTIONAL = ("order", "quantity", "item", "note")


def read_lines(
    source,
    *,
    customer="customer_id",
    date="date",
    amount="amount",
    quantity=None,
    order=None,
    item=None,
    note=None,
    zone=None,
    date_format=None,
    dayfirst=None,
    thousands=None,
    decimal=".",
    **read_csv,
):
    """Return every line of an export, typed, nothing left out yet.

    source      a CSV file or a frame, as for ``read_orders``
    customer, date, amount, order, item, note   names of your columns; the last three
                where there are any
    quantity    where ``amount`` is the price of one piece: the column of the pieces
    zone        where times are written in another zone, UTC for instance: the shop's
                own, such as "Asia/Shanghai". A time without an offset is taken as UTC
    the others  as for ``read_orders``

    Returns a frame, one row a line, whose index says where it stood: order_id,
    customer_id, item and note (text), date (the shop's day), amount (what the line
    adds up to; below 0 for a return). A gap stays a gap, and a row without a date is a
    note or a total, whose other cells may hold anything. But where a row has the order
    number of the row above, it belongs to that order: a date or customer that stands
    once holds for all its lines, and so does a note that stands on the first line of
    every order and on no other. The sign of one currency, as in "¥38.50", is taken off.

    Raises DataError where ``read_orders`` does, but for gaps, amounts below 0 and
    repeated order numbers; and where there is no such zone, where amounts are in two
    currencies, or where each order's articles all have one amount, which seems to be
    the order's total (looked for where ``order`` and ``item`` are given).
    """
    refuse_marks(thousands, decimal)
    names = {"customer": customer, "date": date, "amount": amount}
    optional = zip(OPTIONAL, (order, quantity, item, note), strict=True)
    names |= {role: name for role, name in optional if name is not None}
    log = open_log(source, read_csv, [customer, date, amount])
    refuse_orders(shape_faults(log, names))
    text = {role: clean_text(log[name]) for role, name in names.items()}
    faults = []
    for role in {"customer", "order"} & set(names):
        faults += shortened(text[role], role)
    how = {"date_format": date_format, "dayfirst": dayfirst}
    days, more = _days(log[date], text["date"], date, zone, how)
    faults += more
    if "order" in text:
        days = _hold_for_the_order(text, days)
    marks = {"thousands": thousands, "decimal": decimal, "signed": True}
    money, more = _numbers(log, text, "amount", names, days, marks)
    faults += more
    if {"order", "item"} <= set(text):
        faults += _repeated_totals(text, days, money, names)
    if quantity is not None:
        pieces, more = _numbers(log, text, "quantity", names, days, marks)
        money, faults = (money * pieces).round(2), faults + more
    refuse_orders(faults)
    gap = pd.Series(pd.NA, log.index, dtype="str")
    lines = {"order_id": text.get("order", gap), "customer_id": text["customer"]}
    lines |= {"date": days, "item": text.get("item", gap), "amount": money}
    return pd.DataFrame(lines | {"note": text.get("note", gap)})


def _days(raw, text, name, zone, how):
    """The shop's days, and what is wrong with the column of dates or times."""
    if zone is None:
        return read_dates(raw, text, name, **how)
    days = local_times(text, zone).dt.normalize()
    return days, rows_fault("bad_times", text, text.notna() & days.isna())


def local_times(text, zone):
    """Return times, written with an offset or in UTC, by the clock of another zone.

    text  Series of texts such as "2025-06-30T17:21:28Z"
    Returns a Series without a time zone; what cannot be read is missing.
    Raises DataError where there is no such zone.

    >>> local_times(pd.Series(["2023-12-31T17:21:28Z"]), "Asia/Shanghai").iloc[0]
    Timestamp('2024-01-01 01:21:28')
    """
    times = pd.to_datetime(text, utc=True, format="ISO8601", errors="coerce")
    if not isinstance(zone, str):
        raise DataError(say("no_zone", zone=zone))
    try:
        return times.dt.tz_convert(zone).dt.tz_localize(None).astype("datetime64[us]")
    except (KeyError, ValueError, TypeError, OSError) as error:
        raise DataError(say("no_zone", zone=zone)) from error


def _hold_for_the_order(text, days):
    """Return the days, and change ``text``: what stands once holds for the order.

    Some programs fill the cells of an order on its first line only. Its lines follow
    each other; a number that comes again on another day is another order's.
    """
    number, place = text["order"], days.index
    number, dates = number.reset_index(drop=True), days.reset_index(drop=True)
    same_day = dates.isna() | dates.eq(dates.ffill().shift())
    further = number.notna() & number.eq(number.shift()) & same_day
    order = (~further).cumsum()
    dates = dates.groupby(order).transform("first")
    who = text["customer"].reset_index(drop=True)
    filled = who.groupby(order).transform("first").set_axis(place)
    text["customer"] = text["customer"].fillna(filled)
    if "note" in text:
        note = text["note"].reset_index(drop=True)
        sale = dates.notna()
        once = note[sale & ~further].notna().all() and note[further].isna().all()
        if once:
            text["note"] = note.groupby(order).transform("first").set_axis(place)
    return dates.set_axis(place)


def _repeated_totals(text, days, money, names):
    """Say where the amount is the order's, written on each of its lines."""
    columns = {"order": text["order"], "day": days, "item": text["item"], "paid": money}
    orders = pd.DataFrame(columns).dropna().groupby(["order", "day"])
    each = orders.agg(items=("item", "nunique"), paid=("paid", "nunique"))
    several = each["items"] > 1
    amounts = orders["paid"].first()[several].nunique()
    # Not where two orders do so by chance, or where all that is sold has one price.
    if several.sum() < 10 or (each["paid"][several] > 1).any() or amounts < 3:
        return []
    words = {"amount": names["amount"], "order": names["order"]}
    return [say("repeated_totals", orders=several.sum(), **words)]


def _numbers(log, text, role, names, days, marks):
    """Numbers of a column, and what is wrong where the row has a date."""
    raw, mine = log[names[role]], text[role]
    dated = days.notna()
    if pd.api.types.is_numeric_dtype(raw):
        return read_amounts(raw, mine, names[role], **marks)
    if role == "amount":
        mine, faults = without_currency(mine)
        if faults:
            return mine, faults
    numbers, faults = read_amounts(raw, mine.where(dated), names[role], **marks)
    others, _ = read_amounts(raw, mine.where(~dated), names[role], **marks)
    return numbers.fillna(others), faults
