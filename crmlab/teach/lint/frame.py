"""L1 and L2: the frame that every lesson has, from its question to its decision."""

import re
from urllib.parse import unquote

from crmlab.teach import concepts
from crmlab.teach.lint.notebook import ELSEWHERE, bullets, targets, without_headings

QUESTION = "The question"
ABOUT = "About this lesson"
ANSWER = "The answer"
TAKE_AWAYS = "Take-aways"
MISCONCEPTIONS = "Common misconceptions"
READING = "Further reading"
SELF_TEST = "Test yourself"
EXERCISES = "Exercises"
NEXT = "Next lesson"
OPENING = [QUESTION, ABOUT]
CLOSING = [ANSWER, TAKE_AWAYS, MISCONCEPTIONS, READING, SELF_TEST, EXERCISES, NEXT]
NOT_IN_APPENDIX = [SELF_TEST, EXERCISES, NEXT]
# Sections that state nothing about the data.
NO_DATA = ["", QUESTION, ABOUT, READING, SELF_TEST, EXERCISES, NEXT]

CAN = "You will be able to"
FIRST = "You need first"
MINUTES = "Minutes"
CONCEPTS = "Concepts"
DECISION = "Decision."
# Nobody can see a student do these.
INVISIBLE = {"know", "understand", "learn", "appreciate", "be", "see", "grasp"}


def text(lesson, section):
    """The prose of one section."""
    cells = [cell for cell in lesson.section(section) if cell.kind == "markdown"]
    return "\n\n".join(without_headings(cell.source) for cell in cells)


def _first(lesson, section):
    return (lesson.section(section) or [None])[0]


def order(lesson):
    """L2: title, opening sections, the lesson's own, closing ones, in this order."""
    about = lesson.about
    title = f"# {about.get('lesson')} · {about.get('title')}"
    top = lesson.cells[0] if lesson.cells else None
    if about.get("lesson") != lesson.number:
        yield lesson.say(None, "L2", "metadata crmlab.lesson is not the file's number.")
    if top is None or not top.source.startswith(title):
        yield lesson.say(top, "L2", f"the first cell does not open with “{title}”.")
    found = [name for cell in lesson.prose for lv, name in cell.headings if lv == 2]
    for name in {name for name in found if found.count(name) > 1}:
        yield lesson.say(None, "L2", f"the section “{name}” is there twice.")
    for name in [*OPENING, *CLOSING]:
        needed = not (lesson.is_appendix and name in NOT_IN_APPENDIX)
        if needed and name not in found:
            yield lesson.say(None, "L2", f"there is no section “## {name}”.")
    frame = [*OPENING, *CLOSING]
    right = [n for n in OPENING if n in found] + [n for n in found if n not in frame]
    right += [name for name in CLOSING if name in found]
    if sorted(found) == sorted(right) and found != right:
        at = next(
            name for name, other in zip(found, right, strict=True) if name != other
        )
        yield lesson.say(_first(lesson, at), "L2", f"“{at}” is out of order.")


def headings(lesson):
    """L2: a heading opens its cell and has the cell to itself."""
    for cell in lesson.prose:
        count = len(cell.headings)
        if count > 1:
            yield lesson.say(cell, "L2", "more than one heading in a cell.")
        elif count and not cell.source.lstrip().startswith("#"):
            yield lesson.say(
                cell, "L2", "the heading does not stand first in its cell."
            )


def question(lesson):
    """L1: somebody at the company asks, in numbers."""
    asked = asked_words(lesson)
    if QUESTION not in {cell.section for cell in lesson.cells}:
        return
    if not re.search(r"\d", asked) or not re.search(r"[?？]", asked):
        words = "the question is not a block quote with a number and a question mark."
        yield lesson.say(_first(lesson, QUESTION), "L1", words)


def asked_words(lesson):
    """The block quote of the opening question."""
    lines = re.findall(r"^\s*>(.*)$", text(lesson, QUESTION), flags=re.MULTILINE)
    return "\n".join(lines)


def answer(lesson):
    """L1: the answer is computed, and ends in a decision that has a price."""
    cells = lesson.section(ANSWER)
    if not cells:
        return
    if not any(cell.kind == "code" and cell.outputs for cell in cells):
        yield lesson.say(cells[0], "L1", "the answer has no code cell with an output.")
    paragraphs = text(lesson, ANSWER).split("\n\n")
    decision = [part for part in paragraphs if part.startswith(f"**{DECISION}**")]
    if not any(re.search(r"\*\*[^*]*¥\s?\d[^*]*\*\*", part) for part in decision):
        words = f"no paragraph opens with **{DECISION}** and holds a bold amount in ¥."
        yield lesson.say(cells[0], "L1", words)


def header(lesson):
    """L2: what you can do afterwards, what you need, how long it takes, which ids."""
    cell, words = _first(lesson, ABOUT), text(lesson, ABOUT)
    if cell is None:
        return
    for label in (CAN, FIRST, MINUTES, CONCEPTS):
        if f"**{label}" not in words:
            yield lesson.say(cell, "L2", f"the header lacks **{label}**.")
    goals = bullets(words.partition(CAN)[2].partition(f"**{FIRST}")[0])
    if not 3 <= len(goals) <= 5:
        yield lesson.say(cell, "L2", f"{len(goals)} aims; three to five are wanted.")
    for goal in goals:
        verb = re.split(r"\W", goal.lower(), maxsplit=1)[0]
        if verb in INVISIBLE or not verb:
            fault = f"“{goal}” does not open with a verb that can be seen."
            yield lesson.say(cell, "L2", fault)
    yield from _minutes(lesson, cell, words)
    yield from _concepts(lesson, cell, words)


def _line(words, label):
    return re.search(rf"\*\*{label}:?\*\*:?(.*)", words)


def _minutes(lesson, cell, words):
    line = _line(words, MINUTES)
    told = [int(number) for number in re.findall(r"\d+", line[1])] if line else []
    wanted = [lesson.about.get("teach_minutes"), lesson.about.get("practise_minutes")]
    if told != wanted:
        fault = f"the header says {told} minutes, the metadata {wanted}."
        yield lesson.say(cell, "L2", fault)


def _concepts(lesson, cell, words):
    line = _line(words, CONCEPTS)
    told = re.findall(r"\d+\.\d+", line[1]) if line else []
    wanted = list(lesson.about.get("concepts", []))
    if told != wanted:
        yield lesson.say(cell, "L2", f"concepts are {told} here, {wanted} in metadata.")
    known = concepts()
    for identity in wanted:
        if identity not in set(known["id"]):
            yield lesson.say(cell, "L2", f"there is no concept {identity}.")
    for identity in known.loc[known["lesson"] == lesson.number, "id"]:
        if identity not in wanted:
            yield lesson.say(cell, "L2", f"concept {identity} belongs to this lesson.")


def closing(lesson):
    """L2: take-aways, misconceptions, real reading, exercises, the next lesson."""
    for section, least, most in [
        (TAKE_AWAYS, 3, 7),
        (MISCONCEPTIONS, 2, 9),
        (READING, 2, 12),
    ]:
        cell, count = _first(lesson, section), len(bullets(text(lesson, section)))
        if cell and not least <= count <= most:
            fault = f"{count} bullets under “{section}”, not {least} to {most}."
            yield lesson.say(cell, "L2", fault)
    for item in bullets(text(lesson, READING)):
        if not re.search(r"\((?:1[6-9]|20)\d{2}\w?\)", item):
            fault = f"no year in brackets in “{item[:40]}”."
            yield lesson.say(_first(lesson, READING), "L2", fault)
        if re.search(r"\bdoi\b", item, re.I) and "https://doi.org/10." not in item:
            fault = f"a DOI is not given as https://doi.org/10.… in “{item[:40]}”."
            yield lesson.say(_first(lesson, READING), "L2", fault)
    yield from _onward(lesson)


def _onward(lesson):
    name = lesson.path.stem
    cell = _first(lesson, EXERCISES)
    target = f"../exercises/{name}/{name}.ipynb"
    if cell and target not in targets(text(lesson, EXERCISES)):
        yield lesson.say(cell, "L2", f"no link to {target}.")
    later = sorted(p.name for p in lesson.path.parent.glob("[0-9]*_*.ipynb"))
    later = [other for other in later if other > lesson.path.name]
    cell = _first(lesson, NEXT)
    if cell and later and later[0] not in targets(text(lesson, NEXT)):
        yield lesson.say(cell, "L2", f"no link to the next lesson, {later[0]}.")


def links(lesson):
    """L2: a link within the course leads to a file that is there."""
    for cell in lesson.prose:
        for target in targets(cell.source):
            name = unquote(target.partition("#")[0])
            local = name and "://" not in name and not name.startswith(ELSEWHERE)
            if local and not (lesson.path.parent / name).exists():
                yield lesson.say(cell, "L2", f"the link to {target} leads nowhere.")
