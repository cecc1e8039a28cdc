"""Can causes, or items, be told apart? And do a block's items point one way?"""

import warnings

import numpy as np

SINGULAR = 1e-12  # columns that can be told apart so little say the same


def apart(left):
    """How far columns can be told apart, by their covariances: 1 fully, 0 not at all.

    left  array (r, q, q); returns (r,), the determinants of the correlations
    """
    spread = np.sqrt(np.einsum("rqq->rq", left))
    return np.linalg.det(left / (spread[:, :, None] * spread[:, None, :]))


def solve(left, right):
    """Solutions of a stack of regressions; missing where causes cannot be told apart.

    left  array (r, q, q) of covariances; right  (r, q, 1); returns (r, q, 1)
    """
    good = apart(left) > SINGULAR
    found = np.full_like(right, np.nan)
    found[good] = np.linalg.solve(left[good], right[good])
    return found


def check_items(covariance, design, items, factors):
    """A ValueError where a block in mode B has items that cannot be told apart."""
    for factor, mode in enumerate(design.modes):
        mine = np.flatnonzero(design.block == factor)
        if mode == "B" and _alike(covariance[mine[:, None], mine]):
            said = ", ".join(items[item] for item in mine)
            raise ValueError(
                f"In mode B the items {said} of {factors[factor]!r} must differ, and "
                "one follows from the others. Leave one out, or use mode A."
            )


def check_causes(between, design, factors):
    """A ValueError where the causes of a factor cannot be told apart.

    between  array (k, k), correlations of the scores
    """
    for end in range(len(design.arrows)):
        causes = np.flatnonzero(design.arrows[:, end])
        if len(causes) > 1 and _alike(between[causes[:, None], causes]):
            said = " and ".join(factors[cause] for cause in causes)
            raise ValueError(
                f"The causes of {factors[end]!r}, {said}, cannot be told apart: the "
                "score of one follows from the others. Join them, or leave one out."
            )


def _alike(covariance):
    return not apart(covariance[None])[0] > SINGULAR


def warn_of_turned(loadings, design, factors):
    """A UserWarning for an item in mode A that points the other way from its block."""
    for place in np.flatnonzero(loadings.to_numpy() < 0):
        factor = design.block[place]
        if design.modes[factor] == "A":
            warnings.warn(
                f"The item {loadings.index[place]!r} points the other way from the "
                f"rest of {factors[factor]!r} (loading {loadings.iloc[place]:.2f}): "
                "alpha and indices mislead. Turn its answers round (on 1 to 10, take "
                "11 less the answer).",
                UserWarning,
                stacklevel=3,
            )
