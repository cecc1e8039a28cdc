"""Answers made of plain data again, as `plain.py` wrote them.

What comes in was written where a student's code ran, so nothing in it is believed: it
can become text, numbers, dates, tables and containers of these, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd

DTYPES = re.compile(
    r"u?int\d+|float\d+|bool|boolean|U?Int\d+|Float\d+|object|str|string"
    r"|(datetime|timedelta)64\[\w+\]"
)

# What comes of a dict that tells of no answer, of layers without end among them.
FAULTS = (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def unplain(held: dict) -> Any:
    """The answer that the dict tells of. Raises ValueError where it tells of none."""
    try:
        return _MAKERS[held["kind"]](held)
    except FAULTS as error:
        raise ValueError(f"not an answer: {type(error).__name__}") from None


def _values(held: dict) -> list:
    return [unplain(value) for value in held["values"]]


def _column(held: dict) -> pd.Series:
    """A column in the type that it had, or else in what pandas makes of its values."""
    values = _values(held)
    if held["dtype"] == "category":
        known = pd.Index([unplain(value) for value in held["categories"]])
        return pd.Series(pd.Categorical(values, known, ordered=held["ordered"]))
    if DTYPES.fullmatch(held["dtype"]):
        try:
            return pd.Series(values, dtype=held["dtype"])
        except (ValueError, TypeError, OverflowError):
            pass
    return pd.Series(values, dtype=None if values else object)


def _index(held: dict) -> pd.Index:
    levels = [pd.Index(_column(level)) for level in held["levels"]]
    names = [unplain(name) for name in held["names"]]
    if held["several"]:
        return pd.MultiIndex.from_arrays(levels, names=names)
    return levels[0].rename(names[0])


def _series(held: dict) -> pd.Series:
    column = _column(held)
    return column.set_axis(_index(held["index"])).rename(unplain(held["name"]))


def _table(held: dict) -> pd.DataFrame:
    index = _index(held["index"])
    columns = [_column(column).set_axis(index) for column in held["columns"]]
    frame = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
    return frame.set_axis(_index(held["names"]), axis=1)


def _nothing_known(held: dict) -> Any:
    """A stand-in for what is no data; messages tell the name of its type."""
    name = str(held["name"])[:60]
    return type(name if name.isidentifier() else "object", (), {})()


def _function(held: dict) -> Callable:
    def away(*arguments):
        raise ValueError("this function stayed where it was written")

    return away


def _interval(held: dict) -> pd.Interval:
    return pd.Interval(*map(unplain, held["ends"]), closed=held["closed"])


_MAKERS = {
    "blank": lambda held: ...,
    "none": lambda held: None,
    "gap": lambda held: pd.NaT if held["value"] == "NaT" else pd.NA,
    "text": lambda held: str(held["value"]),
    "truth": lambda held: bool(held["value"]),
    "whole": lambda held: int(held["value"]),
    "number": lambda held: float(held["value"]),
    "decimal": lambda held: Decimal(held["value"]),
    "date": lambda held: pd.Timestamp(str(held["value"])),
    "span": lambda held: pd.Timedelta(str(held["value"])),
    "period": lambda held: pd.Period(held["value"], freq=held["freq"]),
    "interval": _interval,
    "list": _values,
    "tuple": lambda held: tuple(_values(held)),
    "set": lambda held: set(_values(held)),
    "frozenset": lambda held: frozenset(_values(held)),
    "dict": lambda held: {unplain(k): unplain(v) for k, v in held["pairs"]},
    "array": lambda held: _column(held).to_numpy().reshape(held["shape"]),
    "own array": lambda held: _column(held).array,
    "index": lambda held: _index(held["index"]),
    "series": _series,
    "table": _table,
    "function": _function,
    "other": _nothing_known,
}
