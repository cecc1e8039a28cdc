"""Every test, and every lesson run as one: offline, on the default company, windowless.

It stands here rather than in tests/ so that it holds for `pytest notebooks/…` too.
"""

import getpass
import os
import tempfile
from collections import Counter
from pathlib import Path

import matplotlib
from matplotlib import font_manager

from crmlab.teach import offline


def pytest_configure(config):
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    environment = offline.kernel_environment(folder.name)  # kernels inherit it
    # Python itself reads this one, so that any program that a test starts is offline.
    site = Path(folder.name, "sitecustomize.py")
    startup = Path(folder.name, "profile_default", "startup", "00-offline.py")
    site.write_text(startup.read_text(encoding="utf-8"), encoding="utf-8")
    paths = [folder.name, *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ.clear()
    os.environ.update(environment, PYTHONPATH=os.pathsep.join(paths))
    os.environ["CRMLAB_CACHE"] = str(company_cache())
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


def pytest_terminal_summary(terminalreporter):
    """How long each lesson took; the guide wants less than 20 seconds."""
    seconds = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            name = report.nodeid.partition("::")[0]
            if name.endswith(".ipynb"):
                seconds[name] += report.duration
    for name, total in sorted(seconds.items()):
        terminalreporter.write_line(f"{name} took {total:.0f} s")
