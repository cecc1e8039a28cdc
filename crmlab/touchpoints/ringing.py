"""What an alarm found; how often it rings for nothing, how late it finds.

The latter two by simulation: Poisson numbers with the mean that is usual, or that much
worse. A lower limit finds sooner and rings more often for nothing.
"""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.touchpoints.alarms import tuned

HOURS_A_YEAR = 365 * 24
LONGEST = 60 * 24  # hours after which an interruption counts as not found


def found(rings, interruptions, echo=0):
    """Which interruptions the alarm found, when, and how often it rang for nothing.

    rings          DatetimeIndex of alarms on one stream
    interruptions  frame with first and last (days), one row an interruption of it; both
                   days count whole
    echo           days after the last in which an alarm is still its doing, such as
                   parcels sent during a strike that come late after it
    Returns two: the frame with rang (first alarm of it, missing if none) and hours
    (from the start of its first day); and the other alarms, as a DatetimeIndex.

    Raises ValueError where a day is missing, a last day is before the first, or echo is
    no whole number of days.
    """
    rings = wanted.moments(rings, "found", "rings")
    table = wanted.table(
        interruptions, "found", "interruptions", dates=["first", "last"], empty=True
    )
    if (table["last"] < table["first"]).any():
        raise ValueError("found() needs each last day on its first or after it.")
    echo = wanted.whole(echo, "found", "echo")
    inside, first = np.zeros(len(rings), dtype=bool), []
    for row in table.itertuples():
        end = row.last.normalize() + pd.Timedelta(days=1 + echo)
        mine = (rings >= row.first.normalize()) & (rings < end)
        first.append(rings[mine].min() if mine.any() else pd.NaT)
        inside |= mine
    table = table.assign(rang=pd.to_datetime(first))
    since = table["rang"] - table["first"].dt.normalize()
    table["hours"] = since.dt.total_seconds() / 3600 + 1
    return table, rings[~inside]


def false_alarms(expected, times, limits, years=40, seed=0):
    """How often a year the alarm rings although nothing is the matter, by limit.

    expected  Series by hour: what is usual; it is repeated to fill a year
    times     as in ``cusum``; limits  numbers to try; years  simulated years a limit
    Returns a Series by limit: false alarms a year, of Poisson numbers with this mean.

    Raises ValueError where an hour or a number is missing or repeated, a limit is not
    above 0, or times, years or seed cannot be.

    >>> quiet = pd.Series(0.1, pd.date_range("2025-01-06", periods=168, freq="h"))
    >>> false_alarms(quiet, 3.0, [3, 6]).round(0).astype(int).to_dict()
    {3.0: 25, 6.0: 1}
    """
    usual, limits, rng = _trial(expected, times, limits, seed, "false_alarms")
    years = wanted.whole(years, "false_alarms", "years", low=1)
    usual = np.resize(usual, HOURS_A_YEAR)
    pull = (times - 1) * usual
    push = np.log(times) * rng.poisson(usual[:, None], (HOURS_A_YEAR, years))
    score = np.zeros((len(limits), years))
    rings = np.zeros(len(limits))
    for up, down in zip(push, pull, strict=True):
        score = np.maximum(0.0, score + up - down)
        ringing = score >= limits
        rings += ringing.sum(axis=1)
        score[ringing] = 0.0
    return pd.Series(rings / years, pd.Index(limits[:, 0], name="limit"))


def limit_for(curve, a_year):
    """The lowest limit with no more than so many false alarms a year.

    curve   Series as ``false_alarms`` returns it
    a_year  false alarms that one is ready to bear

    Raises ValueError where a number is missing, or no limit has so few.
    """
    if not isinstance(curve, pd.Series):
        raise ValueError("limit_for() needs a Series by limit, as of false_alarms().")
    curve = wanted.numbers(curve, "limit_for", "curve", low=0)
    wanted.rows(curve, "limit_for", "curve")
    wanted.numbers(curve.index, "limit_for", "the index of curve")
    wanted.number(a_year, "limit_for", "a_year")
    good = curve.index[curve <= a_year]
    if not len(good):
        raise ValueError(
            f"limit_for() found no limit with {a_year} false alarms a year; the fewest "
            f"are {curve.min():.1f}. Try higher limits in false_alarms()."
        )
    return float(good.min())


def mean_delay(expected, times, limits, worse, starts=300, seed=0):
    """Hours from the start of an interruption until the alarm rings, by limit.

    expected  Series by hour: what is usual
    times, limits  as in ``false_alarms``
    worse     the rate rises to so many times the usual
    starts    simulated interruptions; each begins at an hour drawn at random, with the
              sum at nought
    Returns a Series by limit. Interruptions not found in 60 days count as 60 days.

    Raises ValueError where ``false_alarms`` does, such as for a missing number, or
    worse or starts cannot be.

    >>> quiet = pd.Series(0.1, pd.date_range("2025-01-06", periods=168, freq="h"))
    >>> mean_delay(quiet, 3.0, [3, 6], worse=5).round(0).to_dict()
    {3.0: 10.0, 6.0: 19.0}
    """
    usual, limits, rng = _trial(expected, times, limits, seed, "mean_delay")
    worse = wanted.number(worse, "mean_delay", "worse", low=0)
    starts = wanted.whole(starts, "mean_delay", "starts", low=1)
    begins = rng.integers(len(usual), size=starts)
    score, hours = np.zeros((len(limits), starts)), np.zeros((len(limits), starts))
    going = np.ones_like(score, dtype=bool)
    for hour in range(LONGEST):
        mean = usual[(begins + hour) % len(usual)]
        bad = rng.poisson(worse * mean)
        score = np.maximum(0.0, score + np.log(times) * bad - (times - 1) * mean)
        hours += going
        going &= score < limits
        if not going.any():
            break
    return pd.Series(hours.mean(axis=1), pd.Index(limits[:, 0], name="limit"))


def _trial(expected, times, limits, seed, function):
    """What both simulations need: usual numbers, limits as a column, a stream."""
    usual = wanted.by_hour(expected, function, "expected", low=0).to_numpy(dtype=float)
    tuned(times, function)
    limits = wanted.numbers(limits, function, "limits", above=0)
    wanted.rows(limits, function, "limits")
    rng = np.random.default_rng(wanted.whole(seed, function, "seed"))
    return usual, limits.to_numpy(dtype=float)[:, None], rng
