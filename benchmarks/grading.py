"""How long grading takes: copies of one lesson, one by one and side by side.

    uv run --extra grading python benchmarks/grading.py 09 --copies 100
    uv run --extra grading python benchmarks/grading.py 09 --copies 100 --each

In a folder of its own it makes a class of right, half-right and blank copies, grades
it, and prints the seconds for each number of workers, and the machine's load, which
makes them longer. With --each every student has a company of their own.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from handed_in import exercises, grade_id, hand_in, solved  # noqa: E402

from crmlab.checkout import long_number  # noqa: E402
from crmlab.teach import companies, copies  # noqa: E402
from crmlab.teach.grading import sandbox  # noqa: E402
from crmlab.teach.grading.grade import grade  # noqa: E402


def copy(name, number):
    """The class's copies in turn: everything right, every other answer, nothing."""
    if number % 3 == 2:
        return exercises(ROOT, name)
    notebook = solved(ROOT, name)
    answers = [c for c in notebook.cells if grade_id(c).endswith("-answer")]
    for cell in answers[:: 2 if number % 3 else len(answers) + 1][number % 3 == 0 :]:
        cell.source = "pass"
    return notebook


def make_class(root, name, size, each):
    shutil.copytree(ROOT / "solutions" / name, root / "solutions" / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    ids = [f"s{number:03}" for number in range(size)]
    for number, id in enumerate(ids):
        hand_in(root, id, name, copy(name, number))
    if each:
        people = pd.DataFrame(
            {"name": ids, "email": ""}, index=pd.Index(ids, name="id")
        )
        table = companies.set_each(root, people)
        table.to_csv(root / companies.TABLE, index=False)


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("lesson")
    words.add_argument("--copies", type=int, default=100)
    words.add_argument("--each", action="store_true")
    words.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count()])
    asked = words.parse_args()
    (path,) = copies.sources(ROOT, long_number(asked.lesson))
    place = sandbox.places()[0]
    for workers in asked.workers:
        with tempfile.TemporaryDirectory() as folder:
            make_class(Path(folder), path.stem, asked.copies, asked.each)
            start = time.monotonic()
            found = grade(Path(folder), asked.lesson, workers=workers, place=place)
            seconds = time.monotonic() - start
        points = sum(v["score"] for one in found for v in one["verdicts"].values())
        print(
            f"{len(found)} copies of {path.stem}, {workers} at once in {place}: "
            f"{seconds:.0f} s, {points} points; load {os.getloadavg()[0]:.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
