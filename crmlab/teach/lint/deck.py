"""T1: the lesson is also the deck."""

import re

from crmlab.teach import glossary
from crmlab.teach.lint import frame
from crmlab.teach.lint.notebook import bold_words, words
from crmlab.teach.lint.terms import pattern

KINDS = ["slide", "subslide", "fragment", "skip"]
WORDS, LINES, FIGURES = 45, 8, 1
CORE, CORE_LEAST, CORE_MOST = "core", 38, 45  # tag and minutes of the short class
READING = 20  # words of notes that tell how to read a figure
SLACK = 5  # minutes between the notes and the metadata
MINUTES = re.compile(r"^\s*(\d+) min\b")


def check(lesson):
    """T1: every cell has its part in the deck, and no slide holds too much."""
    for cell in lesson.cells:
        if cell.slide not in KINDS:
            fault = f"its slide type is “{cell.slide}”, not one of {', '.join(KINDS)}."
            yield lesson.say(cell, "T1", fault)
    minutes = 0
    for slide in slides(lesson):
        yield from _size(lesson, slide)
        if not MINUTES.match(_notes(slide)):
            fault = "the slide's notes do not open with its minutes (“3 min. Ask …”)."
            yield lesson.say(slide[0], "T1", fault)
        minutes += _minutes(slide)
    wanted = lesson.about.get("teach_minutes", 0)
    if abs(minutes - wanted) > SLACK:
        fault = f"the notes add up to {minutes} minutes, the metadata says {wanted}."
        yield lesson.say(None, "T1", fault)


def by_itself(lesson):
    """T1: terms, readings of figures, decision and take-aways are in the deck."""
    deck = slides(lesson)
    shown = [cell for slide in deck for cell in slide if cell.kind == "markdown"]
    defined = " | ".join(bold_words(cell.source) for cell in shown)
    terms = glossary().query("lesson == @lesson.number")
    own = terms[terms["id"].isin(lesson.about.get("concepts", []))]
    for row in own.itertuples():
        if not pattern(row.term).search(defined):
            yield lesson.say(None, "T1", f"no slide defines **{row.term}**.")
    if not any(f"**{frame.DECISION}**" in cell.source for cell in shown):
        yield lesson.say(None, "T1", "the decision is on no slide.")
    if not any(cell.section == frame.TAKE_AWAYS for cell in shown):
        yield lesson.say(None, "T1", "the take-aways are on no slide.")
    for slide in deck:
        ran = all(cell.node.get("execution_count", 0) is not None for cell in slide)
        if ran and not any(cell.kind == "markdown" or cell.outputs for cell in slide):
            yield lesson.say(slide[0], "T1", "without its code, the slide is empty.")
        if any(cell.images for cell in slide):
            if (count := len(words(_notes(slide)))) < READING:
                fault = "the notes do not say how to read the figure: they have"
                fault += f" {count} words, and {READING} are the least."
                yield lesson.say(slide[0], "T1", fault)
            if _minutes(slide) < 2:
                yield lesson.say(slide[0], "T1", "a figure takes two minutes.")


def core(lesson):
    """T1: the slides tagged core make a class of 45 minutes."""
    tagged = [slide for slide in slides(lesson) if CORE in slide[0].tags]
    minutes = sum(_minutes(slide) for slide in tagged)
    if lesson.about.get("teach_minutes", 0) <= CORE_MOST and not tagged:
        return  # the whole deck is the class
    if not CORE_LEAST <= minutes <= CORE_MOST:
        fault = f"slides tagged {CORE} take {minutes} minutes, not about {CORE_MOST}."
        yield lesson.say(None, "T1", fault)


def _notes(slide):
    return " ".join(str(cell.node.metadata.get("notes", "")) for cell in slide)


def _minutes(slide):
    told = MINUTES.match(_notes(slide))
    return int(told[1]) if told else 0


def slides(lesson):
    """The cells of each slide; a fragment joins the slide before it."""
    found = []
    for cell in lesson.cells:
        if cell.slide in ("slide", "subslide") or (
            cell.slide == "fragment" and not found
        ):
            found.append([cell])
        elif cell.slide == "fragment":
            found[-1].append(cell)
    return found


def _size(lesson, slide):
    prose = [cell for cell in slide if cell.kind == "markdown"]
    code = [cell for cell in slide if cell.kind == "code"]
    count = sum(len(words(cell.source)) for cell in prose)
    if count > WORDS:
        yield lesson.say(slide[0], "T1", f"{count} words on a slide; at most {WORDS}.")
    # Where a cell draws the slide's figure, the deck shows the figure and not the code.
    lines = [line for cell in code if not cell.images for line in _lines(cell)]
    if len(lines) > LINES:
        fault = f"{len(lines)} lines of code on a slide; at most {LINES}."
        yield lesson.say(slide[0], "T1", fault)
    images = sum(len(cell.images) for cell in code)
    if images > FIGURES:
        yield lesson.say(slide[0], "T1", f"{images} figures on a slide; at most one.")


def _lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]
