"""The class list: a CSV with id, name and e-mail, as any system writes it."""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations
from pathlib import Path

import pandas as pd

from crmlab.checkout import CourseError, shown

# What systems call these columns; the first that is there counts.
COLUMNS = {
    "id": ("sis user id", "id", "student_id", "id number", "username", "学号"),
    "name": ("name", "full name", "student", "姓名"),
    "first": ("first name", "given name"),
    "last": ("last name", "surname", "family name"),
    "email": ("email", "e-mail", "email address", "邮箱", "sis login id"),
}
TEXT = {
    "no_file": (
        "There is no {file}. Save the class list there, as CSV with the columns id, "
        "name and email, or say where it is: --roster FILE, and for crmlab class "
        "--each FILE."
    ),
    "no_id": "{file} has no column for the students' ids. It has: {columns}.",
    "twice": "{file} has the id {id} more than once.",
    "bad_id": (
        "{file} has the id {id!r}. An id names a folder: only letters, digits, . _ -"
    ),
}
PLAIN = re.compile(r"\w[\w.\-]{0,60}")


def roster(file: Path) -> pd.DataFrame:
    """The class: one row a student, by id; columns name, email, number; all text.

    number is Canvas's own, where the list is its gradebook's; else "". A Chinese
    Excel's GB 18030 is read too. Raises CourseError where there is no such
    file, no column of ids, or an id that is there twice or cannot name a folder.
    """
    if not file.is_file():
        raise CourseError(TEXT["no_file"].format(file=shown(file)))
    table = read_csv(file)
    known = {name.strip().casefold(): name for name in table.columns}
    found = {
        what: table[known[names[0]]].str.strip()
        for what, all_names in COLUMNS.items()
        if (names := [name for name in all_names if name in known])
    }
    number = pd.Series("", index=table.index)
    if {"id", "sis user id"} <= set(known):  # a gradebook of Canvas: its number, too
        number = table[known["id"]].str.strip()
        if (found["id"] == "").all():  # Canvas does not show everybody the other
            found["id"] = number
    found["number"] = number
    if "id" not in found:
        columns = ", ".join(table.columns)
        raise CourseError(TEXT["no_id"].format(file=file.name, columns=columns))
    if "name" not in found:
        parts = [found[part] for part in ("first", "last") if part in found]
        found["name"] = parts[0].str.cat(parts[1:], sep=" ") if parts else found["id"]
    empty = pd.Series("", index=table.index)
    kept = {what: found.get(what, empty) for what in ("id", "name", "email", "number")}
    table = pd.DataFrame(kept)
    table = table[table["id"] != ""]
    for id in table["id"]:
        if not PLAIN.fullmatch(id):
            raise CourseError(TEXT["bad_id"].format(file=file.name, id=id))
    twice = table.loc[table["id"].map(plain_id).duplicated(), "id"]
    if len(twice):
        raise CourseError(TEXT["twice"].format(file=file.name, id=twice.iloc[0]))
    return table.set_index("id")


def plain_id(id: str) -> str:
    """An id as it is compared: S01 and s01 would share a folder on many machines."""
    return unicodedata.normalize("NFKC", str(id)).strip().casefold()


def read_csv(file: Path) -> pd.DataFrame:
    """A CSV of text, as UTF-8 or as a Chinese Excel writes it; empty where it is."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return pd.read_csv(
                file, dtype="str", keep_default_na=False, encoding=encoding
            )
        except UnicodeDecodeError:
            continue
        except pd.errors.EmptyDataError:
            break
    return pd.DataFrame()


def plain(text: str) -> str:
    """A name as it is compared: no capitals, accents, spaces or signs."""
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if c.isalnum())


def whose(path: str, people: pd.DataFrame) -> list[str]:
    """The ids of those to whom a file's path may belong; one is an answer.

    By an id or an e-mail's name that stands in it as a word of its own, or by the whole
    name, its parts in any order, as systems write it (Canvas: linmei). Where an id says
    one thing and a name another, both are told: Moodle writes numbers of its own.
    """
    words = [plain(word) for word in re.split(r"[\W_]+", path) if word]
    parts = {word.casefold() for word in re.split(r"[\s/\\()]+|_", path)}
    mails = people["email"].str.partition("@")[0].str.casefold()
    by_id = [
        id
        for id in people.index
        if {id.casefold(), mails[id] or id.casefold()} & (parts | set(words))
    ]
    runs = {"".join(words[a : a + n]) for n in range(1, 8) for a in range(len(words))}
    found = {}
    for id, whole in people["name"].items():
        for way in ways_of(whole):
            hanzi = len(way) > 1 and not way.isascii() and way in plain(path)
            if way and (way in runs or hanzi):
                found[id] = way
    known = set(found.values())  # Li Na is in Li Na Wang, whose file it is
    by_name = [
        id
        for id, way in found.items()
        if not any(way in other for other in known - {way})
    ]
    agree = [id for id in by_id if id in by_name]
    return agree or sorted({*by_id, *by_name})


def ways_of(whole: str) -> set[str]:
    """A name as systems write it in one word: its parts in any order.

    Of a long name only the orders that begin with another part and go round.
    """
    parts = [plain(word) for word in re.split(r"[\s,]+", whole)]
    if len(parts) <= 4:
        return set(map("".join, permutations(parts)))
    turns = range(len(parts))
    return {"".join(parts[turn:] + parts[:turn]) for turn in turns}
