"""The commands for a class: `crmlab slides | quiz | glossary`. They read and call."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crmlab.checkout import find_checkout, find_lesson

COMMANDS = ("slides", "quiz")
FOLDER = "for_class"  # in the course's folder; git ignores it
TEXT = {
    "slides": "make a lesson's slides: one page that needs no network",
    "quiz": "write a lesson's questions for Moodle, Canvas, GIFT or paper",
    "lesson": "a lesson's number, such as 6",
    "core": "only the slides that make a class of 45 minutes",
    "pdf": "a PDF to hand out as well, printed by Chrome, Chromium or Edge",
    "for": "whose form the questions shall have (default: moodle)",
    "draw": "for paper: how many questions to draw (default: all)",
    "seed": "for paper: the number from which the draw and the order come (default: 1)",
    "word": "a term or a part of one, in English or Chinese",
    "page": "write all terms as a page to print, for_class/glossary.html",
    "no_word": "Which term? For instance: crmlab glossary delivered value",
    "written": "made {file}",
    "keys": (
        "Open it in a browser. S opens your notes and the clock, F fills the screen."
    ),
}


def add(commands) -> None:
    """Add the commands and their arguments to the parser's."""
    for name in COMMANDS:
        command = commands.add_parser(name, help=TEXT[name], allow_abbrev=False)
        command.description = TEXT[name]
        command.add_argument("lesson", help=TEXT["lesson"])
        if name == "slides":
            command.add_argument("--core", action="store_true", help=TEXT["core"])
            command.add_argument("--pdf", action="store_true", help=TEXT["pdf"])
        else:
            _add_quiz(command)


def _add_quiz(command) -> None:
    forms = ("moodle", "canvas", "gift", "paper")
    command.add_argument(
        "--for", dest="form", choices=forms, default="moodle", help=TEXT["for"]
    )
    command.add_argument("--draw", type=int, metavar="N", help=TEXT["draw"])
    command.add_argument("--seed", type=int, default=1, help=TEXT["seed"])


def act(known: argparse.Namespace) -> int:
    """Do what a command says."""
    root = find_checkout()
    path = find_lesson(root, known.lesson)
    return {"slides": slides, "quiz": quiz}[known.command](root, path, known)


def slides(root: Path, path: Path, known: argparse.Namespace) -> int:
    """Write a lesson's deck, and its PDF where that is asked for."""
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
        print(TEXT["written"].format(file=pdf.relative_to(root)))
    return 0


def quiz(root: Path, path: Path, known: argparse.Namespace) -> int:
    """Write a lesson's questions in the form asked for."""
    from crmlab.teach.lint.notebook import read
    from crmlab.teach.quiz import files

    lesson = read(path)
    made = files(
        lesson.number, lesson.about["title"], known.form, known.draw, known.seed
    )
    for ending, content in made.items():
        write(root, f"{path.stem}_{ending}", content)
    return 0


def write(root: Path, name: str, text: str | bytes) -> Path:
    """Put a file into the folder for the class, and say so."""
    from crmlab.teach.copies import put

    file = root / FOLDER / name
    put(text if isinstance(text, bytes) else text.encode("utf-8"), file)
    print(TEXT["written"].format(file=file.relative_to(root)))
    return file


def add_glossary(command) -> None:
    """Add the arguments of `crmlab glossary`."""
    command.usage = "crmlab glossary WORD | --page"
    command.add_argument("word", nargs="*", help=TEXT["word"])
    command.add_argument("--page", action="store_true", help=TEXT["page"])


def glossary(known: argparse.Namespace) -> int:
    """Say what a term means, or write the page of all terms."""
    from crmlab.teach import words

    if known.page:
        write(find_checkout(), "glossary.html", words.page())
        return 0
    if not known.word:
        print(TEXT["no_word"], file=sys.stderr)
        return 2
    try:
        print(words.look_up(" ".join(known.word)))
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0
