"""Single values of an answer: the same thing in another form is the same value."""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

# `Series.unique()` gives a Categorical or another of pandas' own arrays.
ARRAYS = (pd.Series, pd.Index, np.ndarray, ExtensionArray)
# A day with its year in front leaves no doubt: 2025-03-31, 2025/3/31, 2025年3月31日.
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?([T ]\d{1,2}:\d{2}.*)?")
# How pandas writes a month, a quarter and a week.
PERIOD = re.compile(r"(\d{4}-\d{2}|\d{4}Q[1-4]|\d{4}-\d{2}-\d{2}(?=/))(?:/.*)?")


def is_blank(answer: Any) -> bool:
    """Whether the placeholder `...` is in the answer, or inside what it contains."""
    if answer is ...:
        return True
    if isinstance(answer, pd.DataFrame):
        return any(is_blank(column) for _, column in answer.items())
    if isinstance(answer, ARRAYS):
        return answer.dtype == object and any(v is ... for v in np.ravel(answer))
    if isinstance(answer, dict):
        return any(is_blank(value) for value in answer.values())
    if isinstance(answer, list | tuple | set | frozenset):
        return any(is_blank(value) for value in answer)
    return False


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and NA."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, Decimal):
        return value.is_nan()
    # Only NaN, and NumPy's NaT, differ from themselves.
    scalar = isinstance(value, numbers.Real | np.datetime64)
    return scalar and bool(value != value)


def as_float(value: Any) -> float | None:
    """The number as a float; NaN for a missing one; None for what is no number.

    True and False are no numbers here, and neither are the text "12" or 3 days.
    """
    if is_missing(value):
        return math.nan
    if isinstance(value, bool | np.bool_ | np.timedelta64):
        return None
    if not isinstance(value, numbers.Real | Decimal):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def as_day(value: Any) -> pd.Timestamp | None:
    """A date in any of its forms, text such as 2025-03-31 too; None for no date."""
    if isinstance(value, str):
        found = DAY.fullmatch(value.strip())
        if not found:
            return None
        year, month, day, time = found.groups(default="")
        value = f"{year}-{month:0>2}-{day:0>2}{time}"
    if isinstance(value, pd.Period):
        value = value.start_time
    if not isinstance(value, str | dt.date | np.datetime64):
        return None
    try:
        return pd.Timestamp(value).tz_localize(None)
    except ValueError:  # text that looks like a date, such as 2025-13-45
        return None


def as_period(value: Any) -> pd.Timestamp | None:
    """The first day of a month, quarter or week as pandas writes it, as in 2025Q1."""
    found = PERIOD.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return pd.Period(found[1]).start_time if found else None
    except ValueError:  # such as 2025-13
        return None


def key(value: Any) -> tuple:
    """The value in a form that compares equal where the meaning is equal.

    The kind of value is part of it, since Python holds True for equal to 1.
    Capitals and surrounding spaces do not count in text, nor the last bits of a float.
    """
    if isinstance(value, str):
        return _key_of_text(value)
    if isinstance(value, np.ndarray):
        value = tuple(value.ravel())
    if isinstance(value, tuple | list):
        items = tuple(key(item) for item in value)
        # A table of one column gives labels such as ("web",).
        return items[0] if len(items) == 1 else ("several", items)
    if is_missing(value):
        return ("missing", "")
    if isinstance(value, bool | np.bool_):
        return ("truth", bool(value))
    if isinstance(value, pd.Interval):
        return ("text", interval(value))
    if isinstance(value, pd.Period) and value.freqstr.startswith("Y"):
        value = value.year
    number = as_float(value)
    if number is not None:
        return ("number", exact(value, number))
    day = as_day(value)
    if day is not None:
        return ("date", day.isoformat())
    return ("text", str(value).strip().casefold())


@lru_cache(maxsize=50_000)  # a thousand customers, held against each usual mistake
def _key_of_text(text: str) -> tuple:
    day = as_day(text) or as_period(text)
    if day is not None:
        return ("date", day.isoformat())
    return ("text", text.strip().casefold())


def exact(value: Any, number: float) -> int | float:
    """A whole number as int, since long ones do not fit a float; else 12 digits."""
    if isinstance(value, numbers.Integral):
        return int(value)
    return int(number) if number.is_integer() else float(f"{number:.12g}")


def interval(value: pd.Interval) -> str:
    """An interval as text, with (0, 10] for (0.0, 10.0]."""
    left, right = key(value.left)[1], key(value.right)[1]
    opening = "[" if value.closed_left else "("
    return f"{opening}{left}, {right}{']' if value.closed_right else ')'}"


def show(value: Any) -> str:
    """A label as a message names it, short."""
    # str() first: NumPy's text would show as np.str_('web').
    text = repr(str(value)) if isinstance(value, str) else str(value)
    if isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() else f"{value:.6g}"
    return text if len(text) <= 40 else text[:39] + "…"


def single(answer: Any) -> Any:
    """The only element of a container that has just one, else the answer itself."""
    if isinstance(answer, (pd.DataFrame, *ARRAYS)):
        # Not as objects: that would make a plain integer of a date in nanoseconds.
        values = np.asarray(answer).ravel()
        return values[0] if len(values) == 1 else answer
    if isinstance(answer, list | tuple | set | frozenset) and len(answer) == 1:
        return single(next(iter(answer)))
    return answer
