"""A student's folder: complete, brought up to date, and never a word of it lost."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from crmlab import my_work
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
