"""The curve between a score and what follows, without assuming its form."""

import numpy as np
import pandas as pd
from scipy import optimize, stats

from crmlab import wanted

FEWEST = 4  # customers for a bent line
ALL = "all"


def binned_means(score, outcome, edges, groups=None):
    """Mean outcome of customers whose scores lie close together, with 95% intervals.

    score    a number for each customer, such as satisfaction from 0 to 100
    outcome  a number for each of these customers, such as loyalty, or 0 and 1
    edges    ends of the bins, rising; a score on an edge belongs to the bin above it,
             and the last edge to the last bin
    groups   a name for each customer; all are one group if not given
    Returns a frame, one row a group and bin that holds anybody: group, from, to,
    customers, score (mean), mean, low, high (by the t distribution; missing for one
    customer). Who lacks score or outcome, or lies outside the edges, is left out.

    Raises ValueError where edges do not rise, something is no number, or a customer is
    missing in outcome or groups.

    >>> points = binned_means(pd.Series([10, 20, 80, 90]), pd.Series([1, 3, 6, 8]),
    ...     [0, 50, 100])
    >>> points["mean"].to_list()
    [2.0, 7.0]
    """
    asks = "binned_means"
    edges = _rising(edges, asks)
    known = _together(score, outcome, groups, asks)
    known = known[known["score"].between(edges[0], edges[-1])]
    place = np.searchsorted(edges, known["score"], side="right") - 1
    known["bin"] = np.minimum(place, len(edges) - 2)
    table = known.groupby(["group", "bin"], observed=True).agg(
        customers=("outcome", "size"),
        score=("score", "mean"),
        mean=("outcome", "mean"),
        error=("outcome", "sem"),
    )
    table = table.reset_index()
    half = stats.t.ppf(0.975, np.maximum(table["customers"] - 1, 1)) * table["error"]
    table = table.assign(low=table["mean"] - half, high=table["mean"] + half)
    table.insert(1, "from", edges[table["bin"]])
    table.insert(2, "to", edges[table["bin"] + 1])
    return table.drop(columns=["bin", "error"])


def monotone_curve(score, outcome, at, *, draws=400, seed=0):
    """The curve that fits best among all that never fall, with a 95% band.

    score, outcome  as in ``binned_means``
    at     scores at which the curve is read; between two scores it is a straight line,
           and beyond the lowest and highest it stays level
    draws  resamples of customers for the band (bootstrap); seed  of these draws
    Returns a frame with ``at`` as index: mean, low, high. Neighbours that would fall
    are pooled until none does. Who lacks either number is left out.

    Raises ValueError where fewer than two customers have both numbers, or something is
    no number.

    >>> curve = monotone_curve(pd.Series([1, 2, 3]), pd.Series([1, 3, 2]), [1, 2, 3])
    >>> curve["mean"].to_list()
    [1.0, 2.5, 2.5]

    Source: M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid & E. Silverman 1955, Annals of
    Mathematical Statistics 26(4), 641-647; B. Efron 1979, Annals of Statistics 7(1).
    """
    asks = "monotone_curve"
    known = _together(score, outcome, None, asks).sort_values(["score", "outcome"])
    if len(known) < 2:
        raise ValueError(
            f"monotone_curve() needs two customers with both numbers; {len(known)} are."
        )
    at = wanted.numbers(wanted.listed(at, asks, "at"), asks, "at").to_numpy(float)
    draws = wanted.whole(draws, asks, "draws", low=1)
    rng = np.random.default_rng(wanted.whole(seed, asks, "seed"))
    x, y = known["score"].to_numpy(), known["outcome"].to_numpy()
    size = len(known)
    picked = (rng.integers(size, size=size) for _ in range(draws))
    drawn = [_never_falling(x[rows], y[rows], at) for rows in picked]
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    table = {"mean": _never_falling(x, y, at), "low": low, "high": high}
    return pd.DataFrame(table, index=pd.Index(at, name="score"))


def bends(score, outcome, knot, groups=None):
    """A line with one bend for each group: how steep below and above the knot.

    score, outcome, groups  as in ``binned_means``
    knot   the score at which the line may bend
    Returns a frame, one row a group: customers, level (the line's height at the knot),
    below, above (slopes: outcome for one point of score), bend (above less below), and
    for each slope and the bend its 95% interval, as in bend_low and bend_high. The
    model is outcome = level + below (score - knot) + bend max(score - knot, 0), by
    least squares. Who lacks either number is left out.

    Raises ValueError where a group has fewer than four customers, or not two different
    scores below and one above the knot.

    >>> hockey = bends(pd.Series([0, 5, 10, 15, 20]), pd.Series([1, 1, 1, 6, 11]), 10)
    >>> hockey[["below", "above", "bend"]].round(3).abs().to_numpy().tolist()
    [[0.0, 1.0, 1.0]]

    Source of the errors, which hold where the scatter differs along the line: J. G.
    MacKinnon & H. White 1985, Journal of Econometrics 29(3), 305-325 (HC3).
    """
    from statsmodels.regression.linear_model import OLS

    asks = "bends"
    knot = wanted.number(knot, asks, "knot")
    known = _together(score, outcome, groups, asks)
    wanted.rows(known, asks, "score and outcome together")
    rows = {}
    for name, mine in known.groupby("group", observed=True):
        x = mine["score"] - knot
        below, above = x[x < 0].nunique(), x[x > 0].nunique()
        if len(mine) < FEWEST or below < 2 or above < 1:
            raise ValueError(
                f"bends() needs {FEWEST} customers in each group, two different scores "
                f"below the knot and one above; {name} has {len(mine)} customers, "
                f"{below} scores below and {above} above."
            )
        parts = np.column_stack([np.ones(len(x)), x, x.clip(lower=0)])
        fit = OLS(mine["outcome"].to_numpy(), parts).fit()
        errors = _robust(fit, parts)
        rows[name] = [len(mine), *_slopes(fit.params, errors)]
    columns = ["customers", "level"]
    for part in ("below", "above", "bend"):
        columns += [part, f"{part}_low", f"{part}_high"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return table.astype({"customers": int}).rename_axis("group")


def _robust(fit, parts):
    """Covariance of the estimates, HC3: each residual divided by 1 - its leverage."""
    inner = np.linalg.inv(parts.T @ parts)
    leverage = np.einsum("ij,jk,ik->i", parts, inner, parts)
    off = fit.resid / np.maximum(1 - leverage, 1e-9)
    return inner @ (parts.T * off**2) @ parts @ inner


def _slopes(params, covariance):
    """Level; then below, above and bend, each with both ends of its interval."""
    level, below, bend = params
    errors = np.sqrt(np.maximum([covariance[1, 1], covariance[1:, 1:].sum(),
                                 covariance[2, 2]], 0))  # fmt: skip
    found = [level]
    for value, error in zip([below, below + bend, bend], errors, strict=True):
        half = stats.norm.ppf(0.975) * error
        found += [value, value - half, value + half]
    return found


def _never_falling(x, y, at):
    """The best never-falling curve through points, read at some places."""
    places, row = np.unique(x, return_inverse=True)
    weights = np.bincount(row).astype(float)
    means = np.bincount(row, y) / weights
    return np.interp(at, places, optimize.isotonic_regression(means, weights=weights).x)


def _rising(edges, asks):
    edges = wanted.numbers(wanted.listed(edges, asks, "edges"), asks, "edges")
    edges = edges.to_numpy(float)
    if len(edges) < 2 or (np.diff(edges) <= 0).any():
        raise ValueError(
            f"{asks}() needs two edges or more, each above the one before."
        )
    return edges


def _together(score, outcome, groups, asks):
    """Score, outcome and group of those who have both numbers."""
    score = wanted.numbers(score, asks, "score", gaps=True).astype(float)
    outcome = wanted.numbers(outcome, asks, "outcome", gaps=True).astype(float)
    outcome = wanted.matched(score, outcome, asks, ("score", "outcome"))
    both = pd.DataFrame({"score": score, "outcome": outcome})
    both["group"] = ALL
    if groups is not None:
        groups = wanted.series(groups, asks, "groups")
        groups = wanted.matched(score, groups, asks, ("score", "groups"))
        both["group"] = groups
        both = both[groups.notna().to_numpy()]
    return both.dropna(subset=["score", "outcome"])
