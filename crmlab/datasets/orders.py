"""Bring your own orders: read, check and type an order log for the course's methods."""

import pandas as pd

from crmlab.datasets.amounts import fits, read_amounts, refuse_marks
from crmlab.datasets.dates import read_dates
from crmlab.datasets.messages import nearest, refuse_orders, rows_fault, say
from crmlab.datasets.sources import open_log

# What a spreadsheet makes of a long number: 1.23E+15.
SHORTENED = r"[+-]?[0-9](?:\.[0-9]+)?[eE]\+[0-9]+"


def read_orders(
    source,
    *,
    customer="customer_id",
    date="date",
    amount="amount",
    order="order_id",
    date_format=None,
    dayfirst=None,
    thousands=None,
    decimal=".",
    **read_csv,
):
    """Return your own orders in the form that the course's methods take.

    Parameters
    ----------
    source : path or DataFrame
        A CSV file (also .gz or .zip), or a frame, which is left as it is.
    customer, date, amount, order : str
        Names of your columns. Without a column "order_id" the orders are numbered;
        ``order=None`` numbers them in any case. Another name must be there.
    date_format, dayfirst, thousands, decimal
        How dates and amounts are written, as for `pandas.read_csv`. Where day and
        month could be swapped, ``dayfirst`` must say; ``thousands=","`` is refused
        where a comma parts no thousands, as in 12,50.
    **read_csv
        Anything else that `pandas.read_csv` takes, such as ``sep`` or ``encoding``.

    Returns
    -------
    DataFrame
        One row an order, by date: order_id and customer_id (text, so that 007 stays
        007), date (the day at the shop; time and time zone are dropped) and amount
        (in your currency). Nothing is missing in it.

    Raises
    ------
    DataError
        Where the file cannot be read as a table, and then with what to pass: its
        separator, encoding, or lines above the heading; where it is no table at all.
        Else with one sentence for every kind of fault, and the lines: columns that
        are missing, gaps in any column, dates that cannot be read or can be read in
        two ways, amounts that are no numbers or negative, repeated order numbers.

    Notes
    -----
    An amount of 0 is allowed: a gift or a voucher is a visit, and many logs have
    them. Leave them out yourself where a method wants spending.
    """
    refuse_marks(thousands, decimal)
    names = {"customer": customer, "date": date, "amount": amount, "order": order}
    log = open_log(source, read_csv, [customer, date, amount])
    if order is None or (order == "order_id" and order not in log.columns):
        del names["order"]
    faults = shape_faults(log, names)
    there = {role: log[name] for role, name in names.items() if _count(log, name) == 1}
    text = {role: clean_text(column) for role, column in there.items()}
    found = dict(text)
    if order == "order_id" and "order" not in names:
        faults += _near_order(log)
    for role in there:
        gaps, words = text[role].isna(), {"role": say(f"role_{role}")}
        faults += rows_fault("no_values", text[role], gaps, **words)
        if role in ("customer", "order"):
            faults += shortened(text[role], role)
    if "date" in there:
        how = {"date_format": date_format, "dayfirst": dayfirst}
        found["date"], more = read_dates(there["date"], text["date"], date, **how)
        faults += more
    if "amount" in there:
        how = {"thousands": thousands, "decimal": decimal}
        amounts = there["amount"], text["amount"], amount
        found["amount"], more = read_amounts(*amounts, **how)
        faults += more
    if "order" in there:
        twins = text["order"].notna() & text["order"].duplicated(keep=False)
        faults += rows_fault("twin_orders", text["order"], twins)
    refuse_orders(faults)
    return _arranged(found)


def shortened(text, role):
    """Say where a spreadsheet has shortened long numbers of customers or orders."""
    words = {"role": say(f"role_{role}")}
    return rows_fault("shortened_numbers", text, fits(text, SHORTENED), **words)


def _count(log, name):
    return list(log.columns).count(name)


def shape_faults(log, names):
    """Say what is wrong with the table as a whole: no rows, or columns missing."""
    columns = [str(name) for name in log.columns]
    faults = [] if len(log) else [say("no_rows")]
    for role, name in names.items():
        words = {"name": name, "role": say(f"role_{role}"), "n": _count(log, name)}
        if words["n"] == 0:
            words |= {"nearest": nearest(name, columns), "names": ", ".join(columns)}
            faults.append(say("missing_column", keyword=role, **words))
        elif words["n"] > 1:
            faults.append(say("twin_column", **words))
    return faults


def _near_order(log):
    """Ask about a column that is called nearly as the order number is."""
    near = [name for name in log.columns if _letters(name) == "orderid"]
    if not near:
        return []
    words = {"name": "order_id", "keyword": "order", "other": near[0]}
    words |= {"role": say("role_order"), "nearest": say("nearest", name=near[0])}
    return [say("near_column", **words)]


def _letters(name):
    return "".join(filter(str.isalnum, str(name).lower()))


def clean_text(column):
    """Return a column as clean text: no blanks around, whole numbers without .0."""
    if pd.api.types.is_float_dtype(column):
        numbers = column.dropna()
        if (numbers % 1 == 0).all() and (numbers.abs() < 1e15).all():
            column = column.astype("Int64")
    text = column.astype("str").str.strip()
    return text.mask(text == "")


def _arranged(found):
    """Put the orders in the course's form: by date, with a number each."""
    columns = {"customer_id": "customer", "date": "date", "amount": "amount"}
    orders = pd.DataFrame({name: found[role] for name, role in columns.items()})
    width = len(str(len(orders)))
    numbers = [str(number).zfill(width) for number in range(1, len(orders) + 1)]
    in_time = orders["date"].argsort(kind="stable")
    orders = orders.iloc[in_time].reset_index(drop=True)
    given = found["order"].iloc[in_time].array if "order" in found else numbers
    orders.insert(0, "order_id", pd.Series(given, dtype="str"))
    return orders
