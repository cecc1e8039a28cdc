"""Numbers that describe a fitted path model: effects, and how good its blocks are."""

import numpy as np
import pandas as pd

from crmlab.satisfaction.estimating import total_effects


def effects(paths, names, arrows):
    """Direct, indirect and total effects of each factor on each that it reaches."""
    total = total_effects(paths)
    pairs = pd.MultiIndex.from_product([names, names], names=["start", "end"])
    table = {"direct": paths, "indirect": total - paths, "total": total}
    frame = pd.DataFrame({k: v.ravel() for k, v in table.items()}, index=pairs)
    return frame[(arrows.ravel() > 0) | (frame["total"].abs() > 1e-12)]


def alpha_of(answers):
    """Cronbach's alpha of standardised items: α = k r̄ / (1 + (k − 1) r̄).

    answers  frame, one column a question; no gaps, and no question with one answer
    Returns a number up to 1, and 1 for a single question; k questions, r̄ their mean
    correlation (Cronbach 1951, Psychometrika 16).
    """
    k = answers.shape[1]
    if k == 1:
        return 1.0
    mean = answers.corr().to_numpy()[np.triu_indices(k, 1)].mean()
    left = 1 + (k - 1) * mean  # nought where two questions say the very contrary
    return float(round(k * mean / left, 12)) if left > 1e-12 else float("-inf")


def reliability(loadings):
    """Composite reliability: (Σ λ)² / ((Σ λ)² + Σ (1 − λ²)).

    loadings  Series (Werts, Linn & Jöreskog 1974, Educational and Psychological
    Measurement 34)
    """
    together = loadings.sum() ** 2
    return float(together / (together + (1 - loadings**2).sum()))
