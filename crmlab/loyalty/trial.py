"""What a programme adds, against customers to whom it was never offered."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted


def held_out_gain(outcome, held_out, before=None):
    """Mean of those offered less mean of those held out, with its 95% interval.

    outcome   a number for each customer, such as orders since the launch
    held_out  True for the control group, drawn by chance; same customers
    before    the same number from before the launch; if given, the gain is that of an
              equal start: outcome less theta (before - its mean), theta by regression
    Returns a Series: offered, control (means), gain, error, low, high, in_per_cent (of
    the control's mean).

    >>> orders = pd.Series([4.0, 6.0, 3.0, 5.0])
    >>> out = pd.Series([False, False, True, True])
    >>> float(held_out_gain(orders, out)["gain"])
    1.0

    Source: A. Deng, Y. Xu, R. Kohavi & T. Walker 2013, WSDM, 123-132, on ``before``.
    """
    wanted.same_customers(outcome, held_out, "held_out_gain", ("outcome", "held_out"))
    out = held_out.loc[outcome.index].astype(bool)
    if not 1 < out.sum() < len(out) - 1:
        raise ValueError(
            "held_out_gain() needs two customers or more on either side; held out are "
            f"{int(out.sum())} of {len(out)}."
        )
    result = outcome.astype(float)
    if before is not None:
        wanted.same_customers(result, before, "held_out_gain", ("outcome", "before"))
        start = before.loc[result.index].astype(float)
        theta = np.cov(result, start)[0, 1] / start.var()
        result = result - theta * (start - start.mean())
    offered, control = result[~out], result[out]
    gain = offered.mean() - control.mean()
    error = np.sqrt(offered.var() / len(offered) + control.var() / len(control))
    half = stats.norm.ppf(0.975) * error
    return pd.Series(
        {
            "offered": offered.mean(),
            "control": control.mean(),
            "gain": gain,
            "error": error,
            "low": gain - half,
            "high": gain + half,
            "in_per_cent": 100 * gain / control.mean(),
        }
    )


def customers_needed(outcome, lift, share_held_out=0.5, power=0.8):
    """Customers that a trial needs to see a lift of so much, in all.

    outcome         a number for each customer, as it is without the programme
    lift            what should be seen, as a share of the mean (0.05 for 5 per cent)
    share_held_out  in the control group
    power           chance to see it, at a two-sided test of 5 per cent
    Returns a whole number.

    >>> customers_needed(pd.Series([0.0, 2.0] * 50), 0.10)
    3172

    Source: the usual comparison of two means, e.g. J. Cohen 1988, Statistical Power
    Analysis.
    """
    if lift == 0:
        raise ValueError("customers_needed() cannot look for a lift of nothing.")
    factor = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    spread = outcome.std() / (lift * outcome.mean())
    both = 1 / share_held_out + 1 / (1 - share_held_out)
    return int(np.ceil(factor**2 * spread**2 * both))
