"""From bases to grades: one scale, one score, four grades."""

import numpy as np
import pandas as pd

from crmlab import wanted

# The customer pyramid: what share of the customers each grade holds, from the top.
SHARES = {"top": 0.05, "major": 0.15, "ordinary": 0.30, "long tail": 0.50}
SCALES = ["rank", "range", "spread"]


def scaled(bases, how="rank"):
    """Bring bases of a grade to one scale, so that they can be added.

    bases  frame, one row a customer, one column a base; more is better
    how    "rank": the place among all, from 0 (worst) to 1 (best): (rank − ½) / n,
           ties share the middle of their places. One giant moves nobody else.
           "range": (x − least) / (greatest − least). One giant presses all others
           together near 0.
           "spread": (x − mean) / standard deviation, as scikit-learn's StandardScaler
    Returns a frame of the same shape.

    Raises ValueError where a base is a gap, infinite or no number, there are no rows,
    how is unknown, or a base is the same for all customers (it tells nobody apart).

    >>> scaled(pd.DataFrame({"margin": [0, 100, 1000]}), "range")["margin"].to_list()
    [0.0, 0.1, 1.0]
    """
    wanted.one_of(how, SCALES, "scaled", "scale")
    bases = wanted.all_numbers(bases, "scaled", "bases").astype(float)
    wanted.differing(bases, "scaled", "bases")
    if how == "rank":
        return (bases.rank() - 0.5) / len(bases)
    if how == "range":
        return (bases - bases.min()) / (bases.max() - bases.min())
    return (bases - bases.mean()) / bases.std(ddof=0)


def composite(scaled, weights):
    """Weighted composite: Σ weight × base, the weights made to sum to 1.

    scaled   frame as ``scaled`` returns it
    weights  dict or Series, one number of 0 or more for each column
    Returns a Series by customer.

    Raises ValueError where a base is a gap or no number, a column has no weight or a
    weight no column, a weight is below 0, or all are 0.

    >>> both = pd.DataFrame({"margin": [0.25, 0.75], "credit": [0.75, 0.25]})
    >>> composite(both, {"margin": 3, "credit": 1}).to_list()
    [0.375, 0.625]
    """
    scaled = wanted.all_numbers(scaled, "composite", "scaled")
    weights = _weights(weights, scaled.columns)
    return (scaled @ weights).rename("score")


def grades(score, shares=SHARES):
    """The grade of each customer, by place in the order of a score.

    score   Series by customer, the more the better
    shares  dict from grade, the best first, to its share of the customers; sums to 1
    Returns an ordered categorical Series. A place is (rank from the top − ½) / n. Those
    who tie share the middle of their places, and so the grade: a grade may then be
    larger or smaller than its share.

    Raises ValueError where a score is a gap, infinite or no number, there are none, or
    the shares are not above 0 or do not sum to 1.

    >>> grades(pd.Series([7, 1, 9, 3]), {"first": 0.25, "second": 0.75}).to_list()
    ['second', 'second', 'first', 'second']
    """
    score = wanted.numbers(score, "grades", "score")
    wanted.rows(score, "grades", "score")
    bounds = _bounds(shares, "grades")
    place = (score.rank(ascending=False) - 0.5) / len(score)
    number = np.digitize(place.round(9), bounds)
    found = pd.Categorical.from_codes(number, list(shares), ordered=True)
    return pd.Series(found, score.index, name="grade")


def all_weights(names, step=0.1, least=0.1):
    """Every set of weights in steps, each weight at least so much, that sums to 1.

    names  of the bases
    step   from one weight to the next; 1 is a whole number of steps
    least  the smallest weight that a sensible manager would give
    Returns a frame, one row a set, one column a base.

    Raises ValueError where names are none, repeat or have a gap, step is not between 0
    and 1 or does not divide 1, or so many weights of least come to more than 1.

    >>> all_weights(["margin", "credit"], step=0.25, least=0.25)["margin"].to_list()
    [0.25, 0.5, 0.75]
    """
    function = "all_weights"
    names = wanted.listed(names, function, "names")
    wanted.keys(names, function, "names", once=True)
    wanted.share(step, function, "step")
    wanted.share(least, function, "least")
    steps, low = round(1 / step) if step else 0, int(np.ceil(round(least / step, 9)))
    if abs(steps * step - 1) > 1e-9 or low * len(names) > steps:
        raise ValueError(
            f"{function}() finds no weights of {least} or more for {len(names)} bases "
            f"in steps of {step} that sum to 1."
        )
    grid = np.indices([steps - low * (len(names) - 1) - low + 1] * (len(names) - 1))
    sets = low + grid.reshape(len(names) - 1, -1).T
    last = steps - sets.sum(axis=1)
    sets = np.column_stack([sets, last])[last >= low]
    return pd.DataFrame(sets / steps, columns=names)


def holding(scaled, weights, shares=SHARES):
    """Whose grade holds, whatever the weights?

    scaled   frame as ``scaled`` returns it
    weights  frame, one row a set of weights, as ``all_weights`` returns it
    shares   as in ``grades``
    Returns a frame by customer: best and worst (the grades reached under any of these
    weights, ordered categoricals), holds (whether they are the same).

    Raises ValueError where ``composite`` or ``grades`` would, for a gap too.
    """
    scaled = wanted.all_numbers(scaled, "holding", "scaled")
    weights = wanted.all_numbers(weights, "holding", "weights")
    bounds, kind = _bounds(shares, "holding"), list(shares)
    sets = _sets(weights, scaled.columns)
    score = pd.DataFrame(scaled.to_numpy() @ sets.T, scaled.index).round(12)
    place = (score.rank(ascending=False) - 0.5) / len(score)
    number = np.digitize(place.to_numpy().round(9), bounds)
    found = {"best": number.min(axis=1), "worst": number.max(axis=1)}
    table = {
        name: pd.Categorical.from_codes(codes, kind, ordered=True)
        for name, codes in found.items()
    }
    table["holds"] = found["best"] == found["worst"]
    return pd.DataFrame(table, scaled.index)


def _weights(weights, names):
    """The weights in the order of the columns, so that they sum to 1."""
    if not isinstance(weights, pd.Series):
        weights = pd.Series(wanted.mapping(weights, "composite", "weights"))
    weights = wanted.numbers(weights, "composite", "weights", low=0)
    wanted.unique_index(weights, "composite", "weights")
    if set(weights.index) != set(names):
        raise ValueError(
            f"composite() needs one weight for each of {', '.join(map(str, names))}; "
            f"it got weights for {', '.join(map(str, weights.index))}."
        )
    if weights.sum() == 0:
        raise ValueError("composite() needs at least one weight above 0.")
    return weights[list(names)] / weights.sum()


def _sets(weights, names):
    """Sets of weights, a row each, as ``_weights`` gives one; numbers without gaps."""
    wrong = (weights < 0).any(axis=1) | (weights.sum(axis=1) == 0)
    _weights(weights.iloc[wrong.to_numpy().argmax()], names)  # the first, if none is
    sets = weights[list(names)].to_numpy()
    return sets / sets.sum(axis=1, keepdims=True)


def _bounds(shares, function):
    """Where one grade ends and the next begins, as shares of the customers."""
    shares = pd.Series(wanted.mapping(shares, function, "shares"))
    shares = wanted.numbers(shares, function, "shares", above=0)
    if abs(shares.sum() - 1) > 1e-9:
        raise ValueError(
            f"{function}() needs shares that sum to 1; these sum to {shares.sum():g}."
        )
    return shares.cumsum().to_numpy()[:-1].round(9)
