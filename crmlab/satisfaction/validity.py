"""Do the items measure what they should, and only that?"""

import numpy as np
import pandas as pd

from crmlab.satisfaction import checking


def cross_loadings(model, frame):
    """Correlation of each item with each factor's score.

    An item should correlate most with its own factor.
    Returns a frame, rows items, columns factors.
    """
    scores = model.transform(frame)
    answers = checking.items_of(frame, list(model.loadings_.index))
    return pd.DataFrame({name: answers.corrwith(scores[name]) for name in scores})


def fornell_larcker(model):
    """Does each factor share more with its own items than with another factor?

    Returns a frame by factor: root_ave (√AVE), highest (largest correlation with
    another factor, without sign), with (which), distinct (True where root_ave is the
    larger). (Fornell & Larcker 1981, Journal of Marketing Research 18(1).)
    """
    between = model.between_.abs().to_numpy(copy=True)
    np.fill_diagonal(between, 0)
    between = pd.DataFrame(between, model.factors_, model.factors_)
    table = pd.DataFrame(
        {
            "root_ave": np.sqrt(model.blocks_["communality"]),
            "highest": between.max(axis=1),
            "with": between.idxmax(axis=1),
        }
    )
    table = table.assign(distinct=table["root_ave"] > table["highest"])
    return table.rename_axis("factor")


def htmt(model, frame):
    """Heterotrait-monotrait ratio of each pair of factors; above 0.90 they are one.

    The mean correlation between the items of two factors, over the geometric mean of
    the mean correlations within each (Henseler, Ringle & Sarstedt 2015, Journal of the
    Academy of Marketing Science 43). Absolute correlations; a factor with one item has
    1 within.
    Returns a frame, lower triangle filled.
    """
    answers = model._answers(frame)
    r = answers.corr().abs()
    names = model.factors_
    table = pd.DataFrame(np.nan, names[1:], names[:-1])
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            across = r.loc[list(model.blocks[first]), list(model.blocks[second])]
            within = [_within(r, model.blocks[name]) for name in (first, second)]
            table.loc[second, first] = across.to_numpy().mean() / np.sqrt(
                within[0] * within[1]
            )
    return table


def _within(correlation, items):
    """Mean correlation of a block's items with each other."""
    k = len(items)
    if k == 1:
        return 1.0
    r = correlation.loc[list(items), list(items)].to_numpy()
    return r[np.triu_indices(k, 1)].mean()
