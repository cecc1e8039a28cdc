"""The folder in which students' notebooks are run: the course without its answers.

stage/
    crmlab/             the package; of `practice` only what takes answers out
    datasets/           the grader's company, which `load` gives whatever it is asked
    my_work/exercises/NN_x/     where a notebook runs, as it does at its author's
    run/                what runs a notebook, and the cases for functions
"""

from __future__ import annotations

import compileall
import pickle
import shutil
from pathlib import Path

import crmlab
from crmlab.datasets import places
from crmlab.practice import data, lesson
from crmlab.practice.forms import Function
from crmlab.teach import offline

# Of crmlab.practice, no more: not what is right, nor hints, nor messages.
PRACTICE = ("calling.py", "faults.py", "plain.py", "values.py")
ONE_COMPANY = """

def chosen(seed=None, customers=None):
    # While a teacher grades there is one company, whatever a notebook asks for.
    return company.DEFAULT_SEED, company.DEFAULT_CUSTOMERS
"""
STAGED = Path(__file__).with_name("staged")


def stage(folder: Path, number: str, name: str, package: Path | None = None) -> Path:
    """Fill an empty folder for a lesson's notebooks, and return it.

    number: the lesson's, such as "09"; name: its exercises', such as "09_loyalty".
    package: where `put_package` has put the course already. The company is that of the
    environment variable CRMLAB_SEED, else the course's own.
    """
    if package:
        shutil.copytree(package, folder / "crmlab")
    else:
        put_package(folder / "crmlab")
    (folder / "pyproject.toml").touch()  # by which crmlab knows the course's folder
    shutil.copytree(places.folder(*places.chosen()), folder / "datasets")
    work_folder(folder, "exercises", name)
    _run_folder(folder / "run", number)
    _let_read(folder)
    return folder


def put_package(folder: Path) -> None:
    """The package crmlab without what is right, compiled."""
    package = Path(crmlab.__file__).parent
    left_out = shutil.ignore_patterns("__pycache__", "practice", "teach")
    shutil.copytree(package, folder, ignore=left_out)
    practice = folder / "practice"
    practice.mkdir()
    for file in PRACTICE:
        shutil.copy(package / "practice" / file, practice)
    shutil.copy(STAGED / "practice_away.py", practice / "__init__.py")
    with (folder / "datasets/places.py").open("a", encoding="utf-8") as file:
        file.write(ONE_COMPANY)
    compileall.compile_dir(folder, quiet=2)


def _let_read(folder: Path) -> None:
    """In a container another user reads all this; there is no secret in it."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o644))


def work_folder(stage: Path, group: str, name: str) -> Path:
    """Where a notebook runs; tables are found by a path from there, too."""
    work = stage / "my_work" / group / name
    work.mkdir(parents=True)
    for place in (work.parent / "datasets", work.parents[1] / "datasets"):
        if place.exists():
            continue
        up = "../.." if place.parent == work.parent else ".."
        try:
            place.symlink_to(f"{up}/datasets", target_is_directory=True)
        except FileExistsError:  # another copy's run was first
            pass
        except OSError:  # Windows, where not everybody may make links
            shutil.copytree(stage / "datasets", place, dirs_exist_ok=True)
    return work


def _run_folder(run: Path, number: str) -> None:
    run.mkdir()
    for file in ("running.py", "showing.py", "taking.py"):
        shutil.copy(STAGED / file, run)
    shutil.copy(offline.__file__, run / "offline.py")
    _copy_fonts(run / "fonts")
    (run / "cases").mkdir()
    for id, part in lesson(number).checks().items():
        if isinstance(part.form, Function):
            cases = pickle.dumps(part.form.cases(data.load))
            (run / "cases" / f"{id}.pickle").write_bytes(cases)


def _copy_fonts(place: Path) -> None:
    """Matplotlib's list of fonts; each kernel would make it anew, in seconds."""
    import matplotlib
    from matplotlib import font_manager

    font_manager.findfont("DejaVu Sans")  # it is made now, where there is none
    place.mkdir()
    for file in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        shutil.copy(file, place)
