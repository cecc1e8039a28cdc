"""Questions to test oneself with, in a notebook and in the page saved of it.

Each option is a disclosure of plain HTML: opened, it says whether it is right, and why
not. So it needs no script and no kernel, works by keyboard, and a screen reader says
what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from crmlab.checkout import long_number
from crmlab.teach.quiz.items import Item, QuizError, items

ORDER = 1  # the seed of the options' order: in the bank, the right one comes first
TEXT = {
    "no_concept": "Lesson {lesson} asks nothing on {concept}; it asks on {known}.",
    "plain": "{n} questions on lesson {lesson}: choose an answer to see what it says.",
    "right": "✓ Right.",
    "wrong": "✗ Not so.",
    "how": "Choose an answer: it opens, and says whether it is right.",
    "whole": (
        '<section aria-label="{label}">\n<p>{how}</p>\n'
        "<ol>\n{questions}\n</ol>\n</section>"
    ),
    "question": (
        '<li style="margin-bottom:1em"><p>{question}</p>'
        '<ul style="list-style:none;padding-left:0">\n{options}\n</ul></li>'
    ),
    "option": (
        "<li><details><summary>{text}</summary>"
        '<p style="margin:.2em 0 .6em 1.2em"><strong>{verdict}</strong> {why}</p>'
        "</details></li>"
    ),
}


@dataclass(repr=False)
class SelfTest:
    """Questions of a lesson, as a notebook shows them."""

    lesson: str
    items: list[Item]

    def __repr__(self):
        return TEXT["plain"].format(n=len(self.items), lesson=self.lesson)

    def _repr_html_(self):
        questions = "\n".join(map(question, self.items))
        label = escape(repr(self))
        return TEXT["whole"].format(label=label, how=TEXT["how"], questions=questions)


def self_test(lesson: str, *asked: str) -> SelfTest:
    """The questions of a lesson, or those on some of its concepts.

    lesson: "06", or 6. asked: ids of concepts, such as "6.2"; none for all.
    Raises QuizError where the lesson has no questions, or none on a concept.
    """
    lesson = long_number(lesson)
    known = items(lesson)
    there = list(dict.fromkeys(item.concept for item in known))
    for concept in asked:
        if concept not in there:
            words = {"lesson": lesson, "concept": concept, "known": ", ".join(there)}
            raise QuizError(TEXT["no_concept"].format(**words))
    chosen = [item for item in known if not asked or item.concept in asked]
    return SelfTest(lesson, chosen)


def question(item: Item) -> str:
    """A question and its options, in an order that is the same each time."""
    seed = [ORDER, *item.id.encode()]
    order = np.random.default_rng(seed).permutation(len(item.options))
    options = "\n".join(option(item.options[place]) for place in order)
    return TEXT["question"].format(question=escape(item.question), options=options)


def option(option) -> str:
    verdict = TEXT["right" if option.right else "wrong"]
    why = "" if option.right else escape(option.feedback)
    return TEXT["option"].format(text=escape(option.text), verdict=verdict, why=why)
