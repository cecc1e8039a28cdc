"""Do the items measure what they should, and only that?"""

import numpy as np
import pandas as pd

from crmlab import wanted
from crmlab.satisfaction import checking


def cross_loadings(model, frame):
    """Correlation of each item with each factor's score.

    model  fitted ``PathModel``; frame  the answers it was fitted on; of a pair of item
           and score, who has a gap is left out
    An item should correlate most with its own factor.
    Returns a frame, rows items, columns factors.

    Raises NotFittedError before ``fit``; ValueError where an item is absent, no number
    or constant.
    """
    wanted.fitted(model, "raw_weights_", "cross_loadings")
    scores = model.transform(frame)
    answers = checking.items_of(frame, list(model.loadings_.index))
    wanted.differing(answers, "cross_loadings", "frame")
    return pd.DataFrame({name: answers.corrwith(scores[name]) for name in scores})


def fornell_larcker(model):
    """Does each factor share more with its own items than with another factor?

    model  fitted ``PathModel``; who has a gap was left out, or the gap filled, by it
    Returns a frame by factor: root_ave (√AVE), highest (largest correlation with
    another factor, without sign), with (which), distinct (True where root_ave is the
    larger). (Fornell & Larcker 1981, Journal of Marketing Research 18(1).)

    Raises NotFittedError before ``fit``; Raises ValueError in no case of its own.
    """
    wanted.fitted(model, "raw_weights_", "fornell_larcker")
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

    model  fitted ``PathModel``; frame  the answers it was fitted on; a gap is treated
           as the model does
    The mean correlation between the items of two factors, over the geometric mean of
    the mean correlations within each (Henseler, Ringle & Sarstedt 2015, Journal of the
    Academy of Marketing Science 43). Absolute correlations; a factor with one item has
    1 within.
    Returns a frame, lower triangle filled.

    Raises NotFittedError before ``fit``; ValueError where an item is absent, no number
    or constant, or the items of a factor have no correlation at all.
    """
    wanted.fitted(model, "raw_weights_", "htmt")
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
    mean = r[np.triu_indices(k, 1)].mean()
    if not mean > 1e-12:
        raise ValueError(
            f"htmt() needs items of a factor that correlate; {', '.join(items)} do not."
        )
    return mean
