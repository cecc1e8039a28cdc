"""What is seen of customers period by period: its door, and its signs as places."""

import numpy as np
import pandas as pd

from crmlab import wanted


def door(seen, asks):
    """Raise a ValueError where seen is no frame with rows, or has a period twice."""
    wanted.columns(seen, list(wanted.frame(seen, asks, "seen").columns), asks, "seen")
    wanted.rows(seen, asks, "seen")


def coded(seen, signs, asks):
    """Signs as places in a list; -1 for a gap. A ValueError where one is unknown."""
    codes = pd.Index(signs).get_indexer(seen.to_numpy().ravel()).reshape(seen.shape)
    strange = (codes < 0) & seen.notna().to_numpy()
    if strange.any():
        what = seen.to_numpy()[strange][0]
        known = ", ".join(map(str, signs))
        raise ValueError(
            f"{asks}() found the sign {what!r} in seen, which is none of {known}."
        )
    return codes


def possible(logs, seen, asks):
    """Raise a ValueError where the model gives no chance to what was seen of one."""
    if np.isneginf(logs).any():
        raise ValueError(
            f"{asks}() finds no way through the stages that shows what seen has of "
            f"{seen.index[np.isneginf(logs)][0]!r}: its chance is 0."
        )


def order_of(sign):
    return (isinstance(sign, str), sign)
