"""What is asked of columns that are to be told apart: that they differ."""

import numpy as np

from crmlab.wanted.frames import all_numbers


def differing(frame, function, what):
    """Raise a ValueError where all rows have the same in a column of numbers."""
    same = frame.columns[frame.max() == frame.min()]
    if len(same):
        raise ValueError(
            f"{function}() cannot use {same[0]} of {what}: all {frame[same[0]].count()}"
            f" answers are {frame[same[0]].dropna().iloc[0]:g}. Leave it out."
        )


def independent(frame, function, what):
    """Raise a ValueError where columns of numbers say the same as others together.

    The correlations' determinant is 1 where columns have nothing in common, and 0
    where one follows from the others.
    """
    left = np.linalg.det(np.atleast_2d(np.corrcoef(frame.to_numpy(), rowvar=False)))
    if left < 1e-10:
        raise ValueError(
            f"{function}() cannot tell apart {', '.join(map(str, frame.columns))} of "
            f"{what}: one of them follows from the others. Leave one out."
        )


def together(answers, function, what):
    """Answers to two questions or more of those who answered all, two people or more.

    Rows with gaps are left out, which the method says in its docstring.
    """
    whole = all_numbers(answers, function, what, gaps=True).astype(float).dropna()
    if whole.shape[1] < 2 or len(whole) < 2:
        raise ValueError(
            f"{function}() needs two questions and two customers or more; {len(whole)} "
            f"answered all {whole.shape[1]} questions of {what}."
        )
    differing(whole, function, what)
    return whole


def pointing_alike(whole, found, function):
    """An alpha; where it is below 0, a ValueError with the question to blame."""
    if found >= 0:
        return found
    rest = {name: whole.drop(columns=name).sum(axis=1) for name in whole}
    against = {name: whole[name].corr(rest[name]) for name in whole if rest[name].var()}
    name = min(against, key=against.get) if against else whole.columns[0]
    raise ValueError(
        f"{function}() comes to {found:.2f}, below 0: {name} goes against the other "
        "questions. Turn its answers round (on 1 to 10, take 11 less the answer), or "
        "leave it out."
    )
