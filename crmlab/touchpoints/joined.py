"""Pairs of records become customers (*clusters*), and how good that is."""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.touchpoints.records import places


def clusters(index, pairs):
    """Records that hang together by pairs get one number: the customer.

    index  labels of all records
    pairs  frame with left and right: the pairs taken for one customer
    Returns a Series by label. If A belongs with B and B with C, all three are one
    customer: one wrong pair joins two families.

    Raises ValueError where a label is missing or twice in index, or a label in pairs is
    not in it.

    >>> pairs = pd.DataFrame({"left": ["a", "b"], "right": ["b", "c"]})
    >>> clusters(pd.Index(["a", "b", "c", "d"]), pairs).to_dict()
    {'a': 0, 'b': 0, 'c': 0, 'd': 1}
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    index = pd.Index(wanted.keys(wanted.series(index, "clusters", "index"),
                                 "clusters", "index"))  # fmt: skip
    wanted.rows(index, "clusters", "index")
    ends = places(index, pairs, "clusters", "index")
    size = len(index)
    graph = coo_array((np.ones(len(pairs)), ends), shape=(size, size))
    _, number = connected_components(graph, directed=False)
    return pd.Series(number, index, name="cluster")


def match_quality(found, true):
    """Precision and recall of pairs: which pairs in one cluster are one customer's.

    found, true  Series by record: number of the cluster, and who it really is
    Returns a Series: pairs_found, pairs_true, right (pairs in both), precision (right /
    found), recall (right / true), clusters, customers. Precision is missing where no
    pair was found, recall where there is none to find.

    Raises ValueError where a record is missing or twice, or an entry is missing.

    >>> quality = match_quality(pd.Series([0, 0, 0]), pd.Series(["a", "a", "b"]))
    >>> quality[["pairs_found", "precision", "recall"]].round(2).to_list()
    [3.0, 0.33, 1.0]
    """
    true = wanted.matched(found, true, "match_quality", ("found", "true"))
    found = wanted.keys(found, "match_quality", "found")
    true = wanted.keys(true, "match_quality", "true")
    wanted.rows(found, "match_quality", "found")
    both = pd.DataFrame({"found": found, "true": true})
    made, real = _pairs(both, ["found"]), _pairs(both, ["true"])
    right = _pairs(both, ["found", "true"])
    return pd.Series(
        {
            "pairs_found": float(made),
            "pairs_true": float(real),
            "right": float(right),
            "precision": right / made if made else np.nan,
            "recall": right / real if real else np.nan,
            "clusters": float(found.nunique()),
            "customers": float(true.nunique()),
        }
    )


def _pairs(frame, by):
    size = frame.groupby(by).size()
    return int((size * (size - 1) // 2).sum())
