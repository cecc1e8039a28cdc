"""The constants of control charts, computed and not looked up.

A sample's range and standard deviation are both too small or too large by a known
factor, if what is measured is normal. These turn them into σ, and σ into limits.
"""

from functools import cache

import numpy as np
import pandas as pd
from scipy.integrate import quad
from scipy.special import gammaln, ndtr

from crmlab import wanted


def chart_constants(n):
    """The factors for samples of n.

    n  how many are measured each time, 2 or more
    Returns a Series:
        d2, d3  mean and standard deviation of the range of n, in σ
        c4      mean of the standard deviation of n, in σ
        A2, A3  from the mean range, and from the mean standard deviation, to the limits
                of the means: three standard errors
        D3, D4  from the mean range to the limits of ranges
        B3, B4  from the mean standard deviation to the limits of standard deviations
    A lower limit below 0 is 0.

    Raises ValueError where n is missing or no whole number of 2 or more.

    >>> chart_constants(5)[["d2", "c4", "A2", "D4"]].round(3).to_list()
    [2.326, 0.94, 0.577, 2.114]

    Source: D. C. Montgomery, Introduction to Statistical Quality Control, appendix VI.
    """
    n = wanted.whole(n, "chart_constants", "n", low=2)
    mean, spread = _range_of(n)
    c4 = float(np.sqrt(2 / (n - 1)) * np.exp(gammaln(n / 2) - gammaln((n - 1) / 2)))
    wide, uneven = 3 * spread / mean, 3 * np.sqrt(1 - c4**2) / c4
    return pd.Series(
        {
            "d2": mean,
            "d3": spread,
            "c4": c4,
            "A2": 3 / (mean * np.sqrt(n)),
            "A3": 3 / (c4 * np.sqrt(n)),
            "D3": max(1 - wide, 0.0),
            "D4": 1 + wide,
            "B3": max(1 - uneven, 0.0),
            "B4": 1 + uneven,
        },
        name=n,
    )


@cache
def _range_of(n):
    """Mean and standard deviation of the range of n standard normal numbers.

    The range is below r where all n lie within r of the least of them. So its chance is
    n ∫ φ(x) (Φ(x + r) − Φ(x))ⁿ⁻¹ dx; mean and mean square follow from it.
    Source: L. H. C. Tippett (1925), Biometrika 17, 364–387.
    """
    at = np.linspace(-8, 8, 2001)
    density = np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)

    def above(r):
        within = n * density * (ndtr(at + r) - ndtr(at)) ** (n - 1)
        return 1 - np.trapezoid(within, at)

    mean = quad(above, 0, 16)[0]
    square = quad(lambda r: 2 * r * above(r), 0, 16)[0]
    return mean, float(np.sqrt(square - mean**2))
