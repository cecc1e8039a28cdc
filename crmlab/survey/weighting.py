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
    labels, totals = _list(answered, totals, function, ("answered", "totals"))
    return labels.map(totals / labels.value_counts()).astype(float)


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
        names = name, f"totals of {name}"
        found[name] = _list(answered[name], total, function, names)
    sums = {name: float(total.sum()) for name, (_, total) in found.items()}
    if not np.allclose(list(sums.values()), next(iter(sums.values())), rtol=1e-6):
        told = ", ".join(f"{name} to {value:g}" for name, value in sums.items())
        raise ValueError(
            f"{function}() needs lists with one total; they add up: {told}."
        )
    return found


def _list(labels, totals, function, names):
    """Labels of those who answered, and totals by label; both have all labels."""
    totals = wanted.numbers(totals, function, names[1], above=0).astype(float)
    wanted.rows(totals, function, names[1])
    wanted.unique_index(totals, function, names[1])
    labels = wanted.known(labels, totals.index, function, names[0])
    # As objects, since categories nobody is in would be groups of their own.
    labels = labels.astype(object)
    missing = totals.index.difference(labels.unique(), sort=False)
    if len(missing):
        raise ValueError(
            f"{function}() finds nobody of {missing[0]} in {names[0]}, so that nobody "
            "can stand in for them. Join the group with one that is like it."
        )
    return labels, totals
