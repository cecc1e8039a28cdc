"""How many clusters? Three criteria, and none of them decides alone."""

import warnings

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.segmentation.clusters import enough, fitted, kmeans, rand


def choose_k(features, ks=range(2, 9), random_state=0, *, pairs=10, sample=5000):
    """Three criteria for the number of clusters, for each k.

    features      scaled features, as ``scale`` returns them
    ks            the numbers of clusters to try
    random_state  seed: the same seed gives the same table
    pairs         bootstrap pairs for the stability
    sample        most customers for the silhouette, which compares each with each
    Returns a frame, one row a k:
        inertia     sum of squared distances to the own centre: always falls; look
                    for the bend (the elbow; Thorndike 1953)
        silhouette  mean of (b − a)/max(a, b), a the mean distance within the own
                    cluster, b to the next one: the more the better (Rousseeuw 1987)
        stability   mean adjusted Rand index of two clusterings of all customers, each
                    learned on another bootstrap sample: 1 means that chance does not
                    matter (Dolnicar & Leisch 2010)

    Raises ValueError where an entry is a gap, infinite or no number, a k is no whole
    number from 2 to one less than the customers, or fewer customers than k differ.
    """
    features = wanted.all_numbers(features, "choose_k", "features")
    ks = _numbers_of_clusters(ks, features)
    for name, value in {"pairs": pairs, "sample": sample}.items():
        wanted.whole(value, "choose_k", name, low=1)
    wanted.whole(random_state, "choose_k", "random_state")
    from sklearn.metrics import pairwise_distances
    from threadpoolctl import threadpool_limits

    rows = np.random.RandomState(random_state).permutation(len(features))[:sample]
    with threadpool_limits(1):
        apart = pairwise_distances(features.iloc[rows])  # the same for each k
        found = {
            k: _criteria(features, k, random_state, pairs, rows, apart) for k in ks
        }
    return pd.DataFrame(found).T.rename_axis("k")


def _numbers_of_clusters(ks, features):
    """The numbers, where each has at least one cluster of two customers."""
    name, most = "choose_k", len(features) - 1
    ks = [
        wanted.whole(k, name, "a number of clusters", low=2, high=most)
        for k in wanted.listed(ks, name, "ks")
    ]
    enough(features, max(ks), name)
    return ks


def _criteria(features, k, random_state, pairs, rows, apart):
    """One k's; rows are the customers of the silhouette, apart their distances."""
    from sklearn.metrics import silhouette_score

    model = fitted(features, k, random_state)
    labels = model.labels_[rows]
    # All of one cluster, or each of a cluster of his own.
    if not 2 <= len(np.unique(labels)) < len(rows):
        raise ValueError(
            f"choose_k() drew {len(rows)} customers who tell no silhouette "
            f"of {k} clusters: ask for a larger sample."
        )
    return {
        "inertia": model.inertia_,
        "silhouette": silhouette_score(apart, labels, metric="precomputed"),
        "stability": _stability(features, k, random_state, pairs),
    }


def _stability(features, k, random_state, pairs):
    """Mean agreement of clusterings that were learned on two bootstrap samples each."""
    from sklearn.exceptions import ConvergenceWarning

    rng = np.random.default_rng(random_state)
    found = []
    for _ in range(2 * pairs):
        rows = rng.integers(len(features), size=len(features))
        with warnings.catch_warnings():  # fewer than k differ among those drawn
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = kmeans(features.iloc[rows], k, int(rng.integers(2**31)), starts=3)
        found.append(pd.Series(model.predict(features), features.index))
    twos = zip(found[::2], found[1::2], strict=True)
    return np.mean([rand(one, other) for one, other in twos])
