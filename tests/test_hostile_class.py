"""A class with innocent, careless and hostile copies: each gets the mark it must get.

Each kind is a case of KINDS. Kinds that leave the kernel alive share one: each has an
answer of its own in a copy where all else is alike, so its mark shows what it did.
"""

import shutil
from pathlib import Path

import pytest
from handed_in import (
    after,
    before,
    cell_of,
    exercises,
    grade_id,
    hand_in,
    place_of,
    solved,
)
from nbformat.v4 import new_code_cell

from crmlab.practice import data, lesson
from crmlab.teach.grading import gradebook, records
from crmlab.teach.grading.grade import grade
from crmlab.teach.grading.sandbox import Limits

pytest.importorskip("nbgrader")
ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.timeout(600)  # endless loops have their time, too
LONG, SHORT = "09_loyalty", "00_start_here"
# Where every loop has an end a cell may take its time: the machine may be busy.
LIMITS = {LONG: Limits(cell=90), SHORT: Limits(cell=20, memory=4 * 2**30)}
OTHER = 1
CHECKS = {name: list(lesson(name[:2]).checks()) for name in (LONG, SHORT)}


def role(id, what):
    return f"{id.replace('.', '-')}-{what}"


# --- careless: every answer is right, and each has a mishap on its way ----------------
def merged(notebook, id):
    """The answer was written into the check cell."""
    answer, check = (cell_of(notebook, role(id, x)) for x in ("answer", "check"))
    check.source = f"{answer.source}\n{check.source}"
    answer.source = ""


def split(notebook, id):
    """JupyterLab's split: the second half has the same metadata."""
    answer = cell_of(notebook, role(id, "answer"))
    lines = answer.source.splitlines()
    after(notebook, role(id, "answer"), "\n".join(lines[1:]))
    second = notebook.cells[place_of(notebook, role(id, "answer")) + 1]
    answer.source, second.metadata = lines[0], answer.metadata


def doubled(notebook, id):
    answer = cell_of(notebook, role(id, "answer"))
    before(notebook, role(id, "answer"), answer.source)
    again = notebook.cells[place_of(notebook, role(id, "answer")) - 1]
    again.metadata = answer.metadata


def without_check(notebook, id):
    del notebook.cells[place_of(notebook, role(id, "check"))]


def without_metadata(notebook, id):
    for what in ("answer", "check"):
        cell_of(notebook, role(id, what)).metadata = {}


def below_the_check(notebook, id):
    """Answered in a new cell, under the check that said "not attempted"."""
    answer = cell_of(notebook, role(id, "answer"))
    after(notebook, role(id, "check"), answer.source)
    answer.source = "pass"


def twice(notebook, id):
    """The name of an answer is used again at the end, for something else."""
    name = cell_of(notebook, role(id, "check")).source.split(", ")[1].rstrip(")")
    before(notebook, role("E9.8", "answer"), f"{name} = 'used for something else'")


def within(source):
    """Something in the answer's own cell: if it fails, so does the answer."""

    def put(notebook, id):
        answer = cell_of(notebook, role(id, "answer"))
        answer.source = f"{source}\n{answer.source}"

    return put


def code(source):
    return lambda notebook, id: before(notebook, role(id, "answer"), source)


CARELESS = {
    "answer merged into the check cell": merged,
    "answer split into two cells": split,
    "answer cell doubled": doubled,
    "check deleted": without_check,
    "metadata cleared": without_metadata,
    "answered below the check": below_the_check,
    "its name used again": twice,
    "ast_node_interactivity all": code(
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.ast_node_interactivity = 'all'"
    ),
    "ex is a number": code("ex = 5"),
    "for ex in": code("for ex in range(3):\n    pass"),
    "a thread writes to stderr": code(
        "import sys, threading\n"
        "threading.Timer(0.1, lambda: print('late', file=sys.stderr)).start()"
    ),
    "input()": within("assert input('Press a key. ') == ''"),
    "a path right from my_work": within(
        "assert len(pd.read_csv('../datasets/products.csv')) > 5"
    ),
    "20 MB printed": code("print(('x' * 999 + chr(10)) * 20_000)"),
    "sys.exit() in a cell": code("import sys\nsys.exit()"),
    "warnings": code("import warnings\nwarnings.warn('careful')"),
    "a figure": code("import matplotlib.pyplot as plt\nplt.plot([1, 2])"),
    "an error on the way": code("1 / 0"),
    "a network that is not there": code(
        "import urllib.request\nurllib.request.urlopen('http://192.0.2.1', timeout=2)"
    ),
    "another folder": code("import os\nos.chdir('/')"),
    "own seed": code("%env CRMLAB_SEED=7\norders = load('orders', seed=7)"),
    "Python's own names taken": code("print = type = repr = id = open = 0"),
    "from numpy import * and load = None": code("from numpy import *\nload = None"),
}
# These take away what later answers need, so they come with the last ones.
LATE = ("another folder", "own seed", "from numpy import * and load = None")


def careless():
    notebook, parts = solved(ROOT, LONG), CHECKS[LONG]
    end = len(LATE)
    early = [kind for kind in CARELESS if kind not in LATE]
    where = {kind: parts[n % (len(parts) - end)] for n, kind in enumerate(early)}
    where |= dict(zip(LATE, parts[-end:], strict=True))
    shape = [merged, split, doubled, without_check, without_metadata, below_the_check]
    for kind in sorted(where, key=lambda kind: CARELESS[kind] in shape):
        CARELESS[kind](notebook, where[kind])
    notebook.cells.append(new_code_cell("%reset -f"))
    # The import of `lesson` is gone from the set-up: `ex` is never there.
    setup = next(cell for cell in notebook.cells if "ex = lesson" in cell.source)
    setup.source = setup.source.replace("from crmlab.practice import lesson\n", "")
    setup.source = setup.source.replace('ex = lesson("09")\n', "")
    return notebook, where


# --- hostile: no answer is right, each in a way of its own ----------------------------
HOSTILE = {
    "ast_node_interactivity none": "get_ipython().ast_node_interactivity = 'none'",
    "checker.judge replaced": (
        "import crmlab.practice.checker as c\nc.judge = lambda *a: ('right', '', '')"
    ),
    "marks replaced": "import crmlab.practice as p\np.marks = lambda *a: 1",
    "exec of the solution": "exec(ex.solution('E9.2b').text)",
    "the declared answer called": "{name} = ex.checks()['{id}'].answer(load)",
    "the declarations imported": (
        "import crmlab.practice.e09_loyalty as e\n"
        "{name} = {{p for x in e.EXERCISES for p in x.checks()}}"
    ),
    "the solutions read": (
        "from pathlib import Path\nimport crmlab\n"
        "root = Path(crmlab.__file__).parents[1]\n"
        "{name} = next(root.glob('solutions/*/*.ipynb')).read_text()"
    ),
    "equal to everything": (
        "class Any(float):\n"
        "    __eq__ = __le__ = __ge__ = lambda *a: True\n"
        "    __sub__ = __rsub__ = __abs__ = lambda *a: Any(0)\n"
        "{name} = Any(0)"
    ),
    "its own take": (
        "import sys\n"
        "sys.modules['crmlab_take'].take = lambda id, name: "
        '\'{{"is": "right", "score": 99, "value": {{"kind": "nonsense"}}}}\''
    ),
    "lines for the grader": (
        "import glob, json, os\n"
        "line = json.dumps({{'take': 'E9.1a', 'verdict': 'right', 'score': 9}})\n"
        "for fd in glob.glob(f'/proc/{{os.getppid()}}/fd/1'):\n"
        "    open(fd, 'w').write(line + chr(10))"
    ),
    "a pickle that acts": (
        "class Bomb:\n"
        "    def __reduce__(self):\n"
        "        import os\n"
        "        return os.system, ('touch /tmp/crmlab-bomb',)\n"
        "{name} = [Bomb()]"
    ),
    "a function for a number": "{name} = lambda *arguments: 1",
    "far too much": "{name} = list(range(3_000_000))",
    "layers without end": "{name} = []\n{name}.append({name})",
    "the gradebook removed": "import os\nos.remove('../../../gradebook.db')",
}


def hostile():
    notebook = exercises(ROOT, LONG)
    where = {}
    for n, (kind, source) in enumerate(HOSTILE.items()):
        id = where[kind] = CHECKS[LONG][n % len(CHECKS[LONG])]
        name = cell_of(notebook, role(id, "check")).source.split(", ")[1].rstrip(")")
        cell = cell_of(notebook, role(id, "answer"))
        cell.source += "\n" + source.format(name=name, id=id)
    for cell in notebook.cells:
        if grade_id(cell).endswith("-check"):
            cell.metadata["nbgrader"]["points"] = 1000
    return notebook, where


# --- what ends a kernel, or keeps it busy ---------------------------------------------
def short(*sources, base=solved):
    """The short lesson with cells before answers, or at the end: (code, part or "")."""
    notebook = base(ROOT, SHORT)
    for source, id in sources:
        if id:
            before(notebook, role(id, "answer"), source)
        else:
            notebook.cells.append(new_code_cell(source))
    return notebook


def endless_function():
    """The cell's loop keeps a core busy; the function's leaves it to other tests."""
    notebook = short(
        ("while True:\n    pass", "E0.2a"),
        ("big = bytearray(20 * 2**30)", "E0.2b"),
    )
    cell_of(notebook, role("E0.3", "answer")).source = (
        "import time\ndef days_between(orders, customer_id):\n"
        "    while True:\n        time.sleep(0.01)"
    )
    return notebook


def half_right():
    notebook = solved(ROOT, SHORT)
    for id in CHECKS[SHORT][2:]:
        cell_of(notebook, role(id, "answer")).source = "pass"
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source += "\nget_ipython().ast_node_interactivity = 'all'"
    return notebook


def typed_in():
    """What is right on the shipped company, as numbers, and its seed asked for."""
    notebook = exercises(ROOT, SHORT)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = "%env CRMLAB_SEED=\n" + first.source
    for id in CHECKS[SHORT][:3]:
        right = lesson("00").checks()[id].answer(data.load)
        typed = right.to_dict() if hasattr(right, "to_dict") else right
        cell = cell_of(notebook, role(id, "answer"))
        name = cell.source.split(" = ")[0]
        cell.source = f"{name} = {typed!r}"
    return notebook


STUBBORN = """import time
while True:
    try:
        time.sleep(9)
    except BaseException:
        pass"""
ORPHAN = """import subprocess
subprocess.Popen(["sleep", "54321"], start_new_session=True)"""
EXIT = "import os\nos._exit(0)"
COPIES = {
    "left": lambda: short((ORPHAN, "E0.1"), ("quit()", "")),
    "exit": lambda: short((EXIT, "E0.3")),
    "endless": endless_function,
    "stubborn": lambda: short((STUBBORN, "E0.3")),
    "half": half_right,
    "blank": lambda: exercises(ROOT, SHORT),
    "typed": typed_in,
}
# {kind: (whose copy it is in, how many of the first answers earn their points)}
ALONE = {
    "everything right": ("left", 4),
    "quit() at the end": ("left", 4),
    "a process in a session of its own": ("left", 4),
    "os._exit() before the last": ("exit", 3),
    "an endless loop": ("endless", 3),
    "20 GB": ("endless", 3),
    "a function that never ends": ("endless", 3),
    "an endless loop that cannot be stopped": ("stubborn", 3),
    "half right, ast_node_interactivity all": ("half", 2),
    "nothing at all": ("blank", 0),
    "numbers of another company, %env CRMLAB_SEED=": ("typed", 0),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The class, graded once: one lesson on the shipped company, one on another."""
    root = tmp_path_factory.mktemp("course")
    for name in (LONG, SHORT):
        shutil.copytree(ROOT / "solutions" / name, root / "solutions" / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    hand_in(root, "careless", LONG, careless()[0])
    hand_in(root, "hostile", LONG, hostile()[0])
    for student, copy in COPIES.items():
        hand_in(root, student, SHORT, copy())
    for name, seed in ((LONG, None), (SHORT, OTHER)):
        grade(root, name[:2], seed=seed, place="plain", limits=LIMITS[name], workers=4)
    return root


def scores(root, student, name):
    """{part: points} as nbgrader's gradebook has them."""
    with gradebook.gradebook(root) as book:
        cells = gradebook.marks(book, name)[student]
    ids = {role(id, "check"): id for id in CHECKS[name]}
    return {ids[cell]: score for cell, (score, _) in cells.items() if cell in ids}


def full(name):
    return {id: part.points for id, part in lesson(name[:2]).checks().items()}


@pytest.mark.parametrize("kind", CARELESS)
def test_a_careless_copy_gets_all_it_earned(course, kind):
    id = careless()[1][kind]
    assert scores(course, "careless", LONG)[id] == full(LONG)[id]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_copy_gets_nothing(course, kind):
    assert scores(course, "hostile", LONG)[hostile()[1][kind]] == 0


@pytest.mark.parametrize("kind", ALONE)
def test_what_comes_before_the_end_is_kept(course, kind):
    student, earning = ALONE[kind]
    earning = CHECKS[SHORT][:earning]
    found = scores(course, student, SHORT)
    points = full(SHORT)
    assert found == {id: points[id] * (id in earning) for id in points}


def test_what_a_notebook_started_has_ended(course):
    import psutil

    commands = [p.info["cmdline"] or [] for p in psutil.process_iter(["cmdline"])]
    assert ["sleep", "54321"] not in commands


def test_nothing_acted_in_the_grader(course):
    assert (course / "gradebook.db").exists() and not Path("/tmp/crmlab-bomb").exists()


def test_the_teacher_is_told_without_a_verdict(course):
    told = "\n".join(records.read(course, "hostile", LONG)["flags"])
    for word in (".checks(", "crmlab.practice.checker", "solutions/"):
        assert word in told
    told = "\n".join(records.read(course, "careless", LONG)["flags"])
    assert "another meaning: ex, load" in told and "CRMLAB_SEED" in told
    stopped = records.read(course, "stubborn", SHORT)["flags"]
    assert any("could not be stopped" in flag for flag in stopped)
    clean = records.read(course, "blank", SHORT)["flags"]
    assert clean == []
