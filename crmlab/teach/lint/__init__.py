"""The lesson guide's rules that a program can check, applied to a lesson.

    python -m crmlab.teach.lint notebooks/03_segmentation.ipynb

Each rule is a small function that takes a lesson and yields one sentence a fault:
which notebook, which cell (from 1), which rule, what is wrong.
"""

from crmlab.teach.lint import (
    bank,
    deck,
    frame,
    names,
    numbers,
    outputs,
    prose,
    terms,
)
from crmlab.teach.lint.notebook import read

RULES = [
    frame.order,
    frame.headings,
    frame.question,
    numbers.question,
    frame.answer,
    frame.header,
    frame.closing,
    frame.links,
    prose.whole,
    prose.code,
    names.check,
    prose.length,
    prose.voice,
    numbers.check,
    numbers.drawn,
    terms.check,
    outputs.figures,
    outputs.widgets,
    outputs.reached,
    outputs.order,
    outputs.clean,
    outputs.source,
    outputs.identity,
    deck.check,
    deck.by_itself,
    deck.core,
    bank.check,
]


def lint(path):
    """All faults of one lesson, a sentence each; an empty list is a clean lesson."""
    lesson = read(path)
    return [fault for rule in RULES for fault in rule(lesson)]
