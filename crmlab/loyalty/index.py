"""One loyalty index from several answers, and whether they hang together."""

import pandas as pd

from crmlab import wanted


def alpha(answers):
    """Cronbach's alpha: do the answers measure one thing?

    answers  frame, one row a customer, one column a question, all pointing the same
             way; rows with gaps are left out (``alpha_interval`` says how many)
    Returns a number up to 1: k / (k - 1) x (1 - sum of variances / variance of sum).

    Raises ValueError where an answer is no number, a question has the same answer from
    all, fewer than two customers answered all, or alpha comes out below 0: then a
    question points the other way.

    >>> round(alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 3, 2]})), 3)
    0.667

    Source: L. J. Cronbach 1951, Psychometrika 16(3), 297-334.
    """
    whole = wanted.together(answers, "alpha", "answers")
    count = whole.shape[1]
    single, total = whole.var().sum(), whole.sum(axis=1).var()
    return wanted.pointing_alike(
        whole, float(count / (count - 1) * (1 - single / total)), "alpha"
    )


def alpha_interval(answers, level=0.95):
    """Cronbach's alpha, how sure it is, and how many answers it rests on.

    answers  as for ``alpha``; level  of the interval
    Returns a Series: questions, customers (who answered all), left_out (who have a
    gap), alpha, low, high.

    Raises ValueError where ``alpha`` does, or level is not between 0 and 1.

    >>> table = pd.DataFrame({"a": [1, 2, 3, 4, None], "b": [1, 3, 2, 5, 4]})
    >>> alpha_interval(table).round(2)[["customers", "left_out", "alpha"]].to_list()
    [4.0, 1.0, 0.89]

    Source: L. S. Feldt 1965, Psychometrika 30(3), 357-370: (1 - alpha) / (1 - estimate)
    follows F with n - 1 and (n - 1)(k - 1) degrees of freedom.
    """
    from scipy import stats

    level = wanted.share(level, "alpha_interval", "level", inside=True)
    found, n = alpha(answers), len(answers.dropna())
    freedom = n - 1, (n - 1) * (answers.shape[1] - 1)
    low, high = stats.f.ppf([(1 + level) / 2, (1 - level) / 2], *freedom)
    return pd.Series(
        {
            "questions": answers.shape[1],
            "customers": n,
            "left_out": len(answers) - n,
            "alpha": found,
            "low": 1 - (1 - found) * low,
            "high": 1 - (1 - found) * high,
        }
    )


def loyalty_index(answers, against=()):
    """The mean of standardised answers, brought to mean 50 and standard deviation 10.

    answers  frame, one row a customer, one column a question
    against  names of the questions in which much means little loyalty
    Returns a Series. Who left out more than half of the questions has no index; other
    gaps are left out of the mean.

    Raises ValueError where an answer is no number, a question has the same answer from
    all or none, ``against`` names no question, or all come out alike.

    >>> two = pd.DataFrame({"likely": [8.0, 4.0], "rivals": [2.0, 6.0]})
    >>> loyalty_index(two, against=["rivals"]).round(1).to_list()
    [57.1, 42.9]
    """
    numbers = wanted.all_numbers(answers, "loyalty_index", "answers", gaps=True)
    against = wanted.listed(against, "loyalty_index", "against", empty=True)
    wanted.columns(answers, against, "loyalty_index", "answers")
    numbers = numbers.astype(float)
    spread = numbers.std()
    if not (numbers.max() > numbers.min()).all():
        name = (numbers.max() - numbers.min()).fillna(0).idxmin()
        raise ValueError(
            f"loyalty_index() cannot use {name}: all answers are the same, or none is "
            "there."
        )
    scaled = (numbers - numbers.mean()) / spread
    for name in against:
        scaled[name] = -scaled[name]
    enough = scaled.notna().mean(axis=1) > 0.5
    mean = scaled.mean(axis=1).where(enough)
    if not mean.max() - mean.min() > 1e-12:
        raise ValueError(
            "loyalty_index() needs two customers who answered more than half of the "
            "questions and differ."
        )
    return (50 + 10 * (mean - mean.mean()) / mean.std()).rename("index")
