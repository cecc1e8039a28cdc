"""A student's own company: its number is kept in my_work/company.txt.

`crmlab lab --company 481516234` writes the file and makes the company, on the student's
machine. `lesson("09")` in an exercise reads it. Lessons stay on the shipped company,
which their text describes.
"""

from __future__ import annotations

import os
from pathlib import Path

NAME = "company.txt"
SEED = "CRMLAB_SEED"
TEXT = {
    "shown": "Your exercises are on your own company, {number}.",
    "damaged": (
        "{file} should hold the number of your company and nothing else. Write it "
        "anew with: uv run crmlab lab --company NUMBER. Without one, delete the file."
    ),
    "other": (
        "Your exercises were on company {before} so far. From now on they are on "
        "{number}; your progress with each is kept."
    ),
}


def folder() -> Path | None:
    """The my_work/ in whose exercises this notebook lies; None anywhere else."""
    try:
        here = Path.cwd()
    except OSError:  # the folder was removed
        return None
    for inside, outside in zip([here, *here.parents], here.parents, strict=False):
        if (inside.name, outside.name) == ("exercises", "my_work"):
            return outside
    return None


def read(my_work: Path) -> int | None:
    """The number in company.txt; None without the file.

    Raises ValueError where the file holds no number.
    """
    file = my_work / NAME
    try:
        text = file.read_text(encoding="utf-8-sig").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError):
        text = ""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise ValueError(TEXT["damaged"].format(file=file))
    return int(text)


def choose() -> None:
    """In an exercise, let all that is loaded be of the student's own company.

    Where the variable CRMLAB_SEED is set already, that one counts.
    """
    my_work = folder()
    if my_work is None or os.environ.get(SEED, "").strip():
        return
    number = read(my_work)
    if number is not None:
        os.environ[SEED] = str(number)
        print(TEXT["shown"].format(number=number))


def keep(my_work: Path, word: str) -> str:
    """Make a company, write its number down, and return what to tell the student.

    word: the number as it was typed. Raises a DataError where it is none, or where the
    company cannot be kept; then nothing is written.
    """
    from crmlab.datasets import places

    number = places.whole(word.replace(" ", ""), "seed_argument")
    places.folder(*places.chosen(number))
    try:
        before = read(my_work)
    except ValueError:
        before = None
    my_work.mkdir(parents=True, exist_ok=True)
    (my_work / NAME).write_text(f"{number}\n", encoding="utf-8")
    changed = before not in (None, number)
    return TEXT["other" if changed else "shown"].format(before=before, number=number)
