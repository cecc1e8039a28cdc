"""T1: the lesson is also the deck."""

import re

from crmlab.teach.lint.notebook import words

KINDS = ["slide", "subslide", "fragment", "skip"]
WORDS, LINES, FIGURES = 30, 8, 1
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
        notes = [str(cell.node.metadata.get("notes", "")) for cell in slide]
        told = MINUTES.match(" ".join(notes))
        if not told:
            fault = "the slide's notes do not open with its minutes (“3 min. Ask …”)."
            yield lesson.say(slide[0], "T1", fault)
        minutes += int(told[1]) if told else 0
    wanted = lesson.about.get("teach_minutes", 0)
    if abs(minutes - wanted) > SLACK:
        fault = f"the notes add up to {minutes} minutes, the metadata says {wanted}."
        yield lesson.say(None, "T1", fault)


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
