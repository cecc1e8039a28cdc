"""The class list: a CSV with id, name and e-mail, as any system writes it."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from itertools import permutations
from pathlib import Path

import pandas as pd

from crmlab.checkout import CourseError, shown
from crmlab.teach.chinese import HAN

# What systems call these columns; the first that has anything in it counts.
COLUMNS = {
    "id": ("sis user id", "id", "student_id", "id number", "username", "学号"),
    "name": ("name", "full name", "student", "姓名"),
    "first": ("first name", "given name", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "email": ("email", "e-mail", "email address", "邮箱", "sis login id"),
}
NOBODY = ("Points Possible", "Student, Test")  # rows of Canvas's own
TEXT = {
    "no_file": (
        "There is no {file}. Save the class list there, as CSV with the columns id, "
        "name and email, or say where it is: --roster FILE, and for crmlab class "
        "--each FILE."
    ),
    "no_id": (
        "{file} has no column with the students' ids in it, nor with their e-mails. It "
        "has: {columns}."
    ),
    "some_without": (
        "{file} has {n} without an id, such as {first}. Give each an id, or take the "
        "row out."
    ),
    "no_csv": "{file} cannot be read as CSV. Save it as CSV (UTF-8) once more.",
    "too_long": (
        "{file} cannot be read as CSV: its heading has {wide} columns, and line {line} "
        "has {n}. Give each column a heading, and put quotation marks around a name "
        "with a comma in it."
    ),
    "twice": "{file} has the id {id} more than once.",
    "bad_id": (
        "{file} has the id {id!r}. An id names a folder: only letters, digits, . _ -"
    ),
}
PLAIN = re.compile(r"\w[\w.\-]{0,60}")


def roster(file: Path) -> pd.DataFrame:
    """The class: one row a student, by id; columns name, email, number; all text.

    Where the list has no ids, what stands before the @ of the e-mail is the id. number
    is Canvas's own, where the list is its gradebook's; else "". Raises CourseError
    where there is no such file, neither ids nor e-mails, somebody without an id, or an
    id that is there twice or cannot name a folder.
    """
    if not file.is_file():
        raise CourseError(TEXT["no_file"].format(file=shown(file)))
    table = read_csv(file)
    table = table.rename(columns=lambda name: name.strip().casefold())
    table = table.loc[:, ~table.columns.duplicated()]  # Email and email, say
    table = table.apply(lambda column: column.str.strip())
    found = {}
    for what, names in COLUMNS.items():
        there = [name for name in names if name in table and (table[name] != "").any()]
        found[what] = table[there[0]] if there else pd.Series("", index=table.index)
    number = pd.Series("", index=table.index)
    if {"id", "sis login id"} <= set(table):  # Canvas's gradebook: its number, too
        number = table["id"]
        # Canvas does not show everybody the other, and not everybody has it.
        found["id"] = found["id"].where(found["id"] != "", number)
    if (found["id"] == "").all():
        found["id"] = found["email"].str.replace("@.*", "", regex=True)
    if (found["id"] == "").all():
        columns = ", ".join(table.columns)
        raise CourseError(TEXT["no_id"].format(file=file.name, columns=columns))
    whole = found["first"].str.cat(found["last"], sep=" ").str.strip()
    name = found["name"].where(found["name"] != "", whole)
    kept = {"id": found["id"], "name": name, "email": found["email"], "number": number}
    return _checked(pd.DataFrame(kept), file.name)


def _checked(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """The rows of students, by id. Raises CourseError where an id cannot be used."""
    said = (
        table["id"]
        .where(table["id"] != "", table["name"] + " " + table["email"])
        .str.strip()
    )
    table = table[(said != "") & ~table["name"].isin(NOBODY)]
    without = said[table.index[table["id"] == ""]]
    if len(without):
        words = {"n": len(without), "first": without.iloc[0]}
        raise CourseError(TEXT["some_without"].format(file=file, **words))
    for id in table["id"]:
        if not PLAIN.fullmatch(id):
            raise CourseError(TEXT["bad_id"].format(file=file, id=id))
    twice = table.loc[table["id"].map(plain_id).duplicated(), "id"]
    if len(twice):
        raise CourseError(TEXT["twice"].format(file=file, id=twice.iloc[0]))
    name = table["name"].where(table["name"] != "", table["id"]).map(spoken)
    return table.assign(name=name).set_index("id")


def spoken(name: str) -> str:
    """A name as one is called: of "Lin, Mei" (Canvas) Mei Lin; of "王, 小明" 王小明."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if re.match(HAN, last):
        return last + first
    return f"{first} {last}".strip() if comma else last


def plain_id(id: str) -> str:
    """An id as it is compared: S01 and s01 would share a folder on many machines."""
    return unicodedata.normalize("NFKC", str(id)).strip().casefold()


def read_csv(file: Path) -> pd.DataFrame:
    """A CSV of text as systems and spreadsheets write it; empty where it is.

    In UTF-8, UTF-16 or a Chinese Excel's GB 18030; columns parted by commas, by
    semicolons (a European Excel, Canvas if asked) or by tabs: the one that the first
    line has most of. Empty cells beyond the heading, as a comma at a line's end makes
    one, are left out. Raises CourseError where it is no CSV, or something stands there.
    """
    content = file.read_bytes()
    if content.startswith(b"PK"):  # a workbook of Excel, whatever it is called
        raise CourseError(TEXT["no_csv"].format(file=file.name))
    marked = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        first = text.partition("\n")[0]
        parted = max(",;\t", key=first.count)
        try:
            rows = _as_wide_as_the_heading(text, parted, file.name)
            return pd.read_csv(rows, dtype="str", keep_default_na=False)
        except (csv.Error, pd.errors.ParserError):
            raise CourseError(TEXT["no_csv"].format(file=file.name)) from None
        except pd.errors.EmptyDataError:
            break
    return pd.DataFrame()


def _as_wide_as_the_heading(text: str, parted: str, file: str) -> io.StringIO:
    """The rows, parted by commas, without empty cells that no heading stands over.

    pandas takes the first column of longer rows for their names, and so each heading
    for the column to its right. Raises CourseError where such a cell is not empty.
    """
    read = csv.reader(io.StringIO(text, newline=None), delimiter=parted)
    cut = io.StringIO()
    write, wide = csv.writer(cut, lineterminator="\n"), None
    for row in read:
        if not "".join(row).strip() and len(row) < 2:  # a blank line
            continue
        wide = len(row) if wide is None else wide
        if "".join(row[wide:]).strip():
            words = {"line": read.line_num, "n": len(row), "wide": wide}
            raise CourseError(TEXT["too_long"].format(file=file, **words))
        write.writerow(row[:wide] + [""] * (wide - len(row)))
    cut.seek(0)
    return cut


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
