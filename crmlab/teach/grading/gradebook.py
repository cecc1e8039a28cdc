"""Marks into nbgrader's gradebook, by its own interface.

The gradebook, the formgrader, the feedback and `nbgrader export` stay nbgrader's. Only
the scores that a program gives are put in here; what a person has marked is kept.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path

from crmlab.checkout import CourseError, shown
from crmlab.practice.solutions import grade_id
from crmlab.teach.copies import heard

TEXT = {
    "cannot": (
        "The gradebook, {file}, cannot be used ({why}). What was in it before is not "
        "touched. Mend that, then give the command again: what is done stays done."
    ),
}


@contextmanager
def gradebook(root: Path):
    """The course's gradebook, open.

    Raises CourseError where it cannot be read or written: a full disk, a folder that is
    read-only, a file that is damaged.
    """
    from nbgrader.api import Gradebook, InvalidEntry
    from sqlalchemy.exc import DBAPIError

    try:
        with heard(), Gradebook(address(root)) as book, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, on how nbgrader adds a copy
            yield book
    except (DBAPIError, InvalidEntry) as error:  # nbgrader calls some the latter
        why = getattr(error, "orig", error)
        words = {"file": shown(Path(root) / "gradebook.db"), "why": why}
        raise CourseError(TEXT["cannot"].format(**words)) from error


def address(root: Path) -> str:
    """Where the course's gradebook is, as nbgrader wants to be told."""
    # A new gradebook asks the program `alembic`, which lies beside this Python.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = beside + os.pathsep + os.environ.get("PATH", "")
    return f"sqlite:///{Path(root).as_posix()}/gradebook.db"


def put_class(book, people) -> None:
    """Make the students of a roster known by name and e-mail, for the formgrader."""
    for student, row in people.iterrows():
        first, _, last = row["name"].rpartition(" ")
        names = {"first_name": first or None, "last_name": last, "email": row["email"]}
        book.update_or_create_student(student, **names)


def put_scores(book, name: str, record: dict) -> None:
    """Put one student's scores in: those of checks; a memo waits for a person.

    record: as `records.py` keeps it. A memo whose text has changed since it was marked
    waits again, and its old mark stands until then.
    """
    student = record["student"]
    book.update_or_create_student(student)
    given = record.get("submitted")
    when = {"timestamp": dt.datetime.fromisoformat(given)} if given else {}
    book.update_or_create_submission(name, student, **when)
    for id, told in record["verdicts"].items():
        grade = book.find_grade(grade_id(id, "check"), name, name, student)
        grade.auto_score = told["score"]
        grade.needs_manual_grade = False
    for id, told in record["memos"].items():
        grade = book.find_grade(grade_id(id, "answer"), name, name, student)
        written = told["state"] != "blank"
        grade.auto_score = None if written else 0
        marked = grade.manual_score is not None and not told["changed"]
        grade.needs_manual_grade = written and not marked
    book.db.commit()


def marks(book, name: str) -> dict[str, dict]:
    """{student: {cell: (score, whether a person must still mark it)}} of a lesson."""
    found: dict[str, dict] = {}
    for submission in book.assignment_submissions(name):
        cells = found.setdefault(submission.student.id, {})
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                score = 0.0 if grade.score is None else float(grade.score)
                cells[grade.cell.name] = (score, bool(grade.needs_manual_grade))
    return found


def has_lesson(book, name: str) -> bool:
    return name in [assignment.name for assignment in book.assignments]
