"""Real nbgrader on a real lesson: which copies get which marks."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crmlab.practice import lesson, solutions

ROOT = Path(__file__).resolve().parents[1]
NAME = "00_start_here"
ANOTHER = "7"

pytest.importorskip("nbgrader", reason="nbgrader is not installed (extra: grading)")


def notebook(folder):
    return json.loads((ROOT / folder / NAME / f"{NAME}.ipynb").read_text("utf-8"))


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


CHECKS = lesson("00").checks()
POINTS = {solutions.grade_id(id, "check"): part.points for id, part in CHECKS.items()}
ANSWERS = {
    grade_id(cell): cell["source"]
    for cell in notebook("solutions")["cells"]
    if grade_id(cell).endswith("-answer")
}
# What the student's answer is called: the check hands it over.
VARIABLES = {
    grade_id(cell).replace("-check", "-answer"): re.search(
        r'ex\.check\("[^"]+", (\w+)\)', "".join(cell["source"])
    )[1]
    for cell in notebook("solutions")["cells"]
    if grade_id(cell).endswith("-check")
}
FIRST = list(VARIABLES)[0]
FIRST_HALF = list(VARIABLES)[: len(VARIABLES) // 2]


def copy_with(answers):
    """A student's copy with these answers put in: {name of the cell: its text}."""
    mine = copy.deepcopy(notebook("exercises"))
    for cell in mine["cells"]:
        if grade_id(cell) in answers:
            cell["source"] = answers[grade_id(cell)]
    return mine


def right():
    return copy_with(ANSWERS)


def wrong():
    return copy_with({cell: f"{name} = -12345.678" for cell, name in VARIABLES.items()})


def half():
    """The first half right, and a check deleted, which must cost nothing.

    For the rest the student takes all names and rewrites checks, to no avail.
    """
    mine = copy_with({cell: ANSWERS[cell] for cell in FIRST_HALF})
    last_answer = [cell for cell in mine["cells"] if grade_id(cell) in VARIABLES][-1]
    last_answer["source"] = CHEAT
    last_check = [cell for cell in mine["cells"] if grade_id(cell) in POINTS][-1]
    last_check["source"] = "2"
    first_check = FIRST.replace("-answer", "-check")
    mine["cells"] = [cell for cell in mine["cells"] if grade_id(cell) != first_check]
    return mine


CHEAT = f"""
{list(VARIABLES.values())[-1]} = ...

class Cheat:
    def check(self, *answers):
        return 2

    __call__ = check

ex = lesson = marks = _marks = load = display = float = int = Cheat()
"""


def split():
    """All right, but an answer's cell is split in two, which keep its name."""
    mine = right()
    place = [grade_id(cell) for cell in mine["cells"]].index(FIRST)
    second = copy.deepcopy(mine["cells"][place])
    second["source"], second["id"] = "1 + 1", "second-half"
    mine["cells"].insert(place + 1, second)
    return mine


def lost():
    """All right, but the first answer is deleted together with its check."""
    mine = right()
    both = {FIRST, FIRST.replace("-answer", "-check")}
    mine["cells"] = [cell for cell in mine["cells"] if grade_id(cell) not in both]
    return mine


def blank():
    return copy_with({})


def raising():
    """The first answer raises; each other one is a function that does."""
    function = "def {}(*arguments):\n    raise KeyError('amount')"
    answers = {cell: function.format(name) for cell, name in VARIABLES.items()}
    return copy_with({**answers, FIRST: "raise ValueError('stuck')"})


def frozen(folder):
    """Right answers of the default company, kept instead of computed."""
    import pandas as pd

    from crmlab.practice import data

    answers = {}
    for id, part in CHECKS.items():
        cell = solutions.grade_id(id, "answer")
        value = part.answer(data.load)
        if not callable(value):
            file = folder / f"{cell}.pickle"
            pd.to_pickle(value, file)
            answers[cell] = f"{VARIABLES[cell]} = pd.read_pickle({str(file)!r})"
    return copy_with(answers)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A teacher's folder: the solutions, released with the gradebook."""
    root = tmp_path_factory.mktemp("course") / "here"
    source = root / "solutions" / NAME / f"{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_bytes((ROOT / "solutions" / NAME / source.name).read_bytes())
    (root / "nbgrader_config.py").write_bytes(
        (ROOT / "nbgrader_config.py").read_bytes()
    )
    finish(nbgrader(root, "generate_assignment", NAME))
    return root


WAYS = (right, wrong, half, split, lost, blank, raising)


@pytest.fixture(scope="module")
def marks(course, tmp_path_factory):
    """{student: {check: marks}}; two companies are graded side by side."""
    other = shutil.copytree(course, course.parent / "other")
    typed_in = frozen(tmp_path_factory.mktemp("answers"))
    submissions = {
        course: {way.__name__: way() for way in WAYS},
        other: {"computed": right(), "typed_in": typed_in},
    }
    running = [
        nbgrader(course, "autograde", NAME, hand_in=submissions[course]),
        nbgrader(other, "autograde", NAME, hand_in=submissions[other], seed=ANOTHER),
    ]
    for process in running:
        finish(process)
    return {
        student: book_of(root, student)
        for root, students in submissions.items()
        for student in students
    }


def nbgrader(root, *words, hand_in=None, seed=""):
    """Start an nbgrader command in a course, after students have handed in."""
    for student, mine in (hand_in or {}).items():
        file = root / "submitted" / student / NAME / f"{NAME}.ipynb"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(mine), encoding="utf-8")
    tools = str(Path(sys.executable).parent)  # where nbgrader finds alembic
    more = {"PATH": tools + os.pathsep + os.environ["PATH"], "CRMLAB_SEED": seed}
    more |= {"JUPYTER_CONFIG_DIR": str(root / "none"), "JUPYTER_PREFER_ENV_PATH": "1"}
    command = [sys.executable, "-m", "nbgrader", *words]
    log = (root / "log.txt").open("wb")
    return root, subprocess.Popen(
        command, cwd=root, env=os.environ | more, stdout=log, stderr=log
    )


def finish(running):
    root, process = running
    assert process.wait(150) == 0, (root / "log.txt").read_text("utf-8", "replace")


def book_of(root, student):
    """{check: marks}, None where a person has to mark."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        grades = book.find_submission_notebook(NAME, NAME, student).grades
        return {g.name: None if g.needs_manual_grade else g.score for g in grades}


def test_nbgrader_releases_the_committed_copy(course):
    made = course / "exercises" / NAME / f"{NAME}.ipynb"
    assert made.read_bytes() == (ROOT / "exercises" / NAME / made.name).read_bytes()


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "student, solved",
    [
        ("right", list(VARIABLES)),
        ("half", FIRST_HALF),
        ("split", list(VARIABLES)),
        ("lost", [cell for cell in VARIABLES if cell != FIRST]),
        ("wrong", []),
        ("blank", []),
        ("raising", []),
        ("computed", list(VARIABLES)),
    ],
)
def test_a_copy_gets_the_points_of_what_it_solved(marks, student, solved):
    earned = {cell.replace("-answer", "-check") for cell in solved}
    expected = {check: POINTS[check] * (check in earned) for check in POINTS}
    assert {check: marks[student][check] for check in POINTS} == expected


def test_an_answer_typed_in_earns_nothing_on_another_company(marks):
    assert marks["typed_in"]["E0-1-check"] == marks["typed_in"]["E0-2a-check"] == 0


def test_a_memo_waits_for_a_person_and_an_untouched_one_has_earned_nothing(marks):
    assert marks["right"]["E0-4-answer"] is None
    assert marks["blank"]["E0-4-answer"] == 0


def test_a_frozen_answer_is_right_on_its_own_company(tmp_path):
    """Else an answer typed in could earn nothing for another reason."""
    mine, names = frozen(tmp_path), {}
    for cell in mine["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    done = [id for id, verdict in names["ex"].verdicts.items() if verdict.score]
    assert {"E0.1", "E0.2a"} <= set(done)
