"""Open JupyterLab in the student's own folder, on the course map."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from crmlab.checkout import (
    HUB,
    CourseError,
    find_checkout,
    find_lesson,
    home_fault,
    work_fault,
    work_folder,
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
    "changed": ("Other exercises than before: {ids}. What you wrote was not touched."),
    "many": "{count} files are new in {folder}, for you to work in.",
    "no_number": "Say which company: uv run crmlab lab --company 481516234",
    "opening": (
        "JupyterLab opens in your browser, or at the address below. Leave this window "
        "open while you work; Ctrl-C here stops it."
    ),
}


WHOLE = "--whole-course"
COMPANY = "--company"
# overrides.json: no news; and widgets speak to the kernel's one thread. In a thread of
# their own a click overtook the list that was chosen before, and figures were spoilt
# (github.com/jupyterlab/jupyterlab/issues/19719).
SETTINGS = Path(__file__).with_name("jupyter")
# What "Save and Export" makes of a notebook can be read by weak eyes too: page/ says
# how. Not in the whole folder of the course: there nbgrader has templates of its own.
EXPORT = [
    "--HTMLExporter.template_name=page",
    f"--HTMLExporter.extra_template_basedirs={SETTINGS}",
    "--SlidesExporter.template_name=reveal",
]
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
    for what in ("new", "renewed", "beside"):
        for path in done[what] if what != "new" or len(new) <= FEW else []:
            print(TEXT[what].format(path=path.relative_to(root)), flush=True)
    if done["changed"]:
        print(TEXT["changed"].format(ids=", ".join(done["changed"])), flush=True)


def set_company(words: list[str], folder: Path) -> None:
    """Keep the company that "--company NUMBER" names; say which one is kept.

    words: what was typed; the option and its number are taken out. Raises CourseError
    where there is no number, or where the company cannot be made.
    """
    from crmlab import own_company

    number = taken(words, COMPANY)
    try:
        if number is not None:
            print(own_company.keep(folder, number), flush=True)
        elif (known := own_company.read(folder)) is not None:
            print(own_company.TEXT["shown"].format(number=known), flush=True)
    except ValueError as fault:  # the number, the file, or the disk
        raise CourseError(str(fault)) from None


def taken(words: list[str], option: str) -> str | None:
    """Take an option out of the words, and return what follows it; None without it."""
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == option:
            del words[place]
            if not value and place < len(words):
                value = words.pop(place)
            if not value or value.startswith("-"):
                raise CourseError(TEXT["no_number"])
            return value
    return None


def open_lab(extra: Sequence[str] = ()) -> int:
    """Bring my_work/ up to date, then run JupyterLab in it until it is stopped.

    A lesson's number or name as the first word opens that one, instead of the course
    map. With "--whole-course" among the words, JupyterLab opens the whole folder of the
    course, as teachers and authors need it. "--company NUMBER" puts the exercises on a
    company of the student's own. Started by a JupyterHub, it serves that user, from
    the folder my_work at home.

    Raises CourseError where nothing could be saved; `crmlab doctor` says the same.
    """
    root = find_checkout()
    fault = home_fault() or work_fault(root)
    if fault:
        raise CourseError(fault)
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
        folder, page = work_folder(root), opened or PAGE
        extra = [*EXPORT, *extra]
        tell(my_work.give(root), folder.parent)
        set_company(extra, folder)
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
    arguments = jupyter_arguments(folder, extra, page=page, as_root=as_root)
    if os.environ.get(HUB):
        serve_for_hub(arguments)
        return 0
    from jupyterlab.labapp import main

    main(arguments)
    return 0


def serve_for_hub(arguments: list) -> None:
    """Become the server that a JupyterHub starts for one of its users.

    Raises an OSError where jupyterhub is not installed beside this Python.
    """
    program = Path(sys.executable).with_name("jupyterhub-singleuser")
    os.execv(program, [str(program), *map(str, arguments)])
