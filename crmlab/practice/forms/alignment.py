"""Labels, and numbers by label, held against the right ones."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pandas as pd

from crmlab.practice.faults import Wrong
from crmlab.practice.forms import arrays
from crmlab.practice.texts import say
from crmlab.practice.values import key, show

SHOWN = 5  # so many labels are named, then comes a dot for the rest


def listed(labels) -> str:
    """The first few labels, as a message names them."""
    labels = list(labels)
    more = ", …" if len(labels) > SHOWN else ""
    return ", ".join(map(show, labels[:SHOWN])) + more


def compare_labels(given: list, expected: list, name_missing: bool = True) -> None:
    """Raise `Wrong` unless both hold the same labels, in whatever order."""
    have, want = Counter(map(key, given)), Counter(map(key, expected))
    repeated = sum(have[k] - want[k] for k in have if want[k] and have[k] > want[k])
    if repeated:
        raise Wrong("repeated", n=repeated)
    extra = [label for label in given if key(label) not in want]
    missing = [label for label in expected if key(label) not in have]
    n = len(missing) + sum((want - have).values()) - len(set(map(key, missing)))
    gaps = {"missing": n, "extra": len(extra), "which": listed(extra)}
    if name_missing and missing:
        gaps["missing"] = f"{n} ({listed(missing)})"
    if extra and n:
        raise Wrong("labels", **gaps, right=len(given) - len(extra))
    if extra:
        raise Wrong("extra", **gaps)
    if n:
        raise Wrong("too_few", **gaps)


def same(given: list, expected: list) -> bool:
    """Whether both hold the same labels."""
    return Counter(map(key, given)) == Counter(map(key, expected))


def in_order(labels: list) -> list:
    """The labels in the form that compares equal where the meaning is equal."""
    return list(map(key, labels))


def numbered(labels) -> bool:
    """Whether labels are 0, 1, 2 …, as pandas numbers rows that have no names."""
    return in_order(list(labels)) == in_order(list(range(len(labels))))


def compare_numbers(given, expected, labels, rules: tuple, place=None) -> None:
    """Raise `Wrong` unless the numbers agree.

    given, expected: arrays in the order of `labels`. rules: decimals, whole, within.
    place: the column that they are in, where there is one.
    """
    reason = arrays.diagnose(given, expected, *rules)
    if reason is None:
        return
    if reason == "values":
        if len(given) > 1 and same_everywhere(given) and not same_everywhere(expected):
            raise Wrong("one_for_all", place)
        if arrays.same(np.sort(given), np.sort(expected)):
            raise Wrong("other_labels", place)
    off = ~arrays.equal(given, expected, arrays.tolerance(*rules))
    raise Wrong(
        reason,
        place,
        right=int((~off).sum()),
        of=len(expected),
        which=wrong_ones(labels, given, expected, off),
        decimals=rules[0],
    )


def same_everywhere(numbers) -> bool:
    """Whether all the numbers are one and the same."""
    return arrays.same(numbers, np.full(len(numbers), numbers[0]))


def wrong_ones(labels, given, expected, off) -> str:
    """Which values are not right, and in which direction."""
    found = []
    for reason, where in {
        "too_high": off & (given > expected),
        "too_low": off & (given < expected),
        "no_value": off & np.isnan(expected),
    }.items():
        named = [label for label, bad in zip(labels, where, strict=True) if bad]
        if named:
            found.append(say("which", reason, labels=listed(named)))
    return " ".join(found)


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
