"""Retention and profit: what five points more are worth, and when."""

import numpy as np
import pandas as pd

from crmlab import wanted


def value_of_customer(margin, retention, discount=0.10, acquisition=0.0):
    """What a customer won now is worth: margin (1 + d) / (1 + d - r) - acquisition.

    margin       CNY a year while the customer stays, the first one at once
    retention    share that is still there a year later, 0 up to below 1
    discount     a year, above 0
    acquisition  cost of winning, CNY, paid at once
    Returns CNY. Numbers, arrays or Series; Series are matched by index. Each year the
    margin is multiplied by the chance that the customer is still there, r, and divided
    by 1 + d; the sum of all years is the formula.

    Raises ValueError where a number is missing, retention is not from 0 to below 1, or
    discount not above 0 and up to 1.

    >>> float(value_of_customer(100, 0.6, 0.10, 20).round(2))
    200.0

    Source: F. R. Dwyer 1989; P. D. Berger & N. I. Nasr 1998, Journal of Interactive
    Marketing 12(1), 17-30.
    """
    margin, retention, discount, acquisition = wanted.amounts(
        "value_of_customer", margin=margin, retention=retention, discount=discount,
        acquisition=acquisition,
    )  # fmt: skip
    if np.less(retention, 0).any() or np.greater_equal(retention, 1).any():
        raise ValueError(
            "value_of_customer() needs a retention from 0 to below 1, as a share: 0.6 "
            "for 60 per cent."
        )
    if np.less_equal(discount, 0).any() or np.greater(discount, 1).any():
        raise ValueError(
            "value_of_customer() needs a discount rate above 0, as a share: 0.1 for 10 "
            "per cent."
        )
    return margin * (1 + discount) / (1 + discount - retention) - acquisition


def gain_from_retention(
    retention, discount=0.10, *, margin=1.0, acquisition=0.0, points=0.05
):
    """By how much the value of a customer grows with so many points more retention.

    retention    now; points  are added to it (0.05 is five percentage points)
    margin, acquisition, discount  as in ``value_of_customer``
    Returns a share: 0.25 is 25 per cent more. Without acquisition cost it is
    points / (1 + d - r - points), whatever the margin. Missing where the value now is
    not above 0. Numbers, arrays or Series.

    Raises ValueError where ``value_of_customer`` does, such as for a missing number; a
    retention of 0.97 with five points more is above 1.

    >>> float(gain_from_retention(0.80, 0.10).round(3))
    0.2
    """
    margin, retention, discount, acquisition, points = wanted.amounts(
        "gain_from_retention", margin=margin, retention=retention, discount=discount,
        acquisition=acquisition, points=points,
    )  # fmt: skip
    before = value_of_customer(margin, retention, discount, acquisition)
    after = value_of_customer(margin, retention + points, discount, acquisition)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(before > 0, after / before - 1, np.nan)
    return pd.Series(gain, before.index) if isinstance(before, pd.Series) else gain
