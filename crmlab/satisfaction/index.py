"""The satisfaction index: weighted answers, brought to a scale from 0 to 100."""

import numpy as np
import pandas as pd

from crmlab import wanted

TEN = (1, 10)  # the scale of the national indices


def satisfaction_index(answers, weights, low=1, high=10):
    """The index of one factor from its items' mean answers.

    answers  frame, one column an item, on a scale from ``low`` to ``high``; a gap is
             left out of its item's mean
    weights  Series by item, weights of items as answered (``raw_weights_``)
    Index = (Σ w x̄ − low Σ w) / ((high − low) Σ w) × 100: 0 where all give the lowest
    answer, 100 where all give the highest (Fornell, Johnson, Anderson, Cha & Bryant
    1996, Journal of Marketing 60(4); there the scale is 1 to 10, so 9 Σ w).

    Raises ValueError where an item is missing, has no answer, or one that is no number
    or not from low to high (such as 99 for "no answer"), or weights add up to 0.

    >>> answers = pd.DataFrame({"overall": [10, 10], "ideal": [1, 1]})
    >>> satisfaction_index(answers, pd.Series({"overall": 3.0, "ideal": 1.0}))
    75.0
    """
    name = "satisfaction_index"
    weights = wanted.numbers(weights, name, "weights")
    wanted.unique_index(weights, name, "weights")
    wanted.columns(answers, list(weights.index), name, "answers")
    wanted.number(low, name, "low")
    wanted.number(high, name, "high", low=low + 1e-9)
    means = {
        item: wanted.scale(answers[item], low, high, name, item, gaps=True).mean()
        for item in weights.index
    }
    means = pd.Series(means).astype(float)
    wanted.complete(means, name, "the means of the items")
    total = weights.sum()
    if abs(total) <= 1e-12 * weights.abs().max() or not len(weights):
        raise ValueError("The weights add up to 0, so that there is no index.")
    reached = (weights * means).sum() - low * total
    return float(100 * reached / ((high - low) * total))


def index_of(weights, means, design, scale=TEN):
    """The same index for each factor of a design, for one fit or a stack of them.

    weights, means  arrays (…, p) of items on the scale
    Returns an array (…, k).
    """
    belongs = design.belongs()
    weights, means = np.asarray(weights), np.asarray(means)
    total = weights @ belongs
    low, high = scale
    return 100 * ((weights * means) @ belongs - low * total) / ((high - low) * total)


def indices(model):
    """The index of each factor of a fitted path model, as a Series.

    The scale is the model's, 1 to 10 where it has none; the answers are of those whom
    the model was fitted on, without those who have a gap or with it filled.

    Raises NotFittedError before ``fit``; ValueError where an item is not on the scale,
    or the model has none and no answer is above 7, as on a scale to 5 or 7.
    """
    wanted.fitted(model, "raw_weights_", "indices")
    scale = scale_of(model)
    found = index_of(model.raw_weights_, model.means_, model.design_, scale)
    return pd.Series(found, pd.Index(model.factors_, name="factor"), name="index")


def scale_of(model):
    """Lowest and highest answer of a fitted model's items; a ValueError if unclear."""
    if model.scale is not None:
        return tuple(model.scale)
    lowest, highest = model.range_
    if lowest < TEN[0] or not 7 < highest <= TEN[1]:
        raise ValueError(
            f"An index needs the scale, and answers from {lowest:g} to {highest:g} do "
            "not look like 1 to 10. Say it: PathModel(…, scale=(1, 5)), or (1, 10)."
        )
    return TEN
