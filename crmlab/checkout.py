"""Where the course is on this machine, and which lessons it has."""

from __future__ import annotations

from pathlib import Path

START = "notebooks/00_start_here.ipynb"
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
}


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


def lesson_names(root: Path) -> list[str]:
    """The lessons that exist, in reading order: 00_start_here, 01_…"""
    found = (Path(root) / "notebooks").glob("[0-9][0-9]_*.ipynb")
    return sorted(path.stem for path in found)


def find_lesson(root: Path, word: str) -> Path:
    """The notebook that `word` means: "3", "03", "03_segmentation" or a path.

    Raises CourseError that lists the lessons there are.
    """
    names = lesson_names(root)
    for name in names:
        if word == name or (word.isdecimal() and name.startswith(f"{int(word):02d}_")):
            return Path(root) / "notebooks" / f"{name}.ipynb"
    if word.endswith(".ipynb"):
        if Path(word).is_file():
            return Path(word).resolve()
        raise CourseError(TEXT["no_file"].format(word=word))
    known = ", ".join(names) or TEXT["none"]
    raise CourseError(TEXT["no_lesson"].format(word=word, known=known))
