"""`crmlab doctor`: what is wrong with an installation, in plain words.

Every check is a function that returns findings: a level (OK, NOTE or PROBLEM) and one
sentence that says what was found and what to do. This package and its checks run on a
bare Python, however little of the course is installed, and never end in a traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crmlab.checkout import CourseError, find_checkout
from crmlab.doctor import course, installed
from crmlab.doctor.text import PROBLEM, TEXT


def diagnose() -> list[tuple[str, str]]:
    """All findings, in an order in which an earlier fault explains a later one."""
    try:
        root = find_checkout()
    except CourseError as fault:
        return [*_safely(installed.python, Path()), (PROBLEM, str(fault))]
    findings = _safely(installed.python, root) + _safely(installed.environment, root)
    # A file that hides a package would make that package look broken.
    findings += _safely(course.names, root)
    if _sound(findings):
        findings += _safely(installed.packages, root)
    if _sound(findings):
        findings += _safely(installed.imports, root)
    if _sound(findings):
        for check in course.NEEDS_PACKAGES:
            findings += _safely(check, root)
    for check in course.NEEDS_NOTHING:
        findings += _safely(check, root)
    return findings


def report(findings: list[tuple[str, str]]) -> str:
    """The findings as lines, and a last one that says where to go from here."""
    lines = [TEXT["line"].format(level=level, text=text) for level, text in findings]
    count = sum(level == PROBLEM for level, _ in findings)
    end = {0: "all_well", 1: "one_problem"}.get(count, "problems")
    return "\n".join([*lines, "", TEXT[end].format(count=count)])


def _sound(findings: list[tuple[str, str]]) -> bool:
    return all(level != PROBLEM for level, _ in findings)


def _safely(check: Callable, root: Path) -> list[tuple[str, str]]:
    """The check's findings; one that fails itself becomes a finding."""
    try:
        return check(root)
    except Exception as error:
        words = f"{type(error).__name__}: {error}".strip().splitlines()[0].rstrip(".")
        name = check.__doc__.split(":")[0]
        mend = installed.how_to_mend(root)
        text = TEXT["crashed"].format(check=name, error=words, mend=mend)
        return [(PROBLEM, text)]
