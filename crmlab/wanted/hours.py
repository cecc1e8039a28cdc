"""What is asked of moments, and of a stream of numbers by hour."""

import pandas as pd

from crmlab.wanted.column import dates, numbers
from crmlab.wanted.frames import rows

HOUR = pd.Timedelta(hours=1)


def moments(values, function, what):
    """Moments as a DatetimeIndex without a time zone."""
    values = values.to_series() if isinstance(values, pd.Index) else values
    return pd.DatetimeIndex(dates(values, function, what))


def by_hour(values, function, what, *, low=None):
    """Numbers by hour, in order of time: each hour once, and none left out."""
    return in_step(values, function, what, low=low, step=HOUR)


def in_step(values, function, what, *, low=None, step=None):
    """Numbers in order of time, each hour (or day) once and none left out.

    step  from one to the next; the shortest that there is if not given
    """
    values = numbers(values, function, what, low=low)
    rows(values, function, what)
    if not isinstance(values.index, pd.DatetimeIndex):
        raise ValueError(
            f"{function}() needs {what} by hour; its index holds "
            f"{values.index.dtype}, not times. hourly() makes such a Series."
        )
    values = values.set_axis(moments(values.index, function, f"the index of {what}"))
    values = values.sort_index()
    steps = values.index.to_series().diff().iloc[1:]
    wrong = steps[(steps != (step or steps.min())) | (steps <= pd.Timedelta(0))]
    if len(wrong):
        raise ValueError(
            f"{function}() needs each hour once in {what}, and none left out; before "
            f"{wrong.index[0]} it is {wrong.iloc[0]} from one to the next. hourly() "
            "counts the empty hours too."
        )
    return values
