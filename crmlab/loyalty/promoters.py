"""The net promoter score, how sure it is, and how many answers a change needs."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted


def promoter_score(answers, level=0.95):
    """Promoters (9, 10) less detractors (0 to 6), in points, with an interval.

    answers  "how likely are you to recommend us", 0 to 10; gaps are left out
    level    of the interval
    Returns a Series: answers, promoters, detractors (shares), score, low, high (points
    from -100 to 100). The variance of one answer is p + q - (p - q)^2.

    Raises ValueError where an answer is no number or not from 0 to 10, fewer than two
    are there, or level is not between 0 and 1.

    >>> promoter_score(pd.Series([10, 9, 8, 3])).round(1)["score"]
    np.float64(25.0)

    Source: F. F. Reichheld 2003, Harvard Business Review 81(12), 46-54; the interval is
    that of a mean of +1, 0 and -1.
    """
    level = wanted.share(level, "promoter_score", "level", inside=True)
    given = wanted.scale(
        answers, 0, 10, "promoter_score", "answers", gaps=True
    ).dropna()
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
            "low": 100 * max(-1, score - half),
            "high": 100 * min(1, score + half),
        }
    )


def answers_needed(change, promoters, detractors, power=0.8):
    """Answers that each of two surveys needs, to see a change of so many points.

    change                 in points of the score, such as 5
    promoters, detractors  shares now
    power                  chance to see it, at a two-sided test of 5 per cent
    Returns a whole number, for each survey.

    Raises ValueError where a number is missing, change is 0, promoters, detractors or
    power are no shares, or all answer alike.

    >>> answers_needed(5, promoters=0.40, detractors=0.20)
    3517
    """
    if wanted.number(change, "answers_needed", "change", low=-200, high=200) == 0:
        raise ValueError("answers_needed() cannot look for a change of nothing.")
    wanted.share(promoters, "answers_needed", "promoters")
    wanted.share(detractors, "answers_needed", "detractors")
    wanted.share(promoters + detractors, "answers_needed", "promoters + detractors")
    wanted.share(power, "answers_needed", "power", inside=True)
    variance = promoters + detractors - (promoters - detractors) ** 2
    if variance < 1e-12:
        raise ValueError("answers_needed() needs answers that differ: all are alike.")
    factor = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    return int(np.ceil(2 * variance * (factor / (change / 100)) ** 2))
