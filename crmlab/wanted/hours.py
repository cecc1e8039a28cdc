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
    wrong = steps[steps != HOUR]
    if len(wrong):
        raise ValueError(
            f"{function}() needs each hour once in {what}; from one to the next it is "
            f"{wrong.iloc[0]} at {wrong.index[0]}. hourly() counts the empty hours too."
        )
    return values
