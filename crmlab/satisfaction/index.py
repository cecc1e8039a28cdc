"""The satisfaction index: weighted answers, brought to a scale from 0 to 100."""

import numpy as np
import pandas as pd


def satisfaction_index(answers, weights, low=1, high=10):
    """The index of one factor from its items' mean answers.

    answers: frame, one column an item, on a scale from ``low`` to ``high``
    weights: Series by item, weights of items as answered (``raw_weights_``)
    Index = (Σ w x̄ − low Σ w) / ((high − low) Σ w) × 100: 0 where all give the lowest
    answer, 100 where all give the highest (Fornell, Johnson, Anderson, Cha & Bryant
    1996, Journal of Marketing 60(4); there the scale is 1 to 10, so 9 Σ w).

    >>> answers = pd.DataFrame({"overall": [10, 10], "ideal": [1, 1]})
    >>> satisfaction_index(answers, pd.Series({"overall": 3.0, "ideal": 1.0}))
    75.0
    """
    means = answers[list(weights.index)].astype(float).mean()
    total = weights.sum()
    if not total:
        raise ValueError("The weights add up to 0, so that there is no index.")
    reached = (weights * means).sum() - low * total
    return float(100 * reached / ((high - low) * total))


def index_of(weights, means, design):
    """The same index for each factor of a design, for one fit or a stack of them.

    weights, means: arrays (…, p) of items on 1 to 10
    Returns an array (…, k).
    """
    belongs = design.belongs()
    weights, means = np.asarray(weights), np.asarray(means)
    total = weights @ belongs
    return 100 * ((weights * means) @ belongs - total) / (9 * total)


def indices(model):
    """The index of each factor of a fitted path model, as a Series.

    Items on 1 to 10, answers of those whom the model was fitted on.
    """
    found = index_of(model.raw_weights_, model.means_, model.design_)
    return pd.Series(found, pd.Index(model.factors_, name="factor"), name="index")
