"""Marks on their way back: what each student has, and why, in the form a system takes.

A copy that is missing, lost, blank, late, or whose memo nobody has marked yet is told
apart from one that is wrong. A mark is given only where everything is marked.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import yaml

from crmlab.checkout import CourseError
from crmlab.practice.solutions import grade_id
from crmlab.teach.grading import gradebook, plans, records, submissions

DUE = "due.yml"
WORDS = {
    "missing": "nothing was handed in",
    "unreadable": "what was handed in cannot be read",
    "blank": "handed in without an answer",
    "memo to mark": "a memo is still to be marked",
    "graded": "",
    "not graded": "it could not be graded yet",
}
TEXT = {
    "bad_due": (
        "{file} cannot be used for {name}: {why}. It should say, for example, "
        "due: 2027-03-01 23:59, off_each_day: 0.1, at_most: 0.5."
    ),
    "late": "{days} {unit} late: {off:g} points off",
    "no_day": "nobody knows when it came, so nothing is off",
    "no_grades": "Nothing of {name} is graded yet: crmlab grade {number}",
}


def marks(root: Path, number: str, people: pd.DataFrame) -> pd.DataFrame:
    """A row for each student of the roster, and of the gradebook: by id.

    Columns: name, email, number (Canvas's own), state (a key of `WORDS`), submitted,
    days_late, before_late, off, total (missing where there is no mark yet), of, note,
    flags, then the points of each exercise. Raises CourseError where nothing is graded.
    """
    source = plans.source(number, root)
    with gradebook.gradebook(root) as book:
        if not gradebook.has_lesson(book, source.name):
            raise CourseError(TEXT["no_grades"].format(name=source.name, number=number))
        points = gradebook.marks(book, source.name)
    known = records.all_of(root, source.name)
    rule = due(root / DUE, source.name)
    students = [*people.index, *sorted({*known, *points} - set(people.index))]
    rows = {}
    for id in students:
        unknown = {"name": id, "email": "", "number": ""}
        about = people.loc[id] if id in people.index else unknown
        record = known.get(id)
        if record:  # the worksheet may have come after the grading
            noted = submissions.noted(root / "submitted" / id / source.name)
            record |= {"submitted": noted or record.get("submitted")}
        rows[id] = dict(about) | _row(source, record, points.get(id, {}), rule)
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("id")


def _row(source, record, cells, rule) -> dict:
    state = state_of(record, cells)
    ids = {grade_id(id, "check"): id for id in source.names}
    ids |= {grade_id(id, "answer"): id for id in source.memos}
    scores = {id: cells.get(cell, (None, False))[0] for cell, id in ids.items()}
    whole = sum(score or 0 for score in scores.values())
    days = days_late(record, rule)
    off = off_for(days, whole, rule)
    given = state in ("blank", "graded")
    notes = [WORDS[state]] if WORDS[state] else []
    if days and given:
        unit = "day" if days == 1 else "days"
        notes.append(TEXT["late"].format(days=days, unit=unit, off=off))
    if rule and given and not record.get("submitted"):
        notes.append(TEXT["no_day"])
    return {
        "state": state,
        "submitted": (record or {}).get("submitted"),
        "days_late": days,
        "before_late": whole if given else None,
        "off": off if given else None,
        "total": whole - off if given else None,
        "of": sum(source.points.values()),
        "note": "; ".join(notes),
        "flags": " | ".join((record or {}).get("flags", [])),
        **scores,
    }


def state_of(record: dict | None, cells: dict) -> str:
    """Why a student has the mark, or has none: a key of `WORDS`."""
    if not record:
        return "missing"
    if record["fault"]:  # without a print it is tried again: the grader's own fault
        return "unreadable" if record.get("print") else "not graded"
    if any(to_mark for _, to_mark in cells.values()):
        return "memo to mark"
    tried = [v for v in record["verdicts"].values() if v["outcome"] != "not attempted"]
    written = [m for m in record["memos"].values() if m["state"] != "blank"]
    return "graded" if tried or written else "blank"


# --- late -----------------------------------------------------------------------------
def due(file: Path, name: str) -> dict:
    """When a lesson's exercises are due, and what each day costs; {} without a rule.

    The file, due.yml, holds for each lesson: due, off_each_day (a share of the marks)
    and at_most. Raises CourseError where it cannot be understood.
    """
    if not file.is_file():
        return {}
    try:
        rule = yaml.safe_load(file.read_text(encoding="utf-8"))[name]
        when = dt.datetime.fromisoformat(str(rule["due"]))
        shares = {key: float(rule.get(key, x)) for key, x in RULE.items()}
        if not all(0 <= share <= 1 for share in shares.values()):
            raise ValueError("a share is between 0 and 1")
    except KeyError as error:
        if error.args == (name,):
            return {}
        why = f"it lacks {error}"
    except (yaml.YAMLError, TypeError, ValueError, AttributeError) as error:
        why = str(error).split("\n")[0]
    else:
        return {"due": when} | shares
    raise CourseError(TEXT["bad_due"].format(file=file.name, name=name, why=why))


RULE = {"off_each_day": 0.0, "at_most": 1.0}


def days_late(record: dict | None, rule: dict) -> int:
    """Days begun after the due date; 0 where it is not known."""
    given = (record or {}).get("submitted")
    if not rule or not given:
        return 0
    over = dt.datetime.fromisoformat(given).replace(tzinfo=None) - rule["due"]
    return max(0, -(-over // dt.timedelta(days=1)))


def off_for(days: int, whole: float, rule: dict) -> float:
    """Points that lateness costs."""
    if not days:
        return 0.0
    return round(whole * min(days * rule["off_each_day"], rule["at_most"]), 2)


# --- forms ----------------------------------------------------------------------------
def for_csv(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Everything, for a spreadsheet."""
    return table.reset_index()


def for_moodle(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Moodle: Grades, Import, CSV file; map Email address or ID number.

    No mark yet is "-": Moodle makes 0 of an empty cell where the grade item is new.
    E-mails are there only if all have one: Moodle gives the marks of a row without to
    whoever stands above it.
    """
    columns = {"ID number": table.index, "Email address": table["email"].to_numpy()}
    if (table["email"] == "").any():
        del columns["Email address"]
    total = table["total"].astype(object).where(table["total"].notna(), "-")
    columns |= {name: total.to_numpy(), f"{name} (feedback)": table["note"].to_numpy()}
    return pd.DataFrame(columns)


def for_canvas(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Canvas: Grades, Import; found by ID, else by SIS User ID, login or name.

    Only who has a mark: an empty cell would take away the one that stands in Canvas.
    """
    most = table["of"].iloc[0] if len(table) else 0
    first = {"Student": "    Points Possible", "ID": "", "SIS User ID": "", name: most}
    table = table[table["total"].notna()]
    rows = pd.DataFrame(
        {
            "Student": table["name"].to_numpy(),
            "ID": table["number"].to_numpy(),
            "SIS User ID": table.index.where(table.index != table["number"], ""),
            "SIS Login ID": table["email"].to_numpy(),
            "Section": "",
            name: table["total"].to_numpy(),
        }
    )
    return pd.concat([pd.DataFrame([first]), rows])[rows.columns]


FORMS = {"csv": for_csv, "moodle": for_moodle, "canvas": for_canvas}
