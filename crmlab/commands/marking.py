"""From copies to marks: `crmlab grade | marks`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crmlab.checkout import find_checkout, need_room, number_of, shown

TEXT = {
    "lesson": "a lesson's number, such as 9",
    "grade": "run what is in submitted/, each copy apart, and keep the marks",
    "seed": "the company on which all are graded (default: as crmlab class says)",
    "in": "where students' code runs (default: the safest that is here)",
    "workers": "how many copies run at once (default: one for each core)",
    "seconds": "the longest that one cell may take (default: 60)",
    "again": "grade all, not only what is new or changed",
    "risk": (
        "Neither a container nor bubblewrap is here, so students' code would run as "
        "you: it could read, change or delete your files, and use the network. "
        "INSTRUCTORS.md says how to install bubblewrap or an image. "
        "Run it all the same? [y/N] "
    ),
    "not_run": "Nothing was run.",
    "graded": "{name}: {n} graded, run in: {place}. Marks are in gradebook.db.",
    "row": "{student:<20} {score:>4} of {points:<4} {memo:<14} {note}",
    "memo": "memo to mark",
    "fault": "not graded: {fault}",
    "formgrader": (
        "To mark memos: uv run --extra grading crmlab lab --whole-course, menu "
        "Nbgrader, Formgrader."
    ),
    "marks": "write marks for Moodle, Canvas or a table, and a page of the class",
    "roster": "CSV with the columns id, name, email (default: roster.csv)",
    "for": "whose form the marks shall have (default: csv)",
    "column": (
        "what the column of the marks is called: as Canvas's export calls your "
        "assignment, else Canvas makes a new one (default: the lesson's name)"
    ),
    "came": "{n} {state}",
    "written": "made {file}",
    "out_of": "Marks are out of {of:g} points, so {setting} has to be {of:g}.",
    "setting": {
        "moodle": "the maximum grade of the assignment in Moodle",
        "canvas": "what the assignment in Canvas is worth",
    },
    "not_listed": "Not in the class list, so only in --for csv: {ids}",
}


def add(name: str, command: argparse.ArgumentParser) -> None:
    """Give a command its arguments."""
    command.add_argument("lesson", help=TEXT["lesson"])
    if name == "grade":
        places = ("podman", "docker", "bwrap", "plain")
        command.add_argument("--seed", type=int, help=TEXT["seed"])
        command.add_argument("--in", dest="place", choices=places, help=TEXT["in"])
        command.add_argument("--workers", type=int, help=TEXT["workers"])
        command.add_argument("--seconds", type=int, default=60, help=TEXT["seconds"])
        command.add_argument("--again", action="store_true", help=TEXT["again"])
    if name == "marks":
        forms = ("csv", "moodle", "canvas")
        command.add_argument("--roster", type=Path, help=TEXT["roster"])
        command.add_argument(
            "--for", dest="form", choices=forms, default="csv", help=TEXT["for"]
        )
        command.add_argument("--column", metavar="NAME", help=TEXT["column"])


def grade(known: argparse.Namespace) -> int:
    """Grade a lesson's copies and say what came of each."""
    root = find_checkout()
    need_room(root)
    from crmlab.teach import copies
    from crmlab.teach.grading import grade as grading
    from crmlab.teach.grading import sandbox

    (path,) = copies.sources(root, known.lesson)
    place = known.place or sandbox.places()[0]
    if place == "plain" and not known.place and not agreed():
        print(TEXT["not_run"], file=sys.stderr)
        return 1
    records = grading.grade(
        root,
        number_of(path.stem),
        seed=known.seed,
        place=place,
        limits=sandbox.Limits(cell=known.seconds),
        workers=known.workers,
        again=known.again,
    )
    for record in records:
        print(line_of(record))
        for flag in record["flags"]:
            print(f"    {flag}")
    print(TEXT["graded"].format(n=len(records), name=path.stem, place=place))
    if any(to_mark(record) for record in records):
        print(TEXT["formgrader"])
    return 0


def agreed() -> bool:
    """Whether the teacher takes the risk of a plain process."""
    try:
        return input(TEXT["risk"]).strip().lower() in ("y", "yes")
    except EOFError:  # nobody is there to ask
        return False


def to_mark(record: dict) -> bool:
    return any(memo["state"] != "blank" for memo in record["memos"].values())


def line_of(record: dict) -> str:
    """A copy in one line: points by program, and what a person still has to do."""
    told = record["verdicts"].values()
    return (
        TEXT["row"]
        .format(
            student=record["student"],
            score=sum(verdict["score"] for verdict in told),
            points=sum(verdict["points"] for verdict in told),
            memo=TEXT["memo"] if to_mark(record) else "",
            note=TEXT["fault"].format(fault=record["fault"]) if record["fault"] else "",
        )
        .rstrip()
    )


def marks(known: argparse.Namespace) -> int:
    """Write the marks in the form asked for, and the page of the class."""
    root = find_checkout()
    from crmlab.teach import class_page, copies, marks_back, roster
    from crmlab.teach.grading import records

    (path,) = copies.sources(root, known.lesson)
    name, number = path.stem, number_of(path.stem)
    people = roster.roster(known.roster or root / "roster.csv")
    table = marks_back.marks(root, number, people)
    others = table.index.difference(people.index)
    wanted = table if known.form == "csv" else table.drop(others)
    file = root / "marks" / f"{name}_{known.form}.csv"
    form = marks_back.FORMS[known.form]
    copies.put_table(form(wanted, known.column or name), file)
    page = class_page.page(name, number, table, records.all_of(root, name))
    copies.put(page.encode(), root / "marks" / f"{name}.html")
    for state, n in table["state"].value_counts().items():
        print(TEXT["came"].format(n=n, state=state))
    for made in (file, root / "marks" / f"{name}.html"):
        print(TEXT["written"].format(file=shown(made)))
    if known.form in TEXT["setting"]:
        of, setting = table["of"].iloc[0], TEXT["setting"][known.form]
        print(TEXT["out_of"].format(of=of, setting=setting))
        if len(others):
            print(TEXT["not_listed"].format(ids=", ".join(others)))
    return 0


COMMANDS = {"grade": grade, "marks": marks}
