"""What a score hides: error pulls it apart, and a scale has an end."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted


def likely_score(scores, reliability):
    """The score to expect of each customer, were the same asked without error.

    scores       a number for each customer; who has none is left out
    reliability  share of the variance that is no error, such as ``alpha``
    Returns a Series: mean + reliability x (score - mean), drawn towards the mean. A
    slope on these scores is the slope on the answers divided by the reliability.

    Raises ValueError where a score is no number, there is none, or reliability is not
    between 0 and 1.

    >>> likely_score(pd.Series([2.0, 6.0, 10.0]), 0.75).to_list()
    [3.0, 6.0, 9.0]

    Source: T. L. Kelley 1927, Interpretation of Educational Measurements.
    """
    asks = "likely_score"
    scores = wanted.numbers(scores, asks, "scores", gaps=True).astype(float).dropna()
    wanted.rows(scores, asks, "scores")
    reliability = wanted.share(reliability, asks, "reliability", inside=True)
    middle = scores.mean()
    return (middle + reliability * (scores - middle)).rename(scores.name)


def normal_scores(values):
    """Numbers put on a bell curve by their rank, so that no end of a scale crowds them.

    values  a number for each customer; ties share the mean of their ranks, and who
            has none is left out
    Returns a Series: the quantile of the standard normal at rank / (n + 1). Only the
    order of the values counts: any stretching of their scale leaves it as it is.

    Raises ValueError where a value is no number, or fewer than two differ.

    >>> normal_scores(pd.Series([1, 9, 10])).round(2).to_list()
    [-0.67, 0.0, 0.67]

    Source: B. L. van der Waerden 1952, Indagationes Mathematicae 14, 453-458.
    """
    values = wanted.numbers(values, "normal_scores", "values", gaps=True)
    values = values.astype(float).dropna()
    if values.nunique() < 2:
        raise ValueError("normal_scores() needs customers who differ in values.")
    place = values.rank() / (len(values) + 1)
    return pd.Series(stats.norm.ppf(place.to_numpy()), values.index, name=values.name)


FATES = ["content, there", "content, gone", "discontent, there", "discontent, gone"]


def fates(score, came, *, enough):
    """Sort customers by what they said and by what they did after it.

    score   satisfaction of each customer; who has none is left out
    came    True where the customer bought in the time that followed; same customers
    enough  the score from which a customer counts as content
    Returns an ordered categorical Series of FATES.

    Raises ValueError where came is missing or no True or False, or customers are not
    the same.

    >>> said, did = pd.Series([9, 9, 4, 4]), pd.Series([True, False, True, False])
    >>> fates(said, did, enough=8).to_list() == FATES
    True

    Source: the four groups, after T. O. Jones & W. E. Sasser 1995, Harvard Business
    Review 73(6), 88-99: loyalist, mercenary, hostage, defector.
    """
    score = wanted.numbers(score, "fates", "score", gaps=True).astype(float)
    wanted.rows(score, "fates", "score")
    came = wanted.matched(score, came, "fates", ("score", "came"))
    came = wanted.flags(came, "fates", "came")
    content = score >= wanted.number(enough, "fates", "enough")
    number = 2 * (~content).to_numpy(int) + (~came).to_numpy(int)
    found = pd.Series(np.array(FATES, dtype=object)[number], score.index, name="fate")
    found = found.astype(pd.CategoricalDtype(FATES, ordered=True))
    return found[score.notna()]
