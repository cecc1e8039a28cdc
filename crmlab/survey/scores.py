"""Scores of a questionnaire: do the questions hold together, and what do they count?"""

import numpy as np
import pandas as pd
from scipy.stats import f as f_distribution
from scipy.stats import norm

from crmlab import wanted


def alpha_interval(answers, level=0.95):
    """Cronbach's alpha of the answers as they are, with its interval.

    answers  frame, a row a person, a column a question on one scale, all pointing the
             same way; rows with a gap are left out
    level    of the interval
    Returns a dict: alpha, low, high, n (people who answered all), and alpha_without, a
    Series: alpha of the others where a question is left out.
    α = k/(k − 1) (1 − Σ sᵢ²/s²), with the variances of the k questions and of their
    sum; (1 − α)/(1 − α̂) follows F.

    Raises ValueError where an answer is no number, a question has the same answer from
    all, fewer than two people answered all or there are fewer than two questions, or α
    comes out below 0.

    >>> alpha_interval(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 3]}))["alpha"]
    0.75

    Sources: L. J. Cronbach (1951), Psychometrika 16(3), 297–334; L. S. Feldt (1965),
    Psychometrika 30(3), 357–370.
    """
    whole = wanted.together(answers, "alpha_interval", "answers")
    wanted.share(level, "alpha_interval", "level", inside=True)
    found = wanted.pointing_alike(whole, _alpha(whole), "alpha_interval")
    people, questions = whole.shape
    tail = (1 - level) / 2
    quantile = f_distribution(people - 1, (people - 1) * (questions - 1)).ppf
    without = {
        name: _alpha(whole.drop(columns=name)) for name in whole if questions > 2
    }
    return {
        "alpha": round(found, 12),
        "low": float(1 - (1 - found) * quantile(1 - tail)),
        "high": float(1 - (1 - found) * quantile(tail)),
        "n": people,
        "alpha_without": pd.Series(without, dtype=float),
    }


def net_promoter(scores, level=0.95):
    """The net promoter score: those at 9 and 10 less those at 0 to 6, in points.

    scores  Series of whole numbers from 0 to 10: would you recommend us? A gap is left
            out
    level   of the interval
    Returns a dict: score (−100 to 100), se, low, high (points), promoters, passives,
    detractors (shares of those who answered), n. The variance is that of +1, 0 and −1.

    Raises ValueError where a score is no number from 0 to 10, or fewer than two
    answered.

    >>> net_promoter(pd.Series([10, 9, 8, 6]))["score"]
    25.0

    Source: F. F. Reichheld (2003), The one number you need to grow, Harvard Business
    Review 81(12), 46–54.
    """
    scores = wanted.scale(scores, 0, 10, "net_promoter", "scores", gaps=True).dropna()
    wanted.share(level, "net_promoter", "level", inside=True)
    if len(scores) < 2:
        raise ValueError(f"net_promoter() needs two scores or more, not {len(scores)}.")
    sign = (scores >= 9).astype(int) - (scores <= 6).astype(int)
    score, se = 100 * sign.mean(), 100 * sign.std() / np.sqrt(len(sign))
    reach = norm.ppf((1 + level) / 2) * se
    return {
        "score": float(score),
        "se": float(se),
        "low": float(score - reach),
        "high": float(score + reach),
        "promoters": float((sign == 1).mean()),
        "passives": float((sign == 0).mean()),
        "detractors": float((sign == -1).mean()),
        "n": len(sign),
    }


def top_box(scores, least, low=1, high=10, level=0.95):
    """The share of good answers (CSAT, or CES turned so that more is better).

    scores     Series of whole numbers on a scale; gaps are left out
    least      the least answer that is good: 9 on 1 to 10, 4 on 1 to 5
    low, high  ends of the scale
    level      of the interval
    Returns a dict: share, low, high (Wilson's interval, right for small n too), n.

    Raises ValueError where an answer is not on the scale, nobody answered, or least is
    not on the scale.

    >>> top_box(pd.Series([10, 9, 8, 6]), least=9)["share"]
    0.5

    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22,
    209–212.
    """
    function = "top_box"
    low = wanted.whole(low, function, "low", low=-100)
    high = wanted.whole(high, function, "high", low=low + 1)
    scores = wanted.scale(scores, low, high, function, "scores", gaps=True).dropna()
    wanted.rows(scores, function, "scores")
    least = wanted.whole(least, function, "least", low=low, high=high)
    wanted.share(level, function, "level", inside=True)
    n, p, z = len(scores), (scores >= least).mean(), norm.ppf((1 + level) / 2)
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return {
        "share": float(p),
        "low": float(max(middle - reach, 0)),
        "high": float(min(middle + reach, 1)),
        "n": n,
    }


def _alpha(answers):
    k, total = answers.shape[1], answers.sum(axis=1).var()
    if total == 0:
        return float("-inf")
    return float(k / (k - 1) * (1 - answers.var().sum() / total))
