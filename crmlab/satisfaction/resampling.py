"""How far chance could move a path model: the bootstrap."""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.satisfaction.estimating import estimate, total_effects
from crmlab.satisfaction.index import index_of, scale_of

ROOM = 2e7  # numbers held at once: a chunk of replicates takes some 160 MB


def resampled_covariances(answers, drawn):
    """Covariance matrices of the items, one for each resample of the rows.

    answers  array (n, p) without gaps
    drawn  array (r, n), how often each row (column here) is in each resample
    Returns an array (r, p, p). A resample is a way to weigh rows, so all covariances
    come from one product of two matrices: the weights, and each row's products of
    items. No resample is ever written down.
    """
    n, p = answers.shape
    away = answers - answers.mean(axis=0)  # small numbers keep their digits
    first, second = np.triu_indices(p)  # each pair of items once
    pairs = drawn @ (away[:, first] * away[:, second]) / (n - 1)
    place = np.empty((p, p), dtype=int)  # which pair stands where in the matrix
    place[first, second] = place[second, first] = np.arange(len(first))
    means = drawn @ away / n
    return pairs[:, place] - means[:, :, None] * means[:, None, :] * (n / (n - 1))


def draw(rng, replicates, n):
    """How often each of n rows is drawn, in each replicate: array (replicates, n)."""
    rows = rng.integers(n, size=(replicates, n))
    rows += n * np.arange(replicates)[:, None]
    counts = np.bincount(rows.ravel(), minlength=replicates * n)
    return counts.reshape(replicates, n).astype(float)


def replicate(model, frame, replicates=500, seed=0):
    """Estimates of a fitted model on resampled rows.

    Returns a dict of arrays, the usable replicates first: paths and total (…, k, k),
    loadings and weights (…, p), r2 (…, k), means (…, p); and lost, the number of
    replicates with a constant item, causes alike, or without convergence.
    """
    answers = model._answers(frame).to_numpy()
    rng = np.random.default_rng(seed)
    n, p = answers.shape
    size = max(1, int(ROOM // max(n, p * p)))
    parts = []
    for start in range(0, replicates, size):
        drawn = draw(rng, min(size, replicates - start), n)
        parts.append(_estimate(model, answers, drawn))
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    found["lost"] = replicates - len(found["paths"])
    if not len(found["paths"]):
        raise RuntimeError("No replicate converged. The model does not fit its items.")
    return found


def _estimate(model, answers, drawn):
    """One chunk of replicates, those that cannot be estimated left out."""
    covariance = resampled_covariances(answers, drawn)
    means = drawn @ answers / len(answers)
    variance = np.einsum("rpp->rp", covariance)
    usable = (variance > 1e-9).all(axis=1)
    covariance, means = covariance[usable], means[usable]
    spread = np.sqrt(variance[usable])
    if model.scaling == "standardised":
        covariance /= spread[:, :, None] * spread[:, None, :]
    found = estimate(
        covariance,
        model.design_,
        model.scheme,
        model.tol,
        model.max_iter,
        start=model.weights_.to_numpy(),  # near by, so that few rounds are needed
    )
    kept = found.converged & np.isfinite(found.paths).all(axis=(1, 2))
    per_item = found.weights if model.scaling == "raw" else found.weights / spread
    return {
        "paths": found.paths[kept],
        "total": total_effects(found.paths[kept]),
        "loadings": found.loadings[kept],
        "weights": (per_item * spread)[kept],
        "raw_weights": per_item[kept],
        "r2": found.r2[kept],
        "means": means[kept],
    }


def bootstrap(model, frame, replicates=500, seed=0, level=0.95):
    """Paths, total effects, loadings and indices with intervals.

    model  fitted ``PathModel``; frame  the answers it was fitted on; a gap is treated
           as the model does
    replicates, seed, level  number and seed of the draws; level of the intervals
    Returns a frame, one row a quantity (index: what, name; a path's name is written
    "start → end"): estimate, standard_error (of the replicates), low and high (the
    middle ``level`` of the replicates). Index: 0 to 100, of the model's scale. Its
    ``attrs`` hold lost, the number of replicates that could not be estimated.

    Raises NotFittedError before ``fit``; ValueError where ``indices`` does, where the
    frame lacks an item, or level is not between 0 and 1; RuntimeError where no
    replicate can be estimated.

    Each replicate draws as many rows as there are, with replacement (Efron &
    Tibshirani 1993, An Introduction to the Bootstrap).
    """
    wanted.fitted(model, "raw_weights_", "bootstrap")
    replicates = wanted.whole(replicates, "bootstrap", "replicates", low=2)
    level = wanted.share(level, "bootstrap", "level", inside=True)
    scale = scale_of(model)
    found = replicate(model, frame, replicates, wanted.whole(seed, "bootstrap", "seed"))
    names = pd.Index(model.factors_)
    arrows = [(names.get_loc(s), names.get_loc(e)) for s, e in model.paths_.index]
    pairs = [(names.get_loc(s), names.get_loc(e)) for s, e in model.effects_.index]
    ends = [names.get_loc(name) for name in model.r2_.index]
    parts = [
        (
            "path",
            written(model.paths_),
            model.paths_["direct"],
            pick(found["paths"], arrows),
        ),
        (
            "total",
            written(model.effects_),
            model.effects_["total"],
            pick(found["total"], pairs),
        ),
    ]
    for what, point, key in [
        ("loading", model.loadings_, "loadings"),
        ("weight", model.weights_, "weights"),
    ]:
        parts.append((what, list(point.index), point, found[key]))
    parts.append(("r2", list(model.r2_.index), model.r2_, found["r2"][:, ends]))
    point = index_of(model.raw_weights_, model.means_, model.design_, scale)
    drawn = index_of(found["raw_weights"], found["means"], model.design_, scale)
    parts.append(("index", list(names), point, drawn))
    return _table(parts, level).pipe(_lost, found["lost"])


def pick(stack, places):
    """Entries (i, j) of each matrix of a stack, as columns."""
    rows, columns = np.array(places).T
    return stack[:, rows, columns]


def written(table):
    """Names of arrows: start → end."""
    return [f"{start} → {end}" for start, end in table.index]


def _table(parts, level):
    """One frame of (what, names, estimates, replicates of them)."""
    replicates = np.hstack([part[3] for part in parts])
    tail = (1 - level) / 2
    low, high = np.quantile(replicates, [tail, 1 - tail], axis=0)
    rows = [(what, name) for what, names, _, _ in parts for name in names]
    return pd.DataFrame(
        {
            "estimate": np.concatenate([part[2] for part in parts]),
            "standard_error": replicates.std(axis=0, ddof=1),
            "low": low,
            "high": high,
        },
        index=pd.MultiIndex.from_tuples(rows, names=["what", "name"]),
    )


def _lost(table, count):
    """Keep the number of replicates that were lost beside the table."""
    table.attrs["lost"] = count
    return table
