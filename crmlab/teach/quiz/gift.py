"""GIFT: Moodle's text form of questions, which other platforms read too.

Format: Moodle documentation, "GIFT format".
"""

from __future__ import annotations

import re
from html import escape

from crmlab.teach.quiz.items import Item

MARKS = re.compile(r"([~=#{}:\\])")
CATEGORY = "$CATEGORY: $course$/top/CRM Lab/{name}"
QUESTION = """// {difficulty}, concept {concept}
::{id}::[html]{question}{{
{options}
{about}
}}"""
OPTION = "\t{sign}{text}#{feedback}"
ABOUT = "\t####{about}"


def written(items: list[Item], name: str) -> bytes:
    """The questions as one text; a blank line parts them."""
    parts = [CATEGORY.format(name=name.replace("/", "-")), *map(question, items)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def question(item: Item) -> str:
    """One question: = before the right option, ~ before the others, # the feedback."""
    options = [
        OPTION.format(
            sign="=" if option.right else "~",
            text=words(option.text),
            feedback=words(option.feedback),
        )
        for option in item.options
    ]
    return QUESTION.format(
        id=item.id,
        difficulty=item.difficulty,
        concept=item.concept,
        question=words(item.question),
        options="\n".join(options),
        about=ABOUT.format(about=words(item.about)),
    )


def words(text: str) -> str:
    """Text without GIFT's own marks: as HTML, then a backslash before each of them.

    "%50%" at the start of an option would be a weight, and "->" a pair to match; as
    HTML, each is written so that it is neither.
    """
    html = escape(text, quote=False)
    html = re.sub(r"^%", "&percnt;", html)
    return MARKS.sub(r"\\\1", html)
