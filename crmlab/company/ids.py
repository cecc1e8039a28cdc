"""Names of things, such as O0000001: made late, for in memory rows are smaller."""

import numpy as np
import pandas as pd


def numbered(letter, size, digits=7):
    """Names in order, from 1 on, as a Series of strings."""
    number = pd.Series(np.arange(1, size + 1))
    return letter + number.astype("str").str.zfill(digits)


def named(names, row):
    """The names in some rows, as an array; a gap where the row is -1.

    names: Series of strings; row: whole numbers
    """
    return names.array.take(np.asarray(row), allow_fill=True)
