"""Moodle XML: what *Question bank, Import* of Moodle reads.

Format: Moodle documentation, "Moodle XML format" (question types: multichoice).
"""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

from crmlab.teach.quiz.items import Item, add, as_bytes

CATEGORY = "$course$/top/CRM Lab/{name}"


def written(items: list[Item], name: str) -> bytes:
    """The questions as one file, in a category of the course named after the lesson."""
    quiz = Element("quiz")
    category = add(add(quiz, "question", type="category"), "category")
    # A slash would open a category within a category.
    add(category, "text", CATEGORY.format(name=name.replace("/", "-")))
    for item in items:
        question(quiz, item)
    return as_bytes(quiz)


def question(quiz, item: Item) -> None:
    """One question, one right option, feedback on each."""
    element = add(quiz, "question", type="multichoice")
    add(add(element, "name"), "text", item.id)
    html(element, "questiontext", item.question)
    html(element, "generalfeedback", item.about)
    settings = {
        "defaultgrade": "1",
        "penalty": "0.3333333",
        "hidden": "0",
        "idnumber": item.id,
        "single": "true",
        "shuffleanswers": "true",
        "answernumbering": "abc",
        "showstandardinstruction": "0",
    }
    for tag, value in settings.items():
        add(element, tag, value)
    for option in item.options:
        answer = html(
            element, "answer", option.text, fraction="100" if option.right else "0"
        )
        html(answer, "feedback", option.feedback)
    tags = add(element, "tags")
    for word in (f"concept {item.concept}", item.difficulty):
        add(add(tags, "tag"), "text", word)


def html(parent, tag: str, words: str, **attributes):
    """An element with words that Moodle shows as HTML: its marks are written out."""
    element = add(parent, tag, format="html", **attributes)
    add(element, "text", escape(words, quote=False))
    return element
