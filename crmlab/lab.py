"""Open JupyterLab in the student's own folder, on the course map."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from crmlab.checkout import (
    CourseError,
    find_checkout,
    find_lesson,
    home_fault,
    work_fault,
)
from crmlab.course_map import PAGE

TEXT = {
    "root": (
        "You are root, as in most containers: JupyterLab is told that this is "
        "meant (--allow-root)."
    ),
    "new": "New, for you to work in: {path}",
    "renewed": "Brought up to date: {path}",
    "beside": ("Newer than yours, which stays as it is: {path}"),
    "many": "{count} files are new in {folder}, for you to work in.",
    "opening": (
        "JupyterLab opens in your browser, or at the address below. Leave this window "
        "open while you work; Ctrl-C here stops it."
    ),
}


WHOLE = "--whole-course"
SETTINGS = Path(__file__).with_name("jupyter")  # holds overrides.json: no news
FEW = 5  # files that are worth a line each


def is_root() -> bool:
    """Whether this is the superuser of a Unix machine (never on Windows)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def jupyter_arguments(
    folder: Path, extra: Sequence[str] = (), *, page="", as_root=False
) -> list:
    """What JupyterLab is told: the student's own `extra` arguments come last and win.

    folder is the server's root: what is not in it cannot be changed from JupyterLab.
    page is what opens first. No question about news comes up: the course needs no
    network.
    """
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{page}",
        "--LabApp.news_url=None",
        f"--LabApp.app_settings_dir={SETTINGS}",
    ]
    return arguments + ["--allow-root"] * as_root + list(extra)


def tell(done: dict, root: Path) -> None:
    """Say what is new in the student's folder."""
    new = done["new"]
    if len(new) > FEW:
        words = {"count": len(new), "folder": new[0].parents[1].relative_to(root)}
        print(TEXT["many"].format(**words), flush=True)
    for what, paths in done.items():
        for path in paths if what != "new" or len(new) <= FEW else []:
            print(TEXT[what].format(path=path.relative_to(root)), flush=True)


def open_lab(extra: Sequence[str] = ()) -> int:
    """Bring my_work/ up to date, then run JupyterLab in it until it is stopped.

    A lesson's number or name as the first word opens that one, instead of the course
    map. With "--whole-course" among the words, JupyterLab opens the whole folder of the
    course, as teachers and authors need it.

    Raises CourseError where nothing could be saved; `crmlab doctor` says the same.
    """
    root = find_checkout()
    fault = home_fault() or work_fault(root)
    if fault:
        raise CourseError(fault)
    from jupyterlab.labapp import main

    from crmlab import my_work
    from crmlab.course_map import course_page
    from crmlab.teach.copies import put

    extra = list(extra)
    opened = None
    if extra and not extra[0].startswith("-"):
        opened = f"notebooks/{find_lesson(root, extra.pop(0)).name}"
    if WHOLE in extra:
        extra.remove(WHOLE)
        folder, page = root, opened or ""
    else:
        folder, page = root / my_work.FOLDER, opened or PAGE
        tell(my_work.give(root), root)
        put(course_page(folder), folder / PAGE)
    if is_root():
        print(TEXT["root"], flush=True)
    print(TEXT["opening"], flush=True)
    # Of several kernels called python3, take the one that belongs to this Python.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # Where nbgrader looks for a course.
    os.chdir(root)
    # In this process, so that whoever stops it stops JupyterLab.
    as_root = is_root()
    main(jupyter_arguments(folder, extra, page=page, as_root=as_root))
    return 0
