"""What is asked of one column: a Series, numbers, true or false, dates, keys."""

import numpy as np
import pandas as pd
from pandas.api import types

from crmlab.wanted.kinds import as_values, held, kind

NO_ANSWER = [9, 88, 98, 99, 888, 998, 999, -1, -8, -9, -88, -98, -99, -999]


def series(values, function, what):
    """A Series; a list or an array becomes one with the index 0, 1, 2, …"""
    if isinstance(values, pd.Series):
        return values
    row = isinstance(values, (list, tuple, range, pd.Index))
    if row or getattr(values, "ndim", 0) == 1:
        return pd.Series(values)
    raise ValueError(
        f"{function}() needs a Series for {what}, such as frame['column']; it got a "
        f"{type(values).__name__}."
    )


def complete(values, function, what):
    """Raise a ValueError where a Series or frame has gaps."""
    gaps = int(values.isna().to_numpy().sum())
    if gaps:
        raise ValueError(
            f"{function}() needs every entry; {what} has {gaps} empty ones. Fill "
            "them or leave those rows out."
        )


def numbers(values, function, what, *, gaps=False, low=None, high=None, above=None):
    """Finite numbers, whole ones as int64 and others as float64.

    gaps       may there be any? They come back as NaN
    low, high  the least and the greatest that there may be
    above      what each must be greater than
    """
    values = as_values(series(values, function, what))
    if len(values) == 0:
        return values.astype(float)
    if not types.is_numeric_dtype(values) or types.is_complex_dtype(values):
        raise ValueError(
            f"{function}() needs numbers in {what}, which holds {held(values)}: turn "
            "it into numbers with pandas.to_numeric first."
        )
    if not gaps:
        complete(values, function, what)
    values = _plain(values)
    if values.dtype == float and np.isinf(values.to_numpy()).any():
        raise ValueError(
            f"{function}() needs finite numbers; {what} has {np.isinf(values).sum()} "
            "that are infinite. Leave those rows out."
        )
    _within(values, function, what, low, high, above)
    return values


def flags(values, function, what):
    """True or False, without gaps, from bool, from 0 and 1, or from nullable bool."""
    values = as_values(series(values, function, what))
    empty = int(values.isna().sum())
    if empty:
        raise ValueError(
            f"{function}() needs True or False for each row; {what} has {empty} "
            "empty ones. Say which they are, or leave those rows out."
        )
    if not _are_flags(values):
        raise ValueError(
            f"{function}() needs True and False in {what}, which holds {held(values)}. "
            "Compare first, as in column == 'yes'."
        )
    return values.astype(bool)


def dates(values, function, what, *, gaps=False):
    """Dates without a time zone: those with one keep the day and hour they show."""
    values = series(values, function, what)
    if len(values) == 0:
        return values.astype("datetime64[ns]")
    if not types.is_datetime64_any_dtype(values):
        raise ValueError(
            f"{function}() needs dates in {what}, which holds {held(values)}: turn it "
            "into dates with pandas.to_datetime first."
        )
    if not gaps:
        complete(values, function, what)
    if isinstance(values.dtype, pd.ArrowDtype):
        values = values.dt.tz_localize(None).astype("datetime64[ns]")
    zone = getattr(values.dtype, "tz", None)
    return values if zone is None else values.dt.tz_localize(None)


def keys(values, function, what, *, gaps=False, once=False):
    """Numbers or names of customers, orders, products: all of one kind.

    once  must each be there once only?
    """
    values = as_values(series(values, function, what))
    if not gaps:
        complete(values, function, what)
    if kind(values) == "mixed":
        raise ValueError(
            f"{function}() needs {what} of one kind; it holds text and numbers. Turn "
            "it into text with astype(str) first."
        )
    if once and not values.is_unique:
        twice = values[values.duplicated()].iloc[0]
        raise ValueError(
            f"{function}() found {twice} twice in {what}: each must be there once."
        )
    return values


def scale(answers, low, high, function, what, *, gaps=False):
    """Answers on a scale from low to high; 99 for "no answer" is none of them."""
    answers = numbers(answers, function, what, gaps=gaps)
    strange = answers[(answers < low) | (answers > high)]
    if len(strange):
        worst = strange.value_counts().index[0]
        hint = f"it has {worst:g}."
        if worst in NO_ANSWER:
            hint = (
                f"it has {worst:g}, often written for 'no answer': make it a gap "
                f"first, with replace({worst:g}, None)."
            )
        raise ValueError(
            f"{function}() needs answers from {low:g} to {high:g} in {what}; {hint}"
        )
    return answers


def known(values, allowed, function, what, *, gaps=False):
    """Categories that are all among those allowed."""
    values = series(values, function, what)
    if not gaps:
        complete(values, function, what)
    allowed = pd.unique(pd.Series(list(allowed), dtype=object))
    present = pd.Series(values.dropna().unique(), dtype=object)
    strange = sorted(map(str, present[~present.isin(allowed)]))
    if strange:
        raise ValueError(
            f"{function}() found {', '.join(strange[:5])} in {what}; it knows "
            f"{', '.join(map(str, list(allowed)[:10]))}."
        )
    return values


def _within(values, function, what, low, high, above):
    """Raise a ValueError where a number is outside the bounds that are given."""
    bounds = {
        f"of {low} or more": values < low if low is not None else None,
        f"of {high} or less": values > high if high is not None else None,
        f"above {above}": values <= above if above is not None else None,
    }
    for words, outside in bounds.items():
        if outside is not None and outside.any():
            first = values[outside]
            cure = " Divide per cent by 100." if (low, high) == (0, 1) else ""
            raise ValueError(
                f"{function}() needs numbers {words} in {what}; it has "
                f"{first.iloc[0]:g} for {first.index[0]}.{cure}"
            )


def _plain(values):
    """Numbers of any width as int64 or float64: small ones would run over in a sum."""
    if types.is_float_dtype(values) or values.isna().any():
        return values if values.dtype == "float64" else _as_float(values)
    return values if values.dtype == "int64" else values.astype("int64")


def _as_float(values):
    plain = values.to_numpy(dtype="float64", na_value=np.nan)
    return pd.Series(plain, values.index, name=values.name)


def _are_flags(values):
    if types.is_bool_dtype(values) or not len(values):
        return True
    if types.is_numeric_dtype(values):
        return values.isin([0, 1]).all()
    return types.infer_dtype(values) == "boolean"
