"""Records of several systems: which of them are one customer's?

Three steps, as in any record linkage: *block* (which pairs are worth a look), *compare*
(how alike the two are, field by field), *cluster* (pairs become customers).
"""

import numpy as np
import pandas as pd

from crmlab import wanted

FIELDS = ["name", "phone", "email", "address", "city"]
STREETS = {"avenue": "ave", "lane": "ln", "road": "rd", "street": "st"}


def tidy(records):
    """Records in one spelling, so that only real differences are left.

    records  frame with name, phone, email, address, city: text, some of it missing
    Returns a frame like it: all in small letters; the words of a name in alphabetical
    order (systems disagree on which comes first); of phones only the digits; kinds of
    street in their short form (avenue becomes ave).

    >>> tidy(pd.DataFrame({"name": ["WU Bobin"], "phone": ["000 57-29"],
    ...     "email": [None], "address": ["4 Carp Road"], "city": ["Eastport"]}
    ... ))[["name", "phone", "address"]].iloc[0].to_list()
    ['bobin wu', '0005729', '4 carp rd']
    """
    wanted.columns(records, FIELDS, "tidy", "records")
    text = records[FIELDS].apply(lambda column: column.str.lower().str.strip())
    words = text["name"].str.split().map(sorted, na_action="ignore")
    text["name"] = words.str.join(" ")
    text["phone"] = text["phone"].str.replace(r"\D", "", regex=True)
    for long, short in STREETS.items():
        text["address"] = text["address"].str.replace(rf"\b{long}$", short, regex=True)
    return records.assign(**text)


def candidates(tidied, keys):
    """Pairs of records that agree in at least one blocking key.

    tidied  frame with one row a record and a unique index
    keys    lists of columns; two records are a candidate pair if all columns of one of
            the lists agree and none is missing
    Returns a frame with left and right, the two labels, left before right; one row a
    pair. Without blocking, n records make n (n − 1) / 2 pairs.

    >>> people = pd.DataFrame({"phone": ["1", "1", "2"], "city": ["A", "B", "B"]})
    >>> candidates(people, [["phone"], ["city"]]).to_numpy().tolist()
    [[0, 1], [1, 2]]
    """
    wanted.rows(tidied, "candidates", "tidied")
    if not tidied.index.is_unique:
        raise ValueError("candidates() needs a unique index: one label a record.")
    place = pd.Series(range(len(tidied)), tidied.index)
    found = []
    for key in keys:
        wanted.columns(tidied, key, "candidates", "tidied")
        rows = tidied[key].dropna()
        rows = rows.assign(place=place[rows.index])
        pairs = rows.merge(rows, on=key, suffixes=("_l", "_r"))
        found.append(pairs.loc[pairs["place_l"] < pairs["place_r"]])
    pairs = pd.concat(found)[["place_l", "place_r"]].drop_duplicates()
    pairs = pairs.sort_values(["place_l", "place_r"]).to_numpy()
    labels = tidied.index.to_numpy()
    return pd.DataFrame({"left": labels[pairs[:, 0]], "right": labels[pairs[:, 1]]})


def compare(tidied, pairs):
    """How alike the two records of each pair are, field by field.

    tidied  frame as ``tidy`` returns it
    pairs   frame with left and right, as ``candidates`` returns it
    Returns a frame like pairs with a column a field: similarity from 0 to 1, missing
    where one of the two is. Names: Jaro-Winkler, which forgives a slip of the finger
    and weighs the beginning (Winkler 1990). Phone, mail and address: 1 − distance /
    length of the longer, the distance counting letters changed, added, left out or
    swapped (Damerau 1964). City: 1 or 0.

    >>> people = pd.DataFrame({"name": ["wu bobin", "wu boibn"], "phone": ["12", "12"],
    ...     "email": [None, "a@b"], "address": ["4 carp rd"] * 2, "city": ["a", "a"]})
    >>> pairs = pd.DataFrame({"left": [0], "right": [1]})
    >>> compare(people, pairs).round(2).iloc[0, 2:4].to_list()
    [0.98, 1.0]
    """
    from rapidfuzz.distance import OSA, JaroWinkler

    wanted.columns(pairs, ["left", "right"], "compare", "pairs")
    left, right = (tidied.loc[pairs[side]] for side in ("left", "right"))
    ways = {"name": JaroWinkler.normalized_similarity}
    ways |= dict.fromkeys(["phone", "email", "address"], OSA.normalized_similarity)
    ways["city"] = lambda one, other: float(one == other)
    table = pairs[["left", "right"]].reset_index(drop=True)
    for field, alike in ways.items():
        both = zip(left[field], right[field], strict=True)
        table[field] = [
            alike(one, other) if pd.notna(one) and pd.notna(other) else np.nan
            for one, other in both
        ]
    return table


def clusters(index, pairs):
    """Records that hang together by pairs get one number: the customer.

    index  labels of all records
    pairs  frame with left and right: the pairs taken for one customer
    Returns a Series by label. If A belongs with B and B with C, all three are one
    customer: one wrong pair joins two families.

    >>> pairs = pd.DataFrame({"left": ["a", "b"], "right": ["b", "c"]})
    >>> clusters(pd.Index(["a", "b", "c", "d"]), pairs).to_dict()
    {'a': 0, 'b': 0, 'c': 0, 'd': 1}
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = [pd.Index(index).get_indexer(pairs[side]) for side in ("left", "right")]
    if (np.array(ends) < 0).any():
        raise ValueError("clusters() found a label in pairs that is not in index.")
    size = len(index)
    graph = coo_array((np.ones(len(pairs)), ends), shape=(size, size))
    _, number = connected_components(graph, directed=False)
    return pd.Series(number, index, name="cluster")


def match_quality(found, true):
    """Precision and recall of pairs: which pairs in one cluster are one customer's.

    found, true  Series by record: number of the cluster, and who it really is
    Returns a Series: pairs_found, pairs_true, right (pairs in both), precision (right /
    found), recall (right / true), clusters, customers.

    >>> quality = match_quality(pd.Series([0, 0, 0]), pd.Series(["a", "a", "b"]))
    >>> quality[["pairs_found", "precision", "recall"]].round(2).to_list()
    [3.0, 0.33, 1.0]
    """
    true = true.reindex(found.index)
    wanted.complete(true, "match_quality", "true")
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
