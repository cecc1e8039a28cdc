"""Labels, and numbers by label, held against the right ones."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd

from crmlab.practice.compare import diagnose, equal
from crmlab.practice.faults import Wrong
from crmlab.practice.values import key


def compare_labels(given: list, expected: list) -> None:
    """Raise `Wrong` unless both hold the same labels, in whatever order.

    Only a label too many is named: to name a missing one would give it away.
    """
    have, want = Counter(map(key, given)), Counter(map(key, expected))
    repeated = sum(have[k] - want[k] for k in have if want[k] and have[k] > want[k])
    if repeated:
        raise Wrong("repeated", n=repeated)
    extra = [label for label in given if key(label) not in want]
    missing = sum((want - have).values())
    if extra and missing:
        raise Wrong("labels", missing=missing, extra=len(extra), example=extra[0])
    if extra:
        raise Wrong("extra", extra=len(extra), example=extra[0])
    if missing:
        raise Wrong("too_few", missing=missing)


def same(given: list, expected: list) -> bool:
    """Whether both hold the same labels."""
    return Counter(map(key, given)) == Counter(map(key, expected))


def in_order(labels: list) -> list:
    """The labels in the form that compares equal where the meaning is equal."""
    return list(map(key, labels))


def compare_order(given: list, expected: list) -> None:
    """Raise `Wrong` unless the labels, the same ones, come in the same order."""
    if in_order(given) != in_order(expected):
        raise Wrong("order")


def compare_numbers(given: dict, expected: dict, decimals: int | None, place=None):
    """Raise `Wrong` unless the numbers agree; the keys are the same already."""
    left = np.array([given[k] for k in expected], dtype=float)
    right = np.array(list(expected.values()), dtype=float)
    reason = diagnose(left, right, decimals)
    if reason:
        tolerance = 0 if decimals is None else 10.0**-decimals
        off = int((~equal(left, right, tolerance)).sum())
        raise Wrong(reason, place, n=off, of=len(right), decimals=decimals)


def has_categories(labels) -> bool:
    """Whether labels, an Index or a list, come from pandas' categories."""
    levels = getattr(labels, "levels", [labels])
    kinds = [getattr(level, "dtype", None) for level in levels]
    return any(isinstance(kind, pd.CategoricalDtype) for kind in kinds)


def without_unused(side: dict, other: dict) -> dict:
    """Labels and numbers without categories that no row belongs to.

    value_counts() lists them with 0, a mean has them as missing, and groupby() leaves
    them out: all three are right. One that the other side has too is kept.
    """
    if not side["categories"]:
        return side
    known = set(map(key, other["labels"]))
    pairs = zip(side["labels"], side["numbers"], strict=True)
    kept = [(k, n) for k, n in pairs if key(k) in known or not nothing(n)]
    return side | {"labels": [k for k, _ in kept], "numbers": [n for _, n in kept]}


def nothing(number: float) -> bool:
    """Whether a number says that there is nothing: 0 or missing."""
    return number == 0 or math.isnan(number)
