"""How often an alarm rings for nothing, how late it finds what is the matter.

Both by simulation: Poisson numbers with the mean that is usual, or that much worse. A
lower limit finds sooner and rings more often for nothing.
"""

import numpy as np
import pandas as pd

HOURS_A_YEAR = 365 * 24
LONGEST = 60 * 24  # hours after which an interruption counts as not found


def false_alarms(expected, times, limits, years=40, seed=0):
    """How often a year the alarm rings although nothing is the matter, by limit.

    expected  Series by hour: what is usual; it is repeated to fill a year
    times     as in ``cusum``; limits  numbers to try; years  simulated years a limit
    Returns a Series by limit: false alarms a year, of Poisson numbers with this mean.

    >>> quiet = pd.Series(0.1, pd.date_range("2025-01-06", periods=168, freq="h"))
    >>> false_alarms(quiet, 3.0, [3, 6]).round(0).astype(int).to_dict()
    {3.0: 25, 6.0: 1}
    """
    rng = np.random.default_rng(seed)
    usual = np.resize(expected.to_numpy(), HOURS_A_YEAR)
    pull = (times - 1) * usual
    push = np.log(times) * rng.poisson(usual[:, None], (HOURS_A_YEAR, years))
    limits = np.asarray(limits, dtype=float)[:, None]
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
    """
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

    >>> quiet = pd.Series(0.1, pd.date_range("2025-01-06", periods=168, freq="h"))
    >>> mean_delay(quiet, 3.0, [3, 6], worse=5).round(0).to_dict()
    {3.0: 10.0, 6.0: 19.0}
    """
    rng = np.random.default_rng(seed)
    usual = expected.to_numpy()
    begins = rng.integers(len(usual), size=starts)
    limits = np.asarray(limits, dtype=float)[:, None]
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
