"""Control charts of what is counted: shares that go wrong, happenings a unit.

Each chart is a frame with a row a point: value, centre, lower, upper; the limits hang
on how many were tried. ``base`` says how many points from the first set them.

Source: D. C. Montgomery, Introduction to Statistical Quality Control.
"""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.quality.charts import base_of, chart_of, values_of


def p_chart(bad, tries, base=None):
    """The chart of shares (p): what part goes wrong?

    bad, tries  Series of whole numbers, matched by index: how many went wrong, of how
                many
    base        how many points from the first set the limits; all if None
    Returns the chart of bad / tries: limits p̄ ± 3 √(p̄(1 − p̄)/n), wider where n is
    small.

    Raises ValueError where a number is missing or below 0, there is nothing tried, or
    more went wrong than were tried.

    >>> p_chart(pd.Series([2, 4]), pd.Series([100, 400]))["upper"].round(3).to_list()
    [0.045, 0.028]
    """
    bad, tries, base = _counted(bad, tries, base, "p_chart", most=True)
    p = bad[:base].sum() / tries[:base].sum()
    reach = 3 * np.sqrt(p * (1 - p) / tries)
    return chart_of(bad / tries, p, (p - reach).clip(0), (p + reach).clip(upper=1))


def np_chart(bad, tries, base=None):
    """The chart of how many go wrong of as many each time (np).

    bad    Series of whole numbers
    tries  how many were tried each time, a whole number
    base   as in ``p_chart``
    Returns the chart of bad: limits n p̄ ± 3 √(n p̄ (1 − p̄)).

    Raises ValueError as ``p_chart`` does, for a gap too, or where tries is no single
    whole number.
    """
    tries = wanted.whole(tries, "np_chart", "tries", low=1)
    bad = values_of(bad, "np_chart", "bad", low=0)
    chart = p_chart(bad, pd.Series(tries, bad.index), base)
    return chart * tries


def u_chart(count, units, base=None):
    """The chart of happenings a unit (u): complaints a thousand parcels, say.

    count  Series of whole numbers: how often it happened
    units  Series of numbers above 0, matched by index: in how many units
    base   as in ``p_chart``
    Returns the chart of count / units: limits ū ± 3 √(ū/n). A unit may have several.

    Raises ValueError where a number is missing or below 0, or units is 0.

    >>> u_chart(pd.Series([4, 16]), pd.Series([4, 16]))["upper"].to_list()
    [2.5, 1.75]
    """
    count, units, base = _counted(count, units, base, "u_chart")
    u = count[:base].sum() / units[:base].sum()
    reach = 3 * np.sqrt(u / units)
    return chart_of(count / units, u, (u - reach).clip(0), u + reach)


def c_chart(count, base=None):
    """The chart of happenings in as many units each time (c): limits c̄ ± 3 √c̄.

    count, base  as in ``u_chart``
    Returns the chart. Raises ValueError as ``u_chart`` does, for a gap too.

    >>> c_chart(pd.Series([9, 9, 9]))["upper"].to_list()
    [18.0, 18.0, 18.0]
    """
    count = values_of(count, "c_chart", "count", low=0)
    return u_chart(count, pd.Series(1, count.index), base)


def _counted(count, units, base, function, most=False):
    """Two Series, the second above 0 and, with most, no less than the first."""
    names = ("bad", "tries") if most else ("count", "units")
    count = wanted.numbers(count, function, names[0], low=0)
    wanted.rows(count, function, names[0])
    units = wanted.paired(count, units, function, names)
    units = wanted.numbers(units, function, names[1], above=0)
    count, units = count.sort_index(kind="stable"), units.sort_index(kind="stable")
    if most and (count > units).any():
        at = count.index[count > units][0]
        raise ValueError(
            f"{function}() found more bad than tries at {at}: {count[at]} of "
            f"{units[at]}."
        )
    return count, units, base_of(base, len(count), function, low=1)
