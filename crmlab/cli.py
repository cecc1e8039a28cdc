"""The command line: `crmlab lab | doctor | grade | …`. It only reads and calls."""

from __future__ import annotations

import argparse
import difflib
import errno
import sys

from crmlab.checkout import CourseError
from crmlab.commands import authors, class_list, for_class, marking, students

TEXT = {
    "about": "CRM Lab: customer relationships, computed on one simulated company.\n\n",
    "more": "\ncrmlab COMMAND --help says more of each.\n\n",
    "examples": (
        "examples:\n"
        "  crmlab lab                  open the course in JupyterLab\n"
        "  crmlab lab 3                … at lesson 03\n"
        "  crmlab lab --no-browser     … and print its address instead\n"
        "  crmlab fresh 09             a new copy of exercises 09; the old is kept\n"
        "  crmlab glossary 让渡价值    what a term means, in both languages\n"
        "  crmlab class --seed 2027    put the class on a company of its own\n"
        "  crmlab slides 06 --core     lesson 06's slides for a class of 45 minutes\n"
        "  crmlab quiz 06 --for gift   lesson 06's questions for a learning platform\n"
        "  crmlab collect 09 all.zip   take in what a platform gave of lesson 09\n"
        "  crmlab grade 09             grade it\n"
        "  crmlab marks 09 --for moodle  … and write the marks for Moodle\n"
        "  crmlab run 00               execute lesson 00 and save it clean\n"
    ),
    "no_command": "there is no command {word!r}{nearest}; there are {known}.",
    "nearest": ", did you mean {name}?",
    "not_installed": (
        "This Python lacks a part of the course ({error}). In the course's folder run: "
        "uv run crmlab doctor"
    ),
    "no_grading": (
        "This needs the parts for teachers ({error}). Give the command as: "
        "uv run --extra grading crmlab {command} …"
    ),
    "no_access": (
        "A file cannot be read or written{file} ({why}). In the course's folder run: "
        "uv run crmlab doctor"
    ),
    "full": (
        "There is no room left on the disk{file}. Make room there, then give the "
        "command again: what is done stays done."
    ),
}
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", None))  # the disk, or one's share of it
# Who gives which commands; those for teachers in the order of their week.
GROUPS = {
    "for students": ("lab", "fresh", "doctor", "glossary"),
    "for teachers": ("class", "slides", "quiz", "collect", "grade", "marks", "league"),
    "for authors of lessons": ("new", "run"),
}
COMMANDS = {
    name: module
    for module in (students, for_class, class_list, marking, authors)
    for name in module.COMMANDS
}


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = argparse.ArgumentParser(
        prog="crmlab",
        description=TEXT["about"] + overview() + TEXT["more"] + TEXT["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        usage="crmlab COMMAND …",
    )
    top.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", help=argparse.SUPPRESS)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, prog=f"crmlab {name}", allow_abbrev=False)
        command.description = module.TEXT[name]
        module.add(name, command)
    return top


def overview() -> str:
    """All commands, a line each, under those whose they are."""
    lines = []
    for group, names in GROUPS.items():
        lines.append(f"{group}:")
        lines += [f"  {name:<9} {COMMANDS[name].TEXT[name]}" for name in names]
    return "\n".join([*lines, ""])


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
        found = {"word": words[0], "known": ", ".join(sum(GROUPS.values(), ()))}
        found["nearest"] = TEXT["nearest"].format(name=nearest[0]) if nearest else ""
        top.error(TEXT["no_command"].format(**found))
    known, known.extra = top.parse_known_args(words)
    if known.extra and known.command != "lab":
        top.error(f"not understood: {' '.join(known.extra)}")
    if not known.command:
        top.print_help()
        return 0
    try:
        return COMMANDS[known.command].COMMANDS[known.command](known)
    except CourseError as fault:
        print(fault, file=sys.stderr)
        return 2
    except ImportError as error:
        text = "no_grading" if error.name == "nbgrader" else "not_installed"
        words = {"error": error, "command": known.command}
        print(TEXT[text].format(**words), file=sys.stderr)
        return 1
    except OSError as error:
        text = "full" if error.errno in FULL else "no_access"
        file = error.filename2 or error.filename  # the second is where a copy goes
        before = {"full": " for ", "no_access": ": "}[text]  # not all name their file
        words = {"file": f"{before}{file}" if file else ""}
        words["why"] = error.strerror or error
        print(TEXT[text].format(**words), file=sys.stderr)
        return 1
    except ValueError as fault:
        data = sys.modules.get("crmlab.datasets")  # not imported for this alone
        if data is None or not isinstance(fault, data.DataError):
            raise
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
