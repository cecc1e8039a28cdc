"""Grading where each student has a company of their own.

Every copy is graded in a process in which that company is loaded, and of it only what
the exercise needs. No student's code runs in that process, either.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from crmlab.company import DEFAULT_CUSTOMERS
from crmlab.datasets import DataError, places
from crmlab.practice.lessons import modules
from crmlab.teach import companies
from crmlab.teach.grading import only, plans, sandbox, staging
from crmlab.teach.grading.results import Course, checked, known_of, run
from crmlab.teach.grading.submissions import Submission

PRACTICE = Path(__file__).parents[2] / "practice"
# What a notebook meets that asked for a table which was not made.
LACKING = ("DataError", "FileNotFoundError")


def begin(course: Course, due: list, folder: Path, workers: int | None) -> tuple:
    """Begin to grade copies, each on its student's company, side by side.

    Returns the pool, {future: copy}, and what makes a record of what a future brings:
    here it is one already. With one worker all is done in this process.
    """
    package = folder / "crmlab"
    staging.put_package(package)
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        pool = ThreadPoolExecutor(1)
    else:
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, spawn, initializer=end_quietly)
    told = dataclasses.replace(course, known={})  # what is right differs for each
    texts = course_texts(course)
    waiting = {pool.submit(grade_one, told, one, package, texts): one for one in due}
    return pool, waiting, lambda one, record_and_page: record_and_page


def end_quietly() -> None:
    """Let Ctrl-C end this process, and first what it runs."""

    def end(*signal_and_frame):
        sandbox.end_all()
        os._exit(130)

    signal.signal(signal.SIGINT, end)


def course_texts(course: Course) -> list[str]:
    """The code that says which tables the exercises need: checks and solutions."""
    module = modules()[course.source.number]
    files = [*PRACTICE.glob("*.py"), *(PRACTICE / module).rglob("*.py")]
    cells = [c.source for c in course.source.notebook.cells if c.cell_type == "code"]
    return [file.read_text(encoding="utf-8") for file in files] + cells


def grade_one(course: Course, one: Submission, package: Path, texts: list) -> tuple:
    """A copy's record, and the page to be shown.

    Where the notebook asked for a table that no text names, all is done again on the
    whole company.
    """
    mine = [cell["source"] for cell in one.cells if cell["cell_type"] == "code"]
    found = on_company(course, one, package, only.named_in([*texts, *mine]))
    return found or on_company(course, one, package, None)


def on_company(course, one, package, names: set | None) -> tuple | None:
    """The same on a company with these tables; None where one was lacking."""
    seed = int(one.company)
    with (
        tempfile.TemporaryDirectory() as folder,
        companies.chosen(seed, Path(folder) / "cache"),
    ):
        make(seed, names)
        return attempt(course, one, package, Path(folder) / "stage", names is None)


def make(seed: int, names: set | None) -> None:
    """Make these tables of a company, or all of them, where they are looked for."""
    place = places.cache_folder(seed, DEFAULT_CUSTOMERS)
    if names is None:
        places.make(seed, DEFAULT_CUSTOMERS, place)
    else:
        only.make(seed, names, place)


def attempt(course, one, package, stage: Path, last: bool) -> tuple | None:
    """Grade a copy on the company that is loaded; None where a table was lacking."""
    number, name = course.source.number, course.source.name
    cells = plans.mended(one.cells, course.source)
    try:
        staging.stage(stage, number, name, package)
        course = dataclasses.replace(course, known=known_of(number))
        told, seconds = run(course, cells, stage)
        if lacked(told) and not last:
            return None
        return checked(course, one, cells, told, seconds)
    except DataError:
        if last:
            raise
        return None


def lacked(told: list[dict]) -> bool:
    """Whether a cell failed for want of a table."""
    outputs = [out for line in told for out in _list(line.get("outputs"))]
    errors = [out.get("ename") for out in outputs if isinstance(out, dict)]
    return any(error in LACKING for error in errors)


def _list(value) -> list:
    return value if isinstance(value, list) else []
