"""Verdicts on answers that came out as plain data, in a process that is clean."""

from __future__ import annotations

from functools import partial
from typing import Any

from crmlab.practice import data
from crmlab.practice.calling import Returned
from crmlab.practice.checker import Known, check_known
from crmlab.practice.declare import Part
from crmlab.practice.faults import Raised
from crmlab.practice.forms import Function
from crmlab.practice.unplain import unplain
from crmlab.practice.verdict import Verdict

TEXT = {
    "missing": "When the check was run, there was nothing called {name}.",
    "not_reached": "The notebook was stopped before this check: {why}.",
    "too large": "{name} holds far more than was asked for.",
    "slow": "{name} was called on the cases of the exercise, and did not end.",
    "odd": "{name} is nothing that can be read.",
}
LONGEST = 300  # letters of an error's text


def verdict(id: str, known: Known, name: str, takes: list, stopped="") -> Verdict:
    """The verdict on one answer.

    known: what is right on the grader's company. takes: what the kernel gave of it,
    from its check on; what was not blank first counts. stopped: why the notebook was
    stopped, in words, where it was.
    """
    part = known.part
    found = [taken for taken in takes if not is_blank(taken)] or takes
    if not found and stopped:
        return _said(id, part, "not_reached", why=stopped)
    if not found:
        return _said(id, part, "missing", name=name)
    taken = found[0]
    if taken.get("is") in ("missing", "too large", "slow", "odd"):
        return _said(id, part, taken["is"], name=name)
    try:
        answer = _answer(taken, part)
    except ValueError:
        return _said(id, part, "odd", name=name)
    return check_known(id, known, answer)


def is_blank(taken: dict) -> bool:
    """Whether nothing was there yet but the placeholder, or not even that."""
    held = taken.get("value")
    blank = isinstance(held, dict) and held.get("kind") == "blank"
    return blank or taken.get("is") == "missing"


def _answer(taken: dict, part: Part) -> Any:
    if taken.get("is") != "function":
        return unplain(taken.get("value") or {})
    results, cases = taken.get("results"), []
    if isinstance(part.form, Function):
        cases = part.form.cases(data.load)
    if not isinstance(results, dict) or set(results) != set(cases):
        raise ValueError("not the cases that were asked for")
    return Returned({case: partial(_result, results[case]) for case in cases})


def _result(told: dict) -> Any:
    """What a function returned on a case; raises `Raised` where it failed."""
    if not isinstance(told, dict):
        raise ValueError("no result")
    if told.get("is") != "raised":
        return unplain(told.get("value") or {})
    details = told.get("details")
    details = details if isinstance(details, dict) else {}
    error, line = (str(details.get(x, ""))[:LONGEST] for x in ("error", "line"))
    reason = "raised_line" if line else "raised"
    raise Raised(reason, error=error, line=line)


def _said(id: str, part: Part, reason: str, **gaps) -> Verdict:
    """A verdict on what is no answer."""
    absent = reason in ("missing", "not_reached")
    outcome = "not attempted" if absent else "wrong"
    return Verdict(id, outcome, TEXT[reason].format(**gaps), 0, part.points, reason)
