"""The net promoter score, how sure it is, and how many answers a change needs."""

import numpy as np
import pandas as pd
from scipy import stats


def promoter_score(answers, level=0.95):
    """Promoters (9, 10) less detractors (0 to 6), in points, with an interval.

    answers  "how likely are you to recommend us", 0 to 10; gaps are left out
    level    of the interval
    Returns a Series: answers, promoters, detractors (shares), score, low, high (points
    from -100 to 100). The variance of one answer is p + q - (p - q)^2.

    >>> promoter_score(pd.Series([10, 9, 8, 3])).round(1)["score"]
    np.float64(25.0)

    Source: F. F. Reichheld 2003, Harvard Business Review 81(12), 46-54; the interval is
    that of a mean of +1, 0 and -1.
    """
    given = pd.Series(answers).astype(float).dropna()
    if not given.between(0, 10).all():
        raise ValueError("promoter_score() needs answers from 0 to 10.")
    if len(given) < 2:
        raise ValueError("promoter_score() needs two answers or more.")
    promoters, detractors = (given >= 9).mean(), (given <= 6).mean()
    score = promoters - detractors
    error = np.sqrt((promoters + detractors - score**2) / len(given))
    half = stats.norm.ppf((1 + level) / 2) * error
    return pd.Series(
        {
            "answers": len(given),
            "promoters": promoters,
            "detractors": detractors,
            "score": 100 * score,
            "low": 100 * (score - half),
            "high": 100 * (score + half),
        }
    )


def answers_needed(change, promoters, detractors, power=0.8):
    """Answers that each of two surveys needs, to see a change of so many points.

    change                 in points of the score, such as 5
    promoters, detractors  shares now
    power                  chance to see it, at a two-sided test of 5 per cent
    Returns a whole number, for each survey.

    >>> answers_needed(5, promoters=0.40, detractors=0.20)
    3517
    """
    if change == 0:
        raise ValueError("answers_needed() cannot look for a change of nothing.")
    variance = promoters + detractors - (promoters - detractors) ** 2
    factor = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    return int(np.ceil(2 * variance * (factor / (change / 100)) ** 2))
