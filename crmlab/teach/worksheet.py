"""When copies were handed in, and whose a number is: Moodle's grading worksheet.

Neither Moodle nor Canvas writes into its ZIP when a file was handed in: the days in it
are those of the download. Moodle's worksheet has it, in a column whose name and way of
writing a day follow the site's language. So columns are known by what is in them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from crmlab.checkout import CourseError
from crmlab.teach.roster import plain_id, read_csv

CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\D*(\d{1,2})[:：](\d{2})")
ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2})?)?")
IN_WORDS = re.compile(r"[A-Za-z]+,? \d{1,2} [A-Za-z]+ \d{4}, \d{1,2}:\d{2} ?([AP]M)?")
TEXT = {
    "no_file": "There is no {file}.",
    "nobody": (
        "{file} names nobody of the roster: no id, e-mail or name of it is there. Is "
        "it the worksheet of this class?"
    ),
    "no_days": (
        "{file} has no column with the days on which copies were handed in, such as "
        "“Friday, 5 March 2027, 11:59 PM” or 2027-03-05 23:59."
    ),
}


def read(file: Path, people: pd.DataFrame) -> pd.DataFrame:
    """What a worksheet knows of students, by id.

    file: Moodle's grading worksheet, or any CSV with an id or e-mail and a day. people:
    the roster. Columns: number, the platform's own, as it stands in the first column
    ("Participant 4711"); submitted, a time, missing where nothing was handed in. Raises
    CourseError where there is no such file, nobody of the roster in it, or no day.
    """
    if not file.is_file():
        raise CourseError(TEXT["no_file"].format(file=file))
    table = read_csv(file)
    rows = {}
    keys = _keys(people)
    for _, row in table.iterrows():
        ids = {keys[plain_id(cell)] for cell in row if plain_id(cell) in keys}
        if len(ids) == 1:
            rows[ids.pop()] = row
    if not rows:
        raise CourseError(TEXT["nobody"].format(file=file.name))
    known = pd.DataFrame.from_dict(rows, orient="index").rename_axis("id")
    days = known.map(day)
    found = [column for column in days if days[column].notna().any()]
    if not found:
        raise CourseError(TEXT["no_days"].format(file=file.name))
    number = known.iloc[:, 0].str.extract(r"(\d+)\s*$")[0].fillna("")
    # Moodle has two: when a copy was handed in, then when it was marked.
    return pd.DataFrame({"number": number, "submitted": days[found[0]]})


def _keys(people: pd.DataFrame) -> dict[str, str]:
    """{what names one student alone: the id}: ids, e-mails, names."""
    table = people.reset_index()[["name", "email", "id"]]
    told = [
        (plain_id(row[key]), row["id"]) for key in table for _, row in table.iterrows()
    ]
    owners: dict[str, set] = {}
    for key, id in told:
        owners.setdefault(key, set()).add(id)
    return {key: min(ids) for key, ids in owners.items() if key and len(ids) == 1}


def day(text: str) -> pd.Timestamp:
    """A cell as a time; missing where it is none, or one that can be read two ways."""
    text = re.sub(r"\s+", " ", str(text)).strip()
    if found := CHINESE.search(text):
        text = "{}-{}-{} {}:{}".format(*found.groups())
    elif not (ISO.fullmatch(text) or IN_WORDS.fullmatch(text)):
        return pd.NaT
    return pd.to_datetime(text, errors="coerce")
