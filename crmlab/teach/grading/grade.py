"""Grade a lesson's copies: run each apart, check what came out here, keep the marks."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from pathlib import Path

import nbformat
from tqdm import tqdm

from crmlab.checkout import CourseError
from crmlab.company import DEFAULT_SEED
from crmlab.teach import companies, copies
from crmlab.teach.copies import put
from crmlab.teach.grading import (
    each,
    flags,
    gradebook,
    neighbours,
    plans,
    records,
    sandbox,
    staging,
    submissions,
)
from crmlab.teach.grading.results import (
    Course,
    checked,
    faulty,
    known_of,
    run,
    solved,
)
from crmlab.teach.grading.sandbox import Limits
from crmlab.teach.grading.submissions import Submission
from crmlab.teach.roster import plain_id

TEXT = {
    "nobody": (
        "There is nothing to grade in submitted/*/{name}. Collect first: "
        "crmlab collect {number} FOLDER_OR_ZIP"
    ),
    "failed": "it could not be graded, which is a fault of the grader ({error})",
}


def grade(
    root: Path,
    number: str,
    *,
    seed: int | None = None,
    place: str | None = None,
    limits: Limits | None = None,
    workers: int | None = None,
    again: bool = False,
) -> list[dict]:
    """Grade the copies in submitted/ that are new or changed; the records of all.

    number: the lesson's. seed: the company on which all are graded (default: the
    class's or each student's own, as `crmlab class` has set it; else that of
    CRMLAB_SEED, else the course's). place: one of `sandbox.places()`. workers: how many
    notebooks run at once (default: one for each core). again: all of them, also what is
    up to date. Raises CourseError where there is nothing to grade.
    """
    root = Path(root).resolve()
    own = {} if seed is not None else companies.of_each(root)
    if seed is None and not own:
        seed = companies.seed_of_class(root)
    with companies.chosen(seed) as told, tempfile.TemporaryDirectory() as folder:
        course = prepare(root, number, place, limits)
        name = course.source.name
        found = submissions.submissions(root, name)
        if not found:
            raise CourseError(TEXT["nobody"].format(name=name, number=number))
        found = [with_company(one, told, own) for one in found]
        due = [one for one in found if again or not is_graded(course, one)]
        runnable = [one for one in due if not one.fault]
        if runnable:
            begin = each.begin if own else begin_all
            finish(course, *begin(course, runnable, Path(folder), workers))
        for one in due:
            if one.fault:
                keep(course, one, faulty(course, one))
        return compare(course, [one.student for one in found])


def with_company(one: Submission, told: str, own: dict[str, int]) -> Submission:
    """The copy, and the company it is graded on: the class's, or the student's own."""
    if not own:
        return dataclasses.replace(one, company=told)
    number = own.get(plain_id(one.student))
    if number is None and not one.fault:
        fault = companies.TEXT["no_company"].format(id=one.student)
        return dataclasses.replace(one, fault=fault, company="none")
    return dataclasses.replace(one, company=str(number))


def prepare(root, number, place=None, limits=None) -> Course:
    """Read the exercises, and make the gradebook know them."""
    (path,) = copies.sources(root, number)
    source = plans.source(path.stem.partition("_")[0], root)
    made = copies.student_copy(path, root, gradebook.address(root))
    return Course(
        root=root,
        source=source,
        release=nbformat.reads(made.decode(), as_version=4),
        known=known_of(source.number),
        print=records.course_print(path),
        limits=limits or Limits(),
        place=place or sandbox.places()[0],
    )


def is_graded(course: Course, one: Submission) -> bool:
    """Whether the copy's record is of this notebook, company and course."""
    before = records.read(course.root, one.student, course.source.name)
    now = records.print_of(one.file, course.print, one.company)
    return before.get("print") == now


def begin_all(course, due, folder: Path, workers: int | None) -> tuple:
    """Begin to run copies on one company, side by side, all in one stage.

    Returns the pool, {future: copy}, and what makes a record of what a future brings.
    """
    stage = staging.stage(folder, course.source.number, course.source.name)
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    waiting, mended = {}, {}
    for one in due:
        mended[one.student] = plans.mended(one.cells, course.source)
        waiting[pool.submit(run, course, mended[one.student], stage)] = one

    def judge(one: Submission, told: tuple) -> tuple:
        return checked(course, one, mended[one.student], *told)

    return pool, waiting, judge


def finish(course: Course, pool: Executor, waiting: dict, judge: Callable) -> None:
    """Check and keep each copy as soon as it is back."""
    try:
        bar = tqdm(as_completed(waiting), total=len(waiting), unit="copy", disable=None)
        for done in bar:
            one = waiting[done]
            try:
                kept = judge(one, done.result())
            except Exception as error:  # one copy never stops the others
                why = TEXT["failed"].format(error=f"{type(error).__name__}: {error}")
                odd = dataclasses.replace(one, fault=why[:300])
                kept = (faulty(course, odd) | {"print": ""},)  # so it is tried again
            keep(course, one, *kept)
    finally:  # stopped by the teacher: what is running ends, the rest is not begun
        pool.shutdown(wait=False, cancel_futures=True)
        sandbox.end_all()
        pool.shutdown()


def keep(course: Course, one: Submission, record: dict, shown=None) -> None:
    """Page and scores first, the record last: what is recorded is whole."""
    name = course.source.name
    if shown is not None:
        text = nbformat.writes(shown) + "\n"
        file = records.place(course.root, one.student, name) / f"{name}.ipynb"
        put(text.encode(), file)
    with gradebook.gradebook(course.root) as book:
        known = one.student in gradebook.marks(book, name) if one.fault else True
        if known:  # a copy that cannot be read enters only over an older one
            gradebook.put_scores(book, name, record)
    records.write(course.root, name, record)


def compare(course: Course, students: list[str]) -> list[dict]:
    """The records of these students, with flags where two notebooks are alike."""
    known = records.all_of(course.root, course.source.name)
    found = {student: known[student] for student in students}
    prints = {student: record["answers"] for student, record in found.items()}
    same = flags.alike(prints, solved(course))
    shipped = {}
    home = ("", str(DEFAULT_SEED))
    if any(r.get("given") and r["company"] not in home for r in found.values()):
        with companies.chosen(DEFAULT_SEED):
            shipped = neighbours.right(known_of(course.source.number))
    fitting = neighbours.flags(found, shipped)
    return [
        record | {"flags": record["flags"] + same.get(id, []) + fitting.get(id, [])}
        for id, record in found.items()
    ]
