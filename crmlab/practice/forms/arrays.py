"""Arrays of numbers held against the right ones: equal, or off in a way with a name."""

from __future__ import annotations

import math

import numpy as np

SIX_DIGITS = 1e-6


def tolerance(decimals: int, whole: bool, within: float | None) -> float:
    """How far from the right number still passes: one unit of the last decimal.

    A whole number is exact, unless `within` says how far off it may be; `diagnose` then
    still asks for a whole one.
    """
    if within is not None:
        return within
    return 0.0 if whole else 10.0**-decimals


def equal(given, expected, allowed: float) -> np.ndarray:
    """Where two arrays agree; a missing value equals a missing value only.

    Floats added up in another order differ in the last bits, hence the tiny share.
    """
    slack = allowed * (1 + 1e-6) + 1e-11 * np.abs(expected)
    with np.errstate(invalid="ignore"):
        near = np.abs(given - expected) <= np.where(np.isfinite(slack), slack, 0)
    return near | (given == expected) | (np.isnan(given) & np.isnan(expected))


def same(given, other) -> bool:
    """Whether two arrays agree to six digits, everywhere."""
    with np.errstate(invalid="ignore"):
        largest = np.maximum(np.abs(given), np.abs(other))
        near = np.abs(given - other) <= SIX_DIGITS * largest + 1e-12
    both = (given == other) | (np.isnan(given) & np.isnan(other))
    return bool((near & np.isfinite(largest) | both).all())


def distance(given, expected, allowed: float) -> float:
    """The largest difference, in tolerances; infinite where a value is missing."""
    agree = equal(given, expected, 0)
    if agree.all():
        return 0.0
    gap = np.abs(given - expected)[~agree]
    if allowed == 0 or not np.isfinite(gap).all():
        return math.inf
    return float(gap.max() / allowed)


def slips(right, decimals: int, whole: bool, within: float | None) -> dict:
    """What the usual slips make of right numbers: {reason: numbers}.

    A key such as "rounded to 1" has its reason in the first word.
    """
    made = {"sign": -right}
    if whole:
        exact = {"one_too_many": right + 1, "one_too_few": right - 1}
        return made | ({} if within else exact)
    made |= {"hundredfold": right * 100, "hundredth": right / 100}
    made |= {"thousandfold": right * 1000, "thousandth": right / 1000}
    known = right[~np.isnan(right)]
    if ((known >= 0) & (known <= 1)).all():  # a share
        made["complement"] = 1 - right
    if (np.abs(known) > 1e-9).all():
        made["reciprocal"] = 1 / right
    for places in range(decimals):
        rounded = np.round(right, places)
        if not np.isin(rounded[~np.isnan(rounded)], [0, 1]).all():  # these say nothing
            made[f"rounded to {places}"] = rounded
    return made


def diagnose(given, expected, decimals: int, whole=False, within=None) -> str | None:
    """The name of what is wrong with the numbers as a whole; None where nothing is.

    given, expected: arrays of the same length. Returns "values" where the difference
    has no better name.
    """
    allowed = tolerance(decimals, whole, within)
    broken = whole and (np.abs(given - np.round(given)) > SIX_DIGITS).any()
    if equal(given, expected, allowed).all() and not broken:
        return None
    if np.isnan(given[~np.isnan(expected)]).any():
        return "missing"
    if np.isinf(given[np.isfinite(expected)]).any():
        return "infinite"
    if broken:
        return "not_whole"
    for reason, numbers in slips(expected, decimals, whole, within).items():
        if same(given, numbers):
            return reason.split()[0]
    return "values"


def direction(given: float, expected: float) -> str:
    """How one wrong number is wrong: its sign, its size, or only a little of it."""
    if given * expected < 0:
        return "wrong_sign"
    if abs(given) > 2 * abs(expected):
        return "far_too_large"
    if abs(given) < abs(expected) / 2:
        return "far_too_small"
    return "too_high" if given > expected else "too_low"
