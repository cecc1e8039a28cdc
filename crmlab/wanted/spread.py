"""What is asked of columns that are to be told apart: that they differ."""

import numpy as np


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
