"""Where the course is on this machine, and which lessons it has."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Lessons 00 to 12, of which some are in halves (08a, 08b), then the appendices.
LESSON_FILES = "[0-9A][0-9]*_*.ipynb"
HUB = "JUPYTERHUB_SERVICE_PREFIX"  # a JupyterHub sets it for each user's server
PARTS = ("pyproject.toml", "crmlab", "notebooks")

TEXT = {
    "no_checkout": (
        "The course's notebooks are not here: no folder from {start} upwards holds "
        "them. Open a terminal in the folder that you cloned or unpacked, "
        "and try again."
    ),
    "no_lesson": "There is no lesson {word!r}. There are: {known}.",
    "no_file": "There is no notebook {word}.",
    "none": "none yet",
    "not_writable": (
        "Nothing can be saved in {folder} ({error}). Make room there, or move the "
        "course to a folder of your own, such as Documents."
    ),
    "no_temporary": (
        "No temporary file can be written in {folder} ({error}). Make room there, or "
        "name another folder in the environment variable TMPDIR."
    ),
    "no_home": (
        "JupyterLab cannot keep its own files in {folder} ({error}), so it cannot be "
        "opened. Make room there or allow writing. Otherwise set "
        "these environment variables, each to a folder in which you can write: "
        "{variables}."
    ),
}
# What JupyterLab, its kernels and their history need, and less than a photo takes.
ROOM = 1_000_000


class CourseError(Exception):
    """Something is not where it should be; the message says what to do."""


def find_checkout(start: Path | None = None) -> Path:
    """The course's folder: the nearest one upwards from `start` (default: here).

    Failing that, the folder from which this package is imported. Raises CourseError
    when neither holds the lessons.
    """
    start = Path(start or Path.cwd()).resolve()
    package = Path(__file__).resolve().parents[1]
    for folder in [start, *start.parents, package]:
        if all((folder / part).exists() for part in PARTS):
            return folder
    raise CourseError(TEXT["no_checkout"].format(start=start))


def shown(path: Path) -> str:
    """A path as it is told: short where it lies below the folder one is in."""
    path, here = Path(path).resolve(), Path.cwd().resolve()
    short = path.relative_to(here) if path.is_relative_to(here) else path
    return str(short)


def lesson_names(root: Path) -> list[str]:
    """The lessons that exist, in reading order: 00_start_here, 01_…, then A1_…"""
    found = (Path(root) / "notebooks").glob(LESSON_FILES)
    return sorted(path.stem for path in found)


def number_of(name: str) -> str:
    """The number in a lesson's name: "08a" of 08a_measuring_satisfaction."""
    return name.partition("_")[0]


def long_number(word: str) -> str:
    """A lesson's number as its files bear it: "8a" gives "08a", "3" "03", "a1" "A1"."""
    word = str(word).strip().lower()
    if not word[:1].isdecimal():
        return word.upper()
    return word if len(word.rstrip("ab")) > 1 else f"0{word}"


def short_number(number: str) -> str:
    """The number as exercises and questions bear it: "08a" gives "8a", "A1" "A1"."""
    return number[1:] if number[0] == "0" else number


def find_lesson(root: Path, word: str) -> Path:
    """The notebook that `word` means: "3", "03", "A1", "03_segmentation" or a path.

    Raises CourseError that lists the lessons there are.
    """
    names = lesson_names(root)
    for name in names:
        if word == name or number_of(name) == long_number(word):
            return Path(root) / "notebooks" / f"{name}.ipynb"
    if word.endswith(".ipynb"):
        if Path(word).is_file():
            return Path(word).resolve()
        raise CourseError(TEXT["no_file"].format(word=word))
    known = ", ".join(names) or TEXT["none"]
    raise CourseError(TEXT["no_lesson"].format(word=word, known=known))


def home_fault() -> str | None:
    """Why JupyterLab cannot keep its settings and connections; None where it can.

    `crmlab lab` and `crmlab doctor` both ask this. Needs jupyter_core.
    """
    from jupyter_core import paths

    kept = {
        "JUPYTER_CONFIG_DIR": paths.jupyter_config_dir(),
        "JUPYTER_DATA_DIR": paths.jupyter_data_dir(),
        "JUPYTER_RUNTIME_DIR": paths.jupyter_runtime_dir(),
    }
    errors = {name: why_not_written(Path(folder)) for name, folder in kept.items()}
    bad = [name for name, error in errors.items() if error]
    if not bad:
        return None
    words = {"folder": kept[bad[0]], "error": errors[bad[0]]}
    return TEXT["no_home"].format(variables=", ".join(bad), **words)


def work_folder(root: Path) -> Path:
    """The student's own folder: in the course's, or at home where a hub serves it.

    A JupyterHub has one course for all, which nobody but its keeper can write to.
    """
    return (Path.home() if os.environ.get(HUB) else Path(root).resolve()) / "my_work"


def work_fault(root: Path) -> str | None:
    """Why a student's copies cannot be saved in the course; None where they can."""
    folder = work_folder(root)
    error = why_not_written(folder)
    return error and TEXT["not_writable"].format(folder=folder, error=error)


def temporary_fault() -> str | None:
    """Why no temporary files can be written; None where they can."""
    try:
        folder = Path(tempfile.gettempdir())
    except OSError as error:  # none of the usual ones will do
        return TEXT["no_temporary"].format(folder="TMPDIR", error=error.strerror)
    error = why_not_written(folder)
    return error and TEXT["no_temporary"].format(folder=folder, error=error)


def need_room(root: Path) -> None:
    """Raise CourseError where nothing can be saved in the course's folder.

    Asked before nbgrader starts, which then calls for an upgrade of its database.
    """
    error = why_not_written(Path(root))
    if error:
        raise CourseError(TEXT["not_writable"].format(folder=root, error=error))
    if fault := temporary_fault():
        raise CourseError(fault)


def why_not_written(folder: Path) -> str | None:
    """Why a megabyte cannot be saved in a folder, there or to be made; else None."""
    try:
        while not folder.exists():
            folder = folder.parent
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(ROOM))
            file.flush()
            os.fsync(file.fileno())  # some disks say only then that they are full
    except OSError as error:
        return error.strerror or str(error)
    return None
