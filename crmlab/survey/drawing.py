"""Drawing a sample: who is asked, when not all can be.

Each function takes a population, a frame with a row a person, and returns the rows that
were drawn. Where chances differ, the column ``weight`` says how many of the population
each one stands for.

Source: W. G. Cochran (1977), Sampling Techniques, chapters 2, 5, 8 and 9.
"""

import numpy as np
import pandas as pd

from crmlab import wanted

ALLOCATIONS = ("proportional", "equal", "optimal")


def simple_sample(population, n, seed=0):
    """A simple random sample: every group of n has the same chance.

    population  frame, a row a person; n  how many; seed  of the draw
    Returns the rows drawn, in their order, with weight: N / n.

    Raises ValueError where n is not between 1 and the number of rows. A gap is kept.

    >>> len(simple_sample(pd.DataFrame({"spend": range(10)}), 4))
    4
    """
    population, n, rng = _asked(population, n, seed, "simple_sample")
    drawn = np.sort(rng.choice(len(population), n, replace=False))
    return _weighed(population.iloc[drawn], len(population) / n)


def systematic_sample(population, n, seed=0):
    """Every k-th of a list, from a start at random.

    population  frame, a row a person, in the order of the list
    n           how many; k is N / n
    seed        of the start, the only thing that is drawn
    Returns the rows drawn, with weight. Where the list goes up and down in a rhythm of
    k, those drawn are all alike.

    Raises ValueError as ``simple_sample`` does. A gap is kept.

    >>> systematic_sample(pd.DataFrame({"x": range(6)}), 3)["x"].diff()[1:].to_list()
    [2.0, 2.0]
    """
    population, n, rng = _asked(population, n, seed, "systematic_sample")
    step = len(population) / n
    drawn = np.floor(rng.uniform(0, step) + step * np.arange(n)).astype(int)
    return _weighed(population.iloc[np.minimum(drawn, len(population) - 1)], step)


def stratified_sample(population, by, n, allocation="proportional", of=None, seed=0):
    """A simple random sample of each group.

    population  frame, a row a person; by  its column with the groups (strata)
    n           how many in all
    allocation  as in ``allocate``; "optimal" needs ``of``
    of          a column of numbers: the groups that differ more in it get more
    seed        of the draw
    Returns the rows drawn, group by group, with weight: of each group, its size over
    those drawn.

    Raises ValueError where the column is missing or has a gap, n does not give at least
    one to each group (two, where ``of`` is given) or is more than there are.

    >>> people = pd.DataFrame({"place": list("aaaab"), "spend": range(5)})
    >>> stratified_sample(people, "place", 3, "equal")["place"].to_list()
    ['a', 'a', 'b']
    """
    population, n, rng = _asked(population, n, seed, "stratified_sample")
    groups = _groups(population, by, "stratified_sample")
    spread = None
    if of is not None:
        wanted.one_of(of, population.columns, "stratified_sample", "column")
        table = wanted.table(population, "stratified_sample", "population", numbers=of)
        spread = table[of].groupby(groups).std().fillna(0)
    sizes = groups.value_counts().sort_index()
    shares = allocate(sizes, n, allocation, spread)
    parts = []
    for group, members in population.groupby(groups):
        drawn = np.sort(rng.choice(len(members), shares[group], replace=False))
        parts.append(_weighed(members.iloc[drawn], len(members) / shares[group]))
    return pd.concat(parts)


def cluster_sample(population, by, clusters, seed=0):
    """Whole groups, drawn at random: all people of some shops, say.

    population  frame, a row a person; by  its column with the groups (clusters)
    clusters    how many groups are drawn; seed  of the draw
    Returns all rows of the groups drawn, with weight: groups there are over those
    drawn.

    Raises ValueError where the column is missing or has a gap, or clusters is not
    between 1 and the number of groups.

    >>> people = pd.DataFrame({"shop": list("aabbc")})
    >>> cluster_sample(people, "shop", 3)["weight"].to_list()
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """
    cluster = _groups(population, by, "cluster_sample")
    groups = np.sort(cluster.unique())
    clusters = wanted.whole(
        clusters, "cluster_sample", "clusters", low=1, high=len(groups)
    )
    rng = np.random.default_rng(wanted.whole(seed, "cluster_sample", "seed"))
    drawn = rng.choice(groups, clusters, replace=False)
    return _weighed(population[cluster.isin(drawn)], len(groups) / clusters)


def allocate(sizes, n, allocation="proportional", spread=None):
    """How many of each group are asked.

    sizes       Series of whole numbers by group: how many there are
    n           how many are asked in all
    allocation  "proportional" to the sizes; "equal"; "optimal": to size × standard
                deviation (Neyman), which makes the error of the mean least
    spread      Series of standard deviations, matched by index, for "optimal"
    Returns a Series of whole numbers by group that add up to n: one at least, and no
    more than there are; what is left over by rounding goes to the largest remainders.

    Raises ValueError where a number is missing, n is less than the number of groups or
    more than there are in all, or "optimal" lacks a spread above 0.

    >>> allocate(pd.Series({"big": 90, "small": 10}), 10).to_list()
    [9, 1]

    Source: J. Neyman (1934), Journal of the Royal Statistical Society 97(4), 558–625.
    """
    wanted.one_of(allocation, ALLOCATIONS, "allocate", "allocation")
    sizes = wanted.numbers(sizes, "allocate", "sizes", low=1)
    wanted.rows(sizes, "allocate", "sizes")
    wanted.unique_index(sizes, "allocate", "sizes")
    most = int(sizes.sum())
    n = wanted.whole(n, "allocate", "n", low=len(sizes), high=most)
    part = sizes.astype(float)
    if allocation == "equal":
        part = pd.Series(1.0, sizes.index)
    if allocation == "optimal":
        if spread is None:
            raise ValueError("allocate() needs spread for an optimal allocation.")
        spread = wanted.numbers(spread, "allocate", "spread", low=0)
        spread = wanted.matched(sizes, spread, "allocate", ("sizes", "spread"))
        part = sizes * spread
        if part.sum() == 0:
            raise ValueError("allocate() needs a spread above 0 in one group at least.")
    return _whole_parts(part / part.sum() * n, sizes, n)


def _whole_parts(ideal, sizes, n):
    """Whole numbers near these that add up to n, from 1 to the sizes."""
    found = ideal.clip(1, sizes)
    # What one group cannot take, or must have, is shared by the others.
    for _ in range(len(sizes)):
        free = (found > 1) & (found < sizes)
        if not free.any() or np.isclose(found.sum(), n):
            break
        found[free] *= 1 + (n - found.sum()) / found[free].sum()
        found = found.clip(1, sizes)
    low = np.floor(found + 1e-9).astype(int)
    rest = (
        (found - low).where(low < sizes, -1).sort_values(ascending=False, kind="stable")
    )
    low[rest.index[: n - low.sum()]] += 1
    return low.rename("n")


def _asked(population, n, seed, function):
    wanted.frame(population, function, "population")
    wanted.rows(population, function, "population")
    n = wanted.whole(n, function, "n", low=1, high=len(population))
    return population, n, np.random.default_rng(wanted.whole(seed, function, "seed"))


def _groups(population, by, function):
    """The column with the groups, without gaps, as plain labels."""
    wanted.frame(population, function, "population")
    wanted.one_of(by, population.columns, function, "column")
    table = wanted.table(population, function, "population", labels=by)
    return table[by].astype(object)


def _weighed(drawn, weight):
    return drawn.assign(weight=float(weight))
