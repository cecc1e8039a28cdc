"""What is kept of each graded copy: autograded/STUDENT/NN_x/record.json.

A record bears a print of all that decides the marks: the notebook, the company, the
course's code and the solutions. Where one of them changes, the copy is graded anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import crmlab
from crmlab.teach.copies import put

NAME = "record.json"


def place(root: Path, student: str, name: str) -> Path:
    return root / "autograded" / student / name


def read(root: Path, student: str, name: str) -> dict:
    """The record of a copy that was graded before, or {}."""
    try:
        text = (place(root, student, name) / NAME).read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(root: Path, name: str, record: dict) -> None:
    text = json.dumps(record, indent=1, ensure_ascii=False)
    # The name of a file, which a fault tells, need not be text.
    put(text.encode("utf-8", "replace"), place(root, record["student"], name) / NAME)


def all_of(root: Path, name: str) -> dict[str, dict]:
    """{student: record} of all graded copies of a lesson."""
    students = sorted(path.parent.parent.name for path in _files(root, name))
    found = {student: read(root, student, name) for student in students}
    return {student: record for student, record in found.items() if record}


def _files(root: Path, name: str):
    return (root / "autograded").glob(f"*/{name}/{NAME}")


def course_print(source: Path) -> str:
    """A print of what decides all marks: the course's code and the solutions."""
    code = hashlib.sha256(source.read_bytes())
    package = Path(crmlab.__file__).parent
    for file in sorted(package.rglob("*")):
        if file.suffix in (".py", ".yml"):
            code.update(file.read_bytes())
    return code.hexdigest()


def print_of(file: Path | None, course: str, company: str) -> str:
    """A print of a copy, of the course, and of the company that it is graded on."""
    content = file.read_bytes() if file and file.is_file() else b""
    return hashlib.sha256(content + f"{course} {company}".encode()).hexdigest()[:16]
