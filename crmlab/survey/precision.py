"""How near is a sample to the whole, and how many must be asked?

Source: W. G. Cochran (1977), Sampling Techniques, chapters 2, 4 and 5; L. Kish (1965),
Survey Sampling, on the design effect.
"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from crmlab import wanted


def weighted_mean(values, weights=None, groups=None, clusters=None):
    """The mean of a population from a sample, and its standard error.

    values    Series of numbers, one a person asked; gaps are left out
    weights   Series above 0, matched by index: how many each stands for; all alike if
              None
    groups    Series: the group (stratum) out of which each was drawn; the error is then
              that within groups
    clusters  Series: the cluster that each came in with; the error is then that between
              clusters
    Returns a dict: mean, se, n (those with an answer), design_effect: se² over that of
    a simple sample of n people. se is by linearisation, as if drawn from many more
    people than were asked.

    Raises ValueError where fewer than two answered (or two clusters, or two of a
    group), a weight is missing or not above 0, or groups and clusters are both given.

    >>> weighted_mean(pd.Series([1.0, 2, 3, 4]))["mean"]
    2.5
    """
    function = "weighted_mean"
    table = _answers(values, weights, groups, clusters, function)
    w, x = table["weight"], table["value"]
    mean = (w * x).sum() / w.sum()
    share = w * (x - mean) / w.sum()  # what each adds to the error of the mean
    if clusters is not None:
        share = share.groupby(table["cluster"]).sum()
    parts = table["group"] if groups is not None else pd.Series("all", share.index)
    by = share.groupby(parts)
    count = by.size()
    if (count < 2).any():
        raise ValueError(
            f"{function}() needs two answers or more of each group (and two clusters): "
            f"{count.idxmin()} has {count.min()}."
        )
    variance = (count * by.var()).sum()
    simple = (w * (x - mean) ** 2).sum() / w.sum() / (len(x) - 1)
    return {
        "mean": float(mean),
        "se": float(np.sqrt(variance)),
        "n": len(x),
        "design_effect": float(variance / simple) if simple else 1.0,
    }


def effective_size(weights):
    """How many people with equal weights would tell as much: (Σ w)² / Σ w².

    weights  Series of numbers above 0
    Returns a number, at most how many there are.

    Raises ValueError where a weight is missing or not above 0.

    >>> effective_size(pd.Series([1, 1, 1, 1]))
    4.0

    Source: L. Kish (1965), Survey Sampling.
    """
    weights = wanted.numbers(weights, "effective_size", "weights", above=0)
    wanted.rows(weights, "effective_size", "weights")
    return float(weights.sum() ** 2 / (weights.astype(float) ** 2).sum())


def size_for_mean(sd, within, population=None, level=0.95, design_effect=1.0):
    """How many must answer for a mean.

    sd             standard deviation of what is asked, in its unit
    within         half the width of the interval that is wanted, in the same unit
    population     how many there are; without end if None
    level          of the interval
    design_effect  of the way of drawing; 1 is a simple sample
    Returns a whole number: z² sd² / within² × the design effect, n₀, made smaller where
    it is a good part of the population: n₀ / (1 + n₀ / N).

    Raises ValueError where a parameter is missing or out of its range.

    >>> size_for_mean(sd=2.0, within=0.2)
    385
    """
    function = "size_for_mean"
    wanted.number(sd, function, "sd", low=0)
    needed = (_z(level, function) * sd / _within(within, function)) ** 2
    return _whole(needed, population, design_effect, function)


def size_for_share(within, p=0.5, population=None, level=0.95, design_effect=1.0):
    """How many must answer for a share.

    within  half the width of the interval, a share: 0.03 is three points
    p       the share to expect; 0.5 asks for most
    population, level, design_effect  as in ``size_for_mean``
    Returns a whole number: z² p(1 − p) / within² × the design effect, and so on.

    Raises ValueError where a parameter is missing or out of its range.

    >>> size_for_share(0.03)
    1068
    """
    function = "size_for_share"
    wanted.share(within, function, "within", inside=True)
    wanted.share(p, function, "p", inside=True)
    needed = _z(level, function) ** 2 * p * (1 - p) / within**2
    return _whole(needed, population, design_effect, function)


def size_for_difference(sd, difference, level=0.95, power=0.8):
    """How many must answer in each of two groups for a difference to be seen.

    sd          standard deviation within a group, in the unit of what is asked
    difference  that matters, in the same unit
    level       of the test, from both sides; power  chance of seeing such a difference
    Returns a whole number, for each group: 2 (z₁₋α/₂ + z_power)² sd² / difference².

    Raises ValueError where a parameter is missing or out of its range.

    >>> size_for_difference(sd=2.0, difference=0.5)
    252
    """
    function = "size_for_difference"
    wanted.number(sd, function, "sd", low=0)
    wanted.share(power, function, "power", inside=True)
    z = _z(level, function) + norm.ppf(power)
    needed = 2 * (z * sd / _within(difference, function, "difference")) ** 2
    return max(int(np.ceil(round(needed, 9))), 2)


def _z(level, function):
    wanted.share(level, function, "level", inside=True)
    return norm.ppf((1 + level) / 2)


def _within(value, function, what="within"):
    if wanted.number(value, function, what) <= 0:
        raise ValueError(f"{function}() needs {what} above 0, not {value}.")
    return value


def _whole(needed, population, design_effect, function):
    wanted.number(design_effect, function, "design_effect", low=0.01)
    needed = needed * design_effect
    if population is not None:
        population = wanted.whole(population, function, "population", low=1)
        needed = needed / (1 + needed / population)
    return max(int(np.ceil(round(needed, 9))), 1)


def _answers(values, weights, groups, clusters, function):
    if groups is not None and clusters is not None:
        raise ValueError(f"{function}() takes groups or clusters, not both.")
    values = wanted.numbers(values, function, "values", gaps=True)
    table = pd.DataFrame({"value": values.astype(float)})
    others = {"weight": weights, "group": groups, "cluster": clusters}
    for name, given in others.items():
        if given is None:
            continue
        what = f"{name}s"
        given = wanted.paired(values, given, function, ("values", what))
        if name == "weight":
            given = wanted.numbers(given, function, what, above=0)
        else:
            given = wanted.series(given, function, what)
            wanted.complete(given, function, what)
        table[name] = given.to_numpy()
    table = table.dropna(subset="value").assign(weight=lambda t: t.get("weight", 1.0))
    if len(table) < 2:
        raise ValueError(
            f"{function}() needs two answers or more; it has {len(table)}."
        )
    return table
