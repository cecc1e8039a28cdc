"""The one checker: holds an answer against a part's declaration.

A message says only what is known. A mistake is named where the answer is what that
mistake gives, to six digits; where two mistakes give it, both are.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from crmlab.practice.declare import Part
from crmlab.practice.faults import NotAttempted, Wrong
from crmlab.practice.texts import message_of, own_texts, say
from crmlab.practice.things import thing
from crmlab.practice.values import is_blank
from crmlab.practice.verdict import Verdict


class Known:
    """What a part's right answer is on one company, and what the other ways give."""

    def __init__(self, part: Part, load: Callable):
        self.part, self.load = part, load
        self._mistakes: dict[str, Any] = {}

    def read(self, way: Callable) -> Any:
        """What a declared way gives, made plain."""
        return self.part.form.read(way(self.load), self.load)

    @cached_property
    def right(self) -> Any:
        return self.read(self.part.answer)

    @cached_property
    def also_right(self) -> dict[str, Any]:
        return {name: self.read(way) for name, way in self.part.also_right.items()}

    @property
    def rights(self) -> list:
        return [self.right, *self.also_right.values()]

    @property
    def wrong(self) -> dict[str, Any]:
        return {name: self.mistake(name) for name in self.part.misconceptions}

    def mistake(self, name: str) -> Any:
        """What somebody gets who makes this declared mistake."""
        if name not in self._mistakes:
            self._mistakes[name] = self.read(self.part.misconceptions[name])
        return self._mistakes[name]

    def compare(self, given: Any) -> None:
        """Raise `Wrong` unless the plain answer is right, or right in another way."""
        if self.passes(given):
            return
        faults = []
        for right in self.rights:
            try:
                self.part.form.compare(given, right)
            except Wrong as fault:
                faults.append(fault)
        # A slip may show only beside the sound way that the student took.
        raise next((fault for fault in faults if fault.slip), faults[0])

    def passes(self, given: Any) -> bool:
        """Whether it agrees with the right answer, or with another sound way."""
        return any(self.part.form.agrees(given, right) for right in self.rights)

    def mistakes(self, given: Any) -> list[str]:
        """The declared mistakes that give this very answer."""
        form = self.part.form
        found = {
            name: wrong
            for name, wrong in self.wrong.items()
            if form.makes_mistake(given, wrong, self.right)
        }
        # A function may make one mistake in full and look like another in a case.
        return [n for n, wrong in found.items() if form.same(given, wrong)] or [*found]


def check(id: str, part: Part, answer: Any, load: Callable) -> Verdict:
    """Say whether the answer is right; if not, in which way it goes wrong.

    id: what the student typed, such as "E0.2a". load: gives the tables. Only a fault of
    the declaration or of the data raises; an answer, whatever it is, never does.
    """
    return check_known(id, Known(part, load), answer)


def check_known(id: str, known: Known, answer: Any) -> Verdict:
    """The same, by what is known already: many copies of one exercise share it."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # A grader takes a warning on stderr for an error.
        warnings.simplefilter("ignore")
        outcome, reason, message = judge(id, known, answer)
    points = known.part.points
    score = points if outcome == "right" else 0
    return Verdict(id, outcome, message, score, points, reason)


def judge(id: str, known: Known, answer: Any) -> tuple[str, str, str]:
    """Outcome, key of the reason and message for an answer."""
    known.right  # noqa: B018  a fault of the declaration is no fault of the answer
    try:
        if is_blank(answer):
            raise NotAttempted
        given = known.part.form.read(answer, known.load)
    except NotAttempted:
        return "not attempted", "not_attempted", say("messages", "not_attempted")
    except Wrong as fault:
        fault = more_exact(fault, answer)
        return fault.outcome, fault.reason, sentence(id, fault)
    except Exception:  # an answer so odd that reading it fails
        return unreadable(answer)
    return judge_plain(id, known, given, answer)


def judge_plain(id: str, known: Known, given: Any, answer: Any = None) -> tuple:
    """The same for an answer made plain already."""
    try:
        known.compare(given)
    except Wrong as fault:
        return explain(id, fault, known.mistakes(given))
    except Exception:  # an answer so odd that comparing it fails
        return unreadable(answer)
    return "right", "right", own_texts(id).get("right", say("messages", "right"))


def explain(id: str, fault: Wrong, mistakes: list[str]) -> tuple[str, str, str]:
    """Outcome, key and message for a wrong answer, and the mistakes that give it."""
    if not mistakes or fault.outcome == "error":
        return fault.outcome, fault.reason, sentence(id, fault)
    found = {name: message_of(id, name) for name in mistakes}
    if fault.slip:  # it explains the answer as well
        found[fault.reason] = sentence(id, fault)
    message, *others = found.values()
    if len(others) == 1:
        message = say("messages", "either", first=message, second=others[0])
    elif others:  # nobody knows which
        message = say("messages", "several")
    return "wrong", " or ".join(found), message


def unreadable(answer: Any) -> tuple[str, str, str]:
    """The verdict on an answer that the checker can make nothing of."""
    return "wrong", "unreadable", say("messages", "unreadable", got=thing(answer))


def more_exact(fault: Wrong, answer: Any) -> Wrong:
    """A better reason for two slips that only show as a wrong type."""
    if fault.reason not in ("type", "option") or fault.place:
        return fault
    if "GroupBy" in type(answer).__name__:
        return Wrong("grouped")
    if callable(answer):
        return Wrong("not_called", wanted=fault.details.get("wanted", "choice"))
    return fault


def sentence(id: str, fault: Wrong) -> str:
    """The fault in words, with the case or the column that it is about."""
    gaps, cases = dict(fault.details), own_texts(id).get("cases", {})
    if "wanted" in gaps:
        gaps["wanted"] = say("wanted", gaps["wanted"])
    if "got" in gaps:
        gaps["got"] = thing(gaps["got"])
    message = say("messages", fault.reason, **gaps)
    if fault.place in cases:
        return say("places", "case", place=cases[fault.place], message=message)
    if fault.place is not None:
        return say("places", "column", place=fault.place, message=message)
    return message
