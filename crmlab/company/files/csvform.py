"""Tables as CSV text and back, without loss: ``from_csv(to_csv(t)) == t``.

``fields`` is the list of a descriptor's fields. Missing is written as nothing,
dates as 2025-06-30, datetimes as 2025-06-30T17:45, booleans as true and false,
numbers in their shortest form. Lines end in one newline on every platform.
"""

from io import BytesIO

import numpy as np
import pandas as pd

# As the text is first read; `typed` then turns it into the column's own type.
_READ_AS = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "str",
    "datetime": "str",
}
# A number with more decimals than this was never rounded.
DECIMALS = 6


def to_csv(frame, fields):
    """Return a table as CSV, in UTF-8 bytes, its columns in the fields' order."""
    frame = typed(frame, fields)
    text = pd.DataFrame({f["name"]: _as_text(frame[f["name"]], f) for f in fields})
    return text.to_csv(index=False, lineterminator="\n").encode()


def from_csv(content, fields):
    """Return the typed table that `to_csv` wrote as the bytes ``content``."""
    read_as = {field["name"]: _READ_AS[field["type"]] for field in fields}
    # Only nothing is missing: a customer may be called "None" or "NA".
    text = pd.read_csv(
        BytesIO(content), dtype=read_as, keep_default_na=False, na_values=[""]
    )
    return typed(text, fields)


def typed(frame, fields):
    """Return a table with the types that its fields state, and a plain index.

    Dates become datetime64, strings with categories categoricals, integers and
    booleans the nullable kind only where some are missing. A value that does not
    fit raises a ValueError that lists every column at fault.
    """
    columns, faults = {}, []
    for field in fields:
        name = field["name"]
        try:
            columns[name] = _typed_column(frame[name].reset_index(drop=True), field)
        except (TypeError, ValueError) as error:
            faults.append(f"{name} ({field['type']}): {error}")
    if faults:
        raise ValueError("; ".join(faults))
    return pd.DataFrame(columns, columns=[field["name"] for field in fields])


def _typed_column(values, field):
    kind = field["type"]
    if kind == "string":
        return _string(values, field)
    if kind == "number":
        return _number(values)
    if kind in ("date", "datetime"):
        return _date(values, field)
    nullable = values.astype({"integer": "Int64", "boolean": "boolean"}[kind])
    if nullable.isna().any():
        return nullable
    return nullable.astype({"integer": "int64", "boolean": "bool"}[kind])


def _string(values, field):
    if "categories" in field:
        unknown = set(values.dropna().unique()) - set(field["categories"])
        if unknown:
            raise ValueError(f"{sorted(unknown)[:3]} are not among the categories")
        ordered = field.get("categoriesOrdered", False)
        return values.astype(pd.CategoricalDtype(field["categories"], ordered))
    values = values.astype("str")
    if (values == "").any():
        raise ValueError("empty text cannot be told from missing; use missing")
    return values


def _number(values):
    numbers = values.astype("Float64").to_numpy("float64", na_value=np.nan)
    if np.isinf(numbers).any():
        raise ValueError("holds an infinite number")
    unrounded = numbers[np.round(numbers, DECIMALS) != numbers]
    unrounded = unrounded[~np.isnan(unrounded)]
    if len(unrounded):
        raise ValueError(
            f"{unrounded[0]} has more than {DECIMALS} decimals; round it in the company"
        )
    return pd.Series(numbers + 0.0)  # adding nothing turns -0.0 into 0.0


def _date(values, field):
    written = {"date": "%Y-%m-%d", "datetime": field.get("format")}[field["type"]]
    is_text = pd.api.types.is_string_dtype(values) and len(values)
    days = pd.to_datetime(values, format=written if is_text else None)
    days = days.astype("datetime64[us]")
    whole = days.dt.floor("D" if field["type"] == "date" else "min")
    if (days.notna() & (days != whole)).any():
        raise ValueError("is finer than it is written; take the day or the minute")
    return days


def _as_text(values, field):
    kind = field["type"]
    if kind == "boolean":
        return _relabel(values, lambda flags: np.where(flags, "true", "false"))
    if kind in ("date", "datetime"):
        written = "%Y-%m-%d" if kind == "date" else field["format"]
        return _relabel(values, lambda days: days.strftime(written))
    return values


def _relabel(values, labels):
    """Put each different value into words once: a year has only 365 days."""
    values = values.astype("category")
    return values.cat.rename_categories(labels(values.cat.categories))
