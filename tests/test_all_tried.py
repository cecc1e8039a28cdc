"""No figure without a test, no widget without a test and its place in the benchmark.

One rule for all lessons: what is new is found by itself, in crmlab.figures and in the
calls of play() in the lessons.
"""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from crmlab import figures
from crmlab.checkout import LESSON_FILES, number_of
from crmlab.teach.lint.notebook import read
from crmlab.teach.lint.outputs import PLAY

ROOT = Path(__file__).parents[1]
HELPERS = {"alt", "fonts", "style"}  # no figures of their own
TESTS = [path for path in Path(__file__).parent.glob("test_*.py")]
TESTS = "\n".join(p.read_text(encoding="utf-8") for p in TESTS if p != Path(__file__))
TIMED = (ROOT / "benchmarks" / "widgets.py").read_text(encoding="utf-8")


def figures_of(name):
    """The figures of a room of crmlab.figures, or of one that is a single module."""
    module = importlib.import_module(f"crmlab.figures.{name}")
    own = [
        made
        for made, thing in vars(module).items()
        if inspect.isfunction(thing)
        and thing.__module__ == module.__name__
        and not made.startswith("_")
    ]
    return getattr(module, "__all__", own)


def tried(name, tests=TESTS):
    """Is it named in a test, as a call or in a table of plots?"""
    return re.search(rf"\b{name}\b", tests) is not None


FIGURES = [
    (room.name, figure)
    for room in pkgutil.iter_modules(figures.__path__)
    if room.name not in HELPERS
    for figure in figures_of(room.name)
]
WIDGETS = [
    (number_of(path.stem), played[1])
    for path in sorted((ROOT / "notebooks").glob(LESSON_FILES))
    for cell in read(path).code
    if (played := PLAY.search(cell.source))
]


def test_figures_and_widgets_are_found():
    assert ("touchpoints", "patience") in FIGURES and ("start", "orders_by_week") in (
        FIGURES
    )
    assert ("06", "trade") in WIDGETS
    assert not tried("no_such_figure") and tried("staleness")


@pytest.mark.parametrize("room, name", FIGURES)
def test_a_figure_is_tried(room, name):
    assert tried(name), f"no test draws crmlab.figures.{room}.{name}"


@pytest.mark.parametrize("lesson, name", WIDGETS)
def test_a_widget_is_tried_and_timed(lesson, name):
    assert tried(name), f"no test calls {name} of lesson {lesson}"
    assert f'"{lesson} {name}"' in TIMED, f"benchmarks/widgets.py lacks {lesson} {name}"
