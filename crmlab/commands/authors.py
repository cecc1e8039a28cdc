"""The commands for authors of lessons: `crmlab new | run`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crmlab.checkout import find_checkout, find_lesson, need_room

TEXT = {
    "new": "make the student copies of exercises from solutions/",
    "new_lesson": "a lesson's number, such as 3; without one, every lesson",
    "made": "made {path}",
    "run": "execute lessons from top to bottom and save them clean",
    "run_lesson": "a lesson's number, such as 3, or a notebook's path",
    "saved": "saved {path}",
}


def add(name: str, command: argparse.ArgumentParser) -> None:
    """Give a command its arguments."""
    if name == "new":
        command.add_argument("lesson", nargs="?", help=TEXT["new_lesson"])
    if name == "run":
        command.add_argument("lessons", nargs="+", help=TEXT["run_lesson"])


def new(known: argparse.Namespace) -> int:
    """Make one lesson's student copy from its solution, or all of them."""
    root = find_checkout()
    need_room(root)
    from crmlab.teach.copies import CopyError, make_student_copies

    lesson = Path(known.lesson).stem if known.lesson else known.lesson
    try:
        paths = make_student_copies(root, lesson)
    except CopyError as fault:
        print(fault, file=sys.stderr)
        return 1
    for path in paths:
        print(TEXT["made"].format(path=path.relative_to(root)))
    return 0


def run(known: argparse.Namespace) -> int:
    """Execute lessons, one after another; all are looked up before the first runs."""
    root = find_checkout()
    paths = [find_lesson(root, word) for word in known.lessons]
    from crmlab.teach.run import LessonError, run_lesson

    for path in paths:
        try:
            run_lesson(path)
        except LessonError as fault:
            print(fault, file=sys.stderr)
            return 1
        print(TEXT["saved"].format(path=path.name))
    return 0


COMMANDS = {"new": new, "run": run}
