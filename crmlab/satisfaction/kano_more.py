"""The Kano model, further: points instead of categories, a budget."""

from itertools import combinations

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.satisfaction.kano import (
    ANSWERS,
    counts_of,
    groups_of,
    place_of,
)

# William DuMouchel's points, in Berger et al. 1993: what pleases weighs more than what
# annoys, since people say "dislike" more lightly than "like".
POINTS_WITH = {"like": 4, "must-be": 2, "neutral": 0, "live with": -1, "dislike": -2}
POINTS_WITHOUT = {"like": -2, "must-be": -1, "neutral": 0, "live with": 2, "dislike": 4}
MOST_FEATURES = 20  # a million sets
MIDDLE = 2  # between 0 and 4, the range of who means what they say


def kano_points(functional, dysfunctional, by, weights=None):
    """The continuous Kano model: mean points of each group, and their quadrant.

    functional, dysfunctional  Series of answers; by  Series to group by, or a list of
             such; all matched by index
    weights  Series, such as the stated importance; None counts all alike
    Returns a frame: with_it, without_it (points, mean of the group; 4 is the most),
    quadrant (A, O, M or I, cut at 2). No answer is thrown away: a questionable one
    pulls the mean instead. Who left out one of the two questions is left out of both
    means. (DuMouchel in Berger et al. 1993, Center for Quality of Management Journal
    2(4).)

    Raises ValueError where an answer is none of the questionnaire's, a row has no group
    or no weight, a weight is below 0, or those of a group add up to 0.

    >>> kano_points(pd.Series(["like"]), pd.Series(["neutral"]), pd.Series(["card"]))
          with_it  without_it quadrant
    card      4.0         0.0        A
    """
    functional = wanted.series(functional, "kano_points", "functional")
    wanted.rows(functional, "kano_points", "functional")
    dysfunctional = wanted.series(dysfunctional, "kano_points", "dysfunctional")
    names = ("functional", "dysfunctional")
    dysfunctional = wanted.paired(functional, dysfunctional, "kano_points", names)
    by = groups_of(functional, by, "kano_points")
    weight = pd.Series(1.0, functional.index) if weights is None else weights
    weight = wanted.numbers(weight, "kano_points", "weights", low=0)
    weight = wanted.paired(functional, weight, "kano_points", ("functional", "weights"))
    points = pd.DataFrame(
        {
            "with_it": _points(functional, POINTS_WITH, "functional"),
            "without_it": _points(dysfunctional, POINTS_WITHOUT, "dysfunctional"),
        }
    )
    weight = weight.where(points.notna().all(axis=1))
    total = points.mul(weight, axis=0).groupby(by, observed=True).sum()
    mean = total.div(_weights(weight, by), axis=0)
    high = (mean >= MIDDLE).to_numpy()
    letters = {(True, False): "A", (True, True): "O"}
    letters |= {(False, True): "M", (False, False): "I"}
    return mean.assign(quadrant=[letters[bool(a), bool(b)] for a, b in high])


def _points(answers, points, name):
    """The points of each answer, missing where it is."""
    worth = np.array([*(points[answer] for answer in ANSWERS), np.nan])
    return pd.Series(worth[place_of(answers, name)], answers.index)


def _weights(weight, by):
    """The sum of each group's weights; a ValueError where it is 0."""
    whole = weight.groupby(by, observed=True).sum()
    if not (whole > 0).all():
        raise ValueError(
            f"kano_points() found nobody of {whole.index[whole <= 0][0]} with both "
            "answers and a weight above 0. Leave the group out."
        )
    return whole


def net_reach(counts):
    """Share whom a feature serves, less the share who would rather not have it.

    counts  frame of ``kano_counts``, or of shares. Served are A, O and M: it pleases
            them, or spares them annoyance. Q is left out of the whole
    Returns a Series of shares, -1 to 1; missing where all answers are questionable.

    Raises ValueError where a column or a count is missing, or a count is below 0.
    """
    counts = counts_of(counts, "net_reach", whole=False)
    meant = counts[list("AOMIR")].sum(axis=1)
    reach = counts[list("AOM")].sum(axis=1) - counts["R"]
    return reach / meant.where(meant > 0)


def served(counts, customers):
    """How many customers each feature serves, if it is offered where it is wanted.

    counts     frame of ``kano_counts`` by feature and segment, two levels of the index
    customers  Series of customers by segment
    Returns a frame by feature: to_all (customers served less those put off, if all get
    it), where_wanted (only segments with a positive net reach), segments (their names).

    Raises ValueError where a segment is missing in customers or there twice, a number
    is missing or below 0, or a feature has no usable answer of a segment.
    """
    wanted.frame(counts, "served", "counts")
    if counts.index.nlevels != 2:
        raise ValueError(
            "served() needs counts by feature and segment, two levels of the index: "
            "kano_counts(categories, [feature, segment])."
        )
    wanted.unique_index(counts, "served", "counts")
    customers = wanted.numbers(customers, "served", "customers", low=0)
    reach = net_reach(counts).unstack()
    empty = reach.stack(future_stack=True)
    if empty.isna().any():
        raise ValueError(
            f"served() found no usable answer for {empty.index[empty.isna()][0]}: "
            "leave the feature or the segment out."
        )
    names = ("the segments of counts", "customers")
    segments = pd.Series(True, reach.columns)
    moved = reach * wanted.matched(segments, customers, "served", names)
    there = moved.clip(lower=0)
    names = [", ".join(map(str, reach.columns[row > 0])) for row in reach.to_numpy()]
    return pd.DataFrame(
        {
            "to_all": moved.sum(axis=1),
            "where_wanted": there.sum(axis=1),
            "segments": names,
        }
    )


def best_set(value, cost, budget):
    """The features that together are worth most within a budget, by trying all sets.

    value, cost  Series by feature, such as customers served and yuan; budget  yuan
    Returns the list of features, dearest value first. For up to 20 features.

    Raises ValueError where a feature has no cost, is there twice, or a number is
    missing; a cost or the budget is below 0; there are more than 20 features.

    >>> value = pd.Series({"card": 3, "events": 4, "timer": 2})
    >>> best_set(value, pd.Series({"card": 5, "events": 9, "timer": 5}), 10)
    ['card', 'timer']
    """
    value = wanted.numbers(value, "best_set", "value")
    cost = wanted.numbers(cost, "best_set", "cost", low=0)
    cost = wanted.matched(value, cost, "best_set", ("value", "cost"))
    wanted.number(budget, "best_set", "budget", low=0)
    if not 0 < len(value) <= MOST_FEATURES:
        raise ValueError(
            f"best_set() tries all sets of 1 to {MOST_FEATURES} features; value has "
            f"{len(value)}. Leave out those that cost most for what they are worth."
        )
    worth, price = value.to_dict(), cost.to_dict()  # quicker to add up than a Series
    sets = (
        chosen
        for size in range(len(value) + 1)
        for chosen in combinations(value.index, size)
        if sum(price[feature] for feature in chosen) <= budget
    )
    best = max(sets, key=lambda chosen: sum(worth[feature] for feature in chosen))
    return sorted(best, key=lambda feature: -worth[feature])
