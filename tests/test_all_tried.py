"""No figure without a test, no widget without a test and its place in the benchmark.

One rule for all lessons: what is new is found by itself, in crmlab.figures and in the
calls of play() in the lessons.
"""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

from crmlab import figures
from crmlab.checkout import LESSON_FILES, number_of
from crmlab.teach.lint.notebook import read
from crmlab.teach.lint.outputs import PLAY

ROOT = Path(__file__).parents[1]
HELPERS = {"alt", "fonts", "style"}  # no figures of their own
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


def code_of(text):
    """What a test file imports, with where from, and the names that its code uses."""
    imported, used = set(), set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used.add(node.id)
    return imported, used


TESTS = [
    code_of(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("test_*.py"))
    if path != Path(__file__)
]


def tried(name, room, tests=TESTS):
    """Does the code of a test file use it that imports it, or something, from its room?

    A word in a comment, a string or an import alone is not enough.
    """
    return any(
        name in used and any(f"{one}.".startswith(f"{room}.") for one in imported)
        for imported, used in tests
    )


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
    assert not tried("no_such_figure", "crmlab.figures.touchpoints")


@pytest.mark.parametrize(
    "text, is_tried",
    [
        ("from crmlab.figures import value as draw\nax = draw.bars(table)", True),
        ("from crmlab.figures.value import bars\nPLOTS = {'a': bars}", True),
        ("from crmlab.figures.value import bars", False),
        ("from crmlab.figures import value\n'bars'  # bars", False),
        ("from crmlab.figures import value_more\nvalue_more.bars()", False),
        ("from crmlab import value\nvalue.bars()", False),
    ],
)
def test_only_code_tries(text, is_tried):
    assert tried("bars", "crmlab.figures.value", [code_of(text)]) == is_tried


@pytest.mark.parametrize("room, name", FIGURES)
def test_a_figure_is_tried(room, name):
    room = f"crmlab.figures.{room}"
    assert tried(name, room), f"no test draws {room}.{name}"


@pytest.mark.parametrize("lesson, name", WIDGETS)
def test_a_widget_is_tried_and_timed(lesson, name):
    assert tried(name, "crmlab.explore"), f"no test calls {name} of lesson {lesson}"
    assert f'"{lesson} {name}"' in TIMED, f"benchmarks/widgets.py lacks {lesson} {name}"
