"""Questions as every form needs them: each option with the words said to it."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from crmlab.checkout import CourseError
from crmlab.teach import concepts, questions

TEXT = {
    "none": "Lesson {lesson} has no questions.",
    "right": "That is right.",
    "about": "To read up: lesson {lesson}, “{concept}”.",
}


class QuizError(CourseError):
    """There is no such quiz; the message says why."""


@dataclass
class Option:
    text: str
    right: bool
    feedback: str


@dataclass
class Item:
    """One question. `about` names the concept and where to read it up."""

    id: str
    concept: str
    difficulty: str
    question: str
    options: list[Option]
    about: str


def items(lesson: str) -> list[Item]:
    """The questions of a lesson ("06"), in the bank's order.

    Raises QuizError where it has none.
    """
    try:
        bank = questions(lesson)
    except FileNotFoundError:
        raise QuizError(TEXT["none"].format(lesson=lesson)) from None
    names = concepts().set_index("id")["concept"]
    return [item(entry, names, lesson) for entry in bank]


def item(entry: dict, names, lesson: str) -> Item:
    """One entry of the bank."""
    about = TEXT["about"].format(concept=names[entry["concept"]], lesson=lesson)
    options = [
        Option(
            text=one_line(option["text"]),
            right=bool(option.get("right")),
            feedback=one_line(option.get("why") or TEXT["right"]),
        )
        for option in entry["options"]
    ]
    question = one_line(entry["question"])
    return Item(
        entry["id"], entry["concept"], entry["difficulty"], question, options, about
    )


def one_line(text) -> str:
    return " ".join(str(text).split())


def add(parent, tag: str, text: str | None = None, **attributes):
    """A new element of XML within another; its text is plain text."""
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def as_bytes(root) -> bytes:
    """An XML document, indented, in UTF-8."""
    ElementTree.indent(root)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"
