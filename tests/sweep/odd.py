"""Odd inputs, made from clean ones by the kind of each argument.

What may come of an odd input, beside a clear error:
    ANY       any value
    NOTHING   no value: only the error will do
    SAME      the value of the clean call; and here no error will do
    LIKE      the value of the clean call
    a dict    the value of a call with these inputs
Values are compared up to the order of rows.
"""

import inspect
from dataclasses import dataclass

import numpy as np
import pandas as pd

ANY, NOTHING, SAME, LIKE = "any", "nothing", "same", "like"


@dataclass
class Odd:
    """An odd input: its name, all the arguments, and what may come of them."""

    name: str
    inputs: dict
    may: object = ANY
    index: bool = True  # are the results to have the same index too?


def odd_inputs(call, clean):
    """All odd inputs for a call: one argument at a time is odd."""
    parameters = inspect.signature(call).parameters.values()
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    clean = {**defaults, **clean}
    for name, value in clean.items():
        if isinstance(value, pd.DataFrame):
            found = [*_frames(value), *_columns(value)]
        elif isinstance(value, pd.Series):
            found = [*_plain_series(value), *_entries(value)]
        elif value is None:
            continue
        else:
            found = _singles(value, clean)
        for words, odd, *rest in found:
            if words == "None" and name in defaults and defaults[name] is None:
                continue
            yield _odd(name, words, odd, clean, *rest)


def _odd(name, words, odd, clean, may=ANY, index=True):
    if isinstance(may, int):  # a row that may be left out, by its place
        may = _without(clean, name, may)
    return Odd(f"{name}: {words}", {**clean, name: odd}, may, index)


def _without(clean, name, place):
    """The clean inputs without a row, nor its namesake in other inputs."""
    place = min(place, len(clean[name]) - 1)
    label = clean[name].index[place]
    named = isinstance(label, str)
    inputs = dict(clean)
    for key, value in clean.items():
        indexed = isinstance(value, (pd.DataFrame, pd.Series))
        if key == name or (named and indexed and label in value.index):
            inputs[key] = value[np.arange(len(value)) != list(value.index).index(label)]
    return inputs


def _frames(frame):
    yield "None", None, NOTHING
    yield "a list", frame.iloc[:, 0].to_list() if frame.shape[1] else [], NOTHING
    yield "empty", frame.head(0)
    yield "one row", frame.head(1)
    yield "a row twice", pd.concat([frame, frame.head(1)])
    yield "rows in another order", frame.iloc[::-1], SAME
    yield "another index", frame.set_axis(range(1000, 1000 + len(frame))), LIKE, False
    yield "ids as numbers in the index", _numbered_index(frame), LIKE, False
    twice = pd.concat([frame, frame.iloc[:, [0]]], axis=1)
    yield f"{frame.columns[0]} a column twice", twice, LIKE


def _plain_series(values):
    yield "None", None, NOTHING
    yield "a list", values.to_list(), LIKE, False
    yield "a frame", values.to_frame("x"), NOTHING
    yield "text", "profit", NOTHING
    yield "empty", values.head(0)
    yield "one entry", values.head(1)
    yield "an entry twice", pd.concat([values, values.head(1)])
    yield "entries in another order", values.iloc[::-1], SAME
    yield "another index", values.set_axis(range(1000, 1000 + len(values))), LIKE, False
    yield "ids as numbers in the index", _numbered_index(values), LIKE, False


def _columns(frame):
    """Each column missing, with a gap, of a wrong kind; the first of a kind more."""
    tried = set()
    for name in frame.columns:
        yield f"without {name}", frame.drop(columns=name), LIKE
        kind = frame[name].dtype.kind
        for words, odd, *rest in _entries(frame[name], every=kind not in tried):
            yield f"{name} {words}", frame.assign(**{str(name): odd}), *rest
        tried.add(kind)


def _entries(values, every=True):
    """Odd entries of a column, by what it holds; or only those that are wrong."""
    yield "with a gap", _gap(values), 1
    if every:
        yield "all gaps", pd.Series(None, values.index, _gappy(values.dtype))
    if pd.api.types.is_bool_dtype(values):
        yield from _flags(values, every)
    elif pd.api.types.is_numeric_dtype(values):
        yield "as text", values.astype(str), LIKE
        yield "with an infinite one", _put(values.astype(float), np.inf), LIKE
        if every:
            yield from _numbers(values)
    elif pd.api.types.is_datetime64_any_dtype(values):
        yield "in a time zone", values.dt.tz_localize("Asia/Shanghai"), LIKE
        yield "as text", values.astype(str), LIKE
        yield "in nanoseconds", values.dt.as_unit("ns"), SAME
    else:
        yield "as numbers", _numbered(values), LIKE, False
        yield "as categories", values.astype("category"), SAME
        if every:
            yield "as objects", values.astype(object), SAME


def _numbers(values):
    yield "as categories", values.astype("category"), LIKE
    yield "all the same", values.iloc[0] + 0 * values
    yield "as float32", values.astype("float32"), SAME
    yield "as Float64", values.astype("Float64"), SAME
    whole = (values == values.round()).all() and values.notna().all()
    if whole:
        yield "as float", values.astype(float), SAME
        yield "as Int64", values.astype("Int64"), SAME
        yield "as int16", values.astype("int16"), SAME


def _flags(values, every):
    yield "as 0 and 1", values.astype(int), SAME
    yield "as text", values.map({True: "yes", False: "no"}), LIKE
    yield "as True in text", values.astype(str), LIKE
    if every:
        yield "as nullable", values.astype("boolean"), SAME
        yield "as objects", values.astype(object), SAME
        yield "all the same", values | True


def _singles(value, clean):
    """Odd values of a parameter, by what it is."""
    if isinstance(value, bool) or callable(value):
        return
    yield "None", None
    if isinstance(value, (int, float, np.number)):
        yield from [("text", "x", NOTHING), ("NaN", np.nan, NOTHING), ("-1", -1)]
        if 0 < value < 1:
            yield "in per cent", 100 * value, NOTHING
        if isinstance(value, int):
            yield "0", 0
            yield "not whole", value + 0.5
    elif isinstance(value, str):
        yield "another word", "nonsense", NOTHING
        yield "a number", 5, NOTHING
        yield "in a list", [value], LIKE
        if value[:2] == "20":
            yield "in a time zone", pd.Timestamp(value, tz="Asia/Shanghai"), LIKE
    elif isinstance(value, dict):
        yield from [("empty", {}), ("a list", ["x"]), ("a number", 5)]
    elif isinstance(value, (list, tuple)):
        yield from [("text", "nonsense"), ("empty", []), ("a number", 5)]


def _gap(values):
    return _put(values.astype(_gappy(values.dtype)), None)


def _gappy(dtype):
    """The type that this one becomes where it has gaps."""
    kinds = {"i": float, "b": object, "u": float}
    return kinds.get(getattr(dtype, "kind", "O"), dtype)


def _put(values, one):
    """The same with another second entry."""
    values = values.copy()
    values.iloc[min(1, len(values) - 1)] = one
    return values


def _numbered(values):
    """c1, c2, … as 1, 2, …; None where they are no such names."""
    number = values.astype(str).str.extract(r"^[a-z](\d+)$")[0]
    if number.isna().any():
        return values
    return number.astype(int)


def _numbered_index(given):
    if not len(given) or not isinstance(given.index[0], str):
        return given
    return given.set_axis(_numbered(given.index.to_series()))
