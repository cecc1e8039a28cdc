"""The page that a student starts from: lessons, exercises, and how far one has come."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PAGE = "course.ipynb"
TEXT = {
    "top": (
        "# CRM Lab\n\n"
        "This page is yours to come back to. It is made anew each time you start with "
        "`crmlab lab`, so keep notes elsewhere. Everything else in this folder is your "
        "own copy, and is never overwritten.\n\n"
        "Click on a lesson; **Shift + Enter** runs a cell. Each lesson has exercises, "
        "which check your answers."
    ),
    "heading": "| | lesson | exercises | to look up |\n|---|---|---|---|",
    "row": (
        "| {number} | [{title}](notebooks/{name}.ipynb) "
        "| {exercises} | [with outputs](with_outputs/{name}.ipynb) |"
    ),
    "exercises": "[exercises](exercises/{name}/{name}.ipynb)",
    "progress": "## How far you are\n\nRun this cell.",
}
PROGRESS = "from crmlab.practice import course\n\ncourse()"


def course_page(folder: Path) -> bytes:
    """The course map of the lessons in a student's folder, as a notebook."""
    names = sorted(path.stem for path in (folder / "with_outputs").glob("*.ipynb"))
    rows = [_row(folder, name) for name in names]
    cells = [
        new_markdown_cell(TEXT["top"], id="top"),
        new_markdown_cell("\n".join([TEXT["heading"], *rows]), id="map"),
        new_markdown_cell(TEXT["progress"], id="progress"),
        new_code_cell(PROGRESS, id="cell"),
    ]
    page = new_notebook(cells=cells)
    page.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return nbformat.writes(page).encode()


def _row(folder, name):
    lesson = nbformat.read(folder / "with_outputs" / f"{name}.ipynb", as_version=4)
    title = lesson.metadata.get("crmlab", {}).get("title", name)
    there = (folder / "exercises" / name / f"{name}.ipynb").is_file()
    words = {"number": name.partition("_")[0], "name": name, "title": title}
    words["exercises"] = TEXT["exercises"].format(name=name) if there else ""
    return TEXT["row"].format(**words)
