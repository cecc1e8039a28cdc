"""What a class is shown and asked: `crmlab slides | quiz | league`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crmlab.checkout import find_checkout, find_lesson, shown

FOLDER = "for_class"  # in the course's folder; git ignores it
TEXT = {
    "slides": "make a lesson's slides: one page that needs no network",
    "lesson": "a lesson's number, such as 6",
    "core": "only the slides that make a class of 45 minutes",
    "pdf": "a PDF to hand out as well, printed by Chrome, Chromium or Edge",
    "keys": (
        "Open it in a browser. S opens your notes and the clock, F fills the screen."
    ),
    "quiz": "write a lesson's questions for Moodle, Canvas, GIFT or paper",
    "for": "whose form the questions shall have (default: moodle)",
    "draw": "for paper: how many questions to draw (default: all)",
    "seed": "for paper: the number from which the draw and the order come (default: 1)",
    "into": {
        "moodle": "In Moodle: Question bank, Import, Moodle XML format.",
        "canvas": "In Canvas: Settings, Import Course Content, QTI .zip file.",
        "gift": "In Moodle: Question bank, Import, GIFT format. Others read GIFT, too.",
        "paper": "Open them in a browser and print them. The key is yours.",
    },
    "league": "play a folder of policies on an unseen company, with a page a team",
    "folder": "the folder of the policy files, one a team, as lesson 12 shows them",
    "league_seed": "of a company that no team has seen",
    "scenario": "what the year will be like (default: quiet)",
    "written": "made {file}",
}


def add(name: str, command: argparse.ArgumentParser) -> None:
    """Give a command its arguments."""
    if name == "league":
        years = ("quiet", "rival", "slump", "thin")
        command.add_argument("folder", type=Path, help=TEXT["folder"])
        command.add_argument(
            "--seed", type=int, required=True, help=TEXT["league_seed"]
        )
        command.add_argument(
            "--scenario", choices=years, default="quiet", help=TEXT["scenario"]
        )
        return
    command.add_argument("lesson", help=TEXT["lesson"])
    if name == "slides":
        command.add_argument("--core", action="store_true", help=TEXT["core"])
        command.add_argument("--pdf", action="store_true", help=TEXT["pdf"])
    if name == "quiz":
        forms = tuple(TEXT["into"])
        command.add_argument(
            "--for", dest="form", choices=forms, default="moodle", help=TEXT["for"]
        )
        command.add_argument("--draw", type=int, metavar="N", help=TEXT["draw"])
        command.add_argument("--seed", type=int, default=1, help=TEXT["seed"])


def slides(known: argparse.Namespace) -> int:
    """Write a lesson's deck, and its PDF where that is asked for."""
    root = find_checkout()
    path = find_lesson(root, known.lesson)
    from crmlab.teach.deck import deck
    from crmlab.teach.deck.handout import PrintError, print_pdf

    name = f"{path.stem}_core" if known.core else path.stem
    file = write(root, f"{name}.html", deck(path, known.core))
    print(TEXT["keys"])
    if known.pdf:
        pdf = file.with_suffix(".pdf")
        try:
            print_pdf(file, pdf)
        except PrintError as fault:
            print(fault, file=sys.stderr)
            return 1
        print(TEXT["written"].format(file=shown(pdf)))
    return 0


def quiz(known: argparse.Namespace) -> int:
    """Write a lesson's questions in the form asked for."""
    root = find_checkout()
    path = find_lesson(root, known.lesson)
    from crmlab.teach.lint.notebook import read
    from crmlab.teach.quiz import files

    lesson = read(path)
    made = files(
        lesson.number, lesson.about["title"], known.form, known.draw, known.seed
    )
    for ending, content in made.items():
        write(root, f"{path.stem}_{ending}", content)
    print(TEXT["into"][known.form])
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
    copies.put_table(played.table.round(2), place / "league.csv")
    for name, page in played.pages.items():
        copies.put(page.encode(), place / name)
    print(TEXT["written"].format(file=place / "index.html"))
    return 0


def write(root: Path, name: str, text: str | bytes) -> Path:
    """Put a file into the folder for the class, and say so."""
    from crmlab.teach.copies import put

    file = root / FOLDER / name
    put(text if isinstance(text, bytes) else text.encode("utf-8"), file)
    print(TEXT["written"].format(file=shown(file)))
    return file


COMMANDS = {"slides": slides, "quiz": quiz, "league": league}
