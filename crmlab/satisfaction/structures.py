"""Four national satisfaction indices: which factor points at which.

The estimator is the same for all; only the arrows differ. Sources: SCSB, Fornell 1992,
Journal of Marketing 56(1); ACSI, Fornell, Johnson, Anderson, Cha & Bryant 1996, Journal
of Marketing 60(4); ECSI, Tenenhaus et al. 2005, Computational Statistics & Data
Analysis 48; CCSI, as described by Tsinghua University's research centre on quality:
ACSI with a brand image at its head, and without complaints.
"""

import pandas as pd

from crmlab import wanted

INDEX = "satisfaction"  # the factor that the index measures

_ACSI = [
    ("expectation", "quality"),
    ("expectation", "value"),
    ("quality", "value"),
    ("expectation", "satisfaction"),
    ("quality", "satisfaction"),
    ("value", "satisfaction"),
]
_COMPLAINTS = [
    ("satisfaction", "complaints"),
    ("satisfaction", "loyalty"),
    ("complaints", "loyalty"),
]
STRUCTURES = {
    "SCSB": [
        ("expectation", "value"),  # perceived performance: quality for the price
        ("expectation", "satisfaction"),
        ("value", "satisfaction"),
        *_COMPLAINTS,
    ],
    "ACSI": [*_ACSI, *_COMPLAINTS],
    "ECSI": [
        ("image", "expectation"),
        ("image", "satisfaction"),
        *_ACSI,
        *_COMPLAINTS,
        ("image", "loyalty"),
    ],
    "CCSI": [
        ("image", "expectation"),
        ("image", "quality"),
        ("image", "value"),
        ("image", "satisfaction"),
        *_ACSI,
        ("satisfaction", "loyalty"),
    ],
}


def arrows_of(structure):
    """A structure as a list of pairs of names, from lists or tuples.

    >>> arrows_of([["quality", "satisfaction"]])
    [('quality', 'satisfaction')]
    """
    arrows = wanted.listed(structure, "structure", "arrows")
    for arrow in arrows:
        pair = isinstance(arrow, (list, tuple)) and len(arrow) == 2
        if not pair or not all(isinstance(name, str) for name in arrow):
            raise ValueError(
                f"An arrow is a pair of names, such as ('quality', 'value'); the "
                f"structure holds {arrow!r}."
            )
    return [tuple(arrow) for arrow in arrows]


def factors(structure):
    """The factors of a structure, each after all that point at it.

    structure  list of arrows (start, end)

    Raises ValueError where an arrow is no pair of names, or the arrows run in a circle.

    >>> factors([("quality", "satisfaction"), ("satisfaction", "loyalty")])
    ['quality', 'satisfaction', 'loyalty']
    """
    structure = arrows_of(structure)
    left = list(dict.fromkeys(name for arrow in structure for name in arrow))
    order = []
    while left:
        free = [
            name
            for name in left
            if all(s in order for s, end in structure if end == name)
        ]
        if not free:
            around = ", ".join(left)
            raise ValueError(
                f"The arrows of the structure run in a circle among {around}. "
                "A path model needs a beginning: turn round or drop one arrow."
            )
        order += free[:1]
        left.remove(free[0])
    return order


def architecture(structure, index=INDEX):
    """Which factors are causes of the index, and which are its consequences.

    structure  list of arrows; index  name of the factor in the middle
    Returns a Series by factor, in the structure's order: cause, index, consequence
    (reached from the index), or beside it. None is missing or empty.

    Raises ValueError where an arrow is no pair of names, the arrows run in a circle, or
    the index is no factor.
    """
    structure = arrows_of(structure)
    order = factors(structure)
    if index not in order:
        raise ValueError(f"{index!r} is no factor of this structure: {order}.")
    reached, leads = {index}, {index}
    for name in order:
        if any(end == name and start in reached for start, end in structure):
            reached.add(name)
    for name in reversed(order):
        if any(start == name and end in leads for start, end in structure):
            leads.add(name)
    roles = {
        name: "index"
        if name == index
        else "cause"
        if name in leads
        else "consequence"
        if name in reached
        else "beside it"
        for name in order
    }
    return pd.Series(roles, name="role").rename_axis("factor")
