"""Answers as plain data: what leaves a student's kernel when a teacher grades.

Text, numbers, dates, tables and containers of these become what JSON can hold, and
nothing else gets out: no pickle, no code. `unplain.py` makes answers of them again.
"""

from __future__ import annotations

import datetime as dt
import decimal
import numbers
from collections.abc import KeysView, Sequence, Set, ValuesView
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

MOST = 200_000  # values in one answer
DEEPEST = 8  # containers within containers


class TooLarge(ValueError):
    """An answer with more values, or more layers, than any exercise asks for."""


def plain(answer: Any) -> dict:
    """The answer as a dict for JSON: its kind, and what it holds.

    What is no data is told by the name of its type alone. Raises TooLarge.
    """
    return _Plainer().value(answer, 0)


class _Plainer:
    def __init__(self):
        self.left = MOST

    def value(self, answer, depth) -> dict:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise TooLarge
        single = _single(answer)
        return single or self.container(answer, depth + 1)

    def container(self, answer, depth) -> dict:
        if isinstance(answer, pd.DataFrame):
            columns = [answer.iloc[:, n] for n in range(answer.shape[1])]
            return {
                "kind": "table",
                "index": self.index(answer.index, depth),
                "names": self.index(answer.columns, depth),
                "columns": [self.column(column, depth) for column in columns],
            }
        if isinstance(answer, pd.Series):
            held = {
                "kind": "series",
                "index": self.index(answer.index, depth),
                "name": self.value(answer.name, depth),
            }
            return held | self.column(answer, depth)
        if isinstance(answer, pd.Index):
            return {"kind": "index", "index": self.index(answer, depth)}
        if isinstance(answer, np.ndarray) and answer.dtype.fields is None:
            shape = list(answer.shape)
            flat = self.column(pd.Series(answer.ravel()), depth)
            return {"kind": "array", "shape": shape} | flat
        if isinstance(answer, ExtensionArray):
            return {"kind": "own array"} | self.column(pd.Series(answer), depth)
        if isinstance(answer, dict):
            pairs = [[self.value(x, depth) for x in pair] for pair in answer.items()]
            return {"kind": "dict", "pairs": pairs}
        for kind in (tuple, set, frozenset):
            if isinstance(answer, kind):
                return {"kind": kind.__name__, "values": self.values(answer, depth)}
        if isinstance(answer, Sequence | Set | KeysView | ValuesView):
            return {"kind": "list", "values": self.values(answer, depth)}
        kind = "function" if callable(answer) else "other"
        return {"kind": kind, "name": type(answer).__name__[:60]}

    def values(self, answer, depth) -> list:
        if len(answer) > self.left:
            raise TooLarge
        return [self.value(x, depth) for x in answer]

    def index(self, index, depth) -> dict:
        """The labels of rows or columns, level by level."""
        levels = [index.get_level_values(n) for n in range(index.nlevels)]
        columns = [self.column(level.to_series(), depth) for level in levels]
        names = [self.value(name, depth) for name in index.names]
        return {"levels": columns, "names": names, "several": index.nlevels > 1}

    def column(self, column, depth) -> dict:
        """The values of a column, and the type that pandas has for them."""
        held = {"dtype": str(column.dtype), "values": self.values(column, depth)}
        if isinstance(column.dtype, pd.CategoricalDtype):
            held["dtype"] = "category"
            held["ordered"] = bool(column.cat.ordered)
            held["categories"] = self.values(column.cat.categories, depth)
        return held


def _single(answer) -> dict | None:
    """One value as plain data; None where it is a container or no data."""
    if answer is None or answer is ...:
        return {"kind": "blank" if answer is ... else "none"}
    if answer is pd.NA or answer is pd.NaT:
        return {"kind": "gap", "value": str(answer)}
    if isinstance(answer, str):
        return {"kind": "text", "value": str(answer)}
    if isinstance(answer, bool | np.bool_):
        return {"kind": "truth", "value": bool(answer)}
    if isinstance(answer, pd.Interval):
        ends = [_single(answer.left), _single(answer.right)]
        return {"kind": "interval", "ends": ends, "closed": answer.closed}
    if isinstance(answer, pd.Period):
        return {"kind": "period", "value": str(answer), "freq": answer.freqstr}
    if isinstance(answer, dt.timedelta | np.timedelta64):
        return {"kind": "span", "value": str(pd.Timedelta(answer))}
    if isinstance(answer, dt.date | np.datetime64):
        return {"kind": "date", "value": pd.Timestamp(answer).isoformat()}
    if isinstance(answer, decimal.Decimal):
        return {"kind": "decimal", "value": str(answer)}
    if isinstance(answer, numbers.Integral):
        return {"kind": "whole", "value": str(int(answer))}
    if isinstance(answer, numbers.Real):
        return {"kind": "number", "value": repr(float(answer))}
    return None
