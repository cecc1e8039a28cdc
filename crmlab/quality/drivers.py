"""What drives satisfaction, where the possible causes move together?

Ratings of one company are alike: who is pleased is pleased with all. Then least squares
knows the sum of the weights and not each of them. Principal component regression keeps
the directions in which the ratings really differ, and gives up the others.

Source: W. F. Massy (1965), Journal of the American Statistical Association 60, 234–256.
"""

import numpy as np
import pandas as pd

from crmlab import wanted


def vif(x):
    """Variance inflation: how much of each column the others already say.

    x  frame, a column a possible cause; rows with a gap are left out
    Returns a Series by column: 1 / (1 − R²) of the column on the others; from 10 on,
    people speak of collinearity. It is the diagonal of the inverse correlations.

    Raises ValueError where a column is no number or has one value only, fewer rows are
    whole than there are columns and one, or a column follows from the others.

    >>> vif(pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, -1, -1, 1]})).to_list()
    [1.0, 1.0]
    """
    x = _causes(x, "vif")
    inverse = np.linalg.inv(np.atleast_2d(np.corrcoef(x, rowvar=False)))
    return pd.Series(np.diag(inverse).round(12), x.columns, name="vif")


def components(x):
    """The principal components of standardised columns.

    x  frame, a column a possible cause; rows with a gap are left out
    Returns a dict:
        loadings  frame, a row a column of x and a column a component 1, 2, …, each of
                  length 1; the first are those with the most variance; the largest
                  entry of each is above 0
        variance  Series by component; the sum is the number of columns
        scores    frame, a row a row of x

    Raises ValueError as ``vif`` does, for a gap too.
    """
    x = _causes(x, "components")
    z = (x - x.mean()) / x.std()
    variance, loadings = np.linalg.eigh(np.atleast_2d(np.corrcoef(x, rowvar=False)))
    variance, loadings = variance[::-1], loadings[:, ::-1]
    largest = np.abs(loadings).argmax(axis=0)
    loadings = loadings * np.sign(loadings[largest, range(x.shape[1])])
    names = pd.RangeIndex(1, x.shape[1] + 1, name="component")
    loadings = pd.DataFrame(loadings, x.columns, names)
    return {
        "loadings": loadings,
        "variance": pd.Series(variance, names, name="variance"),
        "scores": z @ loadings,
    }


def component_regression(x, y, keep):
    """Standardised weights from the first components (PCR).

    x     frame, a column a possible cause
    y     Series of numbers, matched by index; rows with a gap on either side are left
          out
    keep  how many components, from 1 to the number of columns: with all of them this is
          least squares
    Returns a Series by column: y is standardised too, so a weight says by how many
    standard deviations y moves with one of x.

    Raises ValueError as ``vif`` does, where y has one value only, and where keep is out
    of its range.

    >>> x = pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, -1, -1, 1]})
    >>> component_regression(x, x["a"] + x["b"], keep=2).round(2).to_list()
    [0.75, 0.67]
    """
    x, y = _both(x, y, "component_regression")
    keep = wanted.whole(keep, "component_regression", "keep", low=1, high=x.shape[1])
    return _weights(x, y).iloc[:, keep - 1].rename("weight")


def choose_components(x, y, folds=10, seed=0):
    """How many components foretell best those who did not choose them?

    x, y   as in ``component_regression``
    folds  into how many parts the rows are dealt at random; seed  of the deal
    Returns a frame by number of components: error, the mean squared error of y on the
    parts left out, in variances of y; se, its standard error over the parts.

    Raises ValueError as ``component_regression`` does, for a gap too, or where folds is
    not between 2 and the number of rows.

    Source: cross-validation, M. Stone (1974), Journal of the Royal Statistical Society
    B 36(2), 111–147.
    """
    x, y = _both(x, y, "choose_components")
    folds = wanted.whole(folds, "choose_components", "folds", low=2, high=len(x))
    seed = wanted.whole(seed, "choose_components", "seed")
    part = np.random.default_rng(seed).permutation(np.arange(len(x)) % folds)
    errors = pd.DataFrame(
        [_left_out(x, y, part == fold, "choose_components") for fold in range(folds)],
        columns=range(1, x.shape[1] + 1),
    )
    return pd.DataFrame(
        {
            "error": errors.mean() / y.var(),
            "se": errors.std() / np.sqrt(folds) / y.var(),
        }
    ).rename_axis("components")


def _left_out(x, y, out, function):
    """Mean squared error on the rows left out, by number of components kept."""
    seen, known = _causes(x[~out], function), y[~out]
    weights = _weights(seen, known) * known.std()
    guess = known.mean() + ((x[out] - seen.mean()) / seen.std()) @ weights
    return ((guess.sub(y[out], axis=0)) ** 2).mean().to_numpy()


def _weights(x, y):
    """Weights of the causes, a column for each number of components kept."""
    rotated = components(x)
    scores, z = rotated["scores"], (y - y.mean()) / y.std()
    # Components do not overlap, so that each has its own slope; then carried back.
    slopes = (scores.T @ z) / (scores**2).sum()
    return (rotated["loadings"] * slopes).cumsum(axis=1)


def _causes(x, function):
    """The whole rows of columns that can be told apart."""
    x = wanted.all_numbers(x, function, "x", gaps=True).astype(float).dropna()
    if len(x) < x.shape[1] + 2:
        raise ValueError(
            f"{function}() needs more rows than columns of x by two or more; it has "
            f"{len(x)} whole rows and {x.shape[1]} columns."
        )
    wanted.differing(x, function, "x")
    wanted.independent(x, function, "x")
    return x


def _both(x, y, function):
    """Whole rows of the causes, and of what they cause."""
    x = wanted.all_numbers(x, function, "x", gaps=True)
    y = wanted.paired(x, y, function, ("x", "y"))
    y = wanted.numbers(y, function, "y", gaps=True)
    whole = (x.notna().all(axis=1) & y.notna()).to_numpy()
    x, y = _causes(x[whole], function), y[whole].astype(float)
    wanted.differing(y.to_frame("y"), function, "y")
    return x, y
