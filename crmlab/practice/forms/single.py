"""Forms of an answer that is one value: a number, a choice, a date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.practice.faults import Wrong
from crmlab.practice.forms import arrays
from crmlab.practice.forms.form import Form
from crmlab.practice.values import as_day, as_float, is_missing, key, show, single


@dataclass(frozen=True)
class Number(Form):
    """A number that agrees to so many `decimals`, or is a `whole` number, exactly.

    One unit of the last decimal is allowed, so that rounding and cutting off both
    pass; `within` sets another tolerance, for an answer that hangs on chance or on how
    exact a constant is taken. Right too: an int for a float, NumPy's numbers, a Series
    or list of one.
    """

    decimals: int = 2
    whole: bool = False
    within: float | None = None

    def read(self, answer, load) -> float:
        number = as_float(single(answer))
        if number is None:
            wanted = "whole_number" if self.whole else "number"
            raise Wrong("type", wanted=wanted, got=answer)
        return number

    def compare(self, given: float, expected: float) -> None:
        rules = (self.decimals, self.whole, self.within)
        reason = arrays.diagnose(np.array([given]), np.array([expected]), *rules)
        if reason == "values":
            reason = "missing_expected"
            if not np.isnan(expected):
                reason = arrays.direction(given, expected)
        if reason:
            raise Wrong(reason, decimals=self.decimals)

    def same(self, given: float, other: float) -> bool:
        return arrays.same(np.array([given]), np.array([other]))

    def distance(self, given: float, expected: float) -> float:
        allowed = arrays.tolerance(self.decimals, self.whole, self.within)
        return arrays.distance(np.array([given]), np.array([expected]), allowed)

    def slips(self, expected: float) -> dict[str, float]:
        rules = (self.decimals, self.whole, self.within)
        made = arrays.slips(np.array([expected]), *rules)
        return {reason: float(numbers[0]) for reason, numbers in made.items()}

    def show(self, plain: float) -> str:
        places = 0 if self.whole and plain % 1 == 0 else max(self.decimals, 0)
        if np.isnan(plain):
            return "NaN"
        text = f"{plain:.{places}f}"
        return text if float(text) else text.removeprefix("-")  # no nought below 0


@dataclass(frozen=True)
class Choice(Form):
    """One of several options, such as "web"; capitals and spaces do not count."""

    options: tuple
    few = True

    def read(self, answer, load) -> tuple:
        plain = key(single(answer))
        if plain not in [key(option) for option in self.options]:
            options = ", ".join(repr(option) for option in self.options)
            raise Wrong("option", options=options, got=answer)
        return plain

    def compare(self, given: tuple, expected: tuple) -> None:
        if given != expected:
            raise Wrong("choice")

    def show(self, plain: tuple) -> str:
        return show(plain[1])


@dataclass(frozen=True)
class Date(Form):
    """A day: a Timestamp, a date, NumPy's datetime64 or text such as 2025-03-31."""

    few = True

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
            raise Wrong("one_day_late" if days > 0 else "one_day_early")
        if days:
            raise Wrong("too_late" if days > 0 else "too_early")

    def slips(self, expected) -> dict:
        day = pd.Timedelta(days=1)
        return {"one_day_late": expected + day, "one_day_early": expected - day}

    def show(self, plain) -> str:
        return f"{plain:%Y-%m-%d}"
