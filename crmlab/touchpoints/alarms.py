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
    bad         Series of True and False, whether it went wrong
    start, end  first hour, and the hour after the last: hours without anything count
    Returns a frame by hour: tries, bad.

    >>> times = pd.Series(pd.to_datetime(["2025-01-01 00:10", "2025-01-01 02:20"]))
    >>> hourly(times, pd.Series([False, True]), "2025-01-01", "2025-01-01 03:00")[
    ...     "bad"].to_list()
    [0, 0, 1]
    """
    hours = pd.date_range(start, end, freq="h", inclusive="left", name="hour")
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

    >>> week = pd.date_range("2025-01-06", periods=168, freq="h")
    >>> usual = rhythm(pd.Series(range(168), week))
    >>> usual.shape, round(usual.to_numpy().sum())
    ((24, 7), 14028)
    """
    if len(counts) == 0 or len(counts) % 168:
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
    """
    values = usual.to_numpy()[hours.hour, hours.day_of_week]
    return pd.Series(values, hours, name="expected") * level


def recent_level(tries, usual, days=28):
    """How busy it has been of late, against the rhythm: 1 is as busy as then.

    tries  Series of numbers by hour; usual  frame as ``rhythm`` returns it, of tries
    days   so many days before each hour are looked at, the hour itself is not
    Returns a Series by hour; 1 as long as there are not so many days before.
    """
    window = 24 * days
    was = tries.rolling(window).sum().shift()
    rhythmic = expected(tries.index, usual).rolling(window).sum().shift()
    return (was / rhythmic).fillna(1.0)


def cusum(bad, expected, times=3.0, limit=None):
    """A running sum of what is too much, hour by hour.

    bad       Series by hour: what went wrong
    expected  Series by hour: how much of it is usual
    times     the alarm is tuned to a rate so many times the usual (below 1: to silence,
              a stream that dries up)
    limit     where the alarm rings; the sum then starts again at nought
    Returns a Series by hour. Each hour adds bad × ln(times) − (times − 1) × expected,
    the evidence for the higher rate of a Poisson stream, and never falls below nought
    (Page 1954, Biometrika 41; Lucas 1985, Technometrics 27(2)).

    >>> hours = pd.date_range("2025-01-01", periods=4, freq="h")
    >>> usual = pd.Series(0.1, hours)
    >>> cusum(pd.Series([0, 1, 1, 0], hours), usual).round(2).to_list()
    [0.0, 0.9, 1.8, 1.6]
    """
    if not (times > 0 and times != 1):
        raise ValueError(f"cusum() needs times above 0 and not 1; got {times}.")
    if not bad.index.equals(expected.index):
        raise ValueError("cusum() needs bad and expected for the same hours.")
    adds = bad.to_numpy() * np.log(times) - (times - 1) * expected.to_numpy()
    score, now = np.empty(len(adds)), 0.0
    for row, add in enumerate(adds):
        if limit is not None and now >= limit:
            now = 0.0
        now = max(0.0, now + add)
        score[row] = now
    return pd.Series(score, bad.index, name="score")


def alarms(bad, expected, times, limit):
    """The hours at whose end the alarm rings.

    bad, expected, times, limit  as in ``cusum``
    Returns a DatetimeIndex.
    """
    score = cusum(bad, expected, times, limit)
    return score.index[score >= limit]


def found(rings, interruptions, echo=0):
    """Which interruptions the alarm found, when, and how often it rang for nothing.

    rings          DatetimeIndex of alarms on one stream
    interruptions  frame with first and last (days), one row an interruption of it
    echo           days after the last in which an alarm is still its doing, such as
                   parcels sent during a strike that come late after it
    Returns two: the frame with rang (first alarm of it, missing if none) and hours
    (from the start of its first day); and the other alarms, as a DatetimeIndex.
    """
    wanted.columns(interruptions, ["first", "last"], "found", "interruptions")
    inside, first = np.zeros(len(rings), dtype=bool), []
    for row in interruptions.itertuples():
        end = row.last + pd.Timedelta(days=1 + echo)
        mine = (rings >= row.first) & (rings < end)
        first.append(rings[mine].min() if mine.any() else pd.NaT)
        inside |= mine
    table = interruptions.assign(rang=pd.to_datetime(first))
    table["hours"] = (table["rang"] - table["first"]).dt.total_seconds() / 3600 + 1
    return table, rings[~inside]
