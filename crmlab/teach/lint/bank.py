"""T3: ten or more multiple-choice questions, one at least for each concept."""

import re

import yaml

from crmlab.checkout import short_number
from crmlab.teach import concepts, questions

LEAST, OPTIONS = 10, 3
DIFFICULTIES = ["easy", "medium", "hard"]


def check(lesson):
    """T3, for the bank of this lesson."""
    try:
        bank = questions(lesson.number)
    except (OSError, yaml.YAMLError):
        yield lesson.say(None, "T3", f"no readable questions/{lesson.number}.yml.")
        return
    for fault in faults(bank, lesson.number):
        yield lesson.say(None, "T3", fault)
    asked = {str(item.get("concept")) for item in bank}
    for identity in lesson.about.get("concepts", []):
        if identity not in asked:
            yield lesson.say(None, "T3", f"no question on concept {identity}.")


def faults(bank, number):
    """What is wrong with a bank of questions, a sentence each."""
    if len(bank) < LEAST:
        yield f"{len(bank)} questions; at least {LEAST} are wanted."
    names = [item.get("id") for item in bank]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"the id {name} is there twice."
    known = set(concepts()["id"])
    for item in bank:
        for fault in _item(item, short_number(number), known):
            yield f"question {item.get('id')}: {fault}"


def _item(item, number, known):
    if not re.fullmatch(rf"Q{number}\.\d+", str(item.get("id"))):
        yield f"its id is not of the form Q{number}.1."
    if str(item.get("concept")) not in known:
        yield f"there is no concept {item.get('concept')}."
    if item.get("difficulty") not in DIFFICULTIES:
        yield f"its difficulty is not one of {', '.join(DIFFICULTIES)}."
    if not str(item.get("question", "")).strip():
        yield "it asks nothing."
    options = item.get("options", [])
    if len(options) < OPTIONS:
        yield f"{len(options)} options; at least {OPTIONS} are wanted."
    if sum(option.get("right") is True for option in options) != 1:
        yield "not exactly one option is right."
    texts = [str(option.get("text", "")).strip() for option in options]
    if "" in texts or len(set(texts)) < len(texts):
        yield "an option is empty or there twice."
    for option in options:
        if not option.get("right") and not str(option.get("why", "")).strip():
            yield f"no reason why “{option.get('text')}” is wrong."
