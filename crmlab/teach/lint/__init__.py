"""The lesson guide's rules that a program can check, applied to a lesson.

    python -m crmlab.teach.lint notebooks/03_segmentation.ipynb

Each rule is a small function that takes a lesson and yields one sentence a fault:
which notebook, which cell (from 1), which rule, what is wrong.

An appendix (A1 and so on) is read alone, with one's own work at hand. It is no deck and
no class, so T1 and T3 do not apply: no slides and notes, and a bank of questions only
where it likes. Of L2, it needs no exercises and no next lesson; where it has exercises,
their link is looked at. L9 gives it half a lesson. All other rules apply.
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
    widgets,
)
from crmlab.teach.lint.notebook import read

IN_CLASS = [deck.check, deck.by_itself, deck.core, bank.check]
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
    terms.listed,
    outputs.figures,
    outputs.widgets,
    widgets.started,
    outputs.reached,
    outputs.order,
    outputs.clean,
    outputs.source,
    outputs.identity,
    *IN_CLASS,
]


def lint(path):
    """All faults of one lesson, a sentence each; an empty list is a clean lesson."""
    lesson = read(path)
    left_out = IN_CLASS if lesson.is_appendix else []
    rules = [rule for rule in RULES if rule not in left_out]
    return [fault for rule in rules for fault in rule(lesson)]
