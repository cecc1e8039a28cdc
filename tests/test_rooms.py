"""Who may import whom: a room imports only from rooms before it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import crmlab

FOLDER = Path(crmlab.__file__).parent
METHODS = [
    "value",
    "relationship",
    "segmentation",
    "grading",
    "churn",
    "touchpoints",
    "satisfaction",
    "survey",
    "quality",
    "loyalty",
    "lifetime",
    "game",
]
ROOMS = [
    "checkout",  # where the course is on this machine
    "company",
    "datasets",
    "own_company",  # a student's, of which the exercises are
    "wanted",  # what methods ask of their frames
    "tables",  # how a notebook shows a frame
    *METHODS,
    "at_scale",  # the summaries that the methods need, made by a database
    "figures",
    "explore",
    "practice",
    "teach",
    "my_work",  # a folder of the student's own
    "course_map",
    "doctor",
    "lab",
    "commands",
    "cli",
    "__main__",
]
# A game plays a company, and knows its tables: it alone of the methods loads them.
LOAD_NOTHING = ["wanted", *METHODS, "at_scale", "figures", "explore"]
LOAD_NOTHING.remove("game")
HEAVY = [
    "numpy",
    "pandas",
    "matplotlib",
    "scipy",
    "sklearn",
    "statsmodels",
    "seaborn",
    "IPython",
]
MODULES = sorted(FOLDER.rglob("*.py"))


def room(path):
    return path.relative_to(FOLDER).with_suffix("").parts[0]


def imports(source, package="crmlab"):
    """Rooms of crmlab that a module of a package imports, anywhere in its source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: 1 - node.level or None] if node.level else []
            start = ".".join([*up, *filter(None, [node.module])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        parts = [name.split(".") for name in names]
        yield from (part[1] for part in parts if part[0] == "crmlab" and part[1:])


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(FOLDER))
)
def test_a_room_imports_only_from_rooms_before_it(path):
    here = room(path)
    package = ".".join(path.relative_to(FOLDER.parent).parent.parts)
    found = list(imports(path.read_text(encoding="utf-8"), package))
    if here == "__init__":
        assert set(found) <= {"teach"}  # in `glossary`, when it is asked
        return
    assert here in ROOMS, f"{path.name} belongs to no room"
    allowed = ROOMS[: ROOMS.index(here) + 1]
    for there in found:
        assert there in allowed or there not in ROOMS, f"{here} imports {there}"
        assert not (here in LOAD_NOTHING and there == "datasets"), f"{here} loads data"


@pytest.mark.parametrize(
    "source",
    [
        "import crmlab.teach.run",
        "from crmlab import teach",
        "from crmlab.teach import run",
        "from .. import teach",
        "from ..teach.run import run_lesson",
        "def late():\n    from crmlab.teach import run",
    ],
)
def test_an_import_is_seen_in_each_of_its_forms(source):
    assert list(imports(source, "crmlab.figures")) == ["teach"]


def test_an_import_of_a_neighbour_stays_in_the_room():
    assert list(imports("from .style import use", "crmlab.figures")) == ["figures"]


@pytest.mark.parametrize("name", ["crmlab", "crmlab.cli"])
def test_importing_it_loads_no_heavy_library(name):
    code = f"import {name}, sys; print(*[m for m in {HEAVY} if m in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == []
