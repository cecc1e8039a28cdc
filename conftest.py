"""Every test, and every lesson run as one: offline, on the default company, windowless.

It stands here rather than in tests/ so that it holds for `pytest notebooks/…` too.
"""

import ast
import getpass
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager
from nbval.plugin import IPyNbCell, IPyNbFile
from xdist.scheduler import LoadFileScheduling

from crmlab.checkout import LESSON_FILES
from crmlab.teach import offline
from crmlab.teach.lint import names

AGAIN = " again"
SOON = 0.5  # seconds that a cell may take and still be run again
MADE = "__import__('made_names')"  # imported as it starts, while its folder is known
# Cells run again draw no pixels, which nbval compares with nothing; alt text it does.
# They sort what is equal the other way round, as another processor may.
CHANGED = (
    "__import__('matplotlib.backends.backend_agg').backends.backend_agg."
    "FigureCanvasAgg.print_png = lambda figure, file, **options: file.write(b'none')\n"
    "__import__('other_ties').turn()"
)
# It parses the grammar of web addresses for 2 s in each process that reads a notebook,
# for a check of formats that nobody asks for; jsonschema does without.
NO_GRAMMAR = "\n\nimport sys\nsys.modules['rfc3987_syntax'] = None\n"
IMPORTED = "import made_names, other_ties\n"
# Files that take longest; they begin first, so that no core waits for one at the end.
LONGEST = ("tests/test_exercises.py", "tests/test_browser.py", "tests/company/")
LONGEST += ("notebooks/", "tests/test_hostile_class.py", "tests/test_sweep.py")


def pytest_configure(config):
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    environment = offline.kernel_environment(folder.name)  # kernels inherit it
    # Python itself reads this one, so that any program that a test starts is offline.
    site = Path(folder.name, "sitecustomize.py")
    startup = Path(folder.name, "profile_default", "startup", "00-offline.py")
    text = startup.read_text(encoding="utf-8") + NO_GRAMMAR + IMPORTED
    site.write_text(text, encoding="utf-8")
    for name in ("made_names.py", "other_ties.py"):
        shutil.copy(Path(__file__).with_name("tests") / name, folder.name)
    paths = [folder.name, *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ.clear()
    os.environ.update(environment, PYTHONPATH=os.pathsep.join(paths))
    os.environ["CRMLAB_CACHE"] = str(company_cache())
    # The cores are shared out already; threads that wait for one another cost minutes.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Tests are rewritten, and crmlab compiled in a hundred processes: once for all.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    matplotlib.use("agg")
    # The list of fonts is made here, once; a kernel that makes it says so in a cell.
    font_manager.findfont("DejaVu Sans")
    offline.block()


def company_cache():
    """A folder of the tests' own for the companies that they make.

    It outlives a run, so that they are made once, and is no user's cache.
    """
    user = os.getuid() if hasattr(os, "getuid") else getpass.getuser()
    return Path(tempfile.gettempdir(), f"crmlab-tests-{user}")


def fills(source):
    """Whether a cell fills something further: people["year"] = …, under any name."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # a command of IPython
        return True
    places = (node for node in nodes if isinstance(node, ast.Subscript | ast.Attribute))
    return any(isinstance(node.ctx, ast.Store) for node in places)


class First(IPyNbCell):
    """A cell of a lesson. The kernel keeps a print of what it made."""

    seconds, data = 0.0, False  # that it took; whether all that it made is data

    def runtest(self):
        begun = time.perf_counter()
        super().runtest()
        self.seconds = time.perf_counter() - begun
        made = names.given(self.cell.source) - names.FREE
        keep = f"{MADE}.keep({self.cell_num}, {made or '()'}, vars())"
        kept = run_quietly(self.parent.kernel, keep)
        self.data = kept and not fills(self.cell.source)


class Again(IPyNbCell):
    """A cell that runs a second time, in the kernel in which all have run.

    One that took long is not run where all that it made is data, and is as it was: a
    table that was changed in place, a game or a model is made anew.
    """

    first: First

    def setup(self):
        super().setup()
        kernel = self.parent.kernel
        if not getattr(kernel, "changed", False):
            kernel.changed = True
            run_quietly(kernel, CHANGED)

    def runtest(self):
        look = f"{MADE}.same({self.cell_num}, vars())"
        long = self.first.seconds > SOON and self.first.data
        if not (long and run_quietly(self.parent.kernel, look)):
            super().runtest()


def run_quietly(kernel, source):
    """Run code in a kernel, whatever it prints; whether it came to its end."""
    sent = kernel.execute_cell_input(source, allow_stdin=False)
    while True:
        reply = kernel.get_message(stream="shell", timeout=60)
        if reply["parent_header"].get("msg_id") == sent:
            return reply["content"]["status"] == "ok"


class Twice(IPyNbFile):
    """A lesson whose cells are run once more, in the same kernel, when all have run.

    L10: any cell can be run after any other, since a name means one thing. Again each
    must print what is saved.
    """

    def collect(self):
        firsts = [self.like(First, cell) for cell in super().collect()]
        yield from firsts
        for first in firsts:
            again = self.like(Again, first, AGAIN)
            again.first = first
            yield again

    def like(self, kind, cell, more=""):
        parts = {name: getattr(cell, name) for name in ("cell_num", "cell", "options")}
        return kind.from_parent(self, name=cell.name + more, **parts)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Lessons are collected by `Twice`; nbval alone would run their cells once."""
    found = yield
    if not file_path.match(f"notebooks/{LESSON_FILES}"):
        return found
    return [
        Twice.from_parent(parent, path=file_path)
        if isinstance(node, IPyNbFile)
        else node
        for node in found
    ]


def pytest_collection_modifyitems(items):
    def place(item):
        long = [n for n, name in enumerate(LONGEST) if item.nodeid.startswith(name)]
        return long[0] if long else len(LONGEST)

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """One more than the cores: tests of kernels, pages and time limits often wait."""
    return (os.cpu_count() or 1) + 1


class ByFile(LoadFileScheduling):
    """A file's tests stay together, and so do those that share the ten companies."""

    def _split_scope(self, nodeid):
        together = "tests/company/"
        if nodeid.startswith(together):
            return together
        return super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getoption("dist") == "loadfile":
        return ByFile(config, log)


def pytest_terminal_summary(terminalreporter):
    """How long each lesson took at first; the guide wants less than 20 seconds."""
    seconds = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            name = report.nodeid.partition("::")[0]
            if name.endswith(".ipynb") and not report.nodeid.endswith(AGAIN):
                seconds[name] += report.duration
    for name, total in sorted(seconds.items()):
        terminalreporter.write_line(f"{name} took {total:.0f} s")
