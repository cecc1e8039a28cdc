"""Numbers that describe a fitted path model: effects, and how good its blocks are."""

import numpy as np
import pandas as pd

from crmlab.satisfaction.estimating import total_effects


def effects(paths, names):
    """Direct, indirect and total effects of each factor on each that it reaches."""
    total = total_effects(paths)
    pairs = pd.MultiIndex.from_product([names, names], names=["start", "end"])
    table = {"direct": paths, "indirect": total - paths, "total": total}
    frame = pd.DataFrame({k: v.ravel() for k, v in table.items()}, index=pairs)
    return frame[(frame["direct"] != 0) | (frame["total"].abs() > 1e-12)]


def cronbach_alpha(answers):
    """Cronbach's alpha of standardised items: do the questions go together?

    answers: frame, one column a question. α = k r̄ / (1 + (k − 1) r̄), with k questions
    and r̄ their mean correlation (Cronbach 1951, Psychometrika 16).

    >>> cronbach_alpha(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 3]}))
    0.75
    """
    k = answers.shape[1]
    if k == 1:
        return 1.0
    mean = answers.corr().to_numpy()[np.triu_indices(k, 1)].mean()
    return float(round(k * mean / (1 + (k - 1) * mean), 12))


def reliability(loadings):
    """Composite reliability: (Σ λ)² / ((Σ λ)² + Σ (1 − λ²)).

    loadings: Series (Werts, Linn & Jöreskog 1974, Educational and Psychological
    Measurement 34)
    """
    together = loadings.sum() ** 2
    return float(together / (together + (1 - loadings**2).sum()))
