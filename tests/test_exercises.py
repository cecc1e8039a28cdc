"""Every lesson's exercises: what is promised of them, whatever lessons there are."""

import ast
import builtins
import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
import warnings
from functools import cache, lru_cache
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest

from crmlab import tables
from crmlab.checkout import short_number
from crmlab.company.play import Firm
from crmlab.practice import (
    checker,
    data,
    faults,
    forms,
    lesson,
    lessons,
    margins,
    solutions,
    texts,
)
from crmlab.practice.declare import KINDS
from crmlab.teach import copies, coverage

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(lessons.modules())
PARTS = {id: part for n in LESSONS for id, part in lesson(n).checks().items()}
CHECKS = list(PARTS)
OTHER_COMPANIES = ["1", "7"]
COMPANIES = ["", *OTHER_COMPANIES]  # the default one first
FEWEST = {"00": 4}  # lesson 00 is short; every other has six


def notebook(number, folder="solutions"):
    """The lesson's notebook in solutions/ or exercises/, as JSON."""
    (path,) = (ROOT / folder).glob(f"{number}_*/{number}_*.ipynb")
    return json.loads(path.read_text(encoding="utf-8"))


def cells(number, folder="solutions"):
    """[(name of the cell in nbgrader or "", its code)]"""
    return [
        (
            cell["metadata"].get("nbgrader", {}).get("grade_id", ""),
            "".join(cell["source"]),
        )
        for cell in notebook(number, folder)["cells"]
        if cell["cell_type"] == "code"
    ]


def run(source, names):
    """Run a cell as a notebook does; returns the value of its last line, if any."""
    tree = ast.parse(source)
    last = (
        tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    )
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(tree, "cell", "exec"), names)
        if last:
            return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return None


@pytest.fixture(
    scope="module",  # so that a company's tables are read once
    params=COMPANIES,
    ids=lambda seed: f"company {seed or 'default'}",
)
def company(request):
    return request.param


@pytest.fixture(autouse=True)
def data_of_the_company(request, monkeypatch):
    """The data are those of the test's company, or of the default one."""
    named = "company" in request.fixturenames
    seed = request.getfixturevalue("company") if named else ""
    monkeypatch.setenv("CRMLAB_SEED", seed)


# --- the declarations --------------------------------------------------------------
@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_has_enough_exercises_of_every_kind(number):
    exercises = lesson(number).exercises
    numbered = [f"E{short_number(number)}.{n}" for n in range(1, len(exercises) + 1)]
    assert list(exercises) == numbered, (
        f"lesson {number}: ids in EXERCISES must run from {numbered[0]} to"
        f" {numbered[-1]} in order; number those after a new one anew"
    )
    assert len(exercises) >= FEWEST.get(number, 6)
    assert {exercise.kind for exercise in exercises.values()} == set(KINDS)


@pytest.mark.parametrize("number", LESSONS)
def test_an_exercise_has_points_minutes_and_concepts(number):
    with (ROOT / "crmlab/teach/concepts.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        concepts = {row["id"] for row in csv.DictReader(file)}
    for exercise in lesson(number).exercises.values():
        assert exercise.points > 0 and exercise.minutes > 0
        assert exercise.concepts and set(exercise.concepts) <= concepts, exercise.id
        assert bool(exercise.parts) == (exercise.kind != "open"), exercise.id
        assert all(isinstance(p.points, int) for p in exercise.parts.values())


@pytest.mark.parametrize("number", LESSONS)
def test_every_exercise_has_its_texts_and_no_text_is_left_over(number):
    known = lesson(number)
    open_tasks = [e.id for e in known.exercises.values() if not e.parts]
    assert sorted(texts.read(number)) == sorted([*known.checks(), *open_tasks])
    found = [fault for id in open_tasks for fault in texts.gaps(id, (), ())]
    for id, part in known.checks().items():
        has_cases = isinstance(part.form, forms.Function)
        cases = part.form.cases(data.load) if has_cases else {}
        found += texts.gaps(id, part.misconceptions, cases)
    assert not found, "\n".join(found)


# A name in code, as in recent["amount"] or recent.groupby(…) or len(recent).
NAME = re.compile(r"(?<![\w.\"'…])([a-z_]\w*)(?=\[|\.[a-z_]+\b|\()")
# A name that the hint itself makes: cost = …, for channel in …, lambda path: …
MADE = re.compile(r"(\w+)(?:, \w+)* = |\bfor (\w+)|\blambda (\w+)")


@pytest.mark.parametrize("number", LESSONS)
def test_a_hint_names_nothing_that_the_exercise_does_not(number):
    """A hint that says recent[…] helps nobody whose notebook has no such name."""
    strange = {}
    for exercise in lesson(number).exercises.values():
        known = words_of(number, exercise.id)
        for id in exercise.checks() or [exercise.id]:
            hints = "\n".join(texts.read(number)[id]["hints"])
            made = {name for names in MADE.findall(hints) for name in names}
            used = set(NAME.findall(hints)) - made - known
            if used:
                strange[id] = sorted(used)
    assert strange == {}


def words_of(number, id):
    """Every word in the exercise's text and code, in the set-up cells, and pandas'."""
    words, heading = set(dir(builtins)) | set(dir(pd.DataFrame)), ""
    for cell in notebook(number, "exercises")["cells"]:
        text = "".join(cell["source"])
        heading = text.split()[1] if text.startswith("## ") else heading
        if heading in ("", id):
            words |= set(re.findall(r"\w+", text))
    return words


@pytest.mark.parametrize("number", LESSONS)
def test_every_row_is_asked_and_practised_as_promised(number):
    bare = coverage.gaps(coverage.covered(number))
    assert bare.set_index("id")["concept"].to_dict() == {}


# --- the checks --------------------------------------------------------------------
@cache
def known_of(id, seed):
    """What is right, and what other ways give, on one company."""
    known = checker.Known(PARTS[id], data.load)
    with mock.patch.dict(os.environ, CRMLAB_SEED=seed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _ = known.right, known.also_right, known.wrong  # computed here, then kept
    return known


@pytest.mark.parametrize("id", CHECKS)
def test_the_right_answers_are_right_and_usual_mistakes_are_named(id, company):
    known, own = known_of(id, company), texts.own_texts(id)
    part = known.part
    right = checker.check_known(id, known, part.answer(data.load))
    assert (right.outcome, right.score) == ("right", part.points)
    for name, plain in known.also_right.items():
        assert checker.judge_plain(id, known, plain)[0] == "right", name
    for name, plain in known.wrong.items():
        if known.passes(plain):
            continue  # by chance; the margins say whether too often
        outcome, reason, message = checker.judge_plain(id, known, plain)
        named = reason.split(" or ")
        assert outcome == "wrong" and name in named, (name, reason)
        assert own["misconceptions"][name] in message or len(named) > 2
    for reason, wrong_way in part.wrong:
        found = checker.check_known(id, known, wrong_way(data.load))
        assert (found.reason, found.score) == (reason, 0), found
        assert found.outcome in ("wrong", "error")


@pytest.mark.parametrize("id", CHECKS)
def test_a_slip_that_any_answer_can_suffer_is_told(id, company):
    """The forms know them: the sign, a percentage, rounded, a label left out …"""
    known = known_of(id, company)
    slips = known.part.form.slips(known.right)
    assert known.wrong and len(known.wrong) + len(slips) >= 3
    for name, plain in slips.items():
        if known.passes(plain):
            continue  # such as the sign of 0; the margins look at it
        outcome, reason, _ = checker.judge_plain(id, known, plain)
        named = set(reason.split(" or "))
        assert outcome == "wrong", name
        assert name.split()[0] in named or named & set(known.wrong), (name, reason)


@pytest.mark.parametrize("id", CHECKS)
def test_no_mistake_is_declared_that_its_form_knows(id):
    """On two companies: on one, a mistake may give by chance what a slip gives."""
    found = [explained(id, seed) for seed in COMPANIES[:2]]
    both = set.intersection(*found)
    assert not both, f"{id}: every form knows these slips by itself: {both}"


def explained(id, seed):
    """{(mistake, slip that gives the same)}"""
    known = known_of(id, seed)
    slips = known.part.form.slips(known.right)
    return {
        (name, slip)
        for slip in faults.SLIPS & set(slips)
        for name, wrong in known.wrong.items()
        if known.part.form.same(wrong, slips[slip])
    }


@pytest.mark.parametrize("number", LESSONS)
def test_wrong_answers_keep_away_from_right_ones(number):
    """On three companies; `python -m crmlab.practice.margins 03` tries twenty."""
    rows = [
        (id, *measured, seed or "default")
        for seed in COMPANIES
        for id in lesson(number).checks()
        for measured in margins.distances(known_of(id, seed))
    ]
    found = margins.worst(margins.table_of(rows), number)
    bad = found[found["verdict"] != "ok"]
    why = bad["way"] + ": " + bad["verdict"]
    assert why.groupby(bad["part"]).agg(list).to_dict() == {}


@pytest.mark.parametrize("id", CHECKS)
def test_a_blank_or_an_answer_of_the_wrong_type_is_not_right(id):
    known = known_of(id, "")
    for blank in (..., [...]):
        assert checker.check_known(id, known, blank).outcome == "not attempted"
    frame = data.load("orders").head(300)
    for odd in (None, "", [], {}, object(), frame, -12345.678, True):
        found = checker.check_known(id, known, odd)
        assert found.outcome in ("wrong", "error") and found.reason != "unreadable"
        assert found == checker.check_known(id, known, odd)


FUNCTIONS = [id for id in CHECKS if isinstance(PARTS[id].form, forms.Function)]


@pytest.mark.parametrize("id", FUNCTIONS)
def test_a_function_that_fails_or_returns_nothing_is_told(id):
    def fails(*arguments):
        return arguments[99]

    def told(answer):
        return checker.check_known(id, known_of(id, ""), answer)

    assert (told(fails).outcome, told(fails).reason) == ("error", "raised_line")
    assert told(lambda *arguments: None).reason == "returned_nothing"
    assert told(lambda *arguments: object()).reason == "returned_type"


# --- the solutions -----------------------------------------------------------------
@lru_cache
def solved(number, seed):
    """The solution notebook on one company: names, what cells showed, verdicts.

    What is right there was computed for the tests above, so its checks do not anew.
    On other companies than the default one, the game is played with two lucks, not ten.
    """

    def check(id, part, answer, load):
        assert load is data.load and part == PARTS[id]
        return checker.check_known(id, known_of(id, seed), answer)

    def compare(firm, policies, lucks, compare=Firm.compare):
        return compare(firm, policies, list(lucks)[: 2 if seed else None])

    names = {}
    with (
        mock.patch.dict(os.environ, CRMLAB_SEED=seed),
        mock.patch.object(checker, "check", check),
        mock.patch.object(Firm, "compare", compare),
    ):
        shown = [(name, run(source, names)) for name, source in cells(number)]
    return names, shown, dict(names["ex"].verdicts)


@pytest.mark.parametrize("number", LESSONS)
def test_the_solutions_are_all_right(number, company):
    names, shown, verdicts = solved(number, company)
    for id, part in lesson(number).checks().items():
        assert verdicts[id].outcome == "right", verdicts[id]
        assert dict(shown)[solutions.grade_id(id, "check")] == part.points
    assert names["ex"].progress().shape[0] >= FEWEST.get(number, 6)


@pytest.mark.parametrize("number", LESSONS)
def test_checks_give_the_same_verdict_twice_and_out_of_order(number):
    names = solved(number, "")[0]
    checks = [source for name, source in cells(number) if name.endswith("-check")]
    backwards = [run(source, dict(names)) for source in reversed(checks)]
    forwards = [run(source, dict(names)) for source in checks]
    assert forwards == backwards[::-1] and all(forwards)


@pytest.mark.parametrize("number", LESSONS)
def test_answers_of_another_company_are_not_right_here(number, monkeypatch):
    """Else something is typed in, or would be right if it were."""
    names = solved(number, "")[0]
    monkeypatch.setenv("CRMLAB_SEED", OTHER_COMPANIES[0])
    checks = [source for name, source in cells(number) if name.endswith("-check")]
    assert not all(run(source, dict(names)) for source in checks)


@pytest.mark.parametrize("number", LESSONS)
def test_the_solution_notebook_is_saved_as_it_runs(number):
    """Executed in order, no error, every table and verdict as it is today."""
    code = [c for c in notebook(number)["cells"] if c["cell_type"] == "code"]
    assert [c["execution_count"] for c in code] == list(range(1, len(code) + 1))
    _, shown, verdicts = solved(number, "")
    said = {solutions.grade_id(id, "check"): v for id, v in verdicts.items()}
    for cell, (name, value) in zip(code, shown, strict=True):
        saved = cell["outputs"]
        assert all(out["output_type"] not in ("error", "stream") for out in saved)
        if name in said:
            assert html(saved[0]) == said[name]._repr_html_()
            assert "".join(saved[0]["data"]["text/plain"]) == repr(said[name])
            assert "".join(saved[1]["data"]["text/plain"]) == str(said[name].score)
        elif isinstance(value, pd.DataFrame):
            assert html(saved[0]) == tables.one_header(value)
        elif hasattr(value, "_repr_html_"):
            assert html(saved[0]) == value._repr_html_()


def html(output):
    return "".join(output["data"]["text/html"])


def concepts_word(exercise):
    return "concepts" if len(exercise.concepts) > 1 else "concept"


@pytest.mark.parametrize("number", LESSONS)
def test_the_notebook_says_what_the_declaration_says(number):
    found = notebook(number)["cells"]
    marked = {
        c["metadata"]["nbgrader"]["grade_id"]: c
        for c in found
        if "nbgrader" in c["metadata"]
    }
    prose = "\n".join(
        "".join(c["source"]) for c in found if c["cell_type"] == "markdown"
    )
    expected = set()
    for exercise in lesson(number).exercises.values():
        concepts = ", ".join(exercise.concepts)
        line = (
            f"*{exercise.kind.capitalize()} · {exercise.points} points · "
            f"{exercise.minutes} minutes · {concepts_word(exercise)} {concepts}*"
        )
        section = prose.split(f"## {exercise.id} · ")[1].split("\n## ")[0]
        assert line in section
        for id, part in exercise.checks().items():
            check = marked[solutions.grade_id(id, "check")]
            assert check["metadata"]["nbgrader"]["points"] == part.points
            assert f'ex.check("{id}", ' in "".join(check["source"])
            assert "### BEGIN HIDDEN TESTS" in "".join(check["source"])
            expected |= {solutions.grade_id(id, role) for role in ("answer", "check")}
        if not exercise.parts:
            memo = marked[solutions.grade_id(exercise.id, "answer")]["metadata"][
                "nbgrader"
            ]
            assert (
                memo["points"] == exercise.points and memo["grade"] and memo["solution"]
            )
            rubric = section.split("| Rubric | Points |")[1]
            points = map(int, re.findall(r"\|\s*(\d+)\s*\|\n?", rubric))
            assert sum(points) == exercise.points
            expected.add(solutions.grade_id(exercise.id, "answer"))
            figures = solutions.grade_id(exercise.id, "figures")
            if figures in marked:  # a cell to compute in, which earns nothing
                assert not marked[figures]["metadata"]["nbgrader"]["grade"]
                expected.add(figures)
    assert set(marked) == expected


COUNTS = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"),
    *("Ten", "Eleven", "Twelve"),
)


@pytest.mark.parametrize("number", LESSONS)
def test_lesson_and_exercises_agree_on_numbers_and_minutes(number):
    exercises = lesson(number).exercises.values()
    minutes = sum(exercise.minutes for exercise in exercises)
    count = COUNTS[len(exercises)]
    first = "".join(notebook(number)["cells"][0]["source"])
    wanted = f"{count} exercises, {minutes} minutes"
    assert wanted in first, (
        f'the first cell of solutions/{number}_… must say "{wanted}"'
    )
    (file,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    teaches = json.loads(file.read_text(encoding="utf-8"))
    wanted = f"{file.name}: practise_minutes in its metadata must be {minutes}"
    assert teaches["metadata"]["crmlab"]["practise_minutes"] == minutes, wanted
    prose = "\n".join("".join(cell["source"]) for cell in teaches["cells"])
    told = re.findall(r"\.ipynb\): (\w+) tasks", prose)
    wanted = f'{file.name}, its cell Exercises: "{count.lower()} tasks"'
    assert all(word == count.lower() for word in told), wanted


@pytest.mark.parametrize("number", LESSONS)
def test_the_exercises_say_which_lesson_they_are_of(number):
    """Grading takes a copy for that lesson's, whatever its file is called."""
    for folder in ("solutions", "exercises"):
        said = notebook(number, folder)["metadata"]["crmlab"]
        wanted = f'metadata in {folder}/{number}_…: "crmlab": {{"exercises": "…"}}'
        assert said == {"exercises": number}, wanted


@pytest.mark.parametrize("number", LESSONS)
def test_every_exercise_shows_its_solution(number):
    ex = lesson(number)
    for id in texts.read(number):
        shown = ex.solution(id).text
        assert shown not in ("", solutions.say("solution", "absent"))
        assert (
            "SOLUTION" not in shown
            and "..." not in shown
            and "answer cell" not in shown
        )


@pytest.mark.parametrize("number", LESSONS)
def test_the_solution_of_a_memo_begins_with_its_figures(number):
    sources = {
        name: source for name, source in cells(number) if name.endswith("-figures")
    }
    for name, source in sources.items():
        id = name.removesuffix("-figures").replace("-", ".")
        shown = lesson(number).solution(id).text
        assert shown.startswith(solutions.without_marks(source) + "\n\n")


# --- the students' copies ----------------------------------------------------------
@pytest.mark.parametrize("number", LESSONS)
def test_the_student_copy_is_current(number):
    (source,) = copies.sources(ROOT, number)
    file = ROOT / "exercises" / source.parent.name / source.name
    made = copies.student_copy(source, ROOT)
    assert made == copies.student_copy(source, ROOT), "not the same bytes on a rerun"
    assert file.read_bytes() == made, "out of date: uv run crmlab new"


@pytest.mark.parametrize("number", LESSONS)
def test_the_student_copy_holds_no_answer_and_no_output(number):
    text = json.dumps(notebook(number, "exercises"), ensure_ascii=False)
    assert "SOLUTION" not in text and "HIDDEN" not in text and "_marks" not in text
    for cell in notebook(number, "exercises")["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
            assert len("".join(cell["source"]).splitlines()) <= 15


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """{lesson: the verdicts on its untouched copy, or what stopped it, and stderr}

    Each is run as a script with names of its own, all in one process, which has
    neither nbgrader nor Jupyter.
    """
    copies = {n: [source for _, source in cells(n, "exercises")] for n in LESSONS}
    folder = tmp_path_factory.mktemp("untouched")
    script, given = folder / "untouched.py", folder / "copies.json"
    script.write_text(UNTOUCHED, encoding="utf-8")
    given.write_text(json.dumps(copies), encoding="utf-8")
    command = [sys.executable, script, given]
    environment = os.environ | {"CRMLAB_SEED": ""}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout.splitlines()[-1])


UNTOUCHED = """
import sys; sys.modules.update(nbgrader=None, IPython=None)
import contextlib, io, json, traceback
found = {}
for number, sources in json.load(open(sys.argv[1], encoding="utf-8")).items():
    names, said = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stderr(said):
        try:
            for source in sources:
                exec(source, names)
            verdicts = names["ex"].verdicts.values()
            lines = [f"{v.id}|{v.outcome}|{v.score}" for v in verdicts]
        except BaseException:
            lines = traceback.format_exc()
    found[number] = lines, said.getvalue()
print()
print(json.dumps(found))
"""


@pytest.mark.parametrize("number", LESSONS)
def test_an_untouched_copy_runs_to_the_end_and_nothing_is_attempted(number, untouched):
    ids = lesson(number).checks()
    assert untouched[number] == [[f"{id}|not attempted|0" for id in ids], ""]


# --- making and giving copies ------------------------------------------------------
@pytest.fixture
def course(tmp_path):
    """A small course: one lesson, nothing made yet."""
    (source,) = copies.sources(ROOT, LESSONS[0])
    for name in (f"solutions/{source.parent.name}/{source.name}", "nbgrader_config.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_a_current_copy_is_left_alone_and_a_stale_one_is_made_anew(course):
    (file,) = copies.make_student_copies(course)
    first, time = file.read_bytes(), file.stat().st_mtime_ns
    assert copies.make_student_copies(course, LESSONS[0]) == [file]
    assert file.stat().st_mtime_ns == time
    file.write_bytes(first + b" ")
    copies.make_student_copies(course)
    assert file.read_bytes() == first
    assert not (course / "gradebook.db").exists()


def test_a_source_that_nbgrader_refuses_leaves_the_old_copy(course):
    (file,) = copies.make_student_copies(course)
    before = file.read_bytes()
    (source,) = copies.sources(course)
    source.write_text(
        source.read_text(encoding="utf-8").replace("### END SOLUTION", "")
    )
    with pytest.raises(copies.CopyError, match=source.name):
        copies.make_student_copies(course)
    assert file.read_bytes() == before


def answered(mine):
    first_answer(mine)["source"] = "active = 12"


def run_once(mine):
    first_answer(mine)["execution_count"] = 1


def memo_written(mine):
    [c for c in mine["cells"] if solution(c)][-1]["source"] += " To Lin Mei."


def first_answer(mine):
    return next(cell for cell in mine["cells"] if solution(cell))


def solution(cell):
    return cell["metadata"].get("nbgrader", {}).get("solution")


@pytest.mark.parametrize("work", [answered, run_once, memo_written, None])
def test_a_copy_that_somebody_worked_in_is_not_overwritten(course, work):
    """The lessons link to exercises/, and some students work there."""
    (file,) = copies.make_student_copies(course)
    mine = json.loads(file.read_bytes())
    if work:
        work(mine)
    before = json.dumps(mine).encode() if work else b'{"cells": [{"sour'
    file.write_bytes(before)
    with pytest.raises(copies.CopyError, match="Somebody worked in exercises/"):
        copies.make_student_copies(course)
    assert file.read_bytes() == before


def test_a_full_disk_leaves_the_old_copies_whole(course, monkeypatch):
    (file,) = copies.make_student_copies(course)
    file.write_bytes(file.read_bytes() + b" ")
    before, write = file.read_bytes(), Path.write_bytes

    def fills_the_disk(path, content):
        write(path, content[:99])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fills_the_disk)
    with pytest.raises(OSError, match="No space left"):
        copies.make_student_copies(course)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_an_unknown_lesson_gets_a_sentence(course):
    with pytest.raises(copies.CopyError, match="no solution notebook for 77"):
        copies.make_student_copies(course, "77")
