"""What a column holds, whatever the type that it is kept in."""

import pandas as pd
from pandas.api import types


def kind(values):
    """What a column's keys are: text, numbers, dates, mixed, other, or nothing."""
    values = as_values(values)
    if not values.notna().any():  # an empty column is of any type
        return "nothing"
    if types.is_numeric_dtype(values):
        return "numbers"
    if types.is_datetime64_any_dtype(values):
        return "dates"
    if isinstance(values.dtype, pd.StringDtype):
        return "text"
    found = types.infer_dtype(values, skipna=True)
    names = {"string": "text", "integer": "numbers", "floating": "numbers"}
    if found in ("mixed", "mixed-integer"):
        parts = {isinstance(value, str) for value in values.dropna()}
        return "mixed" if len(parts) == 2 else "other"
    return names.get(found, "nothing" if found == "empty" else "other")


def held(values):
    """What a column holds, for a sentence: its kind, and its first entry."""
    some = values.dropna()
    if not len(some):
        return "nothing but gaps"
    first, found = some.iloc[0], kind(some)
    if found not in ("text", "numbers", "dates"):
        found = "objects"
    if found == "numbers" and values.dtype == object:
        found = "numbers kept as objects,"
    return f"{found} such as {repr(first) if isinstance(first, str) else first}"


def as_values(values):
    """A column of categories as what they stand for."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.astype(values.cat.categories.dtype)
    return values
