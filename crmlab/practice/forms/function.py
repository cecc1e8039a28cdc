"""The form of an answer that is a function: what it returns is judged by case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crmlab.practice.calling import Returned, call
from crmlab.practice.faults import Wrong
from crmlab.practice.forms.form import Form
from crmlab.practice.things import brief
from crmlab.practice.values import is_missing

# Slips of a result that are told of a function where they show in every case.
EVERYWHERE = {
    *("sign", "hundredfold", "hundredth", "thousandfold", "thousandth", "complement"),
    *("reciprocal", "rounded", "one_too_many", "one_too_few", "other_labels"),
}


@dataclass(frozen=True)
class Result:
    """What a function returned on one case, made plain; or what was wrong with it."""

    arguments: tuple
    value: Any = None
    plain: Any = None
    fault: Wrong | None = None


@dataclass(frozen=True)
class Function(Form):
    """A function that gives the right result on every case.

    result: the form of what it returns. cases: computes {key of the case's name in
    `texts/NN.yml`: the arguments}. The first case that goes wrong is reported, with
    what was expected there.
    """

    result: Form
    cases: Callable[[Callable], dict[str, tuple]]

    def read(self, answer, load) -> dict[str, Result]:
        if not callable(answer):
            raise Wrong("type", wanted="function", got=answer)
        cases = self.cases(load).items()
        return {name: self._run(answer, given, load, name) for name, given in cases}

    def _run(self, function, arguments, load, name) -> Result:
        value = None
        try:
            if isinstance(function, Returned):
                value = function(name)
            else:
                value = call(function, arguments)
            return Result(arguments, value, plain=self.result.read(value, load))
        except Wrong as fault:
            fault.place = name
            if fault.reason == "type":
                fault.reason = "returned_nothing" if value is None else "returned_type"
            return Result(arguments, value, fault=fault)

    def compare(self, given: dict, expected: dict) -> None:
        for name, right in expected.items():
            came = given[name]
            if came.fault or right.fault:
                raise came.fault or right.fault
            if came.value is None and not is_missing(right.value):
                raise Wrong("returned_nothing", name)
            if not self.result.agrees(came.plain, right.plain):
                raise self._slip(given, expected) or self._case(name, came, right)

    def _case(self, name: str, came: Result, right: Result) -> Wrong:
        """The case that goes wrong, in words."""
        called = ", ".join(map(brief, right.arguments))
        wanted, got = self.result.show(right.plain), self.result.show(came.plain)
        return Wrong("case", name, called=called, expected=wanted, came=got)

    def _slip(self, given: dict, expected: dict) -> Wrong | None:
        """The slip that every case shows, if there is one."""
        for reason, slipped in self.slips(expected).items():
            if self.same(given, slipped):
                decimals = getattr(self.result, "decimals", None)
                return Wrong(reason.split()[0], decimals=decimals)
        first, *others = given.values()
        if others and all(self._same(first, other) for other in others):
            return Wrong("always_the_same")
        return None

    def _same(self, one: Result, other: Result) -> bool:
        if one.fault or other.fault:
            return False
        if one.value is None and not is_missing(other.value):
            return False
        return self.result.same(one.plain, other.plain)

    def same(self, given: dict, other: dict) -> bool:
        return all(self._same(given[name], other[name]) for name in other)

    def distance(self, given: dict, expected: dict) -> float:
        return max(self._far(given[name], expected[name]) for name in expected)

    def _far(self, came: Result, right: Result) -> float:
        if came.fault or right.fault:
            return float("inf")
        return self.result.distance(came.plain, right.plain)

    def makes_mistake(self, given: dict, wrong: dict, expected: dict) -> bool:
        """Whether the function goes wrong as `wrong` does, wherever that shows.

        The first case that goes wrong must be one of these: else something else is
        the matter first. It may make other mistakes in later cases. A function that
        returns nothing makes no mistake but that.
        """
        shows = self._off(wrong, expected)
        if not shows or any(given[name].value is None for name in shows):
            return False
        if not set(self._off(given, expected)[:1]) <= set(shows):
            return False
        return all(self._same(given[name], wrong[name]) for name in shows)

    def _off(self, given: dict, expected: dict) -> list[str]:
        """The cases that go wrong."""
        return [n for n, right in expected.items() if self._far(given[n], right) > 1]

    def slips(self, expected: dict) -> dict:
        by_case = {
            name: self.result.slips(right.plain) for name, right in expected.items()
        }
        first = next(iter(by_case.values()))
        reasons = [
            reason
            for reason in first
            if reason.split()[0] in EVERYWHERE
            and all(reason in made for made in by_case.values())
        ]
        return {
            reason: {
                name: Result(right.arguments, right.value, by_case[name][reason])
                for name, right in expected.items()
            }
            for reason in reasons
        }
