"""What a formula is put to: numbers, arrays or Series, alone or together."""

import numpy as np
import pandas as pd

from crmlab.wanted.column import numbers
from crmlab.wanted.pairs import matched
from crmlab.wanted.single import number


def amounts(function, **given):
    """The inputs, each a finite number, or an array or a Series of such.

    A list becomes an array. Series are matched to the first of them by index; arrays
    and Series that are used together are of one length.
    """
    found, first = {}, None
    for what, value in given.items():
        if isinstance(value, pd.Series):
            value = numbers(value, function, what)
            if first is None:
                first = what
            else:
                value = matched(found[first], value, function, (first, what))
        elif isinstance(value, (list, tuple, np.ndarray)):
            flat = numbers(np.ravel(value), function, what)
            value = flat.to_numpy(dtype=float).reshape(np.shape(value))
        else:
            value = np.float64(number(value, function, what))
        found[what] = value
    _one_shape(function, found)
    return list(found.values())


def _one_shape(function, found):
    """Raise a ValueError where inputs have lengths that do not go together."""
    sizes = {what: np.shape(value) for what, value in found.items()}
    try:
        np.broadcast_shapes(*sizes.values())
    except ValueError:
        several = [f"{what} has {size[0]}" for what, size in sizes.items() if size]
        raise ValueError(
            f"{function}() needs inputs of one length: {', '.join(several)}."
        ) from None
