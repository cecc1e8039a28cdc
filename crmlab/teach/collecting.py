"""What students handed in, from a folder or a ZIP, into submitted/STUDENT/NN_x/.

Moodle's download, Canvas's and a plain shared folder are taken as they come: whose a
file is stands in its path, which lesson it is of stands in the notebook. Nothing that
is in submitted/ already is lost: an older copy goes into earlier/ beside the new one.
When a copy was handed in stands in timestamp.txt, where anything knows it.
"""

from __future__ import annotations

import datetime as dt
import os
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
    "several": (
        "it may be of any of these: {ids}. Moodle's grading worksheet tells (crmlab "
        "collect … --worksheet FILE); or save it yourself as submitted/ID/{lesson}/"
        "{lesson}.ipynb"
    ),
    "no_notebook": "{file} is no notebook",
    "write": "Dear {name}, {why}. Please hand in {lesson}.ipynb once more.",
    "two": (
        "Dear {name}, of the {n} notebooks of {lesson} that you handed in together, "
        "{file} counts. If another should, hand in that one alone."
    ),
    "unclear": (
        "Dear {name}, a file has come in that may be yours, or that of somebody of the "
        "same name. Please say whether you handed in {lesson}.ipynb."
    ),
    "nothing": "Dear {name}, nothing of yours has come in for {lesson}.",
}


def collect(
    source: Path,
    root: Path,
    name: str,
    people: pd.DataFrame,
    told: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put what came in into submitted/, and say of each student what became of it.

    source: a folder or a ZIP. name: of the exercises, such as "09_loyalty". people: the
    roster. told: what a worksheet knows (`worksheet.read`). Returns a row for each
    student and each file whose owner is not known: id, name, email, state ("collected",
    "kept", "unreadable", "missing", "unclear", "unknown"), file, and letter, a sentence
    to send where something is wrong. Raises CourseError where there is no such source.
    """
    when = {} if told is None else told["submitted"].dropna().to_dict()
    with tempfile.TemporaryDirectory() as folder:
        files = arrived(Path(source), Path(folder))
        numbers = _numbers(people, told)
        owners = {
            found: numbers.get(found.number) or whose(found.path, people)
            for found in files
        }
        unsure = {id for ids in owners.values() if len(ids) > 1 for id in ids}
        rows = []
        for id in people.index:
            mine = [found for found, ids in owners.items() if ids == [id]]
            about = people.loc[id].to_dict() | {"id": id, "unsure": id in unsure}
            rows.append(_student(root, name, about, mine, when.get(id)))
        for found, ids in owners.items():
            if len(ids) != 1 and found.path.endswith(".ipynb"):
                why = TEXT["several"].format(ids=", ".join(ids), lesson=name)
                why = why if ids else TEXT["unknown"]
                rows.append(_row({}, "unknown", found.path, why))
    return pd.DataFrame(rows)


def _numbers(people, told) -> dict[str, list[str]]:
    """{a platform's number of a student: [the id]}, as roster and worksheet know it."""
    tables = [table for table in (people, told) if table is not None]
    return {
        number: [id]
        for table in tables
        for id, number in table["number"].items()
        if number
    }


def _row(about, state, file, letter="") -> dict:
    row = {key: about.get(key, "") for key in ("id", "name", "email")}
    return row | {"state": state, "file": file, "letter": letter}


def _student(root, name, about, mine, when) -> dict:
    """Put a student's newest readable copy in its place.

    when: it was handed in, as the worksheet says; None where it does not.
    """
    words = {"name": about["name"], "lesson": name}
    folder = root / "submitted" / about["id"] / name
    if not mine:
        there = folder / f"{name}.ipynb"
        if there.is_file():
            return _row(about, "kept", there.name)
        state = "unclear" if about["unsure"] else "missing"
        text = TEXT["unclear" if about["unsure"] else "nothing"]
        return _row(about, state, "", text.format(**words))
    faults = {found: _fault(found, name) for found in mine}
    good = [found for found in mine if not faults[found]]
    if good:
        best = max(good, key=lambda found: (found.order, _written(found, name)))
        state = _put(folder, name, best, when or best.handed_in)
        others = [found for found in good if found.order == best.order]
        letter = ""
        if len({found.file.read_bytes() for found in others}) > 1:
            file = best.path.rpartition("/")[2]
            letter = TEXT["two"].format(n=len(others), file=file, **words)
        return _row(about, state, best.path, letter)
    newest = max(mine, key=lambda found: found.order)
    if not (folder / f"{name}.ipynb").exists():  # so that it is known as handed in
        ending = "".join(c for c in Path(newest.path).suffix if c.isalnum() or c == ".")
        put(newest.file.read_bytes(), folder / f"{name}{ending[:10]}")
        _note(folder, when or newest.handed_in)
    letter = TEXT["write"].format(why=faults[newest], **words)
    return _row(about, "unreadable", newest.path, letter)


def _fault(found: Found, name: str) -> str:
    shown = found.path.rpartition("/")[2]
    if not shown.endswith(".ipynb"):
        return TEXT["no_notebook"].format(file=shown)
    return cells_of(found.file, name)[1].replace(found.file.name, shown)


def _written(found: Found, name: str) -> int:
    """How much stands in a copy: of two of one day, the fuller counts."""
    return sum(len(cell.source) for cell in cells_of(found.file, name)[0])


def _put(folder: Path, name: str, found: Found, when: dt.datetime | None) -> str:
    """Write a copy where it is graded, unless a newer one is there."""
    file = folder / f"{name}.ipynb"
    content = found.file.read_bytes()
    if file.is_file():
        same = file.read_bytes() == content
        # The day on the file is that of the download, or of handing in.
        before = dt.datetime.fromtimestamp(file.stat().st_mtime).replace(microsecond=0)
        if not same and before > found.when and not cells_of(file, name)[1]:
            return "kept"
        if same:
            if when:
                _note(folder, when)
            return "kept"
        day = before.strftime("%Y-%m-%d %H.%M.%S")
        (folder / "earlier").mkdir(exist_ok=True)
        shutil.copy2(file, folder / "earlier" / f"{name} {day}.ipynb")
    put(content, file)
    if found.when > dt.datetime.min:
        os.utime(file, (found.when.timestamp(),) * 2)
    _note(folder, when)
    return "collected"


def _note(folder: Path, when: dt.datetime | None) -> None:
    """When it was handed in, where nbgrader looks for it, too."""
    note = folder / "timestamp.txt"
    if when is None:
        note.unlink(missing_ok=True)
    else:
        text = when.isoformat(sep=" ", timespec="seconds")
        put(text.encode(), note)
