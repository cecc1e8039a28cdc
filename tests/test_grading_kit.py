"""What `crmlab grade` does beside running code: files, memos, fresh marks, pages."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from handed_in import (
    after,
    cell_of,
    exercises,
    hand_in,
    place_of,
    solved,
    text_after,
)

from crmlab import cli
from crmlab.checkout import CourseError
from crmlab.commands import marking
from crmlab.practice import data, lesson
from crmlab.practice.checker import Known
from crmlab.practice.lessons import modules
from crmlab.practice.plain import TooLarge, plain
from crmlab.practice.unplain import unplain
from crmlab.teach.grading import (
    flags,
    gradebook,
    pages,
    plans,
    records,
    sandbox,
    staging,
    starting,
    submissions,
    verdicts,
)
from crmlab.teach.grading import grade as grading
from crmlab.teach.grading.staged import taking

pytest.importorskip("nbgrader")
ROOT = Path(__file__).resolve().parents[1]
NAME = "00_start_here"
MEMO, MEMO_CELL = "E0.4", "E0-4-answer"
WORDS = "Dear Lin Mei, close the phone line in summer: it costs more than it brings."


@pytest.fixture
def course(tmp_path):
    """A course of one lesson, in which nobody has handed in anything."""
    shutil.copytree(ROOT / "solutions" / NAME, tmp_path / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return tmp_path


# --- what a file is called, and what state it is in -----------------------------------
def as_version_3(notebook):
    old = nbformat.convert(notebook, 3)
    return nbformat.v3.writes_json(old)


def text_of(notebook, **metadata):
    notebook.metadata.update(metadata)
    return nbformat.writes(notebook)


def without_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata = {}
    return nbformat.writes(notebook)


def older_4(notebook):
    held = json.loads(nbformat.writes(notebook))
    held["nbformat_minor"] = 2
    for cell in held["cells"]:
        del cell["id"]
    return json.dumps(held)


NAMES = ["00_start_here.ipynb", "00_start_here (1).ipynb", "作业 零.ipynb", "🍵.ipynb"]
FORMS = {
    "nbformat 3": as_version_3,
    "nbformat 4.2": older_4,
    "CRLF": lambda nb: nbformat.writes(nb).replace("\n", "\r\n"),
    "a byte order mark": lambda nb: "\ufeff" + nbformat.writes(nb),
    "Colab": lambda nb: text_of(nb, colab={"provenance": []}, kernelspec={}),
    "another kernel": lambda nb: text_of(nb, kernelspec={"name": "julia-1.9"}),
    "metadata cleared": without_metadata,
}


def task_of(found):
    source = plans.source("00", ROOT)
    cells = list(found.cells)
    plans.mend(cells, source.names)
    return plans.task(cells, source)


@pytest.mark.parametrize("kind", [*NAMES, *FORMS])
def test_such_a_file_is_run_as_any_other(tmp_path, kind):
    """The same cells are run and the same answers taken, so the mark is the same."""
    plain_one = hand_in(tmp_path, "mei", NAME, solved(ROOT, NAME))
    form = FORMS.get(kind, nbformat.writes)
    hand_in(
        tmp_path,
        "li",
        NAME,
        form(solved(ROOT, NAME)),
        kind if kind in NAMES else None,
    )
    li, mei = submissions.submissions(tmp_path, NAME)
    assert li.fault == mei.fault == "" and plain_one == mei.file
    assert task_of(li)["cells"] == task_of(mei)["cells"]
    taken = [sorted(sum(task_of(one)["takes"].values(), [])) for one in (li, mei)]
    assert taken[0] == taken[1] == sorted(plans.source("00", ROOT).names)


UNREADABLE = {
    "broken JSON": ('{"cells": [', "damaged"),
    "empty": ("", "is empty"),
    "another lesson's": (
        nbformat.writes(solved(ROOT, "01_customers_and_value")),
        "not of",
    ),
    "no notebook at all": ("[1, 2]", "damaged"),
    "cells that are none": (
        '{"nbformat": 4, "nbformat_minor": 5, "cells": [3]}',
        "damaged",
    ),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_told_with_a_reason(tmp_path, kind):
    text, why = UNREADABLE[kind]
    hand_in(tmp_path, "li", NAME, text)
    (found,) = submissions.submissions(tmp_path, NAME)
    assert why in found.fault and NAME in found.fault and not found.cells


def test_a_link_is_no_submission(tmp_path):
    secret = tmp_path / "secret.ipynb"
    nbformat.write(solved(ROOT, NAME), secret)
    folder = tmp_path / "submitted" / "li" / NAME
    folder.mkdir(parents=True)
    try:
        (folder / f"{NAME}.ipynb").symlink_to(secret)
    except OSError:
        pytest.skip("this user may make no links")
    (found,) = submissions.submissions(tmp_path, NAME)
    assert found.fault == f"no notebook in li/{NAME}"


def test_the_newest_of_several_counts_unless_one_has_the_right_name(tmp_path):
    old = hand_in(tmp_path, "li", NAME, solved(ROOT, NAME), "a.ipynb")
    new = hand_in(tmp_path, "li", NAME, exercises(ROOT, NAME), "b.ipynb")
    os.utime(old, (1, 1))
    (found,) = submissions.submissions(tmp_path, NAME)
    assert (found.file, found.more) == (new, 1)
    named = hand_in(tmp_path, "li", NAME, solved(ROOT, NAME))
    os.utime(named, (1, 1))
    assert submissions.submissions(tmp_path, NAME)[0].file == named


# --- memos ----------------------------------------------------------------------------
def memo_written(notebook):
    cell_of(notebook, MEMO_CELL).source = WORDS


def memo_elsewhere(notebook):
    text_after(notebook, MEMO_CELL, WORDS)


def memo_cell_deleted(notebook):
    text_after(notebook, MEMO_CELL, WORDS)
    del notebook.cells[place_of(notebook, MEMO_CELL)]


def memo_in_a_raw_cell(notebook):
    cell = cell_of(notebook, MEMO_CELL)
    cell.cell_type, cell.source = "raw", WORDS


MEMOS = {
    "written": (memo_written, "written"),
    "in a raw cell": (memo_in_a_raw_cell, "written"),
    "in another cell": (memo_elsewhere, "elsewhere"),
    "its cell deleted": (memo_cell_deleted, "elsewhere"),
    "left blank": (lambda notebook: None, "blank"),
}


@pytest.mark.parametrize("kind", MEMOS)
def test_a_memo_is_found_wherever_it_stands(tmp_path, kind):
    change, state = MEMOS[kind]
    notebook = exercises(ROOT, NAME)
    change(notebook)
    hand_in(tmp_path, "li", NAME, notebook)
    (found,) = submissions.submissions(tmp_path, NAME)
    got = flags.memo(MEMO, list(found.cells), exercises(ROOT, NAME))
    assert got == (state, "" if state == "blank" else WORDS)


# --- always fresh, nothing lost -------------------------------------------------------
def told_by(cells_of_answers):
    """A stand-in for a sandbox: what would be told of these answers."""
    ran = []

    def run(task, stage, place, limits):
        ran.append(task["name"])
        lines = [
            {"take": id, "taken": {"is": "value", "value": plain(answer)}}
            for id, answer in cells_of_answers().items()
        ]
        return [*lines, {"end": True}]

    return run, ran


def graded(course, monkeypatch, answers=dict, **options):
    run, ran = told_by(answers)
    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(grading.staging, "stage", lambda folder, *names: folder)
    found = grading.grade(course, "00", place="plain", **options)
    return found, len(ran)


def right_answer():
    part = lesson("00").checks()["E0.1"]
    return {"E0.1": part.answer(data.load)}


def points(course, student="li", cell="E0-1-check"):
    with gradebook.gradebook(course) as book:
        return gradebook.marks(book, NAME)[student][cell]


def test_what_is_graded_is_left_alone_until_something_changes(course, monkeypatch):
    path = hand_in(course, "li", NAME, solved(ROOT, NAME))
    assert graded(course, monkeypatch)[1] == 1
    assert points(course)[0] == 0
    assert graded(course, monkeypatch, right_answer)[1] == 0  # nothing has changed
    assert graded(course, monkeypatch, right_answer, again=True)[1] == 1
    assert points(course)[0] == lesson("00").checks()["E0.1"].points
    hand_in(course, "li", NAME, exercises(ROOT, NAME))
    assert graded(course, monkeypatch)[1] == 1  # a new submission
    assert points(course)[0] == 0
    assert graded(course, monkeypatch, seed=7)[1] == 1  # another company
    monkeypatch.setattr(records, "course_print", lambda *what: "a mended check")
    assert graded(course, monkeypatch)[1] == 1
    path.write_text("{", encoding="utf-8")  # handed in again, damaged
    (record,), ran = graded(course, monkeypatch)
    assert ran == 0 and "damaged" in record["fault"]


def test_a_number_typed_in_is_wrong_on_another_company(course, monkeypatch):
    typed = right_answer()  # on the default company
    hand_in(course, "li", NAME, solved(ROOT, NAME))
    graded(course, monkeypatch, lambda: typed, seed=7)
    assert points(course)[0] == 0
    graded(course, monkeypatch, right_answer, seed=7, again=True)
    assert points(course)[0] > 0


def test_manual_marks_outlive_grading_and_a_new_memo_waits(course, monkeypatch):
    notebook = exercises(ROOT, NAME)
    memo_written(notebook)
    hand_in(course, "li", NAME, notebook)
    graded(course, monkeypatch)
    assert points(course, cell=MEMO_CELL) == (0, True)
    with gradebook.gradebook(course) as book:
        for cell, score in ((MEMO_CELL, 3), ("E0-1-check", 1)):
            book.find_grade(cell, NAME, NAME, "li").manual_score = score
        book.find_grade(MEMO_CELL, NAME, NAME, "li").needs_manual_grade = False
        book.db.commit()
    graded(course, monkeypatch, again=True)
    assert points(course, cell=MEMO_CELL) == (3, False)
    assert points(course)[0] == 1  # a person's word counts more than the program's
    cell_of(notebook, MEMO_CELL).source = WORDS * 2
    hand_in(course, "li", NAME, notebook)
    graded(course, monkeypatch)
    assert points(course, cell=MEMO_CELL) == (3, True)


def test_stopped_and_run_again_it_goes_on_where_it_was(course, monkeypatch):
    for student in ("li", "mei", "wu"):
        hand_in(course, student, NAME, exercises(ROOT, NAME))
    keep = grading.keep

    def until_ctrl_c(*kept):
        keep(*kept)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(grading, "keep", until_ctrl_c)
        graded(course, patch, workers=1)
    assert graded(course, monkeypatch, workers=1)[1] == 2


def test_a_copy_on_which_the_grader_fails_stops_no_other(course, monkeypatch):
    for student in ("li", "mei"):
        hand_in(course, student, NAME, exercises(ROOT, NAME))
    check = grading.checked

    def fails(course, one, *rest):
        return check(course, one, *rest) if one.student == "mei" else 1 / 0

    with monkeypatch.context() as patch:
        patch.setattr(grading, "checked", fails)
        found, _ = graded(course, patch)
    li, mei = found
    assert "ZeroDivisionError" in li["fault"] and mei["fault"] == ""
    assert graded(course, monkeypatch)[1] == 1  # the one that failed is tried again


def test_where_nothing_starts_nobody_has_a_mark(course, monkeypatch):
    """A broken sandbox is no student's fault: the copy waits, and is graded later."""
    hand_in(course, "li", NAME, solved(ROOT, NAME))
    dead = {"plain": lambda *told: [sys.executable, "-c", "pass"]}
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "COMMANDS", dead)
        (record,) = grading.grade(course, "00", place="plain")
    assert "no notebook could be started in plain" in record["fault"]
    assert graded(course, monkeypatch, right_answer)[1] == 1
    assert points(course)[0] > 0


def test_half_an_emoji_stops_nobody(course, monkeypatch):
    """JSON can hold it, UTF-8 cannot: in a source, an output, or a file's name."""
    half = "\ud83c"
    notebook = exercises(ROOT, NAME)
    cell_of(notebook, "E0-1-answer").source = f"# {half}"
    hand_in(course, "li", NAME, json.dumps(notebook))
    (read,) = submissions.submissions(course, NAME)
    assert "# ?" in [cell.source for cell in read.cells]
    written = json.dumps({"cell": 0, "outputs": [{"text": half}]}).encode()
    assert sandbox._lines(written) == [{"cell": 0, "outputs": [{"text": "?"}]}]
    records.write(course, NAME, {"student": "li", "fault": half})
    assert records.read(course, "li", NAME)["fault"] == "?"
    assert graded(course, monkeypatch)[1] == 1


def test_an_empty_course_says_how_to_collect(course):
    with pytest.raises(CourseError, match="crmlab collect 00"):
        grading.grade(course, "00", place="plain")


def test_notebooks_alike_are_flagged_on_both_sides():
    own = {"E0.1": "x", "E0.3": "y"}
    found = flags.alike({"li": own, "mei": own, "wu": {"E0.1": "z"}}, {"E0.3": "y"})
    assert set(found) == {"li", "mei"}
    assert found["li"] == ["word for word as mei has it: E0.1"]


# --- plain data -----------------------------------------------------------------------
@pytest.mark.parametrize("number", sorted(modules()))
def test_every_right_answer_is_right_when_it_came_as_plain_data(
    number, tmp_path, monkeypatch
):
    """What the kernel gives of it, as a line of text, and what is made of that here."""
    staging._run_folder(tmp_path / "run", number)
    monkeypatch.setattr(taking, "CASES", tmp_path / "run" / "cases")
    for id, part in lesson(number).checks().items():
        known = Known(part, data.load)
        for way in (part.answer, *part.also_right.values()):
            held = {"mine": way(data.load)}
            told = json.loads(taking._text(taking._taken(id, "mine", held)))
            found = verdicts.verdict(id, known, "mine", [told])
            assert (found.outcome, found.score) == ("right", part.points), found


LAYERS = {"kind": "list", "values": []}
for _ in range(600):
    LAYERS = {"kind": "list", "values": [LAYERS]}
NO_ANSWERS = [
    LAYERS,
    {},
    {"kind": "x"},
    {"kind": "table"},
    {"kind": "list"},
    {"kind": "array", "shape": [9, 9], "dtype": "int64", "values": []},
    {"kind": "date", "value": "some day"},
    {"kind": "whole", "value": "1e9"},
    {"kind": "dict", "pairs": [[{"kind": "list", "values": []}, {"kind": "none"}]]},
]


@pytest.mark.parametrize("held", NO_ANSWERS)
def test_what_is_no_answer_is_refused(held):
    with pytest.raises(ValueError):
        unplain(held)


def test_plain_data_has_an_end():
    with pytest.raises(TooLarge):
        plain(list(range(300_000)))
    layers = []
    layers.append(layers)
    with pytest.raises(TooLarge):
        plain(layers)


# --- pages: nothing in them can run ---------------------------------------------------
SCRIPT = "<script>document.title = 'taken'</script>"
HANDLER = "<img src=x onerror=\"document.title = 'taken'\">"
LINK = "<a href=\"javascript:document.title = 'taken'\">look</a>"
SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1">{SCRIPT}</svg>'
)
FORMULA = "$\\href{javascript:document.title='taken'}{look}$"
HTML = [
    SCRIPT,
    HANDLER,
    LINK,
    SVG,
    FORMULA,
    f"<table><tr><td>{SCRIPT}</td></tr></table>",
    "<iframe srcdoc=\"<script>parent.document.title='taken'</script>\"></iframe>",
    "<form action='/api/terminals' method='post'><button>look</button></form>",
    '<math><mtext><a xlink:href="javascript:alert(1)">look</a></mtext></math>',
    f"<style>{SCRIPT}</style >",
    "<style></style\n>" + SCRIPT,
]
MARKDOWN = [
    SCRIPT,
    HANDLER,
    SVG,
    FORMULA,
    "[look](javascript:document.title='taken')",
    "[look](java&#115;cript:alert(1))",
    "<javascript:alert(1)>",
    "[look]: javascript:alert(1)\n\n[look]",
    f"```\n```\n{SCRIPT}",
    f"`````\n{SCRIPT}",
    f"a\r{SCRIPT}\x0b{SCRIPT}\u2028{SCRIPT}",
]


ACTING = ("script", "iframe", "svg", "form", "math", "object", "embed", "style")


def hostile_page():
    outputs = [{"output_type": "display_data", "data": {"text/html": x}} for x in HTML]
    kinds = ("image/svg+xml", "application/javascript", "text/markdown", "text/latex")
    for kind in (*kinds, "image/png"):
        outputs.append({"output_type": "display_data", "data": {kind: SVG}})
    outputs.append({"output_type": "stream", "name": "stdout", "text": SCRIPT})
    outputs.append({"output_type": "error", "ename": SCRIPT, "evalue": SCRIPT,
                    "traceback": [f"\x1b[31m{SCRIPT}\x1b[0m"]})  # fmt: skip
    release = exercises(ROOT, NAME)
    notebook = exercises(ROOT, NAME)
    for text in MARKDOWN:
        text_after(notebook, "E0-1-check", text)
    after(notebook, "E0-1-check", f"x = '''{SCRIPT}{FORMULA}'''")
    cell_of(notebook, MEMO_CELL).source = f"{SCRIPT}\n{FORMULA}\n{WORDS * 3}"
    return pages.page(notebook.cells, {0: outputs}, {}, release, {})


def test_a_page_holds_nothing_that_acts(tmp_path):
    """In nbconvert's page; the same cells go into the formgrader's and the feedback."""
    from html.parser import HTMLParser

    from nbconvert import HTMLExporter

    page, _ = HTMLExporter(template_name="basic").from_notebook_node(hostile_page())
    found, outside, within = [], [], []

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attributes):
            names = [name for name, _ in attributes if name.startswith("on")]
            scheme = [v for k, v in attributes if "script:" in (v or "").lower()]
            if tag in ACTING or names or scheme:
                found.append((tag, attributes))
            within.extend([tag] * (tag == "pre"))

        def handle_endtag(self, tag):
            del within[: tag == "pre"]

        def handle_data(self, text):
            outside.extend([text] * (not within))

    Parser().feed(page)
    assert not found
    assert page.count("document.title") > 20  # shown as text, not thrown away
    # MathJax reads what is not in <pre>: the formula is there, and commands nothing.
    assert "href" in "".join(outside) and "\\href" not in "".join(outside)


def test_a_memo_is_shown_as_typed_and_wrapped():
    shown = pages.as_text("word " * 60 + "\n\n" + "汉字" * 60).splitlines()
    assert all(line.startswith("    ") and len(line) <= 4 + 88 for line in shown)
    assert "".join(line[4:] for line in shown).count("word") == 60


# --- the command ----------------------------------------------------------------------
def test_a_plain_process_is_asked_about_first(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sandbox, "places", lambda: ["plain"])
    monkeypatch.setattr("builtins.input", lambda words: print(words) or "")
    assert cli.main(["grade", "0"]) == 1
    said = capsys.readouterr()
    assert "would run as you" in said.out and "Nothing was run" in said.err


def test_nobody_to_ask_is_a_no(monkeypatch):
    def nobody(words):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert not marking.agreed()


# --- sandboxes ------------------------------------------------------------------------
LOOK = """
import glob, os, socket
from pathlib import Path
seen = [str(path) for path in ({paths}) if Path(path).exists()]
try:
    socket._socket.socket().connect(("192.0.2.1", 9))
    seen.append("a network")
except OSError as error:
    seen += [] if error.errno in (101, 113) else [repr(error)]
try:
    Path(glob.__file__).write_text("")
    seen.append("written")
except OSError:
    pass
active = "|".join(seen) or "nothing"
"""


def test_a_course_below_tmp_has_its_python_in_bubblewrap_too(tmp_path, monkeypatch):
    if "bwrap" not in sandbox.places():
        pytest.skip("bubblewrap is not here")
    (tmp_path / "python").write_text("here")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    command = ["bwrap", *starting._bwrap_shows(), "cat", str(tmp_path / "python")]
    assert subprocess.run(command, capture_output=True).stdout == b"here"


@pytest.mark.parametrize("place", ["bwrap", "podman", "docker"])
def test_in_a_sandbox_there_is_nothing_to_take(course, place):
    if place not in sandbox.places():
        pytest.skip(f"{place} is not here, or has no image for grading")
    hidden = [course / "gradebook.db", course / "submitted", ROOT / "solutions",
              ROOT / "crmlab/practice", Path.home() / ".bashrc"]  # fmt: skip
    notebook = exercises(ROOT, NAME)
    look = LOOK.format(paths=", ".join(map(repr, map(str, hidden))))
    cell_of(notebook, "E0-1-answer").source = look
    orphan = 'import subprocess\nsubprocess.Popen(["sleep", "65432"], '
    after(notebook, "E0-1-check", orphan + "start_new_session=True, env={})")
    hand_in(course, "li", NAME, notebook)
    (record,) = grading.grade(course, "00", place=place)
    said = record["verdicts"]["E0.1"]["message"]
    assert "a text, 'nothing'" in said
    done = subprocess.run([sys.executable, "-c", (
        "import psutil; print([p.info['cmdline'] for p in psutil.process_iter("
        "['cmdline']) if p.info['cmdline'] == ['sleep', '65432']])")],
        capture_output=True, text=True)  # fmt: skip
    assert done.stdout.strip() == "[]"
