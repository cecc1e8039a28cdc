"""Single values of an answer: the same thing in another form is the same value."""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

# `Series.unique()` gives a Categorical or another of pandas' own arrays.
ARRAYS = (pd.Series, pd.Index, np.ndarray, ExtensionArray)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    if isinstance(answer, list | tuple | set):
        return any(is_blank(value) for value in answer)
    return False


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and NA."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    # Only NaN, and NumPy's NaT, differ from themselves.
    scalar = isinstance(value, numbers.Real | Decimal | np.datetime64)
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
    if isinstance(value, str) and not ISO_DAY.fullmatch(value.strip()):
        return None
    if isinstance(value, pd.Period):
        value = value.start_time
    if not isinstance(value, str | dt.date | np.datetime64):
        return None
    try:
        return pd.Timestamp(value).tz_localize(None)
    except ValueError:  # text that looks like a date, such as 2025-13-45
        return None


def key(value: Any) -> tuple:
    """The value in a form that compares equal where the meaning is equal.

    The kind of value is part of it, since Python holds True for equal to 1.
    Capitals and surrounding spaces do not count in text.
    """
    if isinstance(value, tuple):
        return ("several", tuple(key(item) for item in value))
    if is_missing(value):
        return ("missing", "")
    if isinstance(value, bool | np.bool_):
        return ("truth", bool(value))
    number = as_float(value)
    if number is not None:
        return ("number", number)
    day = as_day(value)
    if day is not None:
        return ("date", day.isoformat())
    return ("text", str(value).strip().casefold())


def show(value: Any) -> str:
    """A label as a message names it, short."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def single(answer: Any) -> Any:
    """The only element of a container that has just one, else the answer itself."""
    if isinstance(answer, (pd.DataFrame, *ARRAYS)):
        values = np.asarray(answer, dtype=object).ravel()
        return values[0] if len(values) == 1 else answer
    if isinstance(answer, list | tuple) and len(answer) == 1:
        return answer[0]
    return answer
