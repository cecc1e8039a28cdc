"""L4, L9 and the voice: short lessons, cells, lines and sentences."""

import re

from crmlab.teach.lint import frame
from crmlab.teach.lint.notebook import plain, without_headings, words

LINES, COLUMNS, PROSE_WORDS, SENTENCE_WORDS = 15, 76, 120, 29
# Of a whole lesson; lesson 00 and an appendix have half of it.
MOST = {"cells": 115, "words of prose": 3_400, "lines of code": 360}
TABLE = re.compile(r"^\s*\|.*$", re.MULTILINE)
FILLERS = ["it is important to note", "it should be noted", "needless to say"]


def code(lesson):
    """L4: at most 15 lines of code, none of them longer than 76 columns."""
    for cell in lesson.code:
        lines = cell.source.splitlines()
        count = sum(bool(line.strip()) for line in lines)
        if count > LINES:
            yield lesson.say(cell, "L4", f"{count} lines of code; at most {LINES}.")
        longest = max(map(len, lines), default=0)
        if longest > COLUMNS:
            fault = f"a line of {longest} columns; at most {COLUMNS}."
            yield lesson.say(cell, "L4", fault)


def whole(lesson):
    """L9: a lesson is no longer than an afternoon; its self-test counts apart."""
    for what, (count, most) in sizes(lesson).items():
        if count > most:
            yield lesson.say(None, "L9", f"{count:,} {what}; at most {most:,}.")


def sizes(lesson):
    """How much of each a lesson has, and may have: {"cells": (98, 115), …}."""
    cells = [cell for cell in lesson.cells if cell.section != frame.SELF_TEST]
    prose = [cell for cell in cells if cell.kind == "markdown"]
    code = [cell for cell in cells if cell.kind == "code"]
    counts = {
        "cells": len(cells),
        "words of prose": sum(len(words(plain(cell.source))) for cell in prose),
        "lines of code": sum(
            bool(line.strip()) for cell in code for line in _lines(cell)
        ),
    }
    part = 2 if lesson.number == "00" or lesson.is_appendix else 1
    return {what: (count, MOST[what] // part) for what, count in counts.items()}


def _lines(cell):
    return cell.source.splitlines()


def length(lesson):
    """L4: prose between cells is short."""
    for cell in lesson.prose:
        count = len(words(TABLE.sub("", without_headings(cell.source))))
        if count > PROSE_WORDS and cell.section != frame.READING:
            fault = f"{count} words of prose in one cell; at most {PROSE_WORDS}."
            yield lesson.say(cell, "L4", fault)


def voice(lesson):
    """Voice: sentences under 30 words, no exclamation marks, no filler."""
    for cell in lesson.prose:
        text = plain(without_headings(cell.source)).replace("](", " ")
        if re.search(r"(?<!\])[!！](?![\[=])", text.replace("![", " ")):
            yield lesson.say(cell, "Voice", "an exclamation mark.")
        for filler in FILLERS:
            if filler in text.lower():
                yield lesson.say(cell, "Voice", f"“{filler}” teaches nothing.")
        if cell.section == frame.READING:
            continue
        for sentence in sentences(text):
            count = len(words(sentence))
            if count > SENTENCE_WORDS:
                start = " ".join(sentence.split()[:5])
                fault = (
                    f"a sentence of {count} words (“{start} …”); under 30 are wanted."
                )
                yield lesson.say(cell, "Voice", fault)


def sentences(text):
    """Sentences of a Markdown text; an item, a paragraph or a table's cell ends one."""
    text = re.sub(r"^\s*(?:[-*>]|\d+\.)\s+", "\n\n", text, flags=re.MULTILINE)
    text = re.sub(r"\n\s*\n|\|", "\0", text)
    text = re.sub(r"([.?!:;…])([\"”)*_]*)\s+(?=[\"“(*_]*[A-Z])", r"\1\2\0", text)
    return [part for part in text.split("\0") if part.strip()]
