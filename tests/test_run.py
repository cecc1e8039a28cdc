"""Running a lesson: from top to bottom, offline, saved clean or not at all."""

import json
import os
import socket
import subprocess
import sys

import nbformat
import pytest
from nbclient.output_widget import OutputWidget
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from crmlab.figures import alt
from crmlab.teach import offline
from crmlab.teach.chinese import marked, unmarked
from crmlab.teach.run import LessonError, run_lesson


def notebook(folder, *sources, name="lesson.ipynb"):
    """Save a notebook of code cells, none of them run; returns the path."""
    node = new_notebook(cells=[new_code_cell(source) for source in sources])
    path = folder / name
    nbformat.write(node, path)
    return path


DRAW = """import matplotlib.pyplot as plt
from crmlab import figures
_, ax = plt.subplots()
ax.set(xlabel="week", ylabel="orders")
ax.set_title("Orders hold")
ax = figures.describe(ax, "A line that holds.")"""
PLAY = """from crmlab.explore import play, slider
def still(weeks):
    return weeks
play(still, weeks=slider("weeks", 1, 52, start=13))"""
ASK = """import os, socket, sys
print(os.getcwd() == {folder!r}, sys.prefix == {prefix!r}, "CRMLAB_SEED" in os.environ)
try:
    socket.create_connection(("203.0.113.1", 80), timeout=5)
except OSError as error:
    print(type(error).__name__)"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A notebook with something of everything, run twice; its bytes after each run."""
    folder = tmp_path_factory.mktemp("course").resolve()
    ask = ASK.format(folder=str(folder), prefix=sys.prefix)
    draw_bare = "_, bare = plt.subplots()\nbare = bare.plot([1, 2])"
    path = notebook(folder, "print(1)\nprint(2)\n1 + 2", DRAW, PLAY, ask, draw_bare)
    node = nbformat.read(path, as_version=4)
    node.cells.insert(1, new_markdown_cell("A **share** (占比)."))
    node.metadata.update(crmlab={"lesson": "00"}, widgets={"state": {}}, author="me")
    node.cells[0].metadata.update(notes="3 min.", ExecuteTime={"start": 1})
    nbformat.write(node, path)
    os.environ["CRMLAB_SEED"] = "7"
    try:
        versions = [run_lesson(path).read_bytes() for _ in range(2)]
    finally:
        del os.environ["CRMLAB_SEED"]
    return folder, versions


@pytest.fixture(scope="module")
def saved(ran):
    return nbformat.reads(ran[1][0].decode("utf-8"), as_version=4)


def test_a_lesson_run_twice_is_the_same_file(ran):
    folder, (first, second) = ran
    assert first == second
    assert [path.name for path in folder.iterdir()] == ["lesson.ipynb"]


def test_what_a_widget_shows_sends_nothing_back(tmp_path, monkeypatch):
    """On the channel where a cell's reply is waited for, it could miss the reply."""
    sent = []
    monkeypatch.setattr(OutputWidget, "send", lambda *words, **more: sent.append(words))
    run_lesson(notebook(tmp_path, PLAY))
    assert sent == []


def test_counts_and_outputs_are_saved_in_order(saved):
    code = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    stream, result = code[0].outputs
    assert stream.text == "1\n2\n"
    assert result.data == {"text/plain": "3"} and result.execution_count == 1


def test_chinese_is_saved_as_chinese(saved):
    marked = '<span lang="zh">占比</span>'
    assert saved.cells[1].source == f"A **share** ({marked})."


def test_a_figure_is_saved_with_its_alt_text(saved):
    (out,) = saved.cells[2].outputs
    assert out.data["text/html"].startswith('<img alt="A line that holds." src="data:')
    assert out.data["text/plain"] == "A line that holds."
    assert "image/png" not in out.data


def test_a_figure_without_alt_text_says_so(saved):
    (out,) = saved.cells[5].outputs
    lacks = ", ".join(alt.TEXT[part] for part in ("alt", "title", "x", "y"))
    assert out.data["text/plain"] == f"This figure still lacks {lacks}."


def test_widgets_and_what_changes_from_run_to_run_are_not_saved(saved):
    assert saved.cells[3].outputs == []
    assert set(saved.metadata) == {"crmlab", "kernelspec", "language_info"}
    assert "version" not in saved.metadata["language_info"]
    assert dict(saved.cells[0].metadata) == {"notes": "3 min."}


def test_it_runs_in_its_folder_in_this_python_offline_on_the_default_company(saved):
    assert saved.cells[4].outputs[0].text == "True True False\nOfflineError\n"


@pytest.mark.parametrize(
    "source, seconds, words",
    [
        ("# why\n1 / 0", 60, "cell 2 (“# why”): ZeroDivisionError: division by zero."),
        (
            "while True:\n    pass",
            2,
            "cell 2 (“while True:”): it ran for more than 2 s",
        ),
        ("import os\nos._exit(1)", 60, "cell 2 (“import os”): its kernel died."),
    ],
)
def test_a_lesson_that_fails_is_left_as_it_was(tmp_path, source, seconds, words):
    path = notebook(tmp_path, "x = 1", source)
    before = json.dumps(json.loads(path.read_bytes())).encode()  # no other writes this
    path.write_bytes(before)
    with pytest.raises(LessonError) as told:
        run_lesson(path, seconds=seconds)
    assert words in str(told.value) and path.name in str(told.value)
    assert path.read_bytes() == before
    assert [other.name for other in tmp_path.iterdir()] == ["lesson.ipynb"]


def test_a_notebook_that_is_missing_or_damaged_is_told(tmp_path):
    with pytest.raises(LessonError, match="There is no notebook"):
        run_lesson(tmp_path / "lesson.ipynb")
    (tmp_path / "lesson.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(LessonError, match="not a notebook that can be read"):
        run_lesson(tmp_path / "lesson.ipynb")


def damaged(path, **changes):
    """Write a notebook of one cell, changed; a change to None takes away."""
    cell = {"cell_type": "code", "source": "1", "metadata": {}, "id": "a"}
    cell = {key: value for key, value in (cell | changes).items() if value is not None}
    form = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    path.write_text(json.dumps({"cells": [cell], **form}), encoding="utf-8")
    return path.read_bytes()


@pytest.mark.parametrize(
    "changes", [{"source": None}, {"more": 1}, {"cell_type": "kode"}, {"id": "a b"}]
)
def test_a_notebook_that_is_not_well_formed_is_told_before_it_runs(tmp_path, changes):
    path = tmp_path / "lesson.ipynb"
    before = damaged(path, **changes)
    with pytest.raises(LessonError, match="not a notebook that can be read"):
        run_lesson(path)
    assert path.read_bytes() == before


def test_what_is_saved_while_it_runs_is_not_lost(tmp_path):
    path = notebook(tmp_path, "open('lesson.ipynb', 'a').write(' ')")
    before = path.read_bytes()
    with pytest.raises(LessonError, match="changed while it ran"):
        run_lesson(path)
    assert path.read_bytes() == before + b" "
    assert list(tmp_path.iterdir()) == [path]


def test_what_running_mends_is_no_fault(tmp_path, recwarn):
    path = tmp_path / "lesson.ipynb"
    damaged(path, id=None, outputs=[{"output_type": "odd"}])
    (cell,) = nbformat.read(run_lesson(path), as_version=4).cells
    assert cell.id and cell.outputs[0].data == {"text/plain": "1"}
    assert not recwarn.list


def test_an_error_without_words_is_told_by_its_name(tmp_path):
    path = notebook(tmp_path, "raise NotImplementedError")
    with pytest.raises(LessonError, match=r": NotImplementedError\. The file is left"):
        run_lesson(path)


@pytest.mark.parametrize("host", ["203.0.113.1", "2001:db8::1", "example.org"])
def test_the_network_is_blocked_in_the_tests(host):
    # A worker of pytest is blocked from its start on, by a copy of the module.
    with pytest.raises(OSError, match=f"switched off.*{host}") as refused:
        socket.create_connection((host, 80), timeout=5)
    assert refused.type.__name__ == offline.OfflineError.__name__


def test_packets_without_a_connection_are_blocked_too():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
        pytest.raises(OSError, match="switched off"),
    ):
        sock.sendto(b"", ("203.0.113.1", 53))


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, server.getsockname()[1]), timeout=5).close()


def test_programs_that_tests_start_are_offline():
    code = "import socket; socket.create_connection(('203.0.113.1', 80), timeout=5)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "OfflineError" in said.stderr


def test_a_notebook_is_saved_as_text_that_diffs_well(ran):
    text = ran[1][0].decode("utf-8")
    assert text.endswith("}\n") and "\r" not in text
    assert json.loads(text)["nbformat_minor"] == 5


def test_hanzi_in_code_links_and_tags_stay_as_they_are():
    text = 'A `茶`, [茶](茶.md), <img alt="茶"> and ~~~\n茶\n~~~'
    assert marked(text) == text
    assert unmarked(marked("A **cup** (茶杯).")) == "A **cup** (茶杯)."
