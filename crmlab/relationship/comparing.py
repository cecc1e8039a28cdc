"""With and without: the difference of two groups, pooled, and like with like."""

import numpy as np
import pandas as pd

from crmlab import wanted

SURE = 1.96  # standard errors to each side that hold the truth 95 times in 100


def difference(frame, outcome, *, by="treated", strata=None):
    """How much higher is an outcome with something than without it?

    frame    one row a customer (or customer and campaign)
    outcome  column of numbers, or of true and false
    by       column that is true with it, false without
    strata   column of groups within which like is compared with like: a campaign, a
             size class. Groups with fewer than two rows on either side are left out.
             None: only the pooled row
    Returns a frame, one row a stratum, then "pooled", then "like with like":
        with, without   number of rows
        mean_with, mean_without
        difference
        low, high       95% confidence interval, difference ± 1.96 standard errors
    Pooled throws all rows together. Like with like is the mean of the strata's
    differences, each with the weight of its rows; its means are weighted likewise. The
    two differ where the shares with and without differ from stratum to stratum and
    the strata differ in the outcome (Simpson 1951, J. of the Royal Statistical
    Society B 13(2)). Standard error of one difference: √(s₁²/n₁ + s₀²/n₀) (Neyman
    1923); of the weighted mean: √(Σ w² error²).

    Raises ValueError where a column is missing or has a gap, the outcome is no number,
    by is not true and false (or 1 and 0), or there are not two rows on each side.

    >>> frame = pd.DataFrame({"treated": [True, True, False, False],
    ...     "margin": [9.0, 11.0, 4.0, 6.0]})
    >>> difference(frame, "margin").loc["pooled", "difference"]
    np.float64(5.0)
    """
    labels = [] if strata is None else [strata]
    frame = wanted.table(
        frame, "difference", "frame", numbers=[outcome], flags=[by], labels=labels
    )
    side, value = frame[by], frame[outcome].astype(float)
    whole = _sides(value, side, pd.Series("pooled", frame.index))
    if whole.empty:
        raise ValueError(
            f"difference() needs two rows with {by} and two without in frame."
        )
    if strata is None:
        return _interval(whole)
    parts = _sides(value, side, frame[strata].astype(object))
    if parts.empty:
        raise ValueError(
            f"difference() found no group of {strata} with two rows on each side."
        )
    return _interval(pd.concat([parts, whole, _weighted(parts)]))


def _sides(value, side, group):
    """Numbers, means and error of each group that has two rows on either side."""
    table = value.groupby([group, side]).agg(["size", "mean", "var"]).unstack()
    table = table.reindex(columns=pd.MultiIndex.from_product(
        [["size", "mean", "var"], [True, False]]
    ))  # fmt: skip
    size, mean, var = (table[part] for part in ("size", "mean", "var"))
    found = pd.DataFrame(
        {
            "with": size[True],
            "without": size[False],
            "mean_with": mean[True],
            "mean_without": mean[False],
            "error": np.sqrt(var[True] / size[True] + var[False] / size[False]),
        }
    )
    enough = found["with"].ge(2) & found["without"].ge(2)
    return found[enough].astype({"with": int, "without": int})


def _weighted(parts):
    """The strata's mean, each with the weight of its rows."""
    rows = parts["with"] + parts["without"]
    weight = rows / rows.sum()
    means = {
        name: (parts[name] * weight).sum() for name in ("mean_with", "mean_without")
    }
    counts = parts[["with", "without"]].sum().to_dict()
    error = np.sqrt((weight**2 * parts["error"] ** 2).sum())
    return pd.DataFrame(counts | means | {"error": error}, index=["like with like"])


def _interval(table):
    gap = table["mean_with"] - table["mean_without"]
    reach = SURE * table["error"]
    table = table.assign(difference=gap, low=gap - reach, high=gap + reach)
    return table.drop(columns="error").rename_axis(None)
