"""Tries an odd input, and judges what comes of it."""

import traceback
import warnings
from collections import Counter

import numpy as np
import pandas as pd

from sweep.odd import ANY, LIKE, NOTHING, SAME, odd_inputs

GAP = "gap"


def outcomes(call, clean, right=None):
    """Each odd input's name and outcome: (value, clear, bare or wrong), and words.

    right  what the clean call gives, where somebody has asked it already
    """
    right = call(**clean) if right is None else right
    for odd in odd_inputs(call, clean):
        outcome, found = _try(call, odd.inputs)
        if outcome == "value":
            outcome, found = _judge(call, odd, found, right)
        elif outcome == "clear" and odd.may == SAME:
            outcome = "wrong"
        yield odd.name, outcome, found


def _try(call, inputs):
    """The value, or the words of the error and whether crmlab chose them."""
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            value = call(**inputs)
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        return ("clear" if _clear(error) else "bare"), words
    # A UserWarning is crmlab's own way to warn; all others come from below.
    below = [warning for warning in said if warning.category is not UserWarning]
    if below:
        return "bare", f"{below[0].category.__name__}: {below[0].message}"
    return "value", value


def _clear(error):
    """Did a raise inside crmlab end it?"""
    last = traceback.extract_tb(error.__traceback__)[-1]
    inside = "/crmlab/" in last.filename.replace("\\", "/")
    return inside and (last.line or "").lstrip().startswith("raise")


def _judge(call, odd, value, right):
    if odd.may == ANY:
        new = _hollow(value) - _hollow(right)
        return ("wrong", f"new gaps: {_short(value)}") if new else ("value", value)
    if odd.may == NOTHING:
        return "wrong", f"a value: {_short(value)}"
    if rows(value, odd.index) == rows(right, odd.index):
        return "value", value  # as clean; for a gap, nobody looks at that column
    if odd.may not in (SAME, LIKE):
        outcome, right = _try(call, odd.may)
        if outcome != "value":
            return "wrong", f"{_short(value)}; without the row: {right}"
        if rows(value, odd.index) == rows(right, odd.index):
            return "value", value
    return "wrong", f"{_short(value)} instead of {_short(right)}"


def _hollow(value):
    """What of a result is a gap or infinite: its columns, or entries by name."""
    if isinstance(value, pd.Series):
        value = value.to_frame("value")
    if isinstance(value, pd.DataFrame):
        value = {name: value[name].to_list() for name in value.columns}
    if isinstance(value, dict):
        return {str(name) for name, part in value.items() if _hollow(part)}
    if isinstance(value, (list, tuple, np.ndarray)):
        return {"entries" for part in value if _hollow(part)}
    return {"it"} if _plain(value) in (GAP, "inf", "-inf") else set()


def rows(value, index=True):
    """A result as something to compare, whatever its types and the order of its rows.

    index  do the names of the rows count?
    """
    if isinstance(value, pd.Series):
        value = value.to_frame("value")
    if isinstance(value, pd.DataFrame):
        lines = value.reset_index(drop=not index).astype(object)
        names = [str(name) for name in value.columns]
        return names, Counter(tuple(map(_plain, line)) for line in lines.to_numpy())
    if isinstance(value, dict):
        return {str(name): rows(part, index) for name, part in value.items()}
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple, set)):
        return Counter(str(rows(part, index)) for part in value)
    return _plain(value)


def _plain(value):
    if isinstance(value, (bool, np.bool_)):
        return f"{float(value):.8g}"
    if isinstance(value, (int, float, np.number)):
        return GAP if np.isnan(value) else f"{float(value) + 0.0:.8g}"
    if isinstance(value, (list, tuple)):
        return str([_plain(part) for part in value])
    return GAP if value is None or value is pd.NaT or value is pd.NA else str(value)


def _short(value):
    return " ".join(str(value).split())[:160]
