"""A folder of the student's own: lessons to run, exercises to do, and a course map.

my_work/
    course.ipynb                  the course map with progress; made anew at each start
    notebooks/03_x.ipynb          lessons without their outputs, so that a guess is one
    exercises/03_x/03_x.ipynb     the student's copies
    with_outputs/03_x.ipynb       the lessons as they were executed, to look things up

The folders mirror the course's, so that links among lessons and exercises hold. Git
ignores all of it, so that an update of the course never meets a student's work. What a
student has written in is never replaced: where the course has something newer, that is
put beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
from itertools import count
from pathlib import Path

import nbformat

from crmlab.checkout import LESSON_FILES, work_folder
from crmlab.teach.copies import put

DAMAGED = "damaged"
GIVEN = ".given.json"  # what was given to the student: file, print of its cells
HEADING = re.compile(r"#+ *(E\w+\.\d+)")
TEXT = {"new": "{stem} (new{number}).ipynb", "yours": "{stem} (yours{number}).ipynb"}


def give(root: Path) -> dict[str, list[Path]]:
    """Bring my_work/ up to date with the course.

    root: the course's folder. Returns the files that are new, those that were renewed
    (nobody had written in them), those put beside a student's own ("beside"), and the
    ids of exercises that are other ones than before ("changed").
    Raises an OSError where the folder cannot be written.
    """
    root = Path(root).resolve()
    folder = work_folder(root)
    _bring_along(folder)
    given = _read(folder / GIVEN)
    done = {"new": [], "renewed": [], "beside": [], "changed": []}
    for file, content in _course(root).items():
        path = folder / file
        before = path.read_bytes() if path.exists() else b""
        what = _give_one(folder, file, content, given)
        if what:
            done[what[0]].append(what[1])
            done["changed"] += changed(before, content)
    put(json.dumps(given, indent=1, sort_keys=True).encode(), folder / GIVEN)
    return done


def fresh(root: Path, name: str) -> list[tuple[Path, Path | None]]:
    """A new copy of a lesson's exercises; what was there is kept beside it.

    root: the course's folder. name: the lesson's, such as "09_loyalty". Where it has no
    exercises, or where its other copies are damaged, these are given anew as well.
    Returns (new file, where the old one is now; None where there was none). Raises an
    OSError where the folder cannot be written.
    """
    folder = work_folder(root)
    given, done = _read(folder / GIVEN), []
    tasks = f"exercises/{name}/{name}.ipynb"
    course = {f: c for f, c in _course(root).items() if Path(f).stem == name}
    for file, content in course.items():
        path = folder / file
        is_damaged = path.exists() and _print(path.read_bytes()) == DAMAGED
        if file == tasks or tasks not in course or is_damaged:
            kept = _aside(path) if path.exists() else None
            put(content, path)
            given[file] = _print(content)
            done.append((path, kept))
    put(json.dumps(given, indent=1, sort_keys=True).encode(), folder / GIVEN)
    return done


def _aside(path):
    """Give a student's file a name that is free, and return that."""
    for kept in _names(path, "yours"):
        if not kept.exists():
            return path.rename(kept)


def changed(yours: bytes, newer: bytes) -> list[str]:
    """The exercises whose text or check is another in the newer copy: ["E9.2", …].

    Answers and hints do not count. Empty where either copy cannot be read.
    """
    try:
        known, cells = (nbformat.reads(x.decode(), 4).cells for x in (yours, newer))
    except Exception:  # nbformat lets many kinds through
        return []
    known = {cell.source for cell in known}
    found, id = [], None
    for cell in cells:
        heading = HEADING.match(cell.source)
        id = heading[1] if heading else id
        graded = cell.metadata.get("nbgrader", {})
        given = cell.cell_type == "markdown" or graded.get("grade")
        if id and given and not graded.get("solution") and cell.source not in known:
            found.append(id)
    return list(dict.fromkeys(found))


def _course(root):
    """What every student gets: path in my_work/ to the bytes of a notebook."""
    found = {}
    for path in sorted((root / "notebooks").glob(LESSON_FILES)):
        found[f"notebooks/{path.name}"] = _without_outputs(path)
        found[f"with_outputs/{path.name}"] = path.read_bytes()
    for path in sorted((root / "exercises").glob("*/*.ipynb")):
        found[f"exercises/{path.parent.name}/{path.name}"] = path.read_bytes()
    return found


def _give_one(folder, file, content, given):
    """Write one file where that loses nothing; what was done, and where; or None."""
    path, now = folder / file, _print(content)
    if not path.exists():
        put(content, path)
        was_there = file in given
        given[file] = now
        return None if was_there else ("new", path)
    if given.get(file) == now:
        return None
    if _print(path.read_bytes()) in (given.get(file), now):
        put(content, path)
        given[file] = now
        return "renewed", path
    beside = _beside(path, folder, given)
    put(content, beside)
    given[file] = given[beside.relative_to(folder).as_posix()] = now
    return "beside", beside


def _beside(path, folder, given):
    """A name beside the student's file that is free, or that nobody has written in."""
    for beside in _names(path, "new"):
        name = beside.relative_to(folder).as_posix()
        if not beside.exists() or _print(beside.read_bytes()) == given.get(name):
            return beside


def _names(path, what):
    """Names beside a file, of which the first that is free is taken."""
    for number in count(1):
        words = {"stem": path.stem, "number": f" {number}" if number > 1 else ""}
        yield path.with_name(TEXT[what].format(**words))


def _print(content):
    """A print of what stands in a notebook's cells; running it does not change that."""
    try:
        cells = nbformat.reads(content.decode("utf-8"), as_version=4).cells
        text = json.dumps([[cell.cell_type, cell.source] for cell in cells])
    except Exception:  # nbformat lets many kinds through
        return DAMAGED  # so it counts as changed, and is kept
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def _read(file):
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _bring_along(folder):
    """Copies that earlier versions put into my_work/ itself move to their new place."""
    for old in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        new = folder / "exercises" / old.stem / old.name
        if not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
