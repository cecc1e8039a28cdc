"""Answers that are wrong on a student's company, and right on another.

Who hands in a neighbour's numbers, or forgot to enter a number, has answers that fit
another company to the last digit. Kept are prints, no answers, and only of answers
with so many digits that luck does not give them.
"""

from __future__ import annotations

import hashlib

from crmlab.practice.checker import Known
from crmlab.practice.forms import Function
from crmlab.practice.plain import TooLarge, plain
from crmlab.practice.unplain import unplain
from crmlab.teach.grading.verdicts import is_blank

DECIMALS = 7  # of an answer that was not rounded, so many count
ALIKE = 2  # leading digits that two companies may share by themselves
ENOUGH = 6  # digits beyond these, of all answers together: one in a million
SHIPPED = "the shipped company"
TEXT = "wrong here, and right on {other}: {what}"


def right(known: dict[str, Known]) -> dict[str, list[str]]:
    """{part: prints of the right answer, rounded to 0, 1, … decimals}."""
    found = {}
    for id, part in known.items():
        values = [] if isinstance(part.part.form, Function) else numbers(part.right)
        if values:
            found[id] = [print_of(values, places) for places in range(DECIMALS + 1)]
    return found


def given(known: dict[str, Known], judged: dict, takes: dict) -> dict[str, list]:
    """{part: [print, decimals, digits that tell]} of answers that are wrong."""
    found = {}
    for id, part in known.items():
        taken = [x for x in takes.get(id, []) if not is_blank(x) and "value" in x]
        if judged[id].outcome != "wrong" or not taken:
            continue
        try:
            answer = unplain(taken[0]["value"] or {})
            values = numbers(part.part.form.read(answer, part.load))
        except Exception:  # an answer of another kind than was asked for
            continue
        places = max((decimals_of(value) for value in values), default=0)
        pairs = zip(values, numbers(part.right), strict=False)
        # Labels, and what is the same on both companies, tell nothing.
        telling = sum(
            digits(x, places)
            for x, own in pairs
            if f"{x:.{places}f}" != f"{own:.{places}f}"
        )
        if telling:
            found[id] = [print_of(values, places), places, telling]
    return found


def numbers(answer) -> list[float]:
    """All numbers in an answer that was made plain, in their order."""
    try:
        return list(_numbers(plain(answer)))
    except TooLarge:
        return []


def _numbers(held):
    if isinstance(held, list):
        for inside in held:
            yield from _numbers(inside)
    elif isinstance(held, dict) and held.get("kind") in ("whole", "number", "decimal"):
        yield float(held["value"])
    elif isinstance(held, dict):
        yield from _numbers(list(held.values()))


def print_of(values: list[float], places: int) -> str:
    text = " ".join(f"{value:.{places}f}" for value in values)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decimals_of(value: float) -> int:
    """Decimals that a number was given with, so far as they count."""
    _, _, decimals = f"{value:.{DECIMALS}f}".partition(".")
    return len(decimals.rstrip("0"))


def digits(value: float, places: int) -> int:
    """How many digits of a number tell which company it is of."""
    shown = f"{abs(value):.{places}f}".replace(".", "").lstrip("0")
    return max(0, len(shown) - ALIKE)


def flags(known: dict[str, dict], shipped: dict[str, list]) -> dict[str, list[str]]:
    """{student: flags}. known: the records, by student; shipped: `right` of its own."""
    fits: dict[tuple, list] = {}
    for other, record in {SHIPPED: {"right": shipped}, **known}.items():
        for id, prints in record.get("right", {}).items():
            for places, made in enumerate(prints):
                fits.setdefault((id, places, made), []).append(other)
    found: dict[str, list] = {}
    for student, record in known.items():
        same: dict[str, dict] = {}
        for id, (made, places, telling) in record.get("given", {}).items():
            for other in fits.get((id, places, made), []):
                same.setdefault(other, {})[id] = telling
        for other, parts in same.items():
            if sum(parts.values()) >= ENOUGH:
                words = TEXT.format(other=other, what=", ".join(parts))
                found.setdefault(student, []).append(words)
    return found
