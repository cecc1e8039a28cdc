"""Clusters: customers who behave alike. scikit-learn does the work.

k-means (MacQueen 1967) puts each customer into the nearest of k centres, and each
centre into the middle of its customers, until nothing moves.
"""

import hashlib

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.segmentation.labels import of_all

STARTS = 10  # k-means ends in a local best: take the best of so many starts
MOST = 30  # fitted models that are kept, the latest
_fitted = {}  # these models, by what decides them


def scale(features, like=None, *, log=("orders_a_year", "order_amount")):
    """Put features on one scale: mean 0, standard deviation 1.

    features  frame, one row a customer
    like      take mean and standard deviation from this frame: for customers who are
              to be compared with those of another frame. None: their own
    log       columns to take the logarithm of first: rates and amounts, where twice
              as much is the same step for a small customer and for a large one
    A column that is the same for all becomes 0.

    Raises ValueError where an entry is a gap, infinite or no number, a number to take
    the logarithm of is not above 0, or like lacks a column.

    >>> scale(pd.DataFrame({"gift_share": [0.0, 1.0]}))["gift_share"].to_list()
    [-1.0, 1.0]
    """
    table = _with_logs(features, "features", log)
    if like is None:
        like = table
    else:
        wanted.columns(like, table.columns, "scale", "like")
        like = _with_logs(like[table.columns], "like", log)
    spread = like.std(ddof=0).where(like.max() > like.min(), 1)
    return (table - like.mean()) / spread


def cluster(features, k, random_state=0):
    """The cluster of each customer, 1 to k, 1 the largest.

    features      scaled features, as ``scale`` returns them
    random_state  seed: the same seed gives the same clusters
    Returns a Series of whole numbers; the order of the customers does not matter.

    Raises ValueError where an entry is a gap, infinite or no number, or fewer customers
    than k differ.
    """
    features = wanted.all_numbers(features, "cluster", "features")
    k = enough(features, wanted.whole(k, "cluster", "k", low=1), "cluster")
    wanted.whole(random_state, "cluster", "random_state")
    from threadpoolctl import threadpool_limits

    # k-means starts from rows drawn by number: sorted, so that the same customers get
    # the same clusters in whatever order they come.
    order = np.argsort(features.index.map(str), kind="stable")
    with threadpool_limits(1):  # as quick here, and the same on every machine
        labels = fitted(features.iloc[order], k, random_state).labels_
    found = pd.Series(labels, order, name="cluster")
    by_size = found.value_counts().index  # of like sizes the first to be met
    number = pd.Series(range(1, len(by_size) + 1), by_size)
    return found.map(number).sort_index().set_axis(features.index)


def place(others, features, labels):
    """The cluster whose centre is nearest, for customers who were not clustered.

    others    their features, scaled like those of the clustered customers
    features  scaled features of the clustered customers
    labels    their clusters
    Returns a Series: newcomers, or the same customers at another time, in the same
    clusters.

    Raises ValueError where a feature is missing, a gap, infinite or no number, or a
    customer of features has no label.

    >>> centre = pd.DataFrame({"x": [0.0, 10.0]})
    >>> place(pd.DataFrame({"x": [2.0, 7.0]}), centre, pd.Series([1, 2])).to_list()
    [1, 2]
    """
    features = wanted.all_numbers(features, "place", "features")
    labels = of_all(features, labels, "place", ("features", "labels"))
    names = list(features.columns)
    others = wanted.table(others, "place", "others", numbers=names)
    centres = features.groupby(labels, observed=True).mean()
    gaps = {
        label: ((others[names] - centre) ** 2).sum(axis=1)
        for label, centre in centres.iterrows()
    }
    return pd.DataFrame(gaps).idxmin(axis=1).rename(labels.name)


def profile(features, labels):
    """How each cluster differs from all: (its mean − mean of all)/standard deviation.

    features  frame of numbers, one row a customer, scaled or not
    labels    the cluster, or any other group, of each customer
    Returns a frame: one row a cluster, one column a feature, in standard deviations; 0
    for a feature that is the same for all.

    Raises ValueError where an entry is a gap, infinite or no number, or a customer has
    no label.

    >>> profile(pd.DataFrame({"x": [0.0, 2.0]}), pd.Series([1, 2]))["x"].to_list()
    [-1.0, 1.0]
    """
    features = wanted.all_numbers(features, "profile", "features")
    groups = of_all(features, labels, "profile", ("features", "labels"))
    spread = features.std(ddof=0).where(features.max() > features.min(), 1)
    means = features.groupby(groups, observed=True).mean()
    return (means - features.mean()) / spread


def agreement(labels, truth):
    """Adjusted Rand index of two groupings (Hubert & Arabie 1985).

    Of all pairs of customers, count those on which both groupings agree (together in
    both or apart in both), less what chance would bring: 1 is the same grouping,
    0 is chance. Names of the groups do not matter. What truth has beyond the customers
    of labels is left out.

    Raises ValueError where a label is a gap, a customer is there twice, or one of
    labels is not in truth.

    >>> agreement(pd.Series([1, 1, 2, 2]), pd.Series(["b", "b", "a", "a"]))
    1.0
    """
    labels = wanted.keys(labels, "agreement", "labels")
    wanted.rows(labels, "agreement", "labels")
    return rand(labels, of_all(labels, truth, "agreement", ("labels", "truth")))


def rand(labels, truth):
    """The index itself, of labels in the same order."""
    from sklearn.metrics import adjusted_rand_score

    one, other = (side.astype(object).factorize()[0] for side in (labels, truth))
    return float(adjusted_rand_score(other, one))


def _with_logs(features, what, log):
    """The features as numbers, those named in log as logarithms."""
    features = wanted.all_numbers(features, "scale", what)
    log = wanted.listed(log, "scale", "log") if log else []
    logged = [name for name in log if name in features.columns]
    if (features[logged] <= 0).any(axis=None):
        raise ValueError(
            f"scale() takes the logarithm of {', '.join(logged)}, which must be above "
            "0; name other columns in log, or none: log=()."
        )
    table = features.astype(float)
    table[logged] = np.log(table[logged])
    return table


def enough(features, k, function):
    """k, where at least so many customers differ."""
    different = len(features.drop_duplicates())
    if k > different:
        raise ValueError(
            f"{function}() cannot make {k} clusters of {different} customers that "
            "differ."
        )
    return k


def fitted(features, k, random_state):
    """scikit-learn's model; one that was fitted before is not fitted again.

    A lesson asks for the same clusters several times: to choose k, to name them, to
    move a slider.
    """
    names = "\n".join(map(str, features.columns))
    numbers = np.ascontiguousarray(features, dtype=float).tobytes()
    known = hashlib.sha256(names.encode() + numbers).digest(), k, random_state
    if known not in _fitted:
        _fitted[known] = kmeans(features, k, random_state)
        for oldest in list(_fitted)[:-MOST]:
            del _fitted[oldest]
    return _fitted[known]


def kmeans(features, k, random_state, starts=STARTS):
    """scikit-learn's model, fitted."""
    from sklearn.cluster import KMeans

    return KMeans(k, n_init=starts, random_state=random_state).fit(features)
