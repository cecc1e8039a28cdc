"""Records of several systems: which of them are one customer's?

The first steps of record linkage: *tidy*, *block* (which pairs are worth a look),
*compare* (how alike the two are, field by field). The last, *cluster*, is in joined.py.
"""

import numpy as np
import pandas as pd

from crmlab import wanted

FIELDS = ["name", "phone", "email", "address", "city"]
NOTHING = ["-", "n/a", "none", "null", "unknown", "无", "未知"]  # written for a gap
STREETS = {"avenue": "ave", "lane": "ln", "road": "rd", "street": "st"}


def tidy(records):
    """Records in one spelling, so that only real differences are left.

    records  frame with name, phone, email, address, city: text, some of it missing;
             phones may be whole numbers
    Returns a frame like it: all in small letters; the words of a name in alphabetical
    order (systems disagree on which comes first); of phones only the digits; kinds of
    street in their short form (avenue becomes ave). A gap stays one; so does what says
    nothing: blank text, "unknown", "n/a", a phone without a digit.

    Raises ValueError where a column is missing, or holds no text.

    >>> tidy(pd.DataFrame({"name": ["WU Bobin"], "phone": ["000 57-29"],
    ...     "email": [None], "address": ["4 Carp Road"], "city": ["Eastport"]}
    ... ))[["name", "phone", "address"]].iloc[0].to_list()
    ['bobin wu', '0005729', '4 carp rd']
    """
    text = _fields(records, "tidy", "records")
    text = text.apply(lambda column: column.str.lower().str.strip())
    text = text.mask(text.isin(NOTHING))
    words = text["name"].str.split().map(sorted, na_action="ignore")
    text["name"] = words.astype(object).str.join(" ").astype("str")
    text["phone"] = text["phone"].str.replace(r"\D", "", regex=True)
    for long, short in STREETS.items():
        text["address"] = text["address"].str.replace(rf"\b{long}$", short, regex=True)
    text["phone"] = text["phone"].mask(text["phone"] == "")
    return records.assign(**text)


def _fields(records, function, what):
    """The five fields as text; blank text is a gap."""
    wanted.columns(records, FIELDS, function, what)
    wanted.rows(records, function, what)
    fields = {
        name: wanted.text(records[name], function, f"{name} of {what}", gaps=True)
        for name in FIELDS
    }
    return pd.DataFrame(fields)


def candidates(tidied, keys):
    """Pairs of records that agree in at least one blocking key.

    tidied  frame with one row a record and a unique index
    keys    lists of columns; two records are a candidate pair if all columns of one of
            the lists agree and none is missing; blank text counts as missing
    Returns a frame with left and right, the two labels, left before right; one row a
    pair. Without blocking, n records make n (n − 1) / 2 pairs.

    Raises ValueError where the index is not unique, keys hold no lists, or a list names
    a column that is not there.

    >>> people = pd.DataFrame({"phone": ["1", "1", "2"], "city": ["A", "B", "B"]})
    >>> candidates(people, [["phone"], ["city"]]).to_numpy().tolist()
    [[0, 1], [1, 2]]
    """
    wanted.rows(wanted.frame(tidied, "candidates", "tidied"), "candidates", "tidied")
    wanted.unique_index(tidied, "candidates", "tidied")
    keys = wanted.listed(keys, "candidates", "keys")
    found = []
    for key in keys:
        key = wanted.listed(key, "candidates", "a key")
        wanted.columns(tidied, key, "candidates", "tidied")
        rows = tidied[key].set_axis(range(len(tidied))).rename_axis("place")
        rows = rows.mask(rows == "").dropna().reset_index(names="_place")
        pairs = rows.merge(rows, on=key, suffixes=("_l", "_r"))
        found.append(pairs.loc[pairs["_place_l"] < pairs["_place_r"]])
    pairs = pd.concat(found)[["_place_l", "_place_r"]].drop_duplicates()
    pairs = pairs.sort_values(["_place_l", "_place_r"]).to_numpy()
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

    Raises ValueError where a column is missing or no text, the index of tidied is not
    unique, or a label in pairs is not in it.

    >>> people = pd.DataFrame({"name": ["wu bobin", "wu boibn"], "phone": ["12", "12"],
    ...     "email": [None, "a@b"], "address": ["4 carp rd"] * 2, "city": ["a", "a"]})
    >>> pairs = pd.DataFrame({"left": [0], "right": [1]})
    >>> compare(people, pairs).round(2).iloc[0, 2:4].to_list()
    [0.98, 1.0]
    """
    from rapidfuzz.distance import OSA, JaroWinkler

    fields = _fields(tidied, "compare", "tidied")
    left, right = (
        fields.iloc[place] for place in places(tidied.index, pairs, "compare", "tidied")
    )
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


def places(index, pairs, function, what):
    """Where the left and the right labels of pairs stand in an index."""
    pairs = wanted.table(pairs, function, "pairs", labels=["left", "right"], empty=True)
    wanted.unique_index(index.to_series(), function, what)
    ends = [index.get_indexer(pairs[side]) for side in ("left", "right")]
    if (np.array(ends) < 0).any():
        raise ValueError(
            f"{function}() found a label in pairs that is not in index, the labels of "
            "all records. Make pairs of these records."
        )
    return ends
