"""What students handed in, from a folder or a ZIP, into submitted/STUDENT/NN_x/.

Moodle's download, Canvas's and a plain shared folder are taken as they come: whose a
file is stands in its path, which lesson it is of stands in the notebook. Nothing that
is in submitted/ already is lost: an older copy goes into earlier/ beside the new one.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import pandas as pd

from crmlab.teach.arrived import Found, arrived
from crmlab.teach.copies import put
from crmlab.teach.grading.submissions import cells_of
from crmlab.teach.roster import whose

TEXT = {
    "unknown": "whose is this? No id, e-mail or name of the roster is in its path",
    "several": "it may be of any of these: {ids}",
    "no_notebook": "{file} is no notebook",
    "write": "Dear {name}, {why}. Please hand in {lesson}.ipynb once more.",
    "nothing": "Dear {name}, nothing of yours has come in for {lesson}.",
}


def collect(source: Path, root: Path, name: str, people: pd.DataFrame) -> pd.DataFrame:
    """Put what came in into submitted/, and say of each student what became of it.

    source: a folder or a ZIP. name: of the exercises, such as "09_loyalty". people: the
    roster. Returns a row for each student and each file whose owner is not known: id,
    name, email, state ("collected", "kept", "unreadable", "missing", "unknown"), file,
    and letter, a sentence to send where something is wrong. Raises CourseError where
    there is no such source.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = arrived(Path(source), Path(folder))
        owners = {found: whose(found.path, people) for found in files}
        rows = []
        for id in people.index:
            mine = [found for found, ids in owners.items() if ids == [id]]
            rows.append(_student(root, name, id, people.loc[id], mine))
        for found, ids in owners.items():
            if len(ids) != 1 and found.path.endswith(".ipynb"):
                why = TEXT["several"].format(ids=", ".join(ids)) if ids else ""
                rows.append(
                    _row("", "", "", "unknown", found.path, why or TEXT["unknown"])
                )
    return pd.DataFrame(rows)


def _row(id, name, email, state, file, letter="") -> dict:
    return {
        "id": id,
        "name": name,
        "email": email,
        "state": state,
        "file": file,
        "letter": letter,
    }


def _student(root, name, id, about, mine) -> dict:
    """Put a student's newest readable copy in its place."""
    start = (id, about["name"], about["email"])
    if not mine:
        there = root / "submitted" / id / name / f"{name}.ipynb"
        if there.is_file():
            return _row(*start, "kept", there.name)
        letter = TEXT["nothing"].format(name=about["name"], lesson=name)
        return _row(*start, "missing", "", letter)
    why = ""
    for found in sorted(mine, key=lambda found: found.order, reverse=True):
        fault = _fault(found, name)
        if not fault:
            return _row(*start, _put(root, name, id, found), found.path)
        why = why or fault
    newest = max(mine, key=lambda found: found.order)
    folder = root / "submitted" / id / name
    if not (folder / f"{name}.ipynb").exists():  # so that it is known as handed in
        ending = "".join(c for c in Path(newest.path).suffix if c.isalnum() or c == ".")
        put(newest.file.read_bytes(), folder / f"{name}{ending[:10]}")
        _note(folder, newest)
    letter = TEXT["write"].format(name=about["name"], why=why, lesson=name)
    return _row(*start, "unreadable", newest.path, letter)


def _fault(found: Found, name: str) -> str:
    shown = found.path.rpartition("/")[2]
    if not shown.endswith(".ipynb"):
        return TEXT["no_notebook"].format(file=shown)
    return cells_of(found.file, name)[1].replace(found.file.name, shown)


def _put(root: Path, name: str, id: str, found: Found) -> str:
    """Write a copy where it is graded, unless a newer one is there."""
    folder = root / "submitted" / id / name
    file, note = folder / f"{name}.ipynb", folder / "timestamp.txt"
    content = found.file.read_bytes()
    if file.is_file():
        if file.read_bytes() == content:
            return "kept"
        before = _noted(note) or dt.datetime.fromtimestamp(file.stat().st_mtime)
        if before > found.when and not cells_of(file, name)[1]:
            return "kept"
        day = before.strftime("%Y-%m-%d %H.%M.%S")
        (folder / "earlier").mkdir(exist_ok=True)
        shutil.copy2(file, folder / "earlier" / f"{name} {day}.ipynb")
    put(content, file)
    _note(folder, found)
    return "collected"


def _note(folder: Path, found: Found) -> None:
    """When it was handed in, where nbgrader looks for it, too."""
    text = found.when.isoformat(sep=" ", timespec="seconds")
    put(text.encode(), folder / "timestamp.txt")


def _noted(note: Path) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(note.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
