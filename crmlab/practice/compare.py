"""Numbers held against the right ones: equal, or off in a way that has a name."""

from __future__ import annotations

import numpy as np

CLOSE = 0.05  # "close" is within 5%


def equal(given, expected, tolerance: float) -> np.ndarray:
    """Where two arrays agree; a missing value equals a missing value only.

    Floats added up in another order differ in the last bits, hence the tiny share.
    """
    slack = tolerance * (1 + 1e-6) + 1e-11 * np.abs(expected)
    with np.errstate(invalid="ignore"):
        near = np.abs(given - expected) <= np.where(np.isfinite(slack), slack, 0)
    return near | (given == expected) | (np.isnan(given) & np.isnan(expected))


def diagnose(given, expected, decimals: int | None) -> str | None:
    """The name of what is wrong with the numbers as a whole; None where nothing is.

    given, expected: arrays of the same length. decimals: to how many places they must
    agree (one unit of the last place is allowed); None for counts, which are exact.
    Returns "values" where the difference has no better name.
    """
    tolerance = 0 if decimals is None else 10.0**-decimals
    if equal(given, expected, tolerance).all():
        return None
    if np.isnan(given[~np.isnan(expected)]).any():
        return "missing"
    if np.isinf(given[np.isfinite(expected)]).any():
        return "infinite"
    if decimals is None and (given % 1 != 0).any():
        return "not_whole"
    if equal(given, -expected, tolerance).all():
        return "sign"
    if decimals is None:  # a count is no share, and has no decimals to round
        return "values"
    if equal(given / 100, expected, tolerance).all() and (given != 0).any():
        return "hundredfold"
    if equal(given * 100, expected, tolerance).all():
        return "hundredth"
    coarser = [np.round(expected, places) for places in range(decimals)]
    if (given != 0).any() and any(equal(given, r, 0).all() for r in coarser):
        return "rounded"
    return "values"


def direction(given: float, expected: float) -> str:
    """Whether one wrong number is close, too high or too low."""
    if abs(given - expected) <= CLOSE * abs(expected):
        return "close"
    return "too_high" if given > expected else "too_low"
