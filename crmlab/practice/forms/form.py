"""What every form of an answer can do."""

from __future__ import annotations

import math
from typing import Any

from crmlab.practice.faults import Wrong
from crmlab.practice.values import show


class Form:
    """A form that is exact: two answers are equal or they are not.

    Forms with numbers in them say more exactly how far two answers are apart.
    """

    few = False  # whether a wrong way may meet the right answer by chance

    def read(self, answer: Any, load) -> Any:
        """The answer as a plain value; raises `Wrong` where it is of another kind."""
        raise NotImplementedError

    def compare(self, given: Any, expected: Any) -> None:
        """Raise `Wrong`, with the reason, unless the two plain answers are equal."""
        raise NotImplementedError

    def agrees(self, given: Any, expected: Any) -> bool:
        """Whether two plain answers are equal, within the tolerance if there is one."""
        try:
            self.compare(given, expected)
        except Exception:  # Wrong, or so odd that it cannot be compared
            return False
        return True

    def same(self, given: Any, other: Any) -> bool:
        """Whether two plain answers are the same to six digits."""
        return self.agrees(given, other)

    def makes_mistake(self, given: Any, wrong: Any, expected: Any) -> bool:
        """Whether the answer is what a wrong way gives."""
        return self.same(given, wrong)

    def distance(self, given: Any, expected: Any) -> float:
        """How far apart they are in tolerances; infinite where something else differs.

        Up to 1 the answer is right.
        """
        return 0.0 if self.agrees(given, expected) else math.inf

    def slips(self, expected: Any) -> dict[str, Any]:
        """What the usual slips make of the right answer, by the reason each must get.

        A key may go on after a space, where several slips have the same reason.
        """
        return {}

    def show(self, plain: Any) -> str:
        """A plain answer in words, short."""
        return show(plain)


def or_far(measure, given, expected) -> float:
    """What `measure` says, or infinity where the two cannot be held side by side."""
    try:
        return measure(given, expected)
    except Wrong:
        return math.inf
