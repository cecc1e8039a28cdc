"""Grade a lesson's copies: run each apart, check what came out here, keep the marks."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

import nbformat
from tqdm import tqdm

from crmlab.checkout import CourseError
from crmlab.practice import data, lesson
from crmlab.practice.checker import Known
from crmlab.teach import copies
from crmlab.teach.copies import put
from crmlab.teach.grading import (
    flags,
    gradebook,
    plans,
    records,
    sandbox,
    staging,
    submissions,
)
from crmlab.teach.grading.results import Course, checked, faulty, solved
from crmlab.teach.grading.sandbox import Limits
from crmlab.teach.grading.submissions import Submission

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

    number: the lesson's. seed: the company on which all are graded (default: that of
    CRMLAB_SEED, else the course's own). place: one of `sandbox.places()`. workers: how
    many notebooks run at once (default: one for each core). again: all of them, also
    what is up to date. Raises CourseError where there is nothing to grade.
    """
    root = Path(root).resolve()
    with company(seed) as told, tempfile.TemporaryDirectory() as folder:
        course = prepare(root, number, told, place, limits)
        name = course.source.name
        found = submissions.submissions(root, name)
        if not found:
            raise CourseError(TEXT["nobody"].format(name=name, number=number))
        due = [one for one in found if again or not is_graded(course, one)]
        runnable = [one for one in due if not one.fault]
        if runnable:
            stage = staging.stage(Path(folder), course.source.number, name)
            run_all(course, runnable, stage, workers)
        for one in due:
            if one.fault:
                keep(course, one, faulty(course, one))
        return compare(course, [one.student for one in found])


@contextlib.contextmanager
def company(seed: int | None) -> Iterator[str]:
    """All that is loaded is of this company, while the block runs."""
    before = os.environ.get("CRMLAB_SEED")
    if seed is not None:
        os.environ["CRMLAB_SEED"] = str(seed)
    try:
        yield os.environ.get("CRMLAB_SEED", "")
    finally:
        os.environ.pop("CRMLAB_SEED", None)
        if before is not None:
            os.environ["CRMLAB_SEED"] = before


def prepare(root, number, seed, place=None, limits=None) -> Course:
    """Read the exercises, and make the gradebook know them."""
    (path,) = copies.sources(root, number)
    source = plans.source(path.stem.partition("_")[0], root)
    made = copies.student_copy(path, root, gradebook.address(root))
    parts = lesson(source.number).checks()
    return Course(
        root=root,
        source=source,
        release=nbformat.reads(made.decode(), as_version=4),
        known={id: Known(part, data.load) for id, part in parts.items()},
        print=records.course_print(path, seed),
        limits=limits or Limits(),
        place=place or sandbox.places()[0],
    )


def is_graded(course: Course, one: Submission) -> bool:
    """Whether the copy's record is of this notebook, company and course."""
    before = records.read(course.root, one.student, course.source.name)
    return before.get("print") == records.print_of(one.file, course.print)


def run_all(course: Course, due: list, stage: Path, workers: int | None) -> None:
    """Run copies side by side; each is checked and kept as soon as it is back."""
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    waiting: dict[Future, tuple] = {}
    try:
        for one in due:
            cells = [nbformat.from_dict(cell) for cell in one.cells]
            plans.mend(cells, course.source.names)
            waiting[pool.submit(run_one, course, cells, stage)] = (one, cells)
        bar = tqdm(as_completed(waiting), total=len(due), unit="copy", disable=None)
        for done in bar:
            one, cells = waiting[done]
            try:
                kept = checked(course, one, cells, *done.result())
            except Exception as error:  # one copy never stops the others
                why = TEXT["failed"].format(error=f"{type(error).__name__}: {error}")
                odd = dataclasses.replace(one, fault=why[:300])
                kept = (faulty(course, odd) | {"print": ""},)  # so it is tried again
            keep(course, one, *kept)
    finally:  # stopped by the teacher: what is running ends, the rest is not begun
        pool.shutdown(wait=False, cancel_futures=True)
        sandbox.end_all()
        pool.shutdown()


def run_one(course: Course, cells: list, stage: Path) -> tuple[list, float]:
    start = time.monotonic()
    task = plans.task(cells, course.source)
    told = sandbox.run(task, stage, course.place, course.limits)
    return told, time.monotonic() - start


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
    return [
        record | {"flags": record["flags"] + same.get(student, [])}
        for student, record in found.items()
    ]
