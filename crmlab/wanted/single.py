"""What is asked of a single value: a number, a share, a day, a choice, a model."""

import math
from numbers import Real

import pandas as pd


def number(value, function, what, *, low=None, high=None, endless=False):
    """A number, from low to high where these are given; infinite only if endless."""
    real = isinstance(value, Real) and not isinstance(value, bool)
    if not real or not (math.isfinite(value) or (endless and value == math.inf)):
        raise ValueError(f"{function}() needs a number for {what}, not {value!r}.")
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = f"of {low} or more" if high is None else f"between {low} and {high}"
        bounds = f"of {high} or less" if low is None else bounds
        raise ValueError(f"{function}() needs {what} {bounds}, not {value}.")
    return value


def share(value, function, what, *, inside=False):
    """A number from 0 to 1; with ``inside``, neither of the two."""
    number(value, function, what)
    if not 0 <= value <= 1 or (inside and value in (0, 1)):
        raise ValueError(
            f"{function}() needs {what} between 0 and 1, not {value}: a fifth is 0.2."
        )
    return value


def whole(value, function, what, *, low=0, high=None):
    """A whole number from low to high, as an int."""
    number(value, function, what)
    if value != int(value):
        raise ValueError(f"{function}() needs a whole number for {what}, not {value}.")
    return int(number(value, function, what, low=low, high=high))


def one_of(value, allowed, function, what):
    """One of the values that are allowed."""
    allowed = list(allowed)
    if not any(value is name or value == name for name in allowed):
        raise ValueError(
            f"{function}() knows no {what} {value!r}; there are "
            f"{', '.join(map(repr, allowed))}."
        )
    return value


def day(value, function, what):
    """A day, from text or from a date; one with a time zone keeps what it shows."""
    try:
        found = pd.NaT if isinstance(value, Real) else pd.Timestamp(value)
    except (ValueError, TypeError):
        found = pd.NaT
    if found is pd.NaT:
        raise ValueError(
            f"{function}() needs a day for {what}, such as '2025-12-31', not {value!r}."
        )
    return found.tz_localize(None)


def period(start, end, function, names=("start", "end")):
    """First day of a period, and first day after it; at least one day."""
    start, end = day(start, function, names[0]), day(end, function, names[1])
    if not start < end:
        raise ValueError(
            f"{function}() needs {names[1]} after {names[0]}; it got {start:%Y-%m-%d} "
            f"to {end:%Y-%m-%d}."
        )
    return start, end


def through(first, last, function, what):
    """From first to last day: the last one counts whole, with the hours it has.

    Returns the start and the first moment after, for ``start <= time < end``.
    """
    first, last = day(first, function, what), day(last, function, what)
    return period(first, last.normalize() + pd.Timedelta(days=1), function,
                  (f"the first day of {what}", "the day after its last"))  # fmt: skip


def before(dates, today, function, what):
    """The day of today, where all dates lie before it."""
    today = day(today, function, "today")
    late = int((dates >= today).sum())
    if late:
        raise ValueError(
            f"{function}() looks back from {today:%Y-%m-%d}, and {late} {what} are of "
            "that day or later: leave them out first."
        )
    return today


def fitted(model, attribute, function):
    """Raise scikit-learn's NotFittedError where a model has not learned yet."""
    if not hasattr(model, attribute):
        from sklearn.exceptions import NotFittedError

        raise NotFittedError(f"{function}() needs a fitted model: call fit first.")
