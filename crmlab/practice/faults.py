"""What can be said of an answer that is not right."""

from __future__ import annotations


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


class Raised(Wrong):
    """The answer is a function, and it raised an error."""

    outcome = "error"
