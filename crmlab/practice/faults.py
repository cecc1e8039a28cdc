"""What can be said of an answer that is not right, and of a declaration."""

from __future__ import annotations

# Slips that explain an answer. The forms know them; no part declares them.
SLIPS = {
    *("sign", "hundredfold", "hundredth", "thousandfold", "thousandth"),
    *("complement", "reciprocal"),
}


class ExerciseError(ValueError):
    """No such lesson or exercise, or one that is declared wrongly; says which."""


class NotAttempted(Exception):
    """The placeholder `...` is still there."""


class Wrong(Exception):
    """The answer is not right.

    reason: key of the sentence in `texts/checker.yml`; details: what fills its gaps;
    place: the column or the case that it is about, where there is one.
    """

    outcome = "wrong"

    def __init__(self, reason: str, place: str | None = None, /, **details):
        super().__init__(reason)
        self.reason, self.place, self.details = reason, place, details

    @property
    def slip(self) -> bool:
        """Whether the reason explains the answer, as a declared mistake would."""
        return self.reason in SLIPS


class Raised(Wrong):
    """The answer is a function, and it raised an error."""

    outcome = "error"
