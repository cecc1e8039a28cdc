"""What a notebook is asked for: which cells to run, and which answer is due where."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from crmlab.practice import lesson
from crmlab.practice.solutions import find_notebook, grade_id

CHECK = re.compile(r"\bcheck\(\s*[\"'](E[\w.]+)[\"']")


@dataclass(frozen=True)
class Source:
    """A lesson's exercises as the teacher has them.

    name: of folder and notebook. notebook: the solutions. names: {part's id: the name
    of its answer in a notebook}. points: {cell: points}, memos included.
    """

    number: str
    name: str
    notebook: nbformat.NotebookNode
    names: dict[str, str]
    points: dict[str, int]
    memos: list[str] = field(default_factory=list)


def source(number: str, root: Path) -> Source:
    """Read a lesson's exercises from its solution notebook in the course's folder."""
    path = find_notebook(number, root)
    notebook = nbformat.read(path, as_version=4)
    exercises = lesson(number).exercises.values()
    memos = [exercise for exercise in exercises if not exercise.parts]
    points = {grade_id(memo.id, "answer"): memo.open_points for memo in memos}
    names = {}
    for cell in notebook.cells:
        for id in CHECK.findall(cell.source) if cell.cell_type == "code" else []:
            names[id] = _name_in(cell.source)
    for id, part in lesson(number).checks().items():
        points[grade_id(id, "check")] = part.points
    memo_ids = [memo.id for memo in memos]
    return Source(lesson(number).number, path.stem, notebook, names, points, memo_ids)


def _name_in(check: str) -> str:
    """The answer's name in a check cell, `corners` in ex.check("E9.1a", corners)."""
    return ast.unparse(ast.parse(check.splitlines()[0]).body[0].value.args[1])


def mended(cells, known: Source) -> list:
    """A copy's cells as they are run, with the grade ids that belong to them."""
    found = [nbformat.from_dict(cell) for cell in cells]
    mend(found, known.names)
    return found


def mend(cells: list, names: dict[str, str]) -> None:
    """Give back the grade ids that a student's editor dropped or a copy doubled.

    An answer is due after its check, which is known by its call too. Of two cells with
    one id the last keeps it, since there the name holds what the student left.
    """
    seen = set()
    for cell in reversed(cells):
        mine = cell.metadata.get("nbgrader")
        id = mine.get("grade_id") if isinstance(mine, dict) else None
        checked = CHECK.findall(cell.source) if cell.cell_type == "code" else []
        if not isinstance(id, str) and checked and checked[-1] in names:
            id = grade_id(checked[-1], "check")
        cell.metadata = nbformat.from_dict({})
        if isinstance(id, str) and id not in seen:
            seen.add(id)
            cell.metadata = nbformat.from_dict({"nbgrader": {"grade_id": id}})


def task(cells: list, known: Source) -> dict:
    """What `running.py` is told of a mended notebook.

    takes: {number of a code cell: the answers that are due after it}.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in code]
    takes: dict[str, list] = {}
    for part in known.names:
        for role in ("check", "answer"):
            if grade_id(part, role) in ids:
                place = str(ids.index(grade_id(part, role)))
                takes.setdefault(place, []).append(part)
                break
    return {
        "name": known.name,
        "cells": [cell.source for cell in code],
        "takes": takes,
        "names": known.names,
    }
