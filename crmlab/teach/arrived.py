"""Files as a learning platform or a shared folder gave them: a folder or a ZIP."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from crmlab.checkout import CourseError
from crmlab.teach.copies import put
from crmlab.teach.grading.submissions import LARGEST

MOST = 20_000  # files in a ZIP
IGNORED = ("__MACOSX", ".DS_Store", "Thumbs.db", ".ipynb_checkpoints")
# A path as Moodle and Canvas write it, with their number of the student.
PLATFORM = re.compile(
    r"_(\d+)_assignsubmission_|(?:^|/)[^/]+?_(\d+)_(?:\d+_|text\.html|link\.html)"
)
VERSION = re.compile(r"(?:-|\()(\d{1,3})\)?(?=\.\w+$)")  # -2 by Canvas, (2) by browsers
TEXT = {
    "no_source": "There is no folder or ZIP {path}.",
    "bad_zip": "{path} is no ZIP that can be read.",
}


@dataclass(frozen=True)
class Found:
    """A file that came in: where it is now, what its path was, and when it is from."""

    file: Path
    path: str
    when: dt.datetime

    @property
    def number(self) -> str:
        """The platform's number of the student; "" where no platform wrote the path."""
        found = PLATFORM.search(self.path)
        return found[1] or found[2] if found else ""

    @property
    def handed_in(self) -> dt.datetime | None:
        """When; not known where `when` is the day on which a platform was asked."""
        known = not self.number and self.when > dt.datetime.min
        return self.when if known else None

    @property
    def order(self) -> tuple:
        """Notebooks after all else; then by day; then by the number of the copy."""
        version = VERSION.search(self.path)
        number = int(version[1]) if version else 0
        day = self.handed_in or dt.datetime.min
        return self.path.endswith(".ipynb"), day, number


def arrived(source: Path, folder: Path) -> list[Found]:
    """The files of a folder or a ZIP, those of ZIPs in it too.

    folder: an empty one, for what comes out of ZIPs. Raises CourseError where there is
    no such source, or a ZIP that cannot be read.
    """
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
        when = dt.datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)
        if zipfile.is_zipfile(path):
            found += _of_zip(path, folder, inside.removesuffix(".zip") + "/", when)
        else:
            found.append(Found(path, inside, when))
    return found


def _of_zip(archive, folder, inside: str, came=None, depth: int = 0) -> list[Found]:
    """The files of a ZIP, each under a name of ours, and those of ZIPs in it.

    came: when a student's ZIP came, and with it all that is in it.
    """
    found = []
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist()[:MOST]:
            path = inside + _name_in(entry)
            if entry.is_dir() or _ignored(path):
                continue
            number = sum(1 for _ in folder.iterdir())
            file = folder / f"{number}{Path(path).suffix[:10]}"
            put(_content(opened, entry), file)
            when = dt.datetime(*entry.date_time) if _is_day(entry) else dt.datetime.min
            when = came or when
            if path.endswith(".zip") and depth < 2 and zipfile.is_zipfile(file):
                found += _of_zip(file, folder, path[:-4] + "/", when, depth + 1)
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
