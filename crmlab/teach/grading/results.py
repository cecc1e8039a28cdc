"""What came of one copy: its record, and the page that shows it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from crmlab.practice import data, lesson
from crmlab.practice.checker import Known
from crmlab.practice.solutions import grade_id
from crmlab.teach.grading import (
    flags,
    neighbours,
    pages,
    plans,
    records,
    sandbox,
    verdicts,
)
from crmlab.teach.grading.sandbox import Limits
from crmlab.teach.grading.submissions import Submission, noted

TEXT = {
    "timeout": "a cell ran for more than {seconds} seconds and could not be stopped",
    "died": "its kernel ended: it was told to, or it wanted too much memory",
    "long": "it ran for more than {whole} seconds in all",
    "silent": "nothing came back from where it was run",
}


@dataclass(frozen=True)
class Course:
    """What all copies of a lesson are graded with."""

    root: Path
    source: plans.Source
    release: NotebookNode
    known: dict[str, Known]
    print: str
    limits: Limits
    place: str

    @cached_property
    def right(self) -> dict[str, list[str]]:
        """Prints of the right answers, as `neighbours.py` compares them."""
        return neighbours.right(self.known)


def known_of(number: str) -> dict[str, Known]:
    """What is right in a lesson's exercises, on the company that is loaded now."""
    parts = lesson(number).checks()
    return {id: Known(part, data.load) for id, part in parts.items()}


def run(course: Course, cells: list, stage: Path) -> tuple[list, float]:
    """Run a copy's mended cells: what the running told, and the seconds it took."""
    start = time.monotonic()
    task = plans.task(cells, course.source)
    told = sandbox.run(task, stage, course.place, course.limits)
    return told, time.monotonic() - start


def checked(course, one, cells, told, seconds) -> tuple[dict, NotebookNode]:
    """A copy's record, and the page to be shown, of what the running told."""
    takes: dict[str, list] = {}
    for line in told:
        if isinstance(line.get("taken"), dict):
            takes.setdefault(str(line.get("take")), []).append(line["taken"])
    stopped = why_stopped(told, course.limits)
    judged = {
        id: verdicts.verdict(
            id, known, course.source.names[id], takes.get(id, []), stopped
        )
        for id, known in course.known.items()
    }
    before = records.read(course.root, one.student, course.source.name)
    memos, elsewhere = memos_of(course, cells, before)
    own = flags.answers(cells, course.source.names)
    record = base(course, one) | {
        "verdicts": {id: short(verdict) for id, verdict in judged.items()},
        "memos": memos,
        "flags": flags_of(course, one, cells, told, stopped, own, memos),
        "answers": own,
        "given": neighbours.given(course.known, judged, takes),
        "right": course.right,
        "seconds": round(seconds, 1),
    }
    outputs = {
        line["cell"]: [out for out in line.get("outputs", []) if isinstance(out, dict)]
        for line in told
        if isinstance(line.get("cell"), int) and isinstance(line.get("outputs"), list)
    }
    by_cell = {grade_id(id, "check"): verdict for id, verdict in judged.items()}
    shown = pages.page(cells, outputs, by_cell, course.release, elsewhere)
    return record, shown


def base(course: Course, one: Submission) -> dict:
    return {
        "student": one.student,
        "print": records.print_of(one.file, course.print, one.company),
        "company": one.company,
        "place": course.place,
        "submitted": noted(one.file.parent) if one.file else None,
        "fault": one.fault,
    }


def short(verdict) -> dict:
    kept = ("outcome", "reason", "message", "score", "points")
    return {key: getattr(verdict, key) for key in kept}


def memos_of(course, cells, before) -> tuple[dict, dict]:
    """The state of each memo, and the texts of those that stand elsewhere."""
    memos, elsewhere = {}, {}
    for id in course.source.memos:
        state, text = flags.memo(id, cells, course.release)
        known = before.get("memos", {}).get(id, {}).get("text")
        changed = known is not None and known != text
        memos[id] = {"state": state, "text": text[:20_000], "changed": changed}
        if state == "elsewhere":
            elsewhere[grade_id(id, "answer")] = text
    return memos, elsewhere


def why_stopped(told: list, limits: Limits) -> str:
    """Why a notebook was not run to its end, in words; "" where it was."""
    for line in told:
        if line.get("why") in ("timeout", "died", "long"):
            words = {"seconds": limits.cell, "whole": limits.whole}
            return TEXT[line["why"]].format(**words)
    return "" if any(line.get("end") is True for line in told) else TEXT["silent"]


def flags_of(course, one, cells, told, stopped, own, memos) -> list[str]:
    found = flags.of_code(cells, course.release)
    found += flags.as_solution(own, solved(course))
    for line in told:
        if isinstance(line.get("stopped"), int):
            words = {"cell": line["stopped"] + 1, "why": stopped}
            found.append(flags.TEXT["stopped"].format(**words))
        elif isinstance(line.get("slow"), int):
            words = {"cell": line["slow"] + 1, "seconds": course.limits.cell}
            found.append(flags.TEXT["slow"].format(**words))
    for id, memo in memos.items():
        if memo["state"] == "elsewhere":
            found.append(flags.TEXT["elsewhere"].format(id=id))
    if one.more:
        found.append(flags.TEXT["more"].format(n=one.more))
    return found


def solved(course: Course) -> dict[str, str]:
    return flags.answers(course.source.notebook.cells, course.source.names)


def faulty(course: Course, one: Submission) -> dict:
    """The record of a copy that cannot be read: no points, and the reason."""
    nothing = {
        id: {
            "outcome": "not attempted",
            "reason": "unreadable",
            "message": one.fault,
            "score": 0,
            "points": known.part.points,
        }
        for id, known in course.known.items()
    }
    memos = {
        id: {"state": "blank", "text": "", "changed": False}
        for id in course.source.memos
    }
    found = {"verdicts": nothing, "memos": memos, "flags": [], "answers": {}}
    return base(course, one) | found | {"given": {}, "right": {}}
