"""A student's answer in words: what kind of thing it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from crmlab.practice.texts import say
from crmlab.practice.values import ARRAYS, as_day, as_float, is_missing, show

CONTAINERS = {list: "list", tuple: "tuple", set: "set", frozenset: "set", dict: "dict"}


def thing(answer: Any) -> str:
    """Say in a few words what the answer is, such as "a Series of 4"."""
    try:
        return kind_of(answer)
    except Exception:  # an answer so odd that it cannot even be looked at
        return say("things", "other", name=type(answer).__name__)


def kind_of(answer: Any) -> str:
    """The same, for an answer that can be looked at."""
    if answer is None:
        return say("things", "none")
    if isinstance(answer, pd.DataFrame):
        rows, columns = answer.shape
        return say("things", "table", n=rows, columns=columns)
    for kind, word in CONTAINERS.items():
        if isinstance(answer, kind):
            return say("things", word, n=len(answer))
    if isinstance(answer, pd.Series):
        return say("things", "series", n=len(answer))
    if isinstance(answer, ARRAYS):
        return say("things", "array", n=np.size(answer))
    return one_thing(answer)


def one_thing(answer: Any) -> str:
    """The same for an answer that is no container."""
    if isinstance(answer, str):
        return say("things", "text", value=show(answer))
    if is_missing(answer):
        return say("things", "missing")
    if isinstance(answer, bool | np.bool_):
        return say("things", "truth")
    if isinstance(answer, dt.timedelta | np.timedelta64):
        return say("things", "span", value=show(answer))
    if as_float(answer) is not None:
        return say("things", "number")
    if as_day(answer) is not None:
        return say("things", "date")
    if callable(answer):
        return say("things", "function")
    return say("things", "other", name=type(answer).__name__)


def brief(value: Any) -> str:
    """The value itself where that is short, else what kind of thing it is."""
    if isinstance(value, (pd.DataFrame, *ARRAYS)):
        return thing(value)
    text = repr(value)
    return text if len(text) <= 60 else thing(value)
