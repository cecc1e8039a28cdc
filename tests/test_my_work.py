"""A student's folder: complete, brought up to date, and never a word of it lost."""

import json
import shutil
import subprocess

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from crmlab import lab, my_work
from crmlab.course_map import course_page

LESSON = "notebooks/00_start_here.ipynb"
TASKS = "exercises/00_start_here/00_start_here.ipynb"


def notebook(text):
    """A lesson or its exercises; the code cell has an output."""
    out = new_output("stream", name="stdout", text="42")
    cells = [new_markdown_cell(text, id="a")]
    cells += [new_code_cell("answer = ...", id="b", outputs=[out], execution_count=1)]
    made = new_notebook(cells=cells)
    made.metadata["crmlab"] = {"title": "Start here"}
    return nbformat.writes(made)


@pytest.fixture
def course(tmp_path):
    for file in (LESSON, TASKS):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text(notebook("First edition"), encoding="utf-8")
    return tmp_path


def update(course, file=TASKS, text="Second edition"):
    (course / file).write_text(notebook(text), encoding="utf-8")


def own(course, file):
    return course / "my_work" / file


def write_in(course, file=TASKS, answer="answer = 42"):
    path = own(course, file)
    path.write_text(path.read_text().replace("answer = ...", answer), encoding="utf-8")


def test_a_student_gets_lessons_without_outputs_exercises_and_what_to_look_up(course):
    done = my_work.give(course)
    lesson = nbformat.read(own(course, LESSON), as_version=4)
    assert lesson.cells[1].outputs == [] and lesson.cells[1].execution_count is None
    looked_up = own(course, "with_outputs/00_start_here.ipynb").read_text()
    assert looked_up == (course / LESSON).read_text()
    assert own(course, TASKS).read_text() == (course / TASKS).read_text()
    assert len(done["new"]) == 3 and not done["renewed"] and not done["beside"]


def test_a_second_start_changes_nothing(course):
    my_work.give(course)
    write_in(course)
    before = {p: p.read_bytes() for p in own(course, "").rglob("*.ipynb")}
    done = my_work.give(course)
    assert not any(done.values())
    assert before == {p: p.read_bytes() for p in own(course, "").rglob("*.ipynb")}


def test_what_nobody_wrote_in_is_renewed_even_if_it_was_run(course):
    my_work.give(course)
    ran = nbformat.read(own(course, TASKS), as_version=4)
    ran.cells[1].outputs, ran.cells[1].execution_count = [], 7
    nbformat.write(ran, own(course, TASKS))
    update(course)
    assert my_work.give(course)["renewed"] == [own(course, TASKS)]
    assert "Second edition" in own(course, TASKS).read_text()


def test_a_students_work_stays_and_the_newer_stands_beside_it(course):
    my_work.give(course)
    write_in(course)
    update(course)
    (beside,) = my_work.give(course)["beside"]
    assert "answer = 42" in own(course, TASKS).read_text()
    assert beside.name == "00_start_here (new).ipynb"
    assert "Second edition" in beside.read_text()
    assert not any(my_work.give(course).values()), "said once, not at every start"


def test_work_in_the_newer_copy_is_not_lost_by_the_next_update(course):
    my_work.give(course)
    write_in(course)
    update(course)
    (beside,) = my_work.give(course)["beside"]
    write_in(course, beside.relative_to(course / "my_work"), "answer = 43")
    update(course, text="Third edition")
    (third,) = my_work.give(course)["beside"]
    assert "answer = 43" in beside.read_text() and "Third edition" in third.read_text()
    assert third.name == "00_start_here (new 2).ipynb"


@pytest.mark.parametrize("damage", ["", "{", "<<<<<<< HEAD"])
def test_a_damaged_copy_is_kept_and_a_deleted_one_given_again(course, damage):
    my_work.give(course)
    own(course, TASKS).write_text(damage)
    update(course)
    (beside,) = my_work.give(course)["beside"]
    assert own(course, TASKS).read_text() == damage and "Second" in beside.read_text()
    own(course, TASKS).unlink()
    my_work.give(course)
    assert "Second edition" in own(course, TASKS).read_text()


@pytest.mark.parametrize("note", ["", "[1]", "{", None])
def test_without_the_note_of_what_was_given_nothing_is_overwritten(course, note):
    my_work.give(course)
    write_in(course)
    file = own(course, my_work.GIVEN)
    file.unlink() if note is None else file.write_text(note)
    update(course)
    my_work.give(course)
    assert "answer = 42" in own(course, TASKS).read_text()
    assert json.loads(file.read_text())[TASKS]


def test_copies_of_an_earlier_version_move_to_their_new_place(course):
    old = course / "my_work" / "00_start_here.ipynb"
    old.parent.mkdir()
    old.write_text(notebook("First edition").replace("...", "41"), encoding="utf-8")
    my_work.give(course)
    assert not old.exists() and "answer = 41" in own(course, TASKS).read_text()


def test_the_course_map_leads_to_files_that_are_there(course):
    my_work.give(course)
    page = nbformat.reads(course_page(course / "my_work").decode(), as_version=4)
    rows = page.cells[1].source
    assert "[Start here](notebooks/00_start_here.ipynb)" in rows
    for link in (LESSON, TASKS, "with_outputs/00_start_here.ipynb"):
        assert f"({link})" in rows and own(course, link).is_file()


def test_the_map_s_progress_counts_what_was_solved(course, monkeypatch):
    from crmlab.practice import course as so_far

    my_work.give(course)
    monkeypatch.chdir(course / "my_work")
    monkeypatch.delenv("CRMLAB_SEED", raising=False)
    before = so_far()
    solved = {"default": {"E0.1": "right", "E0.2a": "wrong"}}
    (course / "my_work" / "progress.json").write_text(json.dumps(solved))
    after = so_far()
    assert before.loc["00"].iloc[0].startswith("0 of ")
    assert after.loc["00"].iloc[0].startswith("1 of ")
    assert before.drop("00").equals(after.drop("00"))


# --- a new copy, and what has changed -------------------------------------------------
TASK = "## E0.1 · Active\n\nHow many ordered in the last {weeks} weeks?"
OTHER_TASK = "## E0.2 · Waiting\n\nHow long do they wait?"


def exercise(weeks, answer="active = ..."):
    """Exercises of which the first asks for so many weeks."""
    check = {"grade_id": "E0-1-check", "grade": True, "solution": False}
    cells = [
        new_markdown_cell(TASK.format(weeks=weeks), id="a"),
        new_code_cell(answer, id="b"),
        new_code_cell('ex.check("E0.1", active)', id="c"),
        new_markdown_cell(OTHER_TASK, id="d"),
        new_code_cell("# ex.hint", id="e"),
    ]
    cells[1].metadata["nbgrader"] = {"grade": False, "solution": True}
    cells[2].metadata["nbgrader"] = check
    return nbformat.writes(new_notebook(cells=cells)).encode()


def test_only_exercises_of_another_text_or_check_have_changed():
    yours = exercise(8, "active = 42")
    yours = yours.replace(b"# ex.hint", b"ex.hint")  # a hint was asked for
    assert my_work.changed(yours, exercise(8)) == []
    assert my_work.changed(yours, exercise(9)) == ["E0.1"]
    other_check = exercise(8).replace(b'\\"E0.1\\", active', b'\\"E0.1\\", recent')
    assert my_work.changed(yours, other_check) == ["E0.1"]
    assert my_work.changed(b"{", exercise(8)) == my_work.changed(yours, b"") == []


@pytest.mark.parametrize("answered", [True, False])
def test_after_an_update_the_changed_exercises_are_told(course, capsys, answered):
    (course / TASKS).write_bytes(exercise(8))
    my_work.give(course)
    if answered:
        own(course, TASKS).write_bytes(exercise(8, "active = 42"))
    (course / TASKS).write_bytes(exercise(9))
    done = my_work.give(course)
    assert done["changed"] == ["E0.1"] and done["beside" if answered else "renewed"]
    lab.tell(done, course)
    assert "Other exercises than before: E0.1." in capsys.readouterr().out
    assert not any(my_work.give(course).values())


def test_fresh_gives_a_new_copy_and_keeps_each_old_one(course):
    my_work.give(course)
    for answer, kept in (("41", "(yours)"), ("42", "(yours 2)")):
        write_in(course, answer=f"answer = {answer}")
        ((new, old),) = my_work.fresh(course, "00_start_here")
        assert new.read_text() == (course / TASKS).read_text()
        assert old.name == f"00_start_here {kept}.ipynb"
        assert f"answer = {answer}" in old.read_text()
    update(course)  # the new copy is as good as any that was given
    assert my_work.give(course)["renewed"] == [own(course, TASKS)]


def test_fresh_gives_damaged_copies_of_the_lesson_anew_too(course):
    my_work.give(course)
    own(course, LESSON).write_text('{"cells": [')
    new = {path for path, _ in my_work.fresh(course, "00_start_here")}
    assert new == {own(course, LESSON), own(course, TASKS)}
    kept = own(course, LESSON).with_name("00_start_here (yours).ipynb")
    assert kept.read_text() == '{"cells": ['
    assert "answer" in own(course, LESSON).read_text()


def test_fresh_before_the_first_start_gives_the_first_copy(course):
    (course / TASKS).unlink()  # an appendix has no exercises, but it can be fresh
    done = my_work.fresh(course, "00_start_here")
    assert {kept for _, kept in done} == {None} and len(done) == 2


# --- updates as students get them -----------------------------------------------------
def git(*words, cwd):
    settings = ["-c", "user.name=x", "-c", "user.email=x@x", "-c", "core.autocrlf="]
    done = subprocess.run(
        ["git", *settings, *words], cwd=cwd, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def by_git(course, tmp_path, edit):
    """Students have a clone of the course; `edit` is committed, and they pull."""
    (course / ".gitignore").write_text("my_work/\n")
    git("init", "-q", "-b", "main", cwd=course)
    git("add", "-A", cwd=course)
    git("commit", "-qm", "first", cwd=course)
    clone = tmp_path / "clone"
    git("clone", "-q", str(course), str(clone), cwd=tmp_path)

    def pull():
        edit()
        git("commit", "-qam", "second", cwd=course)
        git("pull", "-q", cwd=clone)

    return clone, pull


def by_zip(course, tmp_path, edit):
    """Students have unpacked a ZIP, and unpack the newer one over it."""
    folder = tmp_path / "unpacked"

    def unpack():
        archive = shutil.make_archive(str(tmp_path / "course"), "zip", course)
        shutil.unpack_archive(archive, folder)

    def again():
        edit()
        unpack()

    unpack()
    return folder, again


@pytest.mark.parametrize("way", [by_git, by_zip])
def test_an_update_meets_no_work_and_says_what_is_new(tmp_path, way):
    source = tmp_path / "source"
    for file in (LESSON, TASKS):
        (source / file).parent.mkdir(parents=True)
        (source / file).write_text(notebook("First edition"), encoding="utf-8")
    (source / TASKS).write_bytes(exercise(8))

    def edit():
        update(source, LESSON)
        (source / TASKS).write_bytes(exercise(9))

    mine, renew = way(source, tmp_path, edit)
    my_work.give(mine)
    own(mine, TASKS).write_bytes(exercise(8, "active = 42"))
    (own(mine, "") / "notes.txt").write_text("mine")
    renew()
    done = my_work.give(mine)
    assert done["changed"] == ["E0.1"]
    assert [path.name for path in done["beside"]] == ["00_start_here (new).ipynb"]
    assert len(done["renewed"]) == 2  # the lesson, twice
    assert "active = 42" in own(mine, TASKS).read_text()
    assert (own(mine, "") / "notes.txt").read_text() == "mine"
