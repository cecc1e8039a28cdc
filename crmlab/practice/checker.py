"""The one checker: holds an answer against a part's declaration."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from crmlab.practice.declare import Part
from crmlab.practice.faults import NotAttempted, Wrong
from crmlab.practice.functions import Function, agree
from crmlab.practice.texts import read, say
from crmlab.practice.things import thing
from crmlab.practice.values import is_blank, show
from crmlab.practice.verdict import Verdict


def check(id: str, part: Part, answer: Any, load: Callable) -> Verdict:
    """Say whether the answer is right; if not, in which way it goes wrong.

    id: what the student typed, such as "E0.2a". load: gives the tables. Only a fault of
    the declaration or of the data raises; an answer, whatever it is, never does.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # A grader takes a warning on stderr for an error.
        warnings.simplefilter("ignore")
        expected = part.form.read(part.answer(load), load)
        outcome, reason, message = judge(id, part, answer, expected, load)
    score = part.points if outcome == "right" else 0
    return Verdict(id, outcome, message, score, part.points, reason)


def judge(id, part, answer, expected, load) -> tuple[str, str, str]:
    """Outcome, key of the reason and message for an answer."""
    own, given = read_own(id), None
    try:
        if is_blank(answer):
            raise NotAttempted
        given = part.form.read(answer, load)
        part.form.compare(given, expected)
    except NotAttempted:
        return "not attempted", "not_attempted", say("messages", "not_attempted")
    except Wrong as fault:
        name = misconception(part, given, expected, load)
        if name:
            return "wrong", name, own["misconceptions"][name]
        fault = more_exact(fault, answer)
        return fault.outcome, fault.reason, sentence(fault, own.get("cases", {}))
    except Exception:  # an answer so odd that comparing it fails
        message = say("messages", "unreadable", got=thing(answer))
        return "wrong", "unreadable", message
    return "right", "right", own.get("right", say("messages", "right"))


def misconception(part: Part, given: Any, expected: Any, load: Callable) -> str | None:
    """The key of the misconception that gives this very answer, if one does."""
    if given is None:
        return None
    for name, wrong_way in part.misconceptions.items():
        wrong = part.form.read(wrong_way(load), load)
        if isinstance(part.form, Function):
            found = part.form.makes_mistake(given, wrong, expected)
        else:
            found = agree(part.form, given, wrong)
        if found:
            return name
    return None


def more_exact(fault: Wrong, answer: Any) -> Wrong:
    """A better reason for two slips that only show as a wrong type."""
    if fault.reason not in ("type", "option") or fault.place:
        return fault
    if "GroupBy" in type(answer).__name__:
        return Wrong("grouped")
    if callable(answer):
        return Wrong("not_called", wanted=fault.details.get("wanted", "choice"))
    return fault


def sentence(fault: Wrong, cases: dict[str, str]) -> str:
    """The fault in words, with the case or the column that it is about."""
    gaps = dict(fault.details)
    if "wanted" in gaps:
        gaps["wanted"] = say("wanted", gaps["wanted"])
    if "got" in gaps:
        gaps["got"] = thing(gaps["got"])
    if "example" in gaps:
        gaps["example"] = show(gaps["example"])
    message = say("messages", fault.reason, **gaps)
    if fault.place in cases:
        return say("places", "case", place=cases[fault.place], message=message)
    if fault.place is not None:
        return say("places", "column", place=fault.place, message=message)
    return message


def read_own(id: str) -> dict:
    """What the lesson's file says about this answer: hints, messages, cases."""
    lesson = f"{int(id[1:].split('.')[0]):02d}"
    return read(lesson).get(id, {})
