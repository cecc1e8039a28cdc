"""One loyalty index from several answers, and whether they hang together."""

from crmlab import wanted


def alpha(answers):
    """Cronbach's alpha: do the answers measure one thing?

    answers  frame, one row a customer, one column a question, all pointing the same
             way; rows with gaps are left out
    Returns a number up to 1: k / (k - 1) x (1 - sum of variances / variance of sum).

    >>> import pandas as pd
    >>> round(alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 3, 2]})), 3)
    0.667

    Source: L. J. Cronbach 1951, Psychometrika 16(3), 297-334.
    """
    whole = answers.astype(float).dropna()
    count = whole.shape[1]
    if count < 2 or len(whole) < 2:
        raise ValueError("alpha() needs two questions and two customers or more.")
    single, total = whole.var().sum(), whole.sum(axis=1).var()
    return float(count / (count - 1) * (1 - single / total))


def loyalty_index(answers, against=()):
    """The mean of standardised answers, brought to mean 50 and standard deviation 10.

    answers  frame, one row a customer, one column a question
    against  names of the questions in which much means little loyalty
    Returns a Series. Who left out more than half of the questions has no index; other
    gaps are left out of the mean.

    >>> import pandas as pd
    >>> two = pd.DataFrame({"likely": [8.0, 4.0], "rivals": [2.0, 6.0]})
    >>> loyalty_index(two, against=["rivals"]).round(1).to_list()
    [57.1, 42.9]
    """
    wanted.columns(answers, list(against), "loyalty_index", "answers")
    numbers = answers.astype(float)
    spread = numbers.std()
    if (spread == 0).any():
        raise ValueError(
            f"loyalty_index() cannot use {spread.idxmin()}: all answers are the same."
        )
    scaled = (numbers - numbers.mean()) / spread
    for name in against:
        scaled[name] = -scaled[name]
    enough = scaled.notna().mean(axis=1) > 0.5
    mean = scaled.mean(axis=1).where(enough)
    return (50 + 10 * (mean - mean.mean()) / mean.std()).rename("index")
