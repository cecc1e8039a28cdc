"""Small numbers for large companies."""

import numpy as np


def narrow_array(values):
    """The same for an array: whole numbers in 4 bytes, all else as it is."""
    return values.astype(np.int32) if values.dtype == np.int64 else values


def narrow(frame):
    """A frame whose whole numbers take 4 bytes each instead of 8.

    Rows, days, minutes and counts of a company of millions fit; sums do not, but
    pandas and NumPy sum in 8 bytes.
    """
    wide = frame.select_dtypes("int64").columns
    return frame.astype(dict.fromkeys(wide, np.int32))


def blocks(size, rows=2**20):
    """Slices that cover so many rows one after the other.

    What is worked out block by block needs its wide numbers for one block at a time. A
    random generator draws the same numbers in blocks as at once.
    """
    return [slice(first, first + rows) for first in range(0, size, rows)]
