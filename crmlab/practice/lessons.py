"""What a student types: `ex = lesson("00")`, then `ex.check`, `ex.hint` …"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from crmlab import own_company
from crmlab.checkout import long_number
from crmlab.practice import checker, progress, solutions
from crmlab.practice.data import load as the_door
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.faults import ExerciseError
from crmlab.practice.texts import hints_of, read, say
from crmlab.practice.verdict import Note, Verdict


@cache
def modules() -> dict[str, str]:
    """{lesson's number: name of the module that declares its exercises}."""
    package = importlib.import_module("crmlab.practice")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    found = [re.match(r"e([a\d]\d[a-z]?)_", name) for name in names]
    return {long_number(match[1]): match.string for match in found if match}


def lesson(number: str | int, load: Callable = the_door) -> Lesson:
    """The exercises of a lesson, ready to check answers: lesson("00").

    load: where what is right is computed from; by default the company of CRMLAB_SEED,
    else the student's own, as my_work/company.txt names it. Raises ExerciseError where
    there is no such lesson, or where that file holds no number.
    """
    if load is the_door:
        _choose_company()
    known = modules()
    word = long_number(number)
    if word not in known:
        lessons = ", ".join(known)
        raise ExerciseError(say("faults", "no_lesson", word=word, known=lessons))
    declared = importlib.import_module(f"crmlab.practice.{known[word]}")
    return Lesson(word, declared.EXERCISES, load)


def _choose_company() -> None:
    try:
        own_company.choose()
    except ValueError as fault:
        raise ExerciseError(str(fault)) from None


def course() -> pd.DataFrame:
    """How far a student is in the course: one row a lesson, as kept in my_work."""
    known = progress.outcomes()
    words = read("checker")["course"]
    rows = {}
    for number in modules():
        parts = lesson(number).checks()
        right = [part.points for id, part in parts.items() if known.get(id) == "right"]
        points = sum(part.points for part in parts.values())
        rows[number] = {
            words["solved"]: words["of"].format(some=len(right), all=len(parts)),
            words["points"]: words["of"].format(some=sum(right), all=points),
        }
    return pd.DataFrame(rows.values(), pd.Index(list(rows), name=words["lesson"]))


class Lesson:
    """The exercises of one lesson, and how far a student has come with them."""

    def __init__(
        self, number: str, exercises: tuple[Exercise, ...], load: Callable = the_door
    ):
        self.number, self._load = number, load
        self.exercises = {exercise.id: exercise for exercise in exercises}
        self.verdicts: dict[str, Verdict] = {}
        self._hints_seen: dict[str, int] = {}

    def check(self, id: str, answer: Any) -> Verdict:
        """Check an answer, as in ex.check("E0.1", active)."""
        verdict = self.verdict(id, answer)
        self.verdicts[verdict.id] = verdict
        progress.keep(verdict.id, verdict.outcome)
        return verdict

    def verdict(self, id: str, answer: Any) -> Verdict:
        """The same, without a trace in the student's progress: for graders."""
        id = self._known(id)
        return checker.check(id, self._part(id), answer, self._load)

    def hint(self, id: str) -> Note:
        """The next hint; call it again for a stronger one.

        Raises ExerciseError where nobody has written any.
        """
        id = self._known(id)
        hints = hints_of(id)
        step = min(self._hints_seen.get(id, 0) + 1, len(hints))
        self._hints_seen[id] = step
        after = say("hints", "last" if step == len(hints) else "next", id=id)
        title = say("titles", "hint", id=id, step=step, steps=len(hints))
        return Note("hint", title, f"{hints[step - 1]}\n{after}")

    def solution(self, id: str) -> Note:
        """One way to do it, from the solution notebook."""
        id = self._known(id)
        text = solutions.solution(self.number, id)
        return Note("solution", say("titles", "solution", id=id), text)

    def progress(self) -> pd.DataFrame:
        """A table of the exercises, with the points earned so far.

        What was kept in my_work before a restart counts too.
        """
        rows, known = {}, progress.outcomes()
        known |= {id: verdict.outcome for id, verdict in self.verdicts.items()}
        for exercise in self.exercises.values():
            for id in exercise.checks() or [exercise.id]:
                rows[id] = self._row(id, exercise, known.get(id))
        return pd.DataFrame(rows.values(), index=list(rows))

    def _row(self, id: str, exercise: Exercise, outcome: str | None) -> dict:
        words, part = read("checker")["progress"], exercise.checks().get(id)
        outcome = outcome if outcome in read("checker")["outcomes"] else "not attempted"
        return {
            words["kind"]: say("kinds", exercise.kind),
            words["points"]: part.points if part else exercise.points,
            words["score"]: part.points if part and outcome == "right" else 0,
            words["outcome"]: say("outcomes", outcome) if part else words["open"],
        }

    def checks(self) -> dict[str, Part]:
        """Everything that can be checked by machine: {"E0.1": Part, "E0.2a": …}."""
        return {
            id: part
            for exercise in self.exercises.values()
            for id, part in exercise.checks().items()
        }

    def _part(self, id: str) -> Part:
        if id not in self.checks():
            raise ExerciseError(say("faults", "open", word=id))
        return self.checks()[id]

    def _known(self, id: str) -> str:
        """The id of one answer of this lesson, as declared, whatever its capitals.

        Raises ExerciseError where it is none.
        """
        checks = list(self.checks())
        known = checks + [e.id for e in self.exercises.values() if not e.parts]
        gaps = {"lesson": self.number, "known": ", ".join(known)}
        if not isinstance(id, str | int | float):  # the answer came first
            raise ExerciseError(say("faults", "no_id", example=known[0], **gaps))
        spelled = {word.casefold(): word for word in [*self.exercises, *known]}
        id = spelled.get(str(id).strip().casefold(), str(id))
        if id in known:
            return id
        if id in self.exercises:
            parts = ", ".join(self.exercises[id].checks())
            raise ExerciseError(say("faults", "parts", word=id, known=parts))
        nearest = (difflib.get_close_matches(id, known, 1, 0) or [""])[0]
        raise ExerciseError(
            say("faults", "no_exercise", word=id, nearest=nearest, **gaps)
        )

    def __repr__(self) -> str:
        return repr(self.progress())

    def _repr_html_(self) -> str:
        return self.progress()._repr_html_()
