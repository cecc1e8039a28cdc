"""What a programme adds, against customers to whom it was never offered."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted


def held_out_gain(outcome, held_out, before=None):
    """Mean of those offered less mean of those held out, with its 95% interval.

    outcome   a number for each customer, such as orders since the launch. Who has none
              is left out, and is none of the customers that the error counts
    held_out  True for the control group, drawn by chance; same customers
    before    the same number from before the launch; if given, the gain is that of an
              equal start: outcome less theta (before - its mean), theta by regression
    Returns a Series: offered, control (means), gain, error, low, high, in_per_cent (of
    the control's mean; missing where that is not above 0).

    Raises ValueError where held_out is missing or no True or False, customers are not
    the same, fewer than two are left on either side, or ``before`` is the same for all.

    >>> orders = pd.Series([4.0, 6.0, 3.0, 5.0])
    >>> out = pd.Series([False, False, True, True])
    >>> float(held_out_gain(orders, out)["gain"])
    1.0

    Source: A. Deng, Y. Xu, R. Kohavi & T. Walker 2013, WSDM, 123-132, on ``before``.
    """
    name, names = "held_out_gain", ("outcome", "held_out")
    result = wanted.numbers(outcome, name, "outcome", gaps=True).astype(float)
    out = wanted.flags(wanted.matched(result, held_out, name, names), name, "held_out")
    if before is not None:
        start = wanted.numbers(before, name, "before", gaps=True).astype(float)
        start = wanted.matched(result, start, name, ("outcome", "before"))
        result = result[start.notna()]
    result = result.dropna()
    out = out[result.index]
    if not 1 < out.sum() < len(out) - 1:
        raise ValueError(
            "held_out_gain() needs two customers or more on either side; held out are "
            f"{int(out.sum())} of {len(out)}."
        )
    if before is not None:
        start = start[result.index]
        if start.nunique() < 2:
            raise ValueError("held_out_gain() needs customers who differ in before.")
        theta = np.cov(result, start)[0, 1] / start.var()
        result = result - theta * (start - start.mean())
    offered, control = result[~out], result[out]
    gain = offered.mean() - control.mean()
    error = np.sqrt(offered.var() / len(offered) + control.var() / len(control))
    half = stats.norm.ppf(0.975) * error
    usual = control.mean() if control.mean() > 0 else np.nan
    return pd.Series(
        {
            "offered": offered.mean(),
            "control": control.mean(),
            "gain": gain,
            "error": error,
            "low": gain - half,
            "high": gain + half,
            "in_per_cent": 100 * gain / usual,
        }
    )


def customers_needed(outcome, lift, share_held_out=0.5, power=0.8):
    """Customers that a trial needs to see a lift of so much, in all.

    outcome         a number for each customer, as it is without the programme
    lift            what should be seen, as a share of the mean (0.05 for 5 per cent)
    share_held_out  in the control group
    power           chance to see it, at a two-sided test of 5 per cent
    Returns a whole number.

    Raises ValueError where an outcome is missing, all are the same or their mean is not
    above 0, lift is 0 or no share, or share_held_out or power is not between 0 and 1.

    >>> customers_needed(pd.Series([0.0, 2.0] * 50), 0.10)
    3172

    Source: the usual comparison of two means, e.g. J. Cohen 1988, Statistical Power
    Analysis.
    """
    outcome = wanted.numbers(outcome, "customers_needed", "outcome")
    if wanted.number(lift, "customers_needed", "lift", low=-1, high=1) == 0:
        raise ValueError("customers_needed() cannot look for a lift of nothing.")
    wanted.share(share_held_out, "customers_needed", "share_held_out", inside=True)
    wanted.share(power, "customers_needed", "power", inside=True)
    if outcome.nunique() < 2 or not outcome.mean() > 0:
        raise ValueError(
            "customers_needed() needs customers whose outcome differs, with a mean "
            "above 0: the lift is a share of it."
        )
    factor = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    spread = outcome.std() / (lift * outcome.mean())
    both = 1 / share_held_out + 1 / (1 - share_held_out)
    return int(np.ceil(factor**2 * spread**2 * both))
