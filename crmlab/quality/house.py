"""Quality function deployment: from what customers need to what engineers can measure.

Sources: J. R. Hauser & D. Clausing (1988), The house of quality, Harvard Business
Review 66(3), 63–73; Y. Akao (1990), Quality Function Deployment.
"""

import itertools

import numpy as np
import pandas as pd

from crmlab import wanted

MARKS = (1, 3, 9)  # weak, some, strong; 0 is none


def planned_weights(needs):
    """How much weight each need gets in the plan.

    needs  frame, a row a need: importance; now, how well we do it; goal, how well we
           want to do it, on the scale of now; sales_point, 1 and above (1.2, 1.5) where
           doing it well helps to sell
    Returns a frame by the rows of needs: improvement (goal / now), absolute (importance
    × improvement × sales_point), relative (shares that add up to 1).

    Raises ValueError where a column is missing, has a gap or a number of 0 or less, or
    sales_point is below 1.

    >>> needs = pd.DataFrame({"importance": [5, 3], "now": [4, 2], "goal": 4})
    >>> planned_weights(needs.assign(sales_point=[1, 1.5]))["absolute"].to_list()
    [5.0, 9.0]
    """
    names = ["importance", "now", "goal", "sales_point"]
    needs = wanted.table(needs, "planned_weights", "needs", numbers=names)[names]
    for name in names[:3]:
        wanted.numbers(needs[name], "planned_weights", name, above=0)
    wanted.numbers(needs["sales_point"], "planned_weights", "sales_point", low=1)
    improvement = needs["goal"] / needs["now"]
    absolute = needs["importance"] * improvement * needs["sales_point"]
    return pd.DataFrame(
        {
            "improvement": improvement,
            "absolute": absolute,
            "relative": absolute / absolute.sum(),
        }
    )


def priorities(weights, relations, scale=(1, 3, 9)):
    """What each technical measure does for all needs together.

    weights    Series by need, 0 or more
    relations  frame, a row a need (matched by index), a column a measure: 9 strong,
               3 some, 1 weak, 0 none
    scale      what weak, some and strong count, rising; 1-3-9 by custom
    Returns a frame by measure, highest first: absolute (Σ weight × relation), relative
    (shares that add up to 1), rank (1 is the first; equals share the better rank).

    Raises ValueError where a number is missing, a weight is below 0 or all are 0, a
    relation is none of 0, 1, 3, 9, the needs are not the same, or the scale does not
    rise.

    >>> needs = pd.Series({"fresh": 0.6, "told": 0.4})
    >>> relations = pd.DataFrame({"pack": [9, 0], "label": [1, 3]}, needs.index)
    >>> priorities(needs, relations)["absolute"].round(1).to_list()
    [5.4, 1.8]
    """
    weights, marks = _house(weights, relations, "priorities")
    counts = _counts(scale, "priorities")
    absolute = weights @ marks.replace(counts)
    if absolute.sum() == 0:
        raise ValueError("priorities() finds no relation of any need to any measure.")
    table = pd.DataFrame({"absolute": absolute, "relative": absolute / absolute.sum()})
    table["rank"] = absolute.rank(ascending=False, method="min").astype(int)
    return table.sort_values("absolute", ascending=False, kind="stable")


def ranks_by_scale(
    weights, relations, scales=((1, 3, 9), (1, 2, 4), (1, 3, 5), (1, 2, 3))
):
    """How far the order of measures hangs on what the marks count.

    weights, relations  as in ``priorities``
    scales              several scales, each as there
    Returns a frame by measure, in the order of the first scale: a column a scale, such
    as "1-3-9", with the rank by it.

    Raises ValueError as ``priorities`` does, for a gap too.
    """
    scales = wanted.listed(scales, "ranks_by_scale", "scales")
    ranks = {
        "-".join(f"{mark:g}" for mark in _counts(scale, "ranks_by_scale").values()): (
            priorities(weights, relations, scale)["rank"]
        )
        for scale in scales
    }
    return pd.DataFrame(ranks).reindex(next(iter(ranks.values())).index)


def roof(correlations):
    """Which measures help and which hinder one another, as a table of all pairs.

    correlations  frame: measure, other_measure, correlation from −2 (hinders much) to 2
                  (helps much); each pair once, in either order
    Returns a frame of measures by measures, the same on both sides of the diagonal; 0
    where a pair is not told, and on the diagonal.

    Raises ValueError where a column is missing or has a gap, a pair is there twice or
    is one measure, or a number is not between −2 and 2.
    """
    names = ["measure", "other_measure"]
    table = wanted.table(
        correlations, "roof", "correlations", keys=names, numbers="correlation"
    )
    wanted.same_ids(table["measure"], table["other_measure"], "roof", names)
    wanted.scale(table["correlation"], -2, 2, "roof", "correlation")
    pairs = pd.Series([tuple(sorted(pair)) for pair in table[names].to_numpy()])
    if pairs.duplicated().any() or any(one == other for one, other in pairs):
        raise ValueError("roof() needs each pair of two measures once in correlations.")
    measures = pd.unique(table[names].to_numpy().ravel())
    wide = table.pivot(index="measure", columns="other_measure", values="correlation")
    wide = wide.reindex(index=measures, columns=measures).fillna(0)
    return (wide + wide.T).rename_axis(index="measure", columns=None)


def conflicts(weights, relations, correlations, most=5):
    """Pairs of weighty measures that hinder one another: where a trade has to be made.

    weights, relations  as in ``priorities``; correlations  as in ``roof``
    most                how many pairs at most
    Returns a frame: measure, other_measure, correlation, weight (the two measures'
    relative priorities together), heaviest first; only pairs that hinder.

    Raises ValueError as ``priorities`` and ``roof`` do, for a gap too, or where a
    measure has no column in relations.
    """
    most = wanted.whole(most, "conflicts", "most", low=1)
    relative = priorities(weights, relations)["relative"]
    table = roof(correlations)
    for measure in table.index:
        wanted.one_of(measure, relative.index, "conflicts", "measure")
    there = [measure for measure in relative.index if measure in table.index]
    pairs = [
        (one, other, table.loc[one, other], relative[one] + relative[other])
        for one, other in itertools.combinations(there, 2)
        if table.loc[one, other] < 0
    ]
    names = ["measure", "other_measure", "correlation", "weight"]
    found = pd.DataFrame(pairs, columns=names).astype({"weight": float})
    return found.nlargest(most, "weight", keep="first").reset_index(drop=True)


def _house(weights, relations, function):
    weights = wanted.numbers(weights, function, "weights", low=0)
    if not weights.sum():
        raise ValueError(f"{function}() needs a weight above 0; all weights are 0.")
    marks = wanted.all_numbers(relations, function, "relations")
    marks = wanted.matched(weights, marks, function, ("weights", "relations"))
    strange = np.setdiff1d(marks.to_numpy(), (0, *MARKS))
    if strange.size:
        raise ValueError(
            f"{function}() needs relations of 9, 3, 1 or 0; it has {strange[0]:g}."
        )
    return weights.astype(float), marks


def _counts(scale, function):
    """What the marks 1, 3 and 9 count."""
    scale = wanted.listed(scale, function, "scale")
    for mark in scale:
        wanted.number(mark, function, "scale", low=0)
    if len(scale) != 3 or not 0 < scale[0] < scale[1] < scale[2]:
        raise ValueError(
            f"{function}() needs three rising numbers for scale, weak to strong, such "
            f"as (1, 3, 9); it got {tuple(scale)}."
        )
    return dict(zip(MARKS, scale, strict=True))
