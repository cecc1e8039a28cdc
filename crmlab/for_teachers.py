"""The commands for teachers: `crmlab class | collect | grade | marks | league`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crmlab.checkout import CourseError, find_checkout

COMMANDS = ("class", "collect", "grade", "marks", "league")
TEXT = {
    "class": "put the class on one company (--seed), or each student on one (--each)",
    "collect": "put what students handed in into submitted/, from folders or a ZIP",
    "grade": "run what is in submitted/, each copy apart, and keep the marks",
    "marks": "write the marks for Moodle, Canvas or a table, and a page of the class",
    "league": "play a folder of policy files on an unseen company, with a page a team",
    "folder": "the folder of the policy files, one a team, as lesson 12 shows them",
    "league_seed": "of a company that no team has seen",
    "scenario": "what the year will be like (default: quiet)",
    "lesson": "a lesson's number, such as 9",
    "from": "the folder or ZIP that Moodle, Canvas or a shared folder gave",
    "roster": "CSV with the columns id, name, email (default: roster.csv)",
    "seed": "the company on which all are graded (default: as crmlab class says)",
    "in": "where students' code runs (default: the safest that is here)",
    "workers": "how many copies run at once (default: one for each core)",
    "again": "grade all, not only what is new or changed",
    "seconds": "the longest that one cell may take (default: 60)",
    "for": "whose form the marks shall have (default: csv)",
    "class_seed": "the company of the whole class, such as 2027",
    "each": "a company for each student of a class list (default: roster.csv)",
    "which": (
        "Say which: crmlab class --seed 2027 for one company, crmlab class --each "
        "roster.csv for a company each. So far: {so_far}."
    ),
    "so_far": {
        "seed": "the class is on company {seed}",
        "secret": "each student has a company, as companies.csv says",
        "": "nothing, so all are on the shipped company",
    },
    "class_letter": (
        "Each student gives once: uv run crmlab lab --company {seed}\n"
        "crmlab grade now grades on company {seed}."
    ),
    "each_letter": (
        "made companies.csv: {n} companies, each with a letter to send.\n"
        "Keep class.yml, of which they are made, to yourself. crmlab grade now grades "
        "each student on the own company."
    ),
    "risk": (
        "Neither a container nor bubblewrap is here, so students' code would run as "
        "you: it could read, change or delete your files, and use the network. "
        "INSTRUCTORS.md says how to install bubblewrap or an image. "
        "Run it all the same? [y/N] "
    ),
    "not_run": "Nothing was run.",
    "graded": "{n} copies of {name}, run in: {place}. Marks are in gradebook.db.",
    "row": "{student:<20} {score:>4} of {points:<4} {memo:<14} {note}",
    "memo": "memo to mark",
    "fault": "not graded: {fault}",
    "came": "{n} {state}",
    "letters": "Whom to write to, and what: {file}",
    "written": "made {file}",
    "formgrader": "To mark memos: crmlab lab --whole-course, menu Nbgrader.",
}


def add(commands) -> None:
    """Add the commands and their arguments to the parser's."""
    for name in COMMANDS:
        command = commands.add_parser(name, help=TEXT[name], allow_abbrev=False)
        command.description = TEXT[name]
        if name == "class":
            which = command.add_mutually_exclusive_group()
            which.add_argument("--seed", help=TEXT["class_seed"])
            which.add_argument(
                "--each", nargs="?", const=Path("roster.csv"), type=Path,
                metavar="ROSTER", help=TEXT["each"],
            )  # fmt: skip
        if name == "league":
            _add_league(command)
        if name in ("class", "league"):
            continue
        command.add_argument("lesson", help=TEXT["lesson"])
        if name == "collect":
            command.add_argument("source", type=Path, help=TEXT["from"])
        if name == "grade":
            _add_grade(command)
        else:
            command.add_argument("--roster", type=Path, help=TEXT["roster"])
        if name == "marks":
            forms = ("csv", "moodle", "canvas")
            command.add_argument(
                "--for", dest="form", choices=forms, default="csv", help=TEXT["for"]
            )


def _add_grade(command) -> None:
    places = ("podman", "docker", "bwrap", "plain")
    command.add_argument("--seed", type=int, help=TEXT["seed"])
    command.add_argument("--in", dest="place", choices=places, help=TEXT["in"])
    command.add_argument("--workers", type=int, help=TEXT["workers"])
    command.add_argument("--seconds", type=int, default=60, help=TEXT["seconds"])
    command.add_argument("--again", action="store_true", help=TEXT["again"])


def _add_league(command) -> None:
    years = ("quiet", "rival", "slump", "thin")
    command.add_argument("folder", type=Path, help=TEXT["folder"])
    command.add_argument("--seed", type=int, required=True, help=TEXT["league_seed"])
    command.add_argument(
        "--scenario", choices=years, default="quiet", help=TEXT["scenario"]
    )


def act(known: argparse.Namespace) -> int:
    """Do what a teacher's command says."""
    if known.command == "league":
        return league(known)
    root = find_checkout()
    called = {"class": set_class, "collect": collect, "grade": grade, "marks": marks}
    return called[known.command](root, known)


def set_class(root: Path, known: argparse.Namespace) -> int:
    """Put a class on its company or companies, and say what the students do."""
    from crmlab.datasets import DataError, places
    from crmlab.teach import companies, roster

    if known.each is not None:
        file = known.each if known.each.is_file() else root / known.each
        table = companies.set_each(root, roster.roster(file))
        _save(table, root / companies.TABLE)
        print(TEXT["each_letter"].format(n=len(table)))
        return 0
    if known.seed is None:
        told = companies.read(root)
        so_far = TEXT["so_far"][next(iter(told), "")].format(**told)
        raise CourseError(TEXT["which"].format(so_far=so_far))
    try:
        seed = places.whole(known.seed, "seed_argument")
    except DataError as fault:
        raise CourseError(str(fault)) from None
    companies.set_one(root, seed)
    print(TEXT["class_letter"].format(seed=seed))
    return 0


def collect(root: Path, known: argparse.Namespace) -> int:
    """Put what came in into submitted/; say how many, and to whom to write."""
    from crmlab.teach import collecting, copies, roster
    from crmlab.teach.grading import gradebook

    (path,) = copies.sources(root, known.lesson)
    people = roster.roster(known.roster or root / "roster.csv")
    table = collecting.collect(known.source, root, path.stem, people)
    with gradebook.gradebook(root) as book:
        gradebook.put_class(book, people)
    for state, n in table["state"].value_counts().items():
        print(TEXT["came"].format(n=n, state=state))
    if (table["letter"] != "").any():
        file = root / "submitted" / f"{path.stem}_letters.csv"
        _save(table[table["letter"] != ""], file)
        print(TEXT["letters"].format(file=file.relative_to(root)))
    return 0


def marks(root: Path, known: argparse.Namespace) -> int:
    """Write the marks in the form asked for, and the page of the class."""
    from crmlab.checkout import number_of
    from crmlab.teach import class_page, copies, marks_back, roster
    from crmlab.teach.grading import records

    (path,) = copies.sources(root, known.lesson)
    name, number = path.stem, number_of(path.stem)
    people = roster.roster(known.roster or root / "roster.csv")
    table = marks_back.marks(root, number, people)
    file = root / "marks" / f"{name}_{known.form}.csv"
    _save(marks_back.FORMS[known.form](table, name), file)
    page = class_page.page(name, number, table, records.all_of(root, name))
    copies.put(page.encode(), root / "marks" / f"{name}.html")
    for state, n in table["state"].value_counts().items():
        print(TEXT["came"].format(n=n, state=state))
    for made in (file, root / "marks" / f"{name}.html"):
        print(TEXT["written"].format(file=made.relative_to(root)))
    return 0


def league(known: argparse.Namespace) -> int:
    """Play a folder's policies, write the league's pages, and say how teams stand."""
    from crmlab.teach import copies, league_pages

    try:
        played = league_pages.play(known.folder, known.seed, known.scenario)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(*league_pages.lines(played.table), sep="\n")
    place = known.folder / "league"
    _save(played.table.round(2), place / "league.csv")
    for name, page in played.pages.items():
        copies.put(page.encode(), place / name)
    print(TEXT["written"].format(file=place / "index.html"))
    return 0


def _save(table, file: Path) -> None:
    """A CSV that Excel, too, reads as UTF-8, and in which no cell is a formula."""
    from crmlab.teach.copies import put

    plain = table.map(no_formula).to_csv(index=False)
    put(plain.encode("utf-8-sig"), file)


def no_formula(value):
    """What a student wrote could begin as a formula of a spreadsheet does."""
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky else value


def grade(root: Path, known: argparse.Namespace) -> int:
    """Grade a lesson's copies and say what came of each."""
    from crmlab.checkout import number_of
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
