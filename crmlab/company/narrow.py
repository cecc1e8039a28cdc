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
