"""The commands do what they promise, and say what to do where they cannot."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from jupyterlab import labapp
from nbformat.v4 import new_notebook

from crmlab import checkout, cli, lab, my_work
from crmlab.datasets import DataError
from crmlab.teach import copies, run


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A checkout with two lessons, in which the command is given."""
    for part in ("crmlab", "notebooks"):
        (tmp_path / part).mkdir()
    (tmp_path / "pyproject.toml").touch()
    for name in ("00_start_here", "03_segmentation"):
        nbformat.write(new_notebook(), tmp_path / "notebooks" / f"{name}.ipynb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_alone_it_shows_all_commands_those_for_students_first(capsys):
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    places = [shown.index(f"\n  {name} ") for name in sum(cli.GROUPS.values(), ())]
    assert places == sorted(places) and len(places) == len(cli.COMMANDS)
    assert max(map(len, shown.splitlines())) <= 80


def test_python_m_crmlab_is_the_same():
    command = [sys.executable, "-m", "crmlab", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.startswith("usage: crmlab")


def test_importing_crmlab_and_its_commands_is_quick():
    code = "import crmlab, crmlab.cli, crmlab.doctor, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    heavy = {"numpy", "pandas", "matplotlib", "jupyterlab", "yaml", "nbformat"}
    assert not heavy & set(done.stdout.split())


def test_reading_tables_does_without_the_simulation():
    code = "import sys; from crmlab.datasets import load; load('orders'); "
    code += "print(*sys.modules); from crmlab.company import simulate"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    heavy = {"scipy", "matplotlib", "crmlab.company.simulation"}
    assert "pandas" in done.stdout and not heavy & set(done.stdout.split())
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["new", "grade"])
@pytest.mark.parametrize("is_full", ["course", "temporary"])
def test_a_full_disk_is_said_before_nbgrader_starts(
    course, monkeypatch, capsys, tmp_path_factory, command, is_full
):
    folders = {"course": course, "temporary": tmp_path_factory.mktemp("temporary")}
    monkeypatch.setattr("tempfile.tempdir", str(folders["temporary"]))
    full = {folders[is_full]: "No space left on device"}
    monkeypatch.setattr(checkout, "why_not_written", full.get)
    assert cli.main([command, "3"]) == 2
    said = capsys.readouterr().err.strip()
    assert f" in {folders[is_full]} (No space left on device). Make room" in said
    assert ("TMPDIR" in said) == (is_full == "temporary") and "\n" not in said


def test_a_disk_that_is_full_while_writing_is_told_with_the_file(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")  # names no file

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left on device.*03.ipynb"):
        copies.put(b"", tmp_path / "03.ipynb")


@pytest.mark.parametrize(
    "named, said",
    [
        ((), "left on the disk. Make room"),
        (("a.csv",), "left on the disk for a.csv. Make room"),
        (("a.csv", None, "to/a.csv"), "left on the disk for to/a.csv. Make room"),
    ],
)
def test_a_full_disk_is_told_with_the_file_where_one_is_known(
    monkeypatch, capsys, named, said
):
    def full(_):
        raise OSError(28, "No space left on device", *named)

    monkeypatch.setitem(cli.COMMANDS["run"].COMMANDS, "run", full)
    assert cli.main(["run", "00"]) == 1
    assert said in capsys.readouterr().err


def test_a_company_that_cannot_be_kept_is_told_in_a_sentence(monkeypatch, capsys):
    def make(_):
        raise DataError("The company could not be kept.")

    monkeypatch.setitem(cli.COMMANDS["grade"].COMMANDS, "grade", make)
    assert cli.main(["grade", "3"]) == 1
    assert capsys.readouterr().err == "The company could not be kept.\n"


def test_without_nbgrader_the_command_is_given_that_brings_it(monkeypatch, capsys):
    class Missing:
        def find_spec(self, name, *_):
            if name.partition(".")[0] == "nbgrader":
                raise ModuleNotFoundError(f"No module named {name!r}", name="nbgrader")

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    for name in [name for name in sys.modules if name.partition(".")[0] == "nbgrader"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.chdir(Path(__file__).parents[1])
    assert cli.main(["new", "00"]) == 1
    assert "uv run --extra grading crmlab new" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["3", "03", "03_segmentation"])
def test_a_lesson_is_found_by_its_number_or_name(course, word):
    found = checkout.find_lesson(course, word)
    assert found == course / "notebooks" / "03_segmentation.ipynb"


@pytest.mark.parametrize("word", ["8a", "8A", "08A", "08a_measuring"])
def test_half_a_lesson_is_found_too(course, word):
    for name in ("08a_measuring", "08b_raising"):
        nbformat.write(nbformat.v4.new_notebook(), course / f"notebooks/{name}.ipynb")
    names = checkout.lesson_names(course)
    assert checkout.find_lesson(course, word).stem == "08a_measuring"
    assert names.index("08a_measuring") == names.index("08b_raising") - 1


@pytest.mark.parametrize(("long", "short"), [("03", "3"), ("08a", "8a"), ("A1", "A1")])
def test_numbers_of_lessons_are_long_in_files_and_short_in_exercises(long, short):
    assert checkout.long_number(short) == checkout.long_number(long) == long
    assert checkout.short_number(long) == short


@pytest.mark.parametrize("word", ["A1", "a1", "A1_your_own_orders"])
def test_an_appendix_is_found_too_and_comes_last(course, word):
    for name in ("A1_your_own_orders", "A2_at_scale"):
        nbformat.write(nbformat.v4.new_notebook(), course / f"notebooks/{name}.ipynb")
    assert checkout.find_lesson(course, word).stem == "A1_your_own_orders"
    assert checkout.lesson_names(course)[-1] == "A2_at_scale"


def test_a_lesson_is_found_by_its_path(course):
    path = "notebooks/00_start_here.ipynb"
    assert checkout.find_lesson(course, path) == (course / path).resolve()


@pytest.mark.parametrize("word", ["7", "segments", "33"])
def test_run_answers_an_unknown_lesson_with_those_there_are(course, capsys, word):
    assert cli.main(["run", word]) == 2
    said = capsys.readouterr().err
    assert word in said and "There are: 00_start_here, 03_segmentation." in said


def test_run_says_that_there_is_no_such_file(course, capsys):
    assert cli.main(["run", "other.ipynb"]) == 2
    assert "no notebook other.ipynb" in capsys.readouterr().err


def test_run_says_which_cell_failed(course, capsys):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, course / "notebooks" / "00_start_here.ipynb")
    assert cli.main(["run", "0"]) == 1
    said = capsys.readouterr().err
    assert "00_start_here.ipynb, cell 1" in said and "ZeroDivisionError" in said


def test_new_answers_an_unknown_lesson_with_those_there_are(course, capsys):
    (course / "solutions" / "03_segmentation").mkdir(parents=True)
    (course / "solutions" / "03_segmentation" / "03_segmentation.ipynb").touch()
    assert cli.main(["new", "7"]) == 1
    assert "for 7" in (said := capsys.readouterr().err) and "03_segmentation" in said


@pytest.mark.parametrize("word", ["3", "03", "03_a", "solutions/03_a/03_a.ipynb", None])
def test_new_makes_the_copies_asked_for(course, monkeypatch, capsys, word):
    asked = []

    def make(root, lesson):
        asked.append(lesson)
        return [root / "exercises" / "03_a.ipynb"]

    monkeypatch.setattr(copies, "make_student_copies", make)
    assert cli.main(["new", *filter(None, [word])]) == 0
    wanted = {"3": "3", "03": "03", None: None}.get(word, "03_a")
    made = f"made {Path('exercises/03_a.ipynb')}\n"
    assert asked == [wanted] and capsys.readouterr().out == made


def test_the_course_is_found_from_a_folder_within_it(course):
    deep = course / "my_work" / "deep"
    deep.mkdir(parents=True)
    assert checkout.find_checkout(deep) == course.resolve()


@pytest.mark.parametrize("command", ["lab", "doctor", "new", "run 0"])
def test_outside_the_course_it_says_what_to_do(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    assert cli.main(command.split()) != 0
    shown = "".join(capsys.readouterr())
    assert "Open a terminal in the folder that you cloned" in shown


def test_run_looks_up_every_lesson_before_it_runs_one(course, monkeypatch, capsys):
    ran = []
    monkeypatch.setattr(run, "run_lesson", ran.append)
    assert cli.main(["run", "0", "9"]) == 2 and ran == []
    assert cli.main(["run", "0", "3"]) == 0
    assert [path.name[:2] for path in ran] == ["00", "03"]


def test_lab_opens_the_students_own_folder(course, monkeypatch, capsys):
    told = []
    monkeypatch.setattr(labapp, "main", told.extend)
    monkeypatch.setattr(lab, "is_root", lambda: True)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    assert cli.main(["lab", "--no-browser", "--port", "8899"]) == 0
    assert f"--ServerApp.root_dir={course.resolve() / 'my_work'}" in told
    assert "--LabApp.default_url=/lab/tree/course.ipynb" in told
    assert told[-3:] == ["--no-browser", "--port", "8899"]
    said = capsys.readouterr().out
    assert "--allow-root" in told and "You are root" in said
    assert f"to work in: {Path('my_work/notebooks/00_start_here.ipynb')}" in said
    assert os.environ["JUPYTER_PREFER_ENV_PATH"] == "1"


def test_a_teacher_may_open_the_whole_course(course, monkeypatch):
    told = []
    monkeypatch.setattr(labapp, "main", told.extend)
    assert cli.main(["lab", "--whole-course"]) == 0
    assert f"--ServerApp.root_dir={course.resolve()}" in told
    assert "--whole-course" not in told and not (course / "my_work").exists()


def test_lab_opens_a_lesson_by_its_number(course, monkeypatch, capsys):
    told = []
    monkeypatch.setattr(labapp, "main", told.extend)
    assert cli.main(["lab", "3", "--no-browser"]) == 0
    assert "--LabApp.default_url=/lab/tree/notebooks/03_segmentation.ipynb" in told
    assert cli.main(["lab", "7"]) == 2
    assert "There are: 00_start_here, 03_segmentation." in capsys.readouterr().err


def test_a_mistyped_command_is_told_the_nearest(capsys):
    with pytest.raises(SystemExit):
        cli.main(["lba"])
    assert "did you mean lab?" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["lab", "--help"])
    said = capsys.readouterr().out
    assert "--no-browser" in said and "--port" in said


def test_lab_sends_a_bare_python_to_the_doctor(course):
    command = [sys.executable, "-S", "-m", "crmlab", "lab"]
    environ = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, env=environ)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "lacks a part of the course" in done.stderr and "doctor" in done.stderr


def test_lab_says_when_copies_cannot_be_saved(course, monkeypatch, capsys):
    def refuse(root):
        raise PermissionError(13, "Permission denied", str(root / "my_work"))

    monkeypatch.setattr(my_work, "give", refuse)
    assert cli.main(["lab"]) == 1
    said = capsys.readouterr().err
    assert "my_work (Permission denied)" in said and "crmlab doctor" in said


def test_only_root_is_allowed_root(course):
    assert "--allow-root" not in lab.jupyter_arguments(course)


def test_other_commands_refuse_what_they_do_not_know(capsys):
    with pytest.raises(SystemExit):
        cli.main(["doctor", "--fast"])
    assert "not understood: --fast" in capsys.readouterr().err


@pytest.mark.timeout(90)
def test_lab_opens_the_course_map_in_a_real_server(course):
    """A real server: started as a student does, asked, and stopped."""
    home = {name: str(course / "home") for name in ("JUPYTER_CONFIG_DIR", "IPYTHONDIR")}
    home |= {"JUPYTER_RUNTIME_DIR": str(course / "home")}
    command = [sys.executable, "-m", "crmlab", "lab", "--no-browser", "--port"]
    command += [str(free_port()), "--ip", "127.0.0.1", "--IdentityProvider.token="]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | home
    ) as server:
        try:
            lines = iter(server.stdout.readline, b"")
            shown = (re.search(rb"http://127\S+", line) for line in lines)
            address = next(found[0].decode() for found in shown if found)
            page = get(address)
            listed = json.loads(get(re.sub("/lab/.*", "/api/contents/", address)))
        finally:
            server.terminate()
    assert address.endswith("/lab/tree/course.ipynb")
    assert '"news": {"disabled": true}' in page
    names = {entry["name"] for entry in listed["content"]}
    assert names == {"course.ipynb", "notebooks", "with_outputs"}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def get(address):
    """What is at the address, once the server answers there."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return answer.read().decode("utf-8")
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {address}")
