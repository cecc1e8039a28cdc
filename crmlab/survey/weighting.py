"""Weighting: those who answered stand in for those who did not.

Weights make the sample look like the population in what is known of both. They mend an
answer only as far as it hangs on that.

Sources: W. E. Deming & F. F. Stephan (1940), Annals of Mathematical Statistics 11(4),
427–444, on raking; W. G. Cochran (1977), Sampling Techniques, 5A.9, on strata after the
draw.
"""

import numpy as np
import pandas as pd

from crmlab import wanted


def post_stratify(answered, totals):
    """Weights by group: how many of the population each who answered stands for.

    answered  Series of labels: the group of each who answered
    totals    Series by group: how many of the population are in it
    Returns a Series by the index of answered: N of the group / n of the group.

    Raises ValueError where a label is missing, totals lacks a group or has one in which
    nobody answered, or a total is not above 0.

    >>> post_stratify(pd.Series(["a", "a", "b"]), pd.Series({"a": 6, "b": 9})).to_list()
    [3.0, 3.0, 9.0]
    """
    function = "post_stratify"
    totals = _totals(totals, function, "totals")
    answered = wanted.known(answered, totals.index, function, "answered")
    count = answered.value_counts()
    _all_there(count.index, totals.index, function, "answered")
    return answered.map(totals / count.reindex(totals.index)).astype(float)


def rake(answered, totals, most=None, steps=200):
    """Weights that meet several lists of totals at once (raking).

    answered  frame, a row a person who answered, with a column of labels for each list
    totals    dict of column to a Series by label: how many of the population
    most      no weight is above this many times N / n; None: as they come
    steps     rounds at most
    Returns a Series of weights by the index of answered. In a round, weights are
    multiplied list by list so that the sums are right (iterative proportional fitting);
    the rounds end when all are. With ``most``, weights are cut after each round, and
    the sums of those who would need more fall short.

    Raises ValueError where a column is missing or has a gap, a label is on one side
    only, the lists do not add up to one total, a parameter is out of its range, or the
    sums are not met within the rounds: then some combination is there too seldom.

    >>> people = pd.DataFrame({"sex": list("ffm"), "city": list("xyx")})
    >>> sexes, cities = pd.Series({"f": 6, "m": 4}), pd.Series({"x": 7, "y": 3})
    >>> rake(people, {"sex": sexes, "city": cities}).round(2).to_list()
    [3.0, 3.0, 4.0]
    """
    function = "rake"
    lists = _lists(answered, totals, function)
    if most is not None:
        wanted.number(most, function, "most", low=1)
    steps = wanted.whole(steps, function, "steps", low=1)
    whole = next(iter(lists.values()))[1].sum()
    weights = pd.Series(whole / len(answered), answered.index)
    for _ in range(steps):
        before = weights
        for labels, total in lists.values():
            weights = weights * labels.map(total / weights.groupby(labels).sum())
        if most is not None:
            weights = weights.clip(upper=most * whole / len(answered))
        if np.allclose(weights, before, rtol=1e-10):
            return weights.rename("weight")
    if most is None:
        raise ValueError(
            f"rake() did not meet all totals in {steps} rounds: some combination of "
            "labels is too rare. Join small groups."
        )
    return weights.rename("weight")


def _lists(answered, totals, function):
    """Each list: labels of those who answered, and totals, checked."""
    wanted.mapping(totals, function, "totals")
    wanted.table(answered, function, "answered", labels=list(totals))
    found = {}
    for name, total in totals.items():
        total = _totals(total, function, f"totals of {name}")
        labels = wanted.known(answered[name], total.index, function, name)
        _all_there(labels.unique(), total.index, function, name)
        # As objects, since categories nobody is in would be groups of their own.
        found[name] = labels.astype(object), total
    sums = {name: float(total.sum()) for name, (_, total) in found.items()}
    if not np.allclose(list(sums.values()), next(iter(sums.values())), rtol=1e-6):
        told = ", ".join(f"{name} to {value:g}" for name, value in sums.items())
        raise ValueError(
            f"{function}() needs lists with one total; they add up: {told}."
        )
    return found


def _totals(totals, function, what):
    totals = wanted.numbers(totals, function, what, above=0)
    wanted.rows(totals, function, what)
    wanted.unique_index(totals, function, what)
    return totals.astype(float)


def _all_there(there, needed, function, what):
    missing = [label for label in needed if label not in set(there)]
    if missing:
        raise ValueError(
            f"{function}() finds nobody of {missing[0]} in {what}, so that nobody can "
            "stand in for them. Join the group with one that is like it."
        )
