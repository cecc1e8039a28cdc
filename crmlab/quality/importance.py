"""The strategic satisfaction matrix: what matters, and how well we do it.

Sources: J. A. Martilla & J. C. James (1977), Journal of Marketing 41(1), 77–79; for the
company itself and its rivals side by side, the strategic satisfaction matrix.
"""

import numpy as np
import pandas as pd

from crmlab import wanted

# By whether a point is above the middle in importance, and in performance.
QUADRANTS = {
    (True, True): "keep up",
    (True, False): "mend first",
    (False, True): "possible overkill",
    (False, False): "low priority",
}


def satisfaction_matrix(importance, performance, middle="mean"):
    """Each attribute's place in the matrix.

    importance   Series by attribute: stated by customers, or derived (a weight)
    performance  Series by attribute, matched by index, on a scale of its own
    middle       where the lines cross: "mean" or "median" of the attributes, or a pair
                 of numbers (importance, performance)
    Returns a frame by attribute: importance, performance, gap (performance less
    importance, each in standard deviations over the attributes, so that two scales can
    be compared), quadrant: one of "keep up", "mend first", "possible overkill", "low
    priority". What lies on a line counts as below it.

    Raises ValueError where a number is missing, the attributes are not the same or
    fewer than two, all are alike, or middle is none of these.

    >>> stated = pd.Series({"taste": 9.0, "parcel": 8.0, "shop": 3.0})
    >>> rated = pd.Series({"taste": 9.0, "parcel": 5.0, "shop": 8.0})
    >>> satisfaction_matrix(stated, rated)["quadrant"].to_list()
    ['keep up', 'mend first', 'possible overkill']
    """
    table = _table(importance, performance, "satisfaction_matrix")
    lines = _middle(table, middle)
    spread = (table - table.mean()) / table.std()
    above = table > lines
    table["gap"] = spread["performance"] - spread["importance"]
    table["quadrant"] = [QUADRANTS[tuple(row)] for row in above.to_numpy().tolist()]
    return table


def quadrant_chances(importance, performance, middle="mean", draws=1000, seed=0):
    """How sure is a quadrant? The survey drawn again and again.

    importance, performance  frames of answers, a row a customer (matched by index), a
                             column an attribute; gaps are left out of the means
    middle                   as in ``satisfaction_matrix``
    draws, seed              how many bootstrap samples of customers, and their seed
    Returns a frame by attribute: importance, performance (means), low and high of each
    (the middle 95 % of the draws: importance_low, …), quadrant, and chance: the share
    of draws in which the attribute stands in that quadrant.

    Raises ValueError as ``satisfaction_matrix`` does, for an attribute that nobody
    rated, or for fewer than two customers.

    Source: B. Efron (1979), Annals of Statistics 7(1), 1–26.
    """
    asked = _answers(importance, performance, "quadrant_chances")
    draws = wanted.whole(draws, "quadrant_chances", "draws", low=2)
    rng = np.random.default_rng(wanted.whole(seed, "quadrant_chances", "seed"))
    names, people = asked[0].columns, len(asked[0])
    found = satisfaction_matrix(asked[0].mean(), asked[1].mean(), middle)
    drawn = rng.multinomial(people, np.full(people, 1 / people), draws)
    means = [_means(answers.to_numpy(), drawn) for answers in asked]
    lines = _middle(found[["importance", "performance"]], middle)
    same = np.ones((draws, len(names)), bool)
    for what, mean in zip(("importance", "performance"), means, strict=True):
        above = mean > _lines(mean, middle, what)
        same &= above == (found[what] > lines[what]).to_numpy()
        low, high = np.quantile(mean, [0.025, 0.975], axis=0)
        found[f"{what}_low"], found[f"{what}_high"] = low, high
    return found.assign(chance=same.mean(axis=0))


def _means(answers, drawn):
    """Means by column, a row a draw: each row of answers counts as often as drawn."""
    there = ~np.isnan(answers)
    return (drawn @ np.where(there, answers, 0)) / (drawn @ there)


def _table(importance, performance, function):
    importance = wanted.numbers(importance, function, "importance")
    performance = wanted.numbers(performance, function, "performance")
    names = ("importance", "performance")
    performance = wanted.matched(importance, performance, function, names)
    table = pd.DataFrame({"importance": importance, "performance": performance})
    table = table.astype(float)
    if len(table) < 2:
        raise ValueError(f"{function}() needs two attributes or more.")
    wanted.differing(table, function, "the attributes")
    return table


def _middle(table, middle):
    if isinstance(middle, str):
        wanted.one_of(middle, ("mean", "median"), "satisfaction_matrix", "middle")
        return table.agg(middle)
    pair = wanted.listed(middle, "satisfaction_matrix", "middle")
    if len(pair) != 2:
        raise ValueError(
            "satisfaction_matrix() needs two numbers for middle: importance and "
            f"performance; it got {len(pair)}."
        )
    for value in pair:
        wanted.number(value, "satisfaction_matrix", "middle")
    return pd.Series(pair, ["importance", "performance"])


def _lines(means, middle, what):
    """Where the line stands in each draw; means as of ``_means``."""
    if isinstance(middle, str):
        return pd.DataFrame(means).agg(middle, axis=1).to_numpy()[:, None]
    return _middle(None, middle)[what]


def _answers(importance, performance, function):
    """Both frames with the same people and attributes, in one order."""
    found = {}
    for what, given in {"importance": importance, "performance": performance}.items():
        found[what] = wanted.all_numbers(given, function, what, gaps=True).astype(float)
        if len(given) < 2:
            raise ValueError(f"{function}() needs two customers or more in {what}.")
        unrated = found[what].columns[found[what].isna().all()]
        if len(unrated):
            raise ValueError(f"{function}() found no answer on {unrated[0]} in {what}.")
    one, other = found.values()
    if set(one.columns) != set(other.columns):
        raise ValueError(
            f"{function}() needs the same attributes in both: importance has "
            f"{', '.join(map(str, one.columns))}, performance "
            f"{', '.join(map(str, other.columns))}."
        )
    other = wanted.matched(one, other, function, ("importance", "performance"))
    return one, other[one.columns]
