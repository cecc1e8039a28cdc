"""The commands for students: `crmlab lab | fresh | doctor | glossary`."""

from __future__ import annotations

import argparse
import os
import sys

from crmlab.checkout import find_checkout, find_lesson, work_folder
from crmlab.commands.for_class import write

TEXT = {
    "lab": "open the course in JupyterLab, in your own folder my_work",
    "lab_usage": "crmlab lab [LESSON] [--company NUMBER] [options of JupyterLab]",
    "lab_more": (
        "LESSON is a lesson's number, such as 3, to open at once. --company NUMBER "
        "puts your exercises on the company that your teacher gave you; once is "
        "enough. Further options go to JupyterLab: --no-browser prints the address "
        "instead of opening it, --port 8899 chooses the port. Teachers and authors add "
        "--whole-course to see the whole folder of the course."
    ),
    "fresh": "give a new copy of a lesson's exercises, and keep the old beside it",
    "fresh_lesson": "a lesson's number, such as 9",
    "fresh_made": "New: {path}",
    "fresh_kept": "Yours is now: {path}",
    "no_fresh": "Your folder has all of {name}, and it has no exercises.",
    "doctor": "check the installation and your copies, in plain words",
    "glossary": "what a term means, in English and Chinese",
    "glossary_usage": "crmlab glossary WORD | --page",
    "word": "a term or a part of one, in English or Chinese",
    "page": "write all terms as a page to print, for_class/glossary.html",
    "no_word": "Which term? For instance: crmlab glossary delivered value",
}


def add(name: str, command: argparse.ArgumentParser) -> None:
    """Give a command its arguments; what `lab` does not know goes to JupyterLab."""
    if name == "lab":
        command.usage, command.epilog = TEXT["lab_usage"], TEXT["lab_more"]
    if name == "fresh":
        command.add_argument("lesson", help=TEXT["fresh_lesson"])
    if name == "glossary":
        command.usage = TEXT["glossary_usage"]
        command.add_argument("word", nargs="*", help=TEXT["word"])
        command.add_argument("--page", action="store_true", help=TEXT["page"])


def lab(known: argparse.Namespace) -> int:
    """Open JupyterLab."""
    from crmlab.lab import open_lab

    return open_lab(known.extra)


def fresh(known: argparse.Namespace) -> int:
    """Give a student a new copy of a lesson's exercises; say where the old one is."""
    root = find_checkout()
    name = find_lesson(root, known.lesson).stem
    from crmlab import my_work

    done, base = my_work.fresh(root, name), work_folder(root).parent
    for path, kept in done:
        print(TEXT["fresh_made"].format(path=path.relative_to(base)))
        if kept:
            print(TEXT["fresh_kept"].format(path=kept.relative_to(base)))
    if not done:
        print(TEXT["no_fresh"].format(name=name))
    return 0


def doctor(known: argparse.Namespace) -> int:
    """Say what is wrong with the installation."""
    from crmlab.doctor import diagnose, report
    from crmlab.doctor.text import PROBLEM

    findings = diagnose()
    print(report(findings))
    return int(any(level == PROBLEM for level, _ in findings))


def as_typed(word: str) -> str:
    """A word of the command line, of which LC_ALL=C leaves bytes in place of hanzi."""
    if word.isprintable():
        return word
    return os.fsencode(word).decode("utf-8", "replace")


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
        print(words.look_up(as_typed(" ".join(known.word))))
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


COMMANDS = {"lab": lab, "fresh": fresh, "doctor": doctor, "glossary": glossary}
