"""Who is in the class, and what came from whom: `crmlab class | collect`."""

from __future__ import annotations

import argparse
from pathlib import Path

from crmlab.checkout import CourseError, find_checkout, shown

TEXT = {
    "class": "give the class one company (--seed), or each student one (--each)",
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
        "made {file}: {n} companies, each with a letter to send.\n"
        "It is made of class.yml: keep a copy of both, and both to yourself. "
        "crmlab grade now grades each student on a company of their own."
    ),
    "collect": "put what students handed in into submitted/, from folders or a ZIP",
    "lesson": "a lesson's number, such as 9",
    "from": "the folder or ZIP that Moodle, Canvas or a shared folder gave",
    "roster": "CSV with the columns id, name, email (default: roster.csv)",
    "worksheet": (
        "Moodle's grading worksheet: it says when each copy came, which the ZIP does "
        "not, and whose it is where two have one name"
    ),
    "came": "{n} {state}",
    "letters": "Whom to write to, and what: {file}",
    "no_days": (
        "When these were handed in is not known: {n}. A platform's ZIP does not say. "
        "For Moodle, add --worksheet FILE."
    ),
}


def add(name: str, command: argparse.ArgumentParser) -> None:
    """Give a command its arguments."""
    if name == "class":
        which = command.add_mutually_exclusive_group()
        which.add_argument("--seed", help=TEXT["class_seed"])
        which.add_argument(
            "--each", nargs="?", const=Path("roster.csv"), type=Path, metavar="ROSTER",
            help=TEXT["each"],
        )  # fmt: skip
    if name == "collect":
        command.add_argument("lesson", help=TEXT["lesson"])
        command.add_argument("source", type=Path, help=TEXT["from"])
        command.add_argument("--roster", type=Path, help=TEXT["roster"])
        command.add_argument("--worksheet", type=Path, help=TEXT["worksheet"])


def set_class(known: argparse.Namespace) -> int:
    """Put a class on its company or companies, and say what the students do."""
    root = find_checkout()
    from crmlab.datasets import DataError, places
    from crmlab.teach import companies, copies, roster

    if known.each is not None:
        file = known.each if known.each.is_file() else root / known.each
        table = companies.set_each(root, roster.roster(file))
        file = copies.put_table(table, root / companies.TABLE)
        print(TEXT["each_letter"].format(n=len(table), file=shown(file)))
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


def collect(known: argparse.Namespace) -> int:
    """Put what came in into submitted/; say how many, and to whom to write."""
    root = find_checkout()
    from crmlab.teach import collecting, copies, marks_back, roster, worksheet
    from crmlab.teach.grading import gradebook, submissions

    (path,) = copies.sources(root, known.lesson)
    people = roster.roster(known.roster or root / "roster.csv")
    told = worksheet.read(known.worksheet, people) if known.worksheet else None
    table = collecting.collect(known.source, root, path.stem, people, told)
    with gradebook.gradebook(root) as book:
        gradebook.put_class(book, people)
    for state, n in table["state"].value_counts().items():
        print(TEXT["came"].format(n=n, state=state))
    if (table["letter"] != "").any():
        file = root / "submitted" / f"{path.stem}_letters.csv"
        copies.put_table(table[table["letter"] != ""], file)
        print(TEXT["letters"].format(file=shown(file)))
    there = table.loc[table["state"].isin(["collected", "kept"]), "id"]
    folders = [root / "submitted" / id / path.stem for id in there]
    undated = sum(submissions.noted(folder) is None for folder in folders)
    if undated and marks_back.due(root / marks_back.DUE, path.stem):
        print(TEXT["no_days"].format(n=undated))
    return 0


COMMANDS = {"class": set_class, "collect": collect}
