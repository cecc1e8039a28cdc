"""The command line: `crmlab lab | doctor | grade | …`. It only reads and calls."""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from crmlab import for_class, for_teachers
from crmlab.checkout import CourseError, find_checkout, find_lesson, work_folder

TEXT = {
    "about": "CRM Lab: customer relationships, computed on one simulated company.",
    "examples": (
        "examples:\n"
        "  crmlab lab                  open the course in JupyterLab\n"
        "  crmlab lab 3                … at lesson 03\n"
        "  crmlab lab --no-browser     … and print its address instead\n"
        "  crmlab fresh 09             a new copy of exercises 09; the old is kept\n"
        "  crmlab doctor               say what is wrong with the installation\n"
        "  crmlab glossary 让渡价值    what a term means, in both languages\n"
        "  crmlab slides 06 --core     lesson 06's slides for a class of 45 minutes\n"
        "  crmlab quiz 06 --for gift   lesson 06's questions for a learning platform\n"
        "  crmlab class --seed 2027    put the class on a company of its own\n"
        "  crmlab grade 09             grade what students handed in of lesson 09\n"
        "  crmlab league TEAMS --seed 7  … play the teams' policies of lesson 12\n"
        "  crmlab new 00               make lesson 00's student copy anew\n"
        "  crmlab run 00               execute lesson 00 and save it clean\n"
    ),
    "for": (
        "students: lab, fresh, doctor, glossary; teachers: slides, quiz, class, "
        "collect, grade, marks, league; authors: new, run"
    ),
    "lab": "open the course in JupyterLab, in your own folder my_work",
    "lab_usage": "crmlab lab [LESSON] [--company NUMBER] [options of JupyterLab]",
    "lab_more": (
        "LESSON is a lesson's number, such as 3, to open at once. --company NUMBER "
        "puts your exercises on the company that your teacher gave you; once is "
        "enough. Further options go to JupyterLab: --no-browser prints the address "
        "instead of opening it, --port 8899 chooses the port. Teachers and authors add "
        "--whole-course to see the whole folder of the course."
    ),
    "no_command": "there is no command {word!r}{nearest}; there are {known}.",
    "nearest": ", did you mean {name}?",
    "doctor": "check the installation and your copies, in plain words",
    "fresh": "give a new copy of a lesson's exercises, and keep the old beside it",
    "fresh_lesson": "a lesson's number, such as 9",
    "fresh_made": "New: {path}",
    "fresh_kept": "Yours is now: {path}",
    "no_fresh": "Your folder has all of {name}, and it has no exercises.",
    "glossary": "what a term means, in English and Chinese",
    "new": "make the student copies of exercises from solutions/",
    "run": "execute lessons from top to bottom and save them clean",
    "new_lesson": "a lesson's number, such as 3; without one, every lesson",
    "run_lesson": "a lesson's number, such as 3, or a notebook's path",
    "not_installed": (
        "This Python lacks a part of the course ({error}). In the course's folder run: "
        "uv run crmlab doctor"
    ),
    "no_access": (
        "A file cannot be read or written: {file} ({why}). In the course's folder run: "
        "uv run crmlab doctor"
    ),
    "made": "made {path}",
    "saved": "saved {path}",
}


TEACHERS = (*for_class.COMMANDS, *for_teachers.COMMANDS)
COMMANDS = ("lab", "fresh", "doctor", "glossary", *TEACHERS, "new", "run")


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = argparse.ArgumentParser(
        prog="crmlab",
        description=TEXT["about"],
        epilog=TEXT["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(
        dest="command", title="commands", metavar="COMMAND", description=TEXT["for"]
    )
    for name in COMMANDS:
        if name in TEACHERS:
            continue
        command = commands.add_parser(name, help=TEXT[name], allow_abbrev=False)
        command.description = TEXT[name]
        if name == "lab":
            command.usage = (
                "crmlab lab [LESSON] [--company NUMBER] [options of JupyterLab]"
            )
            command.epilog = TEXT["lab_more"]
        if name == "fresh":
            command.add_argument("lesson", help=TEXT["fresh_lesson"])
        if name == "new":
            command.add_argument("lesson", nargs="?", help=TEXT["new_lesson"])
        if name == "run":
            command.add_argument("lessons", nargs="+", help=TEXT["run_lesson"])
        if name == "glossary":
            for_class.add_glossary(command)
            for_class.add(commands)
            for_teachers.add(commands)
    return top


def main(words: list[str] | None = None) -> int:
    """Do what the words say; 0 is well, 1 has found faults, 2 was not understood."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that cannot show a letter shows "?", and the command goes on.
            stream.reconfigure(errors="replace")
    top = parser()
    words = sys.argv[1:] if words is None else list(words)
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        nearest = difflib.get_close_matches(words[0], COMMANDS, 1)
        found = {"word": words[0], "known": ", ".join(COMMANDS)}
        found["nearest"] = TEXT["nearest"].format(name=nearest[0]) if nearest else ""
        top.error(TEXT["no_command"].format(**found))
    known, extra = top.parse_known_args(words)
    if extra and known.command != "lab":
        top.error(f"not understood: {' '.join(extra)}")
    try:
        return act(known, extra, top)
    except CourseError as fault:
        print(fault, file=sys.stderr)
        return 2
    except ImportError as error:
        print(TEXT["not_installed"].format(error=error), file=sys.stderr)
        return 1
    except OSError as error:
        words = {"file": error.filename or "", "why": error.strerror or error}
        print(TEXT["no_access"].format(**words), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def act(known: argparse.Namespace, extra: list[str], top) -> int:
    """Call what the command names; every import is made only when it is needed."""
    if known.command == "lab":
        from crmlab.lab import open_lab

        return open_lab(extra)
    if known.command == "fresh":
        return fresh(known.lesson)
    if known.command == "doctor":
        from crmlab.doctor import diagnose, report
        from crmlab.doctor.text import PROBLEM

        findings = diagnose()
        print(report(findings))
        return int(any(level == PROBLEM for level, _ in findings))
    if known.command == "glossary":
        return for_class.glossary(known)
    if known.command in for_class.COMMANDS:
        return for_class.act(known)
    if known.command in for_teachers.COMMANDS:
        return for_teachers.act(known)
    if known.command == "new":
        return new(known.lesson)
    if known.command == "run":
        return run(known.lessons)
    top.print_help()
    return 0


def fresh(lesson: str) -> int:
    """Give a student a new copy of a lesson's exercises; say where the old one is."""
    root = find_checkout()
    name = find_lesson(root, lesson).stem
    from crmlab import my_work

    done, base = my_work.fresh(root, name), work_folder(root).parent
    for path, kept in done:
        print(TEXT["fresh_made"].format(path=path.relative_to(base)))
        if kept:
            print(TEXT["fresh_kept"].format(path=kept.relative_to(base)))
    if not done:
        print(TEXT["no_fresh"].format(name=name))
    return 0


def new(lesson: str | None) -> int:
    """Make one lesson's student copy from its solution, or all of them."""
    root = find_checkout()
    from crmlab.teach.copies import CopyError, make_student_copies

    if lesson:
        lesson = Path(lesson).stem
    try:
        paths = make_student_copies(root, lesson)
    except CopyError as fault:
        print(fault, file=sys.stderr)
        return 1
    for path in paths:
        print(TEXT["made"].format(path=path.relative_to(root)))
    return 0


def run(lessons: list[str]) -> int:
    """Execute lessons, one after another; all are looked up before the first runs."""
    root = find_checkout()
    paths = [find_lesson(root, word) for word in lessons]
    from crmlab.teach.run import LessonError, run_lesson

    for path in paths:
        try:
            run_lesson(path)
        except LessonError as fault:
            print(fault, file=sys.stderr)
            return 1
        print(TEXT["saved"].format(path=path.name))
    return 0
