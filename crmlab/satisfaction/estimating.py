"""The algorithm of partial least squares, on many covariance matrices at once.

Everything that a path model says follows from the covariances of the items. So the
bootstrap needs no rows: it hands over a stack of covariance matrices, one a replicate,
and each step below is done for the whole stack in one go. A single fit is a stack of
one.

Sizes in the comments: r matrices in the stack, p items, k factors.
"""

from typing import NamedTuple

import numpy as np

from crmlab.satisfaction.apart import solve


class Design(NamedTuple):
    """A model in numbers, made once by ``PathModel.fit``.

    block  array (p,), the number of the factor that each item belongs to
    arrows  array (k, k) of 0 and 1, arrows[i, j] is 1 where factor i points at j
    modes  one letter a factor, A (each item by itself) or B (items together)
    """

    block: np.ndarray
    arrows: np.ndarray
    modes: tuple

    def belongs(self):
        """Array (p, k): 1 where the item belongs to the factor."""
        return np.eye(len(self.arrows))[self.block]


class Estimates(NamedTuple):
    """What ``estimate`` finds, each with the stack's r first.

    weights  (r, p), for scores with variance 1; loadings  (r, p), correlations of
    items with their own score; between: (r, k, k), correlations of the scores;
    paths  (r, k, k); r2  (r, k); rounds  (r,); converged  (r,) of True and False.
    """

    weights: np.ndarray
    loadings: np.ndarray
    between: np.ndarray
    paths: np.ndarray
    r2: np.ndarray
    rounds: np.ndarray
    converged: np.ndarray


def estimate(covariance, design, scheme="centroid", tol=1e-7, max_iter=300, start=None):
    """Estimate the path model for each covariance matrix of a stack.

    covariance  array (r, p, p) of the items' covariances, or correlations
    scheme  centroid, factorial or path; tol  largest change of a weight at the end
    start  array (p,), weights to begin with, for items with variance 1
    Returns ``Estimates``.

    Wold's algorithm as in Tenenhaus, Esposito Vinzi, Chatelin & Lauro 2005,
    Computational Statistics & Data Analysis 48, 159-205.
    """
    spread = np.sqrt(np.einsum("rpp->rp", covariance))
    first = (1.0 if start is None else start) / spread  # None: all items alike
    weights, shared, rounds, converged = _weigh(
        covariance, first, design, scheme, tol, max_iter
    )
    own = _own(shared, design) / spread
    sign = _upward(own, design)
    weights, loadings = weights * sign[:, design.block], own * sign[:, design.block]
    between = _between(weights, shared, design) * sign[:, None, :]
    paths = path_coefficients(between, design.arrows)
    r2 = np.einsum("rij,rij->rj", paths, between)
    return Estimates(weights, loadings, between, paths, r2, rounds, converged)


def _weigh(covariance, first, design, scheme, tol, max_iter):
    """Outer weights: go to and fro between items and factors until nothing moves."""
    r = len(covariance)
    spread = np.sqrt(np.einsum("rpp->rp", covariance))
    weights, shared = _unit(first, covariance, design)
    rounds, converged = np.full(r, max_iter), np.zeros(r, dtype=bool)
    going = np.arange(r)  # matrices of the stack that still move
    now, wide, old, before = covariance, spread, weights, shared
    for step in range(1, max_iter + 1):
        inner = _inner(_between(old, before, design), design, scheme)
        outer = _outer(before @ inner, now, design)
        new, after = _unit(_kept(outer, old, design), now, design)
        # A weight is per unit of its item: times the item's spread all compare. One
        # that is no number moves for ever.
        still = ~(np.abs((new - old) * wide).max(axis=1) < tol)
        weights[going], shared[going] = new, after
        if not still.all():
            rounds[going[~still]], converged[going[~still]] = step, True
            going, now, wide = going[still], now[still], wide[still]
            new, after = new[still], after[still]
        if not len(going):
            break
        old, before = new, after
    return weights, shared, rounds, converged


def _inner(between, design, scheme):
    """How much each factor (row) speaks for each neighbour (column): (r, k, k)."""
    joined = design.arrows + design.arrows.T
    if scheme == "centroid":
        return np.sign(between) * joined
    if scheme == "factorial":
        return between * joined
    # path: causes count with their coefficient, effects with their correlation
    return path_coefficients(between, design.arrows) + between * design.arrows.T


def _outer(inner, covariance, design):
    """New weights from the covariance of items with their neighbours' proxy."""
    new = _own(inner, design)
    for factor, mode in enumerate(design.modes):
        if mode == "B":  # a regression of the proxy on all the block's items
            mine = np.flatnonzero(design.block == factor)
            within = covariance[:, mine[:, None], mine]
            new[:, mine] = solve(within, new[:, mine, None])[:, :, 0]
    return new


def _kept(new, old, design):
    """New weights; of a block that has nothing in common with others, the old ones."""
    silent = np.abs(new) @ design.belongs() == 0
    return np.where(silent[:, design.block], old, new)


def _unit(weights, covariance, design):
    """Weights for scores with variance 1, and each item's covariance with the scores.

    Returns arrays (r, p) and (r, p, k).
    """
    shared = covariance @ (weights[:, :, None] * design.belongs())
    size = np.sqrt((weights * _own(shared, design)) @ design.belongs())
    return weights / size[:, design.block], shared / size[:, None, :]


def _own(shared, design):
    """Of each item's values by factor, the one of its own factor: (r, p)."""
    return shared[:, np.arange(len(design.block)), design.block]


def _between(weights, shared, design):
    """Correlations of the scores, from weights and what items share with scores."""
    return design.belongs().T @ (weights[:, :, None] * shared)


def _upward(loadings, design):
    """1, or -1 where most of a block's loadings point down: a score has no sign."""
    return np.where(loadings @ design.belongs() < 0, -1.0, 1.0)


def path_coefficients(between, arrows):
    """Regression of each factor on those that point at it.

    between  array (r, k, k) of correlations; arrows  array (k, k)
    Returns an array (r, k, k): coefficient of the row's factor in the column's.
    """
    paths = np.zeros_like(between)
    for end in range(len(arrows)):
        causes = np.flatnonzero(arrows[:, end])
        if len(causes) == 1:  # then the coefficient is the correlation
            paths[:, causes, end] = between[:, causes, end]
        elif len(causes):
            among = between[:, causes[:, None], causes]
            with_end = between[:, causes, end, None]
            paths[:, causes, end] = solve(among, with_end)[:, :, 0]
    return paths


def total_effects(paths):
    """Direct and indirect effects together: B + B² + … = (I − B)⁻¹ − I.

    paths  array (…, k, k) of a model without cycles, rows point at columns
    """
    one = np.eye(paths.shape[-1])
    return np.linalg.inv(one - paths) - one
