"""For authors and teachers: running and checking lessons, glossary, questions."""

from pathlib import Path

import pandas as pd
import yaml

FOLDER = Path(__file__).parent
# The same in C where there is one: ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def concepts():
    """The curriculum: id, concept, zh, the lesson that teaches it, how; all strings.

    how: E explained, C computed, V in a figure, W in a widget, X in an exercise.
    """
    return _table("concepts.csv")


def glossary():
    """The course's terms: id of the concept, term, zh, definition, lesson; all strings.

    lesson is the first that introduces the term. Several terms may share an id.
    """
    return _table("glossary.csv")


def questions(lesson):
    """The multiple-choice questions of a lesson ("03"), as a list of dicts.

    Each has id, concept, difficulty, question and options; an option has text, and
    either right: true or why, the reason that it is wrong.
    """
    path = FOLDER / "questions" / f"{lesson}.yml"
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)


def _table(name):
    return pd.read_csv(FOLDER / name, dtype="str", keep_default_na=False)
