"""What students handed in, from a folder or a ZIP, into submitted/STUDENT/NN_x/.

Moodle's download, Canvas's and a plain shared folder are taken as they come: whose a
file is stands in its path, which lesson it is of stands in the notebook. Nothing that
is in submitted/ already is lost: an older copy goes into earlier/ beside the new one.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from crmlab.checkout import CourseError
from crmlab.teach.copies import put
from crmlab.teach.grading.submissions import LARGEST, cells_of
from crmlab.teach.roster import whose

MOST = 20_000  # files in a ZIP
IGNORED = ("__MACOSX", ".DS_Store", "Thumbs.db", ".ipynb_checkpoints")
VERSION = re.compile(r"(?:-|\()(\d{1,3})\)?(?=\.\w+$)")  # -2 by Canvas, (2) by browsers
TEXT = {
    "no_source": "There is no folder or ZIP {path}.",
    "bad_zip": "{path} is no ZIP that can be read.",
    "unknown": "whose is this? No id, e-mail or name of the roster is in its path",
    "several": "it may be of any of these: {ids}",
    "no_notebook": "{file} is no notebook",
    "write": "Dear {name}, {why}. Please hand in {lesson}.ipynb once more.",
    "nothing": "Dear {name}, nothing of yours has come in for {lesson}.",
}


@dataclass(frozen=True)
class Found:
    """A file that came in: where it is now, what its path was, and when it is from."""

    file: Path
    path: str
    when: dt.datetime

    @property
    def order(self) -> tuple:
        """Notebooks after all else; then by day; then by the number of the copy."""
        version = VERSION.search(self.path)
        number = int(version[1]) if version else 0
        return self.path.endswith(".ipynb"), self.when, number


def collect(source: Path, root: Path, name: str, people: pd.DataFrame) -> pd.DataFrame:
    """Put what came in into submitted/, and say of each student what became of it.

    source: a folder or a ZIP. name: of the exercises, such as "09_loyalty". people: the
    roster. Returns a row for each student and each file whose owner is not known: id,
    name, email, state ("collected", "kept", "unreadable", "missing", "unknown"), file,
    and letter, a sentence to send where something is wrong. Raises CourseError where
    there is no such source.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(source), Path(folder))
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
    letter = TEXT["write"].format(name=about["name"], why=why, lesson=name)
    return _row(*start, "unreadable", mine[-1].path, letter)


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
        if before > found.when:
            return "kept"
        day = before.strftime("%Y-%m-%d %H.%M.%S")
        (folder / "earlier").mkdir(exist_ok=True)
        shutil.copy2(file, folder / "earlier" / f"{name} {day}.ipynb")
    put(content, file)
    put(found.when.isoformat(sep=" ", timespec="seconds").encode(), note)
    return "collected"


def _noted(note: Path) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(note.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None


# --- files of a folder or a ZIP -------------------------------------------------------
def _files(source: Path, folder: Path) -> list[Found]:
    if source.is_dir():
        return _of_folder(source, folder)
    if not source.is_file():
        raise CourseError(TEXT["no_source"].format(path=source))
    if not zipfile.is_zipfile(source):
        raise CourseError(TEXT["bad_zip"].format(path=source.name))
    return _of_zip(source, folder, "")


def _of_folder(source: Path, folder: Path) -> list[Found]:
    found = []
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source).as_posix()
        if path.is_symlink() or not path.is_file() or _ignored(inside):
            continue
        if zipfile.is_zipfile(path):
            found += _of_zip(path, folder, inside.removesuffix(".zip") + "/")
        else:
            when = dt.datetime.fromtimestamp(path.stat().st_mtime).replace(
                microsecond=0
            )
            found.append(Found(path, inside, when))
    return found


def _of_zip(archive: Path, folder: Path, inside: str, depth: int = 0) -> list[Found]:
    """The files of a ZIP, each under a name of ours, and those of ZIPs in it."""
    found = []
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist()[:MOST]:
            path = inside + _name_in(entry)
            if entry.is_dir() or _ignored(path):
                continue
            number = sum(1 for _ in folder.iterdir())
            file = folder / f"{number}{Path(path).suffix[:10]}"
            file.write_bytes(_content(opened, entry))
            when = dt.datetime(*entry.date_time) if _is_day(entry) else dt.datetime.min
            if path.endswith(".zip") and depth < 2 and zipfile.is_zipfile(file):
                found += _of_zip(file, folder, path[:-4] + "/", depth + 1)
            else:
                found.append(Found(file, path, when))
    return found


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A file's content; nothing where it is damaged, locked or far too large."""
    if entry.file_size > LARGEST:
        return b""
    try:
        with opened.open(entry) as stream:
            return stream.read(LARGEST)
    except (RuntimeError, OSError, zipfile.BadZipFile, NotImplementedError):
        return b""


def _name_in(entry: zipfile.ZipInfo) -> str:
    """An entry's name; a Chinese Windows writes GBK and does not say so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return entry.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return entry.filename


def _is_day(entry: zipfile.ZipInfo) -> bool:
    try:
        dt.datetime(*entry.date_time)
    except ValueError:
        return False
    return True


def _ignored(path: str) -> bool:
    return any(part in IGNORED or part.startswith("._") for part in path.split("/"))
