"""What students handed in, read as data: submitted/STUDENT/NN_x/….ipynb.

Of a notebook only the cells' texts and the ids of its graded cells are kept; whatever
else stands in it, and whatever else lies in the folder, is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from crmlab.checkout import short_number

LARGEST = 100_000_000  # bytes of a notebook
TEXT = {
    "none": "no notebook in {folder}",
    "empty": "{file} is empty",
    "large": "{file} has {size:,} bytes, more than a notebook of the course can have",
    "broken": "{file} is damaged and cannot be read",
    "other": "{file} is not of lesson {number}",
}


@dataclass(frozen=True)
class Submission:
    """One student's copy. fault: why it cannot be graded, else "" and there are cells.

    file: the notebook that counts. more: notebooks of the same lesson beside it.
    company: the number of the company it is graded on; "" is the course's own.
    """

    student: str
    file: Path | None
    cells: tuple = ()
    fault: str = ""
    more: int = 0
    company: str = ""


def submissions(root: Path, name: str) -> list[Submission]:
    """Each student's copy of a lesson's exercises, such as "09_loyalty", by student."""
    folders = sorted((root / "submitted").glob(f"*/{name}"))
    return [read(folder, name) for folder in folders if folder.is_dir()]


def read(folder: Path, name: str) -> Submission:
    """The copy in a student's folder: the file with the lesson's name, else the newest
    notebook of that lesson, whatever it is called.
    """
    student = folder.parent.name
    files = [path for path in folder.glob("*.ipynb") if is_plain_file(path)]
    files.sort(key=lambda path: (path.stem == name, path.stat().st_mtime), reverse=True)
    if not files:
        return Submission(
            student, None, fault=TEXT["none"].format(folder=f"{student}/{name}")
        )
    read_all = [(path, *cells_of(path, name)) for path in files]
    good = [found for found in read_all if not found[2]]
    path, cells, fault = (good or read_all)[0]
    return Submission(student, path, tuple(cells), fault, more=max(0, len(good) - 1))


def noted(folder: Path) -> str | None:
    """When the copy in a folder was handed in, where anybody noted it."""
    try:
        text = (folder / "timestamp.txt").read_text(encoding="utf-8").strip()
        return dt.datetime.fromisoformat(text).isoformat()
    except (OSError, ValueError):
        return None


def is_plain_file(path: Path) -> bool:
    """Whether it is a file and no link to another, nor a pipe that never ends."""
    return stat.S_ISREG(path.lstat().st_mode)


def cells_of(path: Path, name: str) -> tuple[list, str]:
    """The cells of a notebook, made anew of their texts; and its fault, or ""."""
    size = path.stat().st_size
    if size == 0:
        return [], TEXT["empty"].format(file=path.name)
    if size > LARGEST:
        return [], TEXT["large"].format(file=path.name, size=size)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it mends ids, and says so
            notebook = nbformat.reads(text, as_version=4)
        cells = [_clean(cell) for cell in notebook.cells]
    except Exception:  # nbformat lets many kinds through
        return [], TEXT["broken"].format(file=path.name)
    number = name.partition("_")[0]
    if not _is_of(number, notebook, cells):
        return [], TEXT["other"].format(file=path.name, number=number)
    return cells, ""


def _clean(cell):
    source = cell.get("source", "")
    source = "".join(source) if isinstance(source, list) else str(source)
    source = source.encode("utf-8", "replace").decode()  # half an emoji is no text
    make = new_code_cell if cell.get("cell_type") == "code" else new_markdown_cell
    made = make(source)
    mine = cell.get("metadata", {}).get("nbgrader")
    if isinstance(mine, dict) and isinstance(mine.get("grade_id"), str):
        made.metadata["nbgrader"] = {"grade_id": mine["grade_id"]}
    return made


def _is_of(number: str, notebook, cells) -> bool:
    """Whether its exercises are this lesson's: by their ids, checks or metadata."""
    about = notebook.metadata.get("crmlab", {})
    if isinstance(about, dict) and about.get("exercises") == number:
        return True
    short = short_number(number)
    check = re.compile(rf"""check\(\s*["']E{short}\.""")
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in cells]
    named = any(id.startswith(f"E{short}-") for id in ids)
    return named or any(check.search(cell.source) for cell in cells)
