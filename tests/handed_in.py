"""Copies of exercises as students hand them in: right, blank, and meddled with."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from crmlab.practice.solutions import without_marks


def exercises(root, name):
    """A student's copy as it was given out: nothing answered."""
    return nbformat.read(root / f"exercises/{name}/{name}.ipynb", as_version=4)


def solved(root, name):
    """A student's copy with every answer right, and a memo."""
    notebook = exercises(root, name)
    source = nbformat.read(root / f"solutions/{name}/{name}.ipynb", as_version=4)
    for cell in source.cells:
        if grade_id(cell).endswith(("-answer", "-figures")):
            cell_of(notebook, grade_id(cell)).source = without_marks(cell.source)
    return notebook


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def cell_of(notebook, id):
    return next(cell for cell in notebook.cells if grade_id(cell) == id)


def place_of(notebook, id):
    return notebook.cells.index(cell_of(notebook, id))


def before(notebook, id, source):
    """Put a code cell before the one with this grade id."""
    notebook.cells.insert(place_of(notebook, id), new_code_cell(source))


def after(notebook, id, source):
    notebook.cells.insert(place_of(notebook, id) + 1, new_code_cell(source))


def text_after(notebook, id, source):
    notebook.cells.insert(place_of(notebook, id) + 1, new_markdown_cell(source))


def hand_in(root, student, name, notebook, file=None):
    """Save a copy where `crmlab grade` looks for it."""
    folder = root / "submitted" / student / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (file or f"{name}.ipynb")
    text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
    path.write_text(text, encoding="utf-8")
    return path
