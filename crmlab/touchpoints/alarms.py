"""Sudden interruptions: an alarm on a stream of happenings, and what it is worth.

A touchpoint's stream is cut into hours. The *rhythm* says how much is usual at this
hour of this weekday. A running sum (CUSUM) gathers what is too much, and rings at a
limit; the limit is chosen so that it rings so often a year for nothing (ringing.py).
"""

import numpy as np
import pandas as pd

from crmlab import wanted


def hourly(times, bad, start, end):
    """Count what happens each hour, and what of it goes wrong.

    times       Series of times, one a happening (a payment tried, a call)
    bad         Series of True and False, whether it went wrong; matched by index
    start, end  first hour, and the hour after the last: hours without anything count
    Returns a frame by hour: tries, bad. A time zone is left off: the hours are those
    that the clock showed.

    Raises ValueError where a time or a flag is missing, where times and bad are not of
    the same happenings, or where end is not after start.

    >>> times = pd.Series(pd.to_datetime(["2025-01-01 00:10", "2025-01-01 02:20"]))
    >>> hourly(times, pd.Series([False, True]), "2025-01-01", "2025-01-01 03:00")[
    ...     "bad"].to_list()
    [0, 0, 1]
    """
    times = wanted.dates(times, "hourly", "times")
    bad = wanted.paired(times, bad, "hourly", ("times", "bad"))
    bad = wanted.flags(bad, "hourly", "bad").to_numpy()
    start, end = wanted.period(start, end, "hourly")
    hours = pd.date_range(
        start.floor("h"), end, freq="h", inclusive="left", name="hour"
    )
    hour = times.dt.floor("h")
    inside = hour.between(hours[0], hours[-1])
    tries = hour[inside].value_counts().reindex(hours, fill_value=0)
    wrong = hour[inside & bad].value_counts().reindex(hours, fill_value=0)
    return pd.DataFrame({"tries": tries, "bad": wrong})


def rhythm(counts):
    """What is usual at each hour of the week: level × hour of the day × weekday.

    counts  Series of numbers by hour, over whole weeks without an interruption
    Returns a frame, rows the hours 0 to 23, columns the weekdays 0 (Monday) to 6: the
    expected number. Hour and weekday are taken to multiply: that needs 31 numbers where
    a mean for each of the 168 hours of a week would rest on few of them.

    Raises ValueError where an hour is missing or repeated, a number is missing or below
    0, or the weeks are not whole.

    >>> week = pd.date_range("2025-01-06", periods=168, freq="h")
    >>> usual = rhythm(pd.Series(range(168), week))
    >>> usual.shape, round(usual.to_numpy().sum())
    ((24, 7), 14028)
    """
    counts = wanted.by_hour(counts, "rhythm", "counts", low=0)
    if len(counts) % 168:
        raise ValueError(
            f"rhythm() needs whole weeks of 168 hours; counts has {len(counts)} hours."
        )
    by_hour = counts.groupby(counts.index.hour).mean()
    by_day = counts.groupby(counts.index.day_of_week).mean()
    level = counts.mean()
    usual = np.outer(by_hour, by_day) / level if level > 0 else np.zeros((24, 7))
    return pd.DataFrame(usual, range(24), range(7))


def expected(hours, usual, level=1.0):
    """The number to expect at each of some hours.

    hours  DatetimeIndex; usual  frame as ``rhythm`` returns it
    level  a number, or a Series by hour: how busy it is of late, where 1 is as busy as
           in the weeks that the rhythm is made of
    Returns a Series by hour.

    Raises ValueError where an hour or a number is missing, usual is not 24 hours × 7
    weekdays, or level lacks one of the hours.
    """
    hours = wanted.moments(hours, "expected", "hours")
    values = _week(usual, "expected")[hours.hour, hours.day_of_week]
    values = pd.Series(values, hours, name="expected")
    if isinstance(level, pd.Series):
        level = wanted.by_hour(level, "expected", "level", low=0)
        level = wanted.matched(values, level, "expected", ("hours", "level"))
        return values * level.to_numpy()
    return values * wanted.number(level, "expected", "level", low=0)


def recent_level(tries, usual, days=28):
    """How busy it has been of late, against the rhythm: 1 is as busy as then.

    tries  Series of numbers by hour; usual  frame as ``rhythm`` returns it, of tries
    days   so many days before each hour are looked at, the hour itself is not
    Returns a Series by hour; 1 as long as there are not so many days before, and where
    the rhythm expects nothing in them.

    Raises ValueError where an hour or a number is missing, an hour is there twice,
    usual is not 24 hours × 7 weekdays, or days is no whole number above 0.
    """
    tries = wanted.by_hour(tries, "recent_level", "tries", low=0)
    window = 24 * wanted.whole(days, "recent_level", "days", low=1)
    usual = pd.DataFrame(_week(usual, "recent_level"))
    was = tries.rolling(window).sum().shift()
    rhythmic = expected(tries.index, usual).rolling(window).sum().shift()
    return (was / rhythmic.where(rhythmic > 0)).fillna(1.0)


def cusum(bad, expected, times=3.0, limit=None):
    """A running sum of what is too much, hour by hour.

    bad       Series by hour (or by day): what went wrong
    expected  Series by hour: how much of it is usual; the same hours
    times     the alarm is tuned to a rate so many times the usual (below 1: to silence,
              a stream that dries up)
    limit     where the alarm rings; the sum then starts again at nought. None: never
    Returns a Series by hour. Each hour adds bad × ln(times) − (times − 1) × expected,
    the evidence for the higher rate of a Poisson stream, and never falls below nought
    (Page 1954, Biometrika 41; Lucas 1985, Technometrics 27(2)).

    Raises ValueError where an hour or a number is missing or below 0 (count an hour
    without happenings as 0), or times or limit cannot be.

    >>> hours = pd.date_range("2025-01-01", periods=4, freq="h")
    >>> usual = pd.Series(0.1, hours)
    >>> cusum(pd.Series([0, 1, 1, 0], hours), usual).round(2).to_list()
    [0.0, 0.9, 1.8, 1.6]
    """
    bad = wanted.in_step(bad, "cusum", "bad", low=0)
    usual = wanted.in_step(expected, "cusum", "expected", low=0)
    usual = wanted.matched(bad, usual, "cusum", ("bad", "expected"))
    tuned(times, "cusum")
    if limit is not None:
        wanted.number(limit, "cusum", "limit", low=0)
    adds = bad.to_numpy() * np.log(times) - (times - 1) * usual.to_numpy()
    score, now = np.empty(len(adds)), 0.0
    for row, add in enumerate(adds):
        if limit is not None and now >= limit:
            now = 0.0
        now = max(0.0, now + add)
        score[row] = now
    return pd.Series(score, bad.index, name="score")


def alarms(bad, expected, times, limit):
    """The hours at whose end the alarm rings.

    bad, expected, times, limit  as in ``cusum``; the limit is a number
    Returns a DatetimeIndex.

    Raises ValueError where ``cusum`` does, such as for a missing hour or number.
    """
    wanted.number(limit, "alarms", "limit", low=0)
    score = cusum(bad, expected, times, limit)
    return score.index[score >= limit]


def tuned(times, function):
    """Raise a ValueError where no alarm can be tuned to so many times the usual."""
    if not wanted.number(times, function, "times") > 0 or times == 1:
        raise ValueError(f"{function}() needs times above 0 and not 1; got {times}.")


def _week(usual, function):
    """The numbers of a rhythm, 24 hours × 7 weekdays."""
    usual = wanted.all_numbers(usual, function, "usual")
    if usual.shape != (24, 7) or {*usual.index, *usual.columns} != {*range(24)}:
        raise ValueError(
            f"{function}() needs rows 0 to 23 and columns 0 to 6 in usual, as rhythm() "
            f"returns it; it has {usual.shape[0]} × {usual.shape[1]}."
        )
    return usual.loc[range(24), range(7)].to_numpy(dtype=float)
