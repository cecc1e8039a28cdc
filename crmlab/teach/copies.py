"""Student copies: made from the solutions by nbgrader.

solutions/NN_x/NN_x.ipynb is the source. `make_student_copies` writes what nbgrader
releases of it to exercises/NN_x/NN_x.ipynb. `crmlab.my_work` gives that to a student.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tempfile
from pathlib import Path

import nbformat
from traitlets.log import get_logger

from crmlab.checkout import CourseError, long_number, number_of

TEXT = {
    "no_source": "There is no solution notebook for {lesson}. There are: {known}.",
    "none": "none",
    "in_use": (
        "Somebody worked in {file}. Move it to my_work/, or delete it, then run this "
        "again."
    ),
    "failed": "nbgrader could not make a student copy of {notebook}: {reason}",
}


FAULT = r"^[\w.]*(?:Error|Exception): (.+)$"  # the last line of a traceback


class CopyError(CourseError):
    """A student copy could not be made; the message says why and what to do."""


def make_student_copies(
    root: Path | None = None, lesson: str | None = None
) -> list[Path]:
    """Write the student copies of every lesson, or of one, to exercises/.

    root: the course's folder (default: here). lesson: "03" or "03_segmentation".
    Returns the files. The same source gives the same bytes, and a file that is current
    is left alone. Needs nbgrader, but no gradebook. Raises CopyError, also where
    somebody has worked in the file that would be replaced.
    """
    root = Path(root or Path.cwd()).resolve()
    files = []
    for source in sources(root, lesson):
        copy = student_copy(source, root)
        file = root / "exercises" / source.parent.name / source.name
        if not file.is_file() or file.read_bytes() != copy:
            if file.exists() and worked_in(file):
                name = file.relative_to(root).as_posix()
                raise CopyError(TEXT["in_use"].format(file=name))
            put(copy, file)
        files.append(file)
    return files


def worked_in(file: Path) -> bool:
    """Whether a student copy was run or written in, or cannot be read to tell."""
    try:
        cells = nbformat.reads(file.read_text(encoding="utf-8"), as_version=4).cells
        return any(touched(cell) for cell in cells)
    except Exception:  # nbformat lets many kinds through
        return True


def touched(cell) -> bool:
    """Whether a cell was run, or is not as nbgrader released it."""
    from nbgrader.utils import compute_checksum

    released = cell.metadata.get("nbgrader", {}).get("checksum")
    changed = released is not None and compute_checksum(cell) != released
    return bool(changed or cell.get("outputs") or cell.get("execution_count"))


def put(content: bytes, file: Path) -> None:
    """Write beside the file, then put it in its place in one step: never half of it.

    Raises an OSError that names the file, also where the disk is full.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.tmp")
    try:
        draft.write_bytes(content)
        os.replace(draft, file)
    except OSError as error:
        error.filename = str(file)
        raise
    finally:
        with contextlib.suppress(OSError):  # there is none, or the disk is read-only
            draft.unlink()


def put_table(table, file: Path) -> Path:
    """A CSV that Excel, too, reads as UTF-8, and in which no cell is a formula."""
    put(table.map(no_formula).to_csv(index=False).encode("utf-8-sig"), file)
    return file


def no_formula(value):
    """What a student wrote could begin as a formula of a spreadsheet does."""
    signs = ("=", "+", "-", "@", "\t", "\r")
    risky = isinstance(value, str) and value[:1] in signs and value != "-"
    return f"'{value}" if risky else value


def sources(root: Path, lesson: str | None = None) -> list[Path]:
    """The solution notebooks of all lessons, or of one.

    Raises CopyError where there is none for that lesson.
    """
    folders = sorted((Path(root) / "solutions").glob("*_*"))
    found = [f / f"{f.name}.ipynb" for f in folders]
    found = [file for file in found if file.is_file()]
    if lesson is None:
        return found
    number = long_number(lesson)
    wanted = [f for f in found if f.stem == lesson or number_of(f.stem) == number]
    if not wanted:
        known = ", ".join(file.stem for file in found) or TEXT["none"]
        raise CopyError(TEXT["no_source"].format(lesson=lesson, known=known))
    return wanted


def student_copy(source: Path, root: Path, gradebook: str | None = None) -> bytes:
    """What `nbgrader generate_assignment` makes of a solution notebook.

    gradebook: the database that shall know the exercises, their points too; without
    one, none is made.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory() as folder:
        config = course_config(root)
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.release_directory = folder
        config.CourseDirectory.assignment_id = source.parent.name
        config.SaveCells.enabled = bool(gradebook)
        config.GenerateAssignment.no_database = not gradebook
        if gradebook:
            config.CourseDirectory.db_url = gradebook
        course = CourseDirectory(config=config)
        with heard() as lines:
            try:
                GenerateAssignment(coursedir=course, config=config).start()
            except Exception as error:
                why = re.findall(FAULT, "\n".join(lines), re.MULTILINE) or [str(error)]
                gaps = {"notebook": source.name, "reason": why[-1].split("\n")[0]}
                raise CopyError(TEXT["failed"].format(**gaps)) from error
        made = Path(folder) / source.parent.name / source.name
        # The same line ends on every platform.
        return made.read_bytes().replace(b"\r\n", b"\n")


@contextlib.contextmanager
def heard():
    """Keep to ourselves what nbgrader logs: a list of lines, tracebacks among them."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))
    loggers = [get_logger(), logging.getLogger("tornado.application")]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield lines
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def course_config(root: Path):
    """The course's nbgrader_config.py, as nbgrader itself reads it."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
