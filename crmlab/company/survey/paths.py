"""Partial least squares on a correlation matrix: what a path model has for its truth.

The course's own, with all its choices, is a lesson's; this is the shortest form.
"""

import numpy as np


def pls(correlation, blocks, arrows, rounds=300):
    """PLS path model of standardised items, mode A, centroid scheme.

    correlation: DataFrame of the items' correlations
    blocks: dict from factor to its items; arrows: list of (from, to)
    Returns a dict from arrow to path, and one from item to weight, for scores of
    variance 1 (Tenenhaus et al. 2005, Computational Statistics & Data Analysis 48).
    """
    names = list(blocks)
    items = [item for block in blocks.values() for item in block]
    r = correlation.loc[items, items].to_numpy()
    belongs = np.array([[item in blocks[name] for name in names] for item in items])
    joined = np.zeros((len(names), len(names)))
    for start, end in arrows:
        i, j = names.index(start), names.index(end)
        joined[i, j] = joined[j, i] = 1
    weight = _unit(belongs.astype(float), r)
    for _ in range(rounds):
        sign = np.sign(weight.T @ r @ weight) * joined
        new = _unit((r @ weight @ sign) * belongs, r)
        change = np.abs(new - weight).max()
        weight = new
        if change < 1e-9:
            break
    loading = (r @ weight) * belongs
    weight = weight * np.sign(loading.sum(axis=0))
    between = weight.T @ r @ weight
    paths = {}
    for end in names:
        starts = [start for start, target in arrows if target == end]
        i, j = [names.index(s) for s in starts], names.index(end)
        solved = np.linalg.solve(between[np.ix_(i, i)], between[i, j]) if i else []
        paths |= {(s, end): float(b) for s, b in zip(starts, solved, strict=True)}
    return paths, dict(zip(items, weight.sum(axis=1), strict=True))


def _unit(weight, r):
    """Weights for scores of variance 1."""
    return weight / np.sqrt(np.einsum("ij,ik,kj->j", weight, r, weight))
