"""The words of the exercises, kept as data so that a translation can replace them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from crmlab.checkout import long_number
from crmlab.practice.faults import ExerciseError

# The same in C where there is one: ten times as fast, in each notebook that starts.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache
def read(name: str) -> dict:
    """The texts of one file of this folder: `checker`, or a lesson such as `00`."""
    file = Path(__file__).with_name(f"{name}.yml")
    return yaml.load(file.read_text(encoding="utf-8"), LOADER)


def say(section: str, name: str, /, **gaps) -> str:
    """A sentence of `checker.yml`, its gaps filled."""
    return read("checker")[section][name].format(**gaps)


def lesson_of(id: str) -> str:
    """The number of the lesson that an exercise belongs to: E3.2a gives 03."""
    return long_number(id[1:].partition(".")[0])


def own_texts(id: str) -> dict:
    """What the lesson's file says about this answer: hints, messages, cases."""
    return read(lesson_of(id)).get(id, {})


def hints_of(id: str) -> list[str]:
    """The hints of an answer, from a nudge to nearly there.

    Raises ExerciseError where the lesson's file has none.
    """
    hints = own_texts(id).get("hints", [])
    if not hints:
        raise ExerciseError(
            say("faults", "few_hints", id=id, n=0, **place(id, "hints"))
        )
    return hints


def message_of(id: str, mistake: str) -> str:
    """What a student reads who makes a declared mistake.

    Raises ExerciseError where the lesson's file has no message for it.
    """
    messages = own_texts(id).get("misconceptions", {})
    if mistake not in messages:
        raise ExerciseError(say("faults", "no_message", id=id, **place(id, mistake)))
    return messages[mistake]


def place(id: str, key: str) -> dict[str, str]:
    """Where a text of an answer stands, to fill the gaps of a sentence about it."""
    return {"key": key, "file": f"crmlab/practice/texts/{lesson_of(id)}.yml"}


def gaps(id: str, mistakes, cases) -> list[str]:
    """A sentence for each text of an answer that is missing, or left over.

    mistakes, cases: the keys that the part declares.
    """
    own, found = own_texts(id), []
    if len(own.get("hints", [])) < 2:
        n = len(own.get("hints", []))
        found.append(say("faults", "few_hints", id=id, n=n, **place(id, "hints")))
    for section, wanted in {"misconceptions": mistakes, "cases": cases}.items():
        there = own.get(section, {})
        missing = "no_message" if section == "misconceptions" else "no_case"
        for key in [key for key in wanted if key not in there]:
            found.append(say("faults", missing, id=id, **place(id, key)))
        for key in [key for key in there if key not in wanted]:
            found.append(say("faults", "left_over", id=id, **place(id, key)))
    return found
