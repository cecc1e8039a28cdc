"""What an exercise is: a declaration, which the one checker reads.

The exercise's text and its solution are in the solution notebook, its hints and
messages in `texts/NN.yml`. Here stands what a program needs: which answer is right,
and what somebody gets who thinks of it in one of the usual wrong ways.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KINDS = ("warm-up", "core", "stretch", "open")

# Computes an answer from the data: it is given `load`, as the student has it.
FromData = Callable[[Callable], Any]


@dataclass(frozen=True)
class Part:
    """One answer that the student gives.

    answer: computes the right answer from the data.
    form: what the answer looks like and what counts as equal; one of
        `crmlab.practice.forms`.
    points: whole points for a right answer; a wrong one gets none.
    misconceptions: {message key: computes what somebody gets who makes this mistake};
        a wrong answer equal to it gets that message of `texts/NN.yml`. Slips that any
        answer can suffer (a percentage for a share, the sign, one minus the share, the
        reciprocal, rounded, one off, a label left out) are known to the form: they are
        not declared.
    also_right: {name: computes it}, sound ways that the text allows and that give a
        little another answer, such as 1.96 for the exact quantile. They pass.
    wrong: further wrong answers, (key of the general message each must get, computes
        it), where a part has one of its own. Only the tests look at them.
    """

    answer: FromData
    form: Any
    points: int = 1
    misconceptions: dict[str, FromData] = field(default_factory=dict)
    also_right: dict[str, FromData] = field(default_factory=dict)
    wrong: tuple[tuple[str, FromData], ...] = ()


@dataclass(frozen=True)
class Exercise:
    """An exercise of a lesson: `E3.2` is the second of lesson 03.

    kind: one of `KINDS`; an open task has no parts, and its points are marked by a
        person with the rubric in the solution notebook.
    minutes: what a student should need. concepts: ids of the curriculum.
    parts: {"": Part} where there is one answer, else {"a": Part, "b": Part …}.
    """

    id: str
    kind: str
    minutes: int
    concepts: tuple[str, ...]
    parts: dict[str, Part] = field(default_factory=dict)
    open_points: int = 0

    @property
    def points(self) -> int:
        """All points that can be had."""
        return self.open_points + sum(part.points for part in self.parts.values())

    def checks(self) -> dict[str, Part]:
        """{what the student types: part}, as in {"E0.2a": …, "E0.2b": …}."""
        return {self.id + letter: part for letter, part in self.parts.items()}
