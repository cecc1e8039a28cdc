"""A disk that is full or read-only, a damaged file: a sentence, and nothing lost."""

import contextlib
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from handed_in import exercises, hand_in
from nbformat.v4 import new_code_cell, new_notebook

from crmlab import cli
from crmlab.checkout import CourseError
from crmlab.teach import copies
from crmlab.teach.grading import gradebook

pytest.importorskip("nbgrader")
ROOT = Path(__file__).resolve().parents[1]
NAME = "00_start_here"


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A course on a disk of two megabytes, where the machine lets us have one."""
    place = tmp_path / "small"
    place.mkdir()
    disk = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if (
        not shutil.which("mount")
        or subprocess.run(disk, capture_output=True).returncode
    ):
        pytest.skip("only root may mount a small disk")
    for part in ("crmlab", "notebooks", "solutions", "nbgrader_config.py"):
        (place / part).symlink_to(ROOT / part)
    (place / "pyproject.toml").touch()
    (place / "roster.csv").write_text("id,name\ns01,Mei Lin\n")
    nbformat.write(new_notebook(cells=[new_code_cell("x = 1")]), place / "my.ipynb")
    hand_in(tmp_path, "s01", NAME, exercises(ROOT, NAME))
    monkeypatch.chdir(place)
    yield place
    monkeypatch.undo()
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place):
    with contextlib.suppress(OSError), open(place / "fill", "wb", 0) as rest:
        while rest.write(bytes(4096)):
            pass


FULL = {
    "class --seed 7": "no room left on the disk for",
    "class --each": "no room left on the disk for",
    "collect 0 ../submitted": "no room left on the disk for",
    "marks 0": "gradebook.db, cannot be used (database or disk is full)",
    "grade 0 --in plain": "Nothing can be saved in",
    "glossary --page": "no room left on the disk for",
    "run my.ipynb": "my.ipynb. Make room there",
}
READ_ONLY = {
    "class --seed 7": "Read-only file system",
    "collect 0 ../submitted": "Read-only file system",
    "marks 0": "gradebook.db, cannot be used (unable to open database file)",
    "grade 0 --in plain": "Nothing can be saved in",
    "glossary --page": "Read-only file system",
    "run my.ipynb": "my.ipynb (Read-only file system)",
}


@pytest.mark.parametrize("words", FULL)
def test_a_full_disk_is_told_in_a_sentence(small, capsys, words):
    fill(small)
    assert cli.main(words.split()) in (1, 2)
    said = capsys.readouterr().err
    assert FULL[words] in said and said.count("\n") == 1
    assert not list(small.rglob(".*.tmp"))


@pytest.mark.parametrize("words", READ_ONLY)
def test_a_read_only_folder_is_told_in_a_sentence(small, capsys, words):
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    assert cli.main(words.split()) in (1, 2)
    said = capsys.readouterr().err
    assert READ_ONLY[words] in said and said.count("\n") == 1
    assert ".tmp" not in said


def test_what_was_collected_outlives_a_full_disk(small, tmp_path, capsys):
    assert cli.main(["collect", "0", "../submitted"]) == 0
    there = small / "submitted/s01" / NAME / f"{NAME}.ipynb"
    before = there.read_bytes()
    newer = exercises(ROOT, NAME)
    newer.cells[-1].source += "\nnewer"
    hand_in(tmp_path, "s01", NAME, newer)
    fill(small)
    assert cli.main(["collect", "0", "../submitted"]) in (1, 2)
    assert there.read_bytes() == before
    (small / "fill").unlink()
    assert cli.main(["collect", "0", "../submitted"]) == 0
    assert "newer" in there.read_text(encoding="utf-8")
    assert before in [file.read_bytes() for file in there.parent.rglob("*.ipynb")]


def test_a_damaged_gradebook_is_told_in_a_sentence(tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"no database" * 100)
    said = "cannot be used .file is not a database"
    with pytest.raises(CourseError, match=said), gradebook.gradebook(tmp_path):
        pass


def test_what_nbgrader_cannot_read_is_told_with_its_reason(tmp_path, capsys):
    source = tmp_path / "solutions" / NAME / f"{NAME}.ipynb"
    shutil.copytree(ROOT / "solutions" / NAME, source.parent)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("### END SOLUTION", "### END", 1), encoding="utf-8")
    with pytest.raises(copies.CopyError, match="ipynb: no end solution statement"):
        copies.make_student_copies(tmp_path, "00")
    assert capsys.readouterr().err == ""  # and no traceback beside it
