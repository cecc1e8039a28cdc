"""One way of drawing, many times over: how far do its answers lie apart?

Nobody can ask a population a thousand times. Where all its answers are known, as in a
simulated company, the error of a sample can be seen beside the formula for it.

Source: W. G. Cochran (1977), Sampling Techniques, chapters 2, 5, 8 and 9.
"""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.survey.drawing import allocate

WAYS = ("simple", "systematic", "proportional", "optimal", "cluster")
BLOCK = 100  # draws made at once, so that a large population fits into memory


def repeated_means(
    population, of, n, way="simple", by=None, spread_of=None, times=1000, seed=0
):
    """The mean that a sample gives, drawn anew so many times.

    population  frame, a row a person, in the order of the list
    of          its column of numbers that is asked for
    n           people drawn; groups drawn where way is "cluster"
    way         "simple", "systematic", "proportional" or "optimal" (strata), "cluster"
    by          column with the strata or the clusters; not looked at by the others
    spread_of   column of numbers whose spread sets the optimal allocation; ``of`` if
                None
    times       draws;  seed  of all of them
    Returns a Series of means, one a draw, each weighted as its way of drawing asks:
    strata by their size, clusters by their people. The draws are those of
    ``simple_sample`` and its fellows, many at once.

    Raises ValueError where a column is missing or has a gap, way is unknown, or n or
    times is out of its range.

    >>> people = pd.DataFrame({"spend": [1.0, 3.0, 5.0]})
    >>> repeated_means(people, "spend", 3, times=2).to_list()
    [3.0, 3.0]
    """
    function = "repeated_means"
    wanted.one_of(way, WAYS, function, "way")
    wanted.frame(population, function, "population")
    wanted.rows(population, function, "population")
    spread_of = of if spread_of is None else spread_of
    for column in (of, spread_of):
        wanted.one_of(column, population.columns, function, "column")
    numbers = list({of, spread_of})
    table = wanted.table(population, function, "population", numbers=numbers)
    values = table[of].to_numpy(float)
    times = wanted.whole(times, function, "times", low=1)
    rng = np.random.default_rng(wanted.whole(seed, function, "seed"))
    if way in ("simple", "systematic"):
        n = wanted.whole(n, function, "n", low=1, high=len(values))
        draw = _simple if way == "simple" else _systematic
        return _named(draw(values, n, times, rng))
    wanted.one_of(by, population.columns, function, "column")
    labels = wanted.table(population, function, "population", labels=by)[by]
    labels = labels.astype(object).to_numpy()
    groups = table[of].astype(float).groupby(labels)
    if way == "cluster":
        n = wanted.whole(n, function, "n", low=1, high=groups.ngroups)
        return _named(_clusters(groups, n, times, rng))
    spread = table[spread_of].groupby(labels).std().fillna(0)
    asked = allocate(groups.size(), n, way, spread if way == "optimal" else None)
    share = groups.size() / len(values)
    parts = [
        share[label] * _simple(part.to_numpy(), asked[label], times, rng)
        for label, part in groups
    ]
    return _named(np.sum(parts, axis=0))


def _simple(values, n, times, rng):
    """Means of n values, no value twice in a draw: those with the lowest lots."""
    means = np.empty(times)
    for start in range(0, times, BLOCK):
        lots = rng.random((min(BLOCK, times - start), len(values)))
        drawn = np.argpartition(lots, n - 1, axis=1)[:, :n]
        means[start : start + BLOCK] = values[drawn].mean(axis=1)
    return means


def _systematic(values, n, times, rng):
    """Means of every k-th value, from starts at random."""
    step = len(values) / n
    starts = rng.uniform(0, step, times)
    drawn = np.floor(starts[:, None] + step * np.arange(n)).astype(int)
    return values[np.minimum(drawn, len(values) - 1)].mean(axis=1)


def _clusters(groups, n, times, rng):
    """Means of the people in n whole groups."""
    total, size = groups.sum().to_numpy(), groups.size().to_numpy()
    lots = rng.random((times, len(size)))
    drawn = np.argpartition(lots, n - 1, axis=1)[:, :n]
    return total[drawn].sum(axis=1) / size[drawn].sum(axis=1)


def _named(means):
    return pd.Series(means, name="mean")
