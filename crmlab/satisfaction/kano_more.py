"""The Kano model, further: points instead of categories, doubtful answers, a budget."""

from itertools import combinations

import pandas as pd

# William DuMouchel's points, in Berger et al. 1993: what pleases weighs more than what
# annoys, since people say "dislike" more lightly than "like".
POINTS_WITH = {"like": 4, "must-be": 2, "neutral": 0, "live with": -1, "dislike": -2}
POINTS_WITHOUT = {"like": -2, "must-be": -1, "neutral": 0, "live with": 2, "dislike": 4}
MIDDLE = 2  # between 0 and 4, the range of who means what they say


def kano_points(functional, dysfunctional, by, weights=None):
    """The continuous Kano model: mean points of each group, and their quadrant.

    functional, dysfunctional: Series of answers; by: Series to group by
    weights: Series, such as the stated importance; None counts all alike
    Returns a frame: with_it, without_it (points, mean of the group; 4 is the most),
    quadrant (A, O, M or I, cut at 2). Nothing is thrown away: a questionable answer
    pulls the mean instead. (DuMouchel in Berger et al. 1993, Center for Quality of
    Management Journal 2(4).)

    >>> kano_points(pd.Series(["like"]), pd.Series(["neutral"]), pd.Series(["card"]))
          with_it  without_it quadrant
    card      4.0         0.0        A
    """
    points = pd.DataFrame(
        {
            "with_it": pd.Series(functional).astype("string").map(POINTS_WITH),
            "without_it": pd.Series(dysfunctional).astype("string").map(POINTS_WITHOUT),
        }
    ).astype(float)
    weight = pd.Series(1.0, points.index) if weights is None else weights
    total = points.mul(weight, axis=0).groupby(by, observed=True).sum()
    mean = total.div(weight.groupby(by, observed=True).sum(), axis=0)
    high = (mean >= MIDDLE).to_numpy()
    letters = {(True, False): "A", (True, True): "O"}
    letters |= {(False, True): "M", (False, False): "I"}
    return mean.assign(quadrant=[letters[bool(a), bool(b)] for a, b in high])


def doubtful(categories, person, most=2):
    """Who gave more questionable answers than slips explain?

    categories: Series of letters; person: Series, who answered
    most: with so many Q or more, a person's answers are all in doubt
    Returns a Series by person: True where the answers should be looked at, or left out
    in a second run. One Q is a slip; to drop the person for it costs good answers.
    """
    questionable = (pd.Series(categories) == "Q").groupby(person).sum()
    return (questionable >= most).rename("doubtful")


def net_reach(counts):
    """Share whom a feature serves, less the share who would rather not have it.

    counts: frame of ``kano_counts``. Served are A, O and M: it pleases them, or spares
    them annoyance. Q is left out of the whole.
    """
    meant = counts[list("AOMIR")].sum(axis=1)
    return (counts[list("AOM")].sum(axis=1) - counts["R"]) / meant


def served(counts, customers):
    """How many customers each feature serves, if it is offered where it is wanted.

    counts: frame of ``kano_counts`` by feature and segment, two levels of the index
    customers: Series of customers by segment
    Returns a frame by feature: to_all (customers served less those put off, if all get
    it), where_wanted (only segments with a positive net reach), segments (their names).
    """
    reach = net_reach(counts).unstack()
    moved = reach * customers.reindex(reach.columns)
    wanted = moved.clip(lower=0)
    names = [", ".join(reach.columns[row > 0]) for row in reach.to_numpy()]
    return pd.DataFrame(
        {
            "to_all": moved.sum(axis=1),
            "where_wanted": wanted.sum(axis=1),
            "segments": names,
        }
    )


def best_set(value, cost, budget):
    """The features that together are worth most within a budget, by trying all sets.

    value, cost: Series by feature, such as customers served and yuan; budget: yuan
    Returns the list of features, dearest value first. For up to some 15 features.

    >>> value = pd.Series({"card": 3, "events": 4, "timer": 2})
    >>> best_set(value, pd.Series({"card": 5, "events": 9, "timer": 5}), 10)
    ['card', 'timer']
    """
    worth, price = value.to_dict(), cost.to_dict()  # quicker to add up than a Series
    sets = (
        chosen
        for size in range(len(value) + 1)
        for chosen in combinations(value.index, size)
        if sum(price[feature] for feature in chosen) <= budget
    )
    best = max(sets, key=lambda chosen: sum(worth[feature] for feature in chosen))
    return sorted(best, key=lambda feature: -worth[feature])
