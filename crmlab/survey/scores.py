"""Scores of a questionnaire: what part of the answers is good?"""

from crmlab import wanted


def top_box(scores, least, low=1, high=10, level=0.95):
    """The share of good answers (CSAT, or CES turned so that more is better).

    scores     Series of whole numbers on a scale; gaps are left out
    least      the least answer that is good: 9 on 1 to 10, 4 on 1 to 5
    low, high  ends of the scale
    level      of the interval
    Returns a dict: share, low, high (Wilson's interval, right for small n too), n.

    Raises ValueError where an answer is not on the scale, nobody answered, or least is
    not on the scale.

    >>> import pandas as pd
    >>> top_box(pd.Series([10, 9, 8, 6]), least=9)["share"]
    0.5

    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22,
    209–212.
    """
    from statsmodels.stats.proportion import proportion_confint

    function = "top_box"
    low = wanted.whole(low, function, "low", low=-100)
    high = wanted.whole(high, function, "high", low=low + 1)
    scores = wanted.scale(scores, low, high, function, "scores", gaps=True).dropna()
    wanted.rows(scores, function, "scores")
    least = wanted.whole(least, function, "least", low=low, high=high)
    wanted.share(level, function, "level", inside=True)
    good = scores >= least
    bounds = proportion_confint(good.sum(), len(good), 1 - level, method="wilson")
    return {
        "share": float(good.mean()),
        "low": float(bounds[0]),
        "high": float(bounds[1]),
        "n": len(good),
    }
