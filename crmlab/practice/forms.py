"""Forms of an answer that is one value: a number, a choice, a date.

A form has two methods. `read` turns the student's answer, in whatever type it comes,
into a plain one. `compare` returns where two plain answers are equal, and raises
`Wrong` with the reason where they are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmlab.practice.compare import diagnose, direction
from crmlab.practice.faults import Wrong
from crmlab.practice.values import as_day, as_float, is_missing, key, single


@dataclass(frozen=True)
class Number:
    """A number that agrees to so many `decimals`, or is a `whole` number, exactly.

    One unit of the last decimal is allowed, so that rounding and cutting off both
    pass. Right too: an int for a float, NumPy's numbers, a Series or list of one.
    """

    decimals: int = 2
    whole: bool = False

    def read(self, answer, load) -> float:
        number = as_float(single(answer))
        if number is None:
            wanted = "whole_number" if self.whole else "number"
            raise Wrong("type", wanted=wanted, got=answer)
        return number

    def compare(self, given: float, expected: float) -> None:
        decimals = None if self.whole else self.decimals
        reason = diagnose(np.array([given]), np.array([expected]), decimals)
        if reason == "values":
            reason = "missing_expected"
            if not np.isnan(expected):
                reason = direction(given, expected)
        if reason:
            raise Wrong(reason, decimals=self.decimals)


@dataclass(frozen=True)
class Choice:
    """One of several options, such as "web"; capitals and spaces do not count."""

    options: tuple

    def read(self, answer, load) -> tuple:
        plain = key(single(answer))
        if plain not in [key(option) for option in self.options]:
            options = ", ".join(repr(option) for option in self.options)
            raise Wrong("option", options=options, got=answer)
        return plain

    def compare(self, given: tuple, expected: tuple) -> None:
        if given != expected:
            raise Wrong("choice")


@dataclass(frozen=True)
class Date:
    """A day: a Timestamp, a date, NumPy's datetime64 or text such as 2025-03-31."""

    def read(self, answer, load):
        value = single(answer)
        if is_missing(value):
            raise Wrong("missing")
        day = as_day(value)
        if day is None:
            raise Wrong("type", wanted="date", got=answer)
        return day.normalize()

    def compare(self, given, expected) -> None:
        days = (given - expected).days
        if abs(days) == 1:
            raise Wrong("one_day_off")
        if days:
            raise Wrong("too_late" if days > 0 else "too_early")
