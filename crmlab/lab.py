"""Open JupyterLab on the first lesson, with the whole course in reach."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from crmlab.checkout import START, CourseError, find_checkout, home_fault, work_fault

TEXT = {
    "root": (
        "You are root, as in most containers: JupyterLab is told that this is "
        "meant (--allow-root)."
    ),
    "new_copy": "New, for you to work in: {path}",
    "opening": (
        "JupyterLab opens in your browser, or at the address below. Leave this window "
        "open while you work; Ctrl-C here stops it."
    ),
}


def is_root() -> bool:
    """Whether this is the superuser of a Unix machine (never on Windows)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def jupyter_arguments(root: Path, extra: Sequence[str] = (), *, as_root=False) -> list:
    """What JupyterLab is told: the student's own `extra` arguments come last and win.

    The course's folder is the server's root, so that exercises and data can be
    reached from a notebook's neighbours. The news feed is off: the course needs no
    network.
    """
    arguments = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{START}",
        "--LabApp.news_url=None",
    ]
    return arguments + ["--allow-root"] * as_root + list(extra)


def open_lab(extra: Sequence[str] = ()) -> int:
    """Give the student copies, then run JupyterLab until it is stopped.

    Raises CourseError where nothing could be saved; `crmlab doctor` says the same.
    """
    root = find_checkout()
    fault = home_fault() or work_fault(root)
    if fault:
        raise CourseError(fault)
    from jupyterlab.labapp import main

    from crmlab.teach.copies import give_student_copies

    for path in give_student_copies(root)[0]:
        print(TEXT["new_copy"].format(path=path.relative_to(root)), flush=True)
    if is_root():
        print(TEXT["root"], flush=True)
    print(TEXT["opening"], flush=True)
    # Of several kernels called python3, take the one that belongs to this Python.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # Where nbgrader looks for a course.
    os.chdir(root)
    # In this process, so that whoever stops it stops JupyterLab.
    main(jupyter_arguments(root, extra, as_root=is_root()))
    return 0
