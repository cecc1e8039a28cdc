"""Every lesson keeps the guide's rules, and prints what is saved in it.

nbval itself runs from the settings in pyproject.toml, one test a cell of notebooks/.
"""

import re
import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter, SlidesExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

from crmlab.checkout import LESSON_FILES
from crmlab.teach.lint import lint
from crmlab.teach.lint.notebook import read

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob(LESSON_FILES))


def test_there_are_lessons():
    assert LESSONS and LESSONS[0].name == "00_start_here.ipynb"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_keeps_the_rules(path):
    faults = lint(path)
    assert not faults, "\n".join(["", *faults])


def test_a_room_has_one_short_name_in_all_lessons_and_exercises():
    short = {}
    for path in [*LESSONS, *ROOT.glob("solutions/*/*.ipynb")]:
        code = "\n".join(cell.source for cell in read(path).code)
        found = re.findall(
            r"^from (crmlab(?:\.figures)?) import (\w+)(.*)$", code, re.M
        )
        for package, room, rest in found:
            named = "draw" if package == "crmlab.figures" and " as " in rest else room
            short.setdefault(named, {}).setdefault(rest, []).append(path.stem)
    several = {room: names for room, names in short.items() if len(names) > 1}
    assert short["draw"] and short["segmentation"] and not several


def test_one_command_runs_the_lessons_too(pytestconfig):
    assert pytestconfig.getini("testpaths") == ["tests", "notebooks"]
    assert pytestconfig.getoption("nbval")
    assert pytestconfig.getoption("nbval_current_env")
    assert pytestconfig.getoption("nbval_cell_timeout") == 120


made = cache(lambda exporter: exporter())  # its templates are compiled once


@pytest.mark.parametrize("exporter", [HTMLExporter, SlidesExporter])
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_an_exported_page_and_a_deck_carry_the_alt_text(path, exporter):
    """F5: what a screen reader finds in the <img> of each figure."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = ""  # to colour it takes two thirds of the time
    page, _ = made(exporter).from_notebook_node(notebook)
    images = ImageTags()
    images.feed(page)
    figures = [
        out["data"]["text/plain"]
        for cell in notebook.cells
        for out in cell.get("outputs", [])
        if "<img alt=" in out.get("data", {}).get("text/html", "")
    ]
    assert set(figures) <= set(images.alts) and all(images.alts)


class ImageTags(HTMLParser):
    """The alt text of every image of a page."""

    def __init__(self):
        super().__init__()
        self.alts = []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt", ""))


def ran(source, *outputs):
    """A code cell as it would be after a run."""
    return new_code_cell(source, outputs=list(outputs), execution_count=1)


def test_what_a_lesson_may_not_do_turns_red(tmp_path):
    (tmp_path / "tests").mkdir()
    beside = ["nbval_sanitize.cfg", "made_names.py", "other_ties.py"]
    for name in ["pyproject.toml", "conftest.py", *(f"tests/{n}" for n in beside)]:
        shutil.copy(ROOT / name, tmp_path / name)
    bare = "import matplotlib.pyplot as plt\nfrom crmlab import figures\n"
    image = '<img alt="A line that holds." src="data:image/png;base64,iVBORw0KGgo=">'
    figure = {"text/html": image, "text/plain": "A line that holds."}
    ask = "import socket\nsocket.create_connection(('203.0.113.1', 80), timeout=5)"
    cells = [
        ran("print(6_000)", new_output("stream", name="stdout", text="6000\n")),
        ran("print(6_000)", new_output("stream", name="stdout", text="6001\n")),
        ran("6_000", new_output("execute_result", data={"text/plain": "6001"})),
        ran(bare + "ax = plt.plot([1])", new_output("display_data", data=figure)),
        ran("import sys\nsys.stderr.write('a warning')\nprint()"),
        ran(ask),
        ran("rows = globals().get('rows', 2) + 1"),  # another number when run again
        ran("rows", new_output("execute_result", data={"text/plain": "3"})),
        ran(  # which of two that are equal comes first
            "import pandas as pd\npd.Series([6, 6]).sort_values().index[0] + 6_000",
            new_output("execute_result", data={"text/plain": "6000"}),
        ),
    ]
    (tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / "00_bare.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    said = subprocess.run(
        [*command, "-n", "0", "notebooks"], cwd=tmp_path, capture_output=True, text=True
    )
    assert "12 failed, 6 passed" in said.stdout, said.stdout + said.stderr
    assert "OfflineError" in said.stdout
    assert "00_bare.ipynb took" in said.stdout
