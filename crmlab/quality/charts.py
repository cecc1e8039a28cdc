"""Control charts: what varies as it always does, and what has a cause of its own?

Each chart is a frame with a row a point: value, centre, lower, upper. The limits stand
three standard deviations from the centre. They are set once, on the points of phase I,
and later points (phase II) are held against them: ``base`` says which came first.
Points stand in the order of their index: days, or numbers.

Source: W. A. Shewhart (1931), Economic Control of Quality of Manufactured Product;
formulas as in D. C. Montgomery, Introduction to Statistical Quality Control.
"""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.quality.constants import chart_constants

SPREADS = {"range": "A2", "sd": "A3"}
LIMITS = {"range": ("D3", "D4"), "sd": ("B3", "B4")}


def mean_chart(samples, spread="range", base=None):
    """The chart of means (X-bar): has the level moved?

    samples  frame, a row a sample in order of time, a column a measurement in it
    spread   what σ is judged by: "range" (X-bar and R) or "sd" (X-bar and S)
    base     how many samples from the first set the limits; all if None
    Returns the chart: centre x̿, limits x̿ ± A₂R̄, or ± A₃s̄.

    Raises ValueError where a measurement is missing, a sample holds fewer than two, or
    base is not between 2 and the number of samples.

    >>> pairs = pd.DataFrame({"a": [1, 2, 3], "b": [3, 4, 5]})
    >>> mean_chart(pairs)["upper"].round(2).to_list()
    [6.76, 6.76, 6.76]
    """
    samples, base = _samples(samples, spread, base, "mean_chart")
    means, first = samples.mean(axis=1), _spread_of(samples, spread)[:base].mean()
    reach = chart_constants(samples.shape[1])[SPREADS[spread]] * first
    centre = means[:base].mean()
    return chart_of(means, centre, centre - reach, centre + reach)


def spread_chart(samples, spread="range", base=None):
    """The chart of ranges (R) or of standard deviations (S): has the spread changed?

    samples, spread, base  as in ``mean_chart``
    Returns the chart: centre R̄, limits D₃R̄ and D₄R̄; or s̄, B₃s̄ and B₄s̄.

    Raises ValueError as ``mean_chart`` does, for a gap too.
    """
    samples, base = _samples(samples, spread, base, "spread_chart")
    values = _spread_of(samples, spread)
    centre = values[:base].mean()
    low, high = chart_constants(samples.shape[1])[list(LIMITS[spread])]
    return chart_of(values, centre, low * centre, high * centre)


def individuals_chart(values, base=None):
    """The chart of single values (X): for what is measured once a day, say.

    values  Series of numbers in order of time
    base    how many from the first set the limits; all if None
    Returns the chart: limits x̄ ± 3 MR̄ / d₂, where MR̄ is the mean step from one value
    to the next. Steps, since the standard deviation of all would swallow a shift.

    Raises ValueError where a number is missing, or base is not between 2 and their
    number.

    >>> individuals_chart(pd.Series([4, 6, 4, 6]))["upper"][:1].round(2).to_list()
    [10.32]
    """
    values = values_of(values, "individuals_chart")
    base = base_of(base, len(values), "individuals_chart")
    centre, step = values[:base].mean(), values[:base].diff().abs().mean()
    reach = 3 * step / chart_constants(2)["d2"]
    return chart_of(values, centre, centre - reach, centre + reach)


def moving_range_chart(values, base=None):
    """The chart of steps from one value to the next (MR), beside ``individuals_chart``.

    values, base  as there
    Returns the chart from the second value on: limits 0 and D₄ MR̄.

    Raises ValueError as ``individuals_chart`` does, for a gap too.
    """
    values = values_of(values, "moving_range_chart")
    base = base_of(base, len(values), "moving_range_chart")
    steps = values.diff().abs()[1:]
    centre = steps[: base - 1].mean()
    return chart_of(steps, centre, 0.0, chart_constants(2)["D4"] * centre)


def ewma_chart(values, weight=0.2, width=2.7, base=None):
    """The chart of a moving mean that forgets (EWMA): small shifts that last.

    values  Series of numbers in order of time
    weight  λ, of the newest value, above 0 and at most 1
    width   limits, in standard deviations of what is charted
    base    how many from the first set centre and σ; all if None. σ is MR̄ / d₂
    Returns the chart of zₜ = λxₜ + (1 − λ)zₜ₋₁, from the centre on; limits
    ± width σ √(λ/(2 − λ) (1 − (1 − λ)²ᵗ)).

    Raises ValueError where a number is missing, a parameter is out of its range, or
    base is not between 2 and the number of values.

    Source: S. W. Roberts (1959), Technometrics 1(3), 239–250.
    """
    values = values_of(values, "ewma_chart")
    base = base_of(base, len(values), "ewma_chart")
    wanted.share(weight, "ewma_chart", "weight")
    if weight == 0:
        raise ValueError("ewma_chart() needs a weight above 0; the newest has none.")
    wanted.number(width, "ewma_chart", "width", low=0)
    centre = values[:base].mean()
    sigma = values[:base].diff().abs().mean() / chart_constants(2)["d2"]
    since = pd.concat([pd.Series([centre]), values])
    smooth = since.ewm(alpha=weight, adjust=False).mean()[1:]
    time = np.arange(1, len(values) + 1)
    grown = weight / (2 - weight) * (1 - (1 - weight) ** (2 * time))
    reach = width * sigma * np.sqrt(grown)
    chart = chart_of(smooth, centre, centre - reach, centre + reach)
    return chart.set_axis(values.index)


def chart_of(values, centre, lower, upper):
    frame = {"value": values, "centre": centre, "lower": lower, "upper": upper}
    return pd.DataFrame(frame, values.index).astype(float)


def _spread_of(samples, spread):
    if spread == "range":
        return samples.max(axis=1) - samples.min(axis=1)
    return samples.std(axis=1)


def _samples(samples, spread, base, function):
    wanted.one_of(spread, SPREADS, function, "spread")
    samples = wanted.all_numbers(samples, function, "samples")
    if samples.shape[1] < 2:
        raise ValueError(
            f"{function}() needs at least two measurements a sample; samples has one "
            "column. individuals_chart() takes single ones."
        )
    return samples.sort_index(kind="stable"), base_of(base, len(samples), function)


def values_of(values, function, what="values", low=None):
    values = wanted.numbers(values, function, what, low=low)
    wanted.rows(values, function, what)
    return values.sort_index(kind="stable")


def base_of(base, most, function, low=2):
    if base is None:
        base = most
        if most < low:
            raise ValueError(
                f"{function}() needs at least {low} points; it got {most}."
            )
    return wanted.whole(base, function, "base", low=low, high=most)
