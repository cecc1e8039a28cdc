"""Solutions, read from the solution notebook, where alone they are written."""

from __future__ import annotations

import json
import re
from pathlib import Path

from crmlab.practice.texts import say

MARK = re.compile(r"^\s*### (BEGIN|END) SOLUTION")
TITLE = re.compile(r"^## (E\w+\.\d+) · (.+)$", re.MULTILINE)
PLACEHOLDER = re.compile(r"^\s*(\w+ = |return )?\.\.\.\s*$")


def grade_id(id: str, role: str) -> str:
    """The name of an exercise's cell in nbgrader, which allows no dots.

    "E0.2a" and "answer" give E0-2a-answer; the role is "answer" or "check", or
    "figures" where the answer is a memo that needs numbers.
    """
    return f"{id.replace('.', '-')}-{role}"


def find_notebook(lesson: str, start: Path | None = None) -> Path | None:
    """The lesson's solution notebook in the nearest checkout, if there is one."""
    here = Path(start or Path.cwd()).resolve()
    for folder in [here, *here.parents, Path(__file__).resolve().parents[2]]:
        found = sorted(folder.glob(f"solutions/{lesson}_*/{lesson}_*.ipynb"))
        if found:
            return found[0]
    return None


def solution(lesson: str, id: str, start: Path | None = None) -> str:
    """The solution of one answer, or a sentence that says where it might be."""
    notebook = find_notebook(lesson, start)
    if notebook is None:
        return say("solution", "absent")
    wanted = [grade_id(id, role) for role in ("figures", "answer")]
    try:
        found = [
            without_marks("".join(cell["source"]))
            for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in wanted
        ]
    except (ValueError, LookupError, TypeError):
        return say("solution", "damaged", notebook=notebook.name)
    if not found:
        return say("solution", "no_cell", notebook=notebook.name, id=id)
    return "\n\n".join(found)


def titles(lesson: str, start: Path | None = None) -> dict[str, str]:
    """The exercises' titles, by their ids; none where there is no readable notebook."""
    notebook = find_notebook(lesson, start)
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return dict(TITLE.findall("\n".join("".join(c["source"]) for c in cells)))
    except (AttributeError, OSError, ValueError, LookupError, TypeError):
        return {}


def without_marks(source: str) -> str:
    """The cell's text without the placeholder and the marks for nbgrader."""
    lines = source.splitlines()
    kept = [x for x in lines if not (MARK.match(x) or PLACEHOLDER.match(x))]
    return "\n".join(kept)
