"""The doctor finds what is wrong, says what to do, and never falls over itself."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jupyterlab import labapp

from crmlab import checkout, cli, doctor, lab
from crmlab.doctor import course, installed
from crmlab.doctor.text import NOTE, OK, PROBLEM

ROOT = Path(__file__).parents[1]
BARE = ["__init__", "__main__", "checkout", "cli"]
BARE = [ROOT / f"crmlab/{name}.py" for name in BARE]
BARE += sorted((ROOT / "crmlab/doctor").glob("*.py"))


def problems(findings):
    return [text for level, text in findings if level == PROBLEM]


def ask(*python, path=None, cwd=ROOT):
    """Ask the doctor from outside, as a student does."""
    environ = os.environ | ({"PYTHONPATH": str(path)} if path else {})
    command = [*(python or [sys.executable]), "-m", "crmlab", "doctor"]
    return subprocess.run(
        command, capture_output=True, text=True, env=environ, cwd=cwd, timeout=200
    )


def well(root=None):
    return [(OK, "fine")]


@pytest.fixture
def healthy(monkeypatch):
    """Every slow check is well; a test spoils the one that it is about."""
    monkeypatch.setattr(installed, "imports", well)
    monkeypatch.setattr(course, "NEEDS_PACKAGES", (well,))
    return monkeypatch


def test_here_all_is_well():
    done = ask()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("All is well")
    assert "PROBLEM" not in done.stdout and "pandas 3" in done.stdout


@pytest.mark.parametrize(
    "version, said", [(None, "missing"), ("2.3.3", "2.3.3 is too")]
)
def test_a_package_missing_or_old(healthy, capsys, version, said):
    real = installed.installed_version
    healthy.setattr(
        installed, "installed_version", lambda n: version if n == "pandas" else real(n)
    )
    assert cli.main(["doctor"]) == 1
    shown = capsys.readouterr().out
    line = next(line for line in shown.splitlines() if line.startswith("PROBLEM"))
    assert "pandas" in line and said in line and "3.0.3 or newer. Run: " in line
    assert shown.endswith("1 problem. Mend it as its line says, then ask again.\n")


def test_a_python_without_any_package_gets_advice_not_a_traceback():
    done = ask(sys.executable, "-S")
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    assert "The course is not installed in this Python" in done.stdout
    assert "uv run crmlab doctor" in done.stdout


@pytest.mark.parametrize(
    "fault, said",
    [
        ("raise ImportError('DLL load failed')", "DLL load failed"),
        ("raise SystemExit(0)", "SystemExit"),
        ("import os; os._exit(11)", "it crashed"),
    ],
)
def test_a_package_that_cannot_be_imported_is_named(monkeypatch, tmp_path, fault, said):
    (tmp_path / "ipywidgets.py").write_text(fault)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (found,) = problems(installed.imports(ROOT))
    assert (
        found.startswith("ipywidgets is installed but does not work") and said in found
    )
    assert "Run: " in found


def test_a_broken_package_gets_advice_not_a_traceback(tmp_path):
    (tmp_path / "pandas.py").write_text("raise RuntimeError('half installed')")
    done = ask(path=tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    assert "pandas is installed but does not work" in done.stdout
    assert done.stdout.count("PROBLEM") == 1  # and not what follows from it


def test_an_import_that_hangs_is_stopped_and_named(monkeypatch, tmp_path):
    (tmp_path / "ipywidgets.py").write_text("import time; time.sleep(60)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(installed, "IMPORT_SECONDS", 2)
    (found,) = problems(installed.imports(ROOT))
    assert found.startswith("Importing ipywidgets took over 2 seconds")


def test_an_old_python(healthy):
    healthy.setattr(installed, "LEAST_PYTHON", (3, 99))
    assert "is too old: the course needs 3.99" in problems(doctor.diagnose())[0]


def test_another_python_than_the_course_s_own_is_a_note(healthy, tmp_path):
    (tmp_path / ".venv").mkdir()
    healthy.setattr(installed, "__file__", str(tmp_path / "crmlab/doctor/installed.py"))
    ((level, text),) = installed.environment(tmp_path.resolve())
    assert level == NOTE and f"another time in {tmp_path.resolve() / '.venv'}" in text


def test_a_course_from_another_folder(tmp_path):
    (found,) = problems(installed.environment(tmp_path))
    assert "runs the course from" in found and str(tmp_path) in found


def test_a_kernel_that_belongs_to_another_python(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    monkeypatch.setattr(course, "kernel_prefix", lambda: str(tmp_path))
    (found,) = problems(course.kernel(ROOT))
    assert "would start another Python" in found and "Remove that folder" in found


def test_a_kernel_that_does_not_start(monkeypatch, tmp_path):
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = f'["{Path(sys.executable).as_posix()}", "-c", "raise SystemExit(3)"]'
    (spec / "kernel.json").write_text(f'{{"argv": {argv}, "display_name": "spoilt"}}')
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    (found,) = problems(course.kernel(ROOT))
    assert "kernel does not start" in found and "Run: " in found


def test_widgets_that_jupyterlab_cannot_show(monkeypatch):
    monkeypatch.setattr(course, "WIDGETS", ("no", "such-extension"))
    assert "lacks the part that shows sliders" in problems(course.widgets(ROOT))[0]


def test_missing_and_damaged_data(tmp_path):
    (found,) = problems(course.data(tmp_path))
    assert found.startswith("The data: ") and str(tmp_path / "datasets") in found
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    (tmp_path / "datasets" / "orders.csv.gz").write_bytes(b"half a file")
    (found,) = problems(course.data(tmp_path))
    assert found.startswith("The data: orders.csv.gz") and "damaged" in found
    (tmp_path / "datasets" / "products.csv").unlink()
    (found,) = problems(course.data(tmp_path))
    assert found.startswith("The data have 2 faults. The first: products.csv")


def test_one_line_too_few_is_one_problem(tmp_path):
    """Every table that points to the customer would have a fault of its own."""
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    file = tmp_path / "datasets" / "customers.csv"
    first, _, *rest = file.read_text("utf-8").splitlines(keepends=True)
    file.write_bytes("".join([first, *rest]).encode())
    (found,) = problems(course.data(tmp_path))
    assert found.startswith("The data: customers.csv") and "edited or damaged" in found


def test_the_advice_for_damaged_data_mends_them(tmp_path):
    """It is run as it is typed, in a copy of the course without Git."""
    for part in ("datasets", "crmlab"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "datasets" / "products.csv").write_text("half a file")
    here = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": 200}
    here["env"] = os.environ | {"PYTHONPATH": str(tmp_path)}
    code = "from crmlab.doctor import course, Path; print(course.data(Path('.'))[0][1])"
    said = subprocess.run([sys.executable, "-c", code], **here).stdout.strip()
    advice = said.partition("in the course's folder: ")[2]
    assert advice == "python -m crmlab.datasets"  # no .venv here, so without uv run
    done = subprocess.run([sys.executable, *advice.split()[1:]], **here)
    assert done.returncode == 0, done.stderr
    said = subprocess.run([sys.executable, "-c", code], **here).stdout.strip()
    assert said == "The data are complete and undamaged"


def test_a_company_that_is_not_a_number(monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", "seven")
    (found,) = problems(course.company(ROOT))
    assert "CRMLAB_SEED" in found and "seven" in found


def test_a_company_asked_for(monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", "2025")
    assert [level for level, _ in course.company(ROOT)] == [OK]


@pytest.mark.parametrize("text", ["2025", "many"])
def test_a_student_s_own_company(tmp_path, monkeypatch, text):
    monkeypatch.delenv("CRMLAB_SEED", raising=False)
    (tmp_path / "my_work").mkdir()
    (tmp_path / "my_work/company.txt").write_text(text)
    ((level, said),) = course.company(tmp_path)
    assert level == (OK if text == "2025" else PROBLEM)
    assert ("company 2025" if text == "2025" else "company.txt should hold") in said


def test_no_company_asked_for_is_no_line(monkeypatch):
    monkeypatch.delenv("CRMLAB_SEED", raising=False)
    assert course.company(ROOT) == []


def test_a_missing_font_is_a_note_and_no_fault(healthy, capsys):
    from crmlab import figures

    healthy.setattr(figures, "hanzi_font", lambda: None)
    healthy.setattr(course, "NEEDS_PACKAGES", (course.font,))
    assert cli.main(["doctor"]) == 0
    assert NOTE in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["my_work/00_start_here/random.py", "my_work/crmlab.py", "pandas.py"]
)
def test_a_file_that_hides_a_package(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).touch()
    (tmp_path / name).with_name("mine.py").touch()
    (found,) = problems(course.names(tmp_path))
    stem = Path(name).stem
    assert f"{stem}.py hides the package {stem}" in found


def test_a_file_that_hides_a_package_is_named_and_not_what_follows(tmp_path):
    """Beside such a pandas.py seaborn cannot be imported, and nothing ails it."""
    for part in ("crmlab", "notebooks", "datasets"):
        (tmp_path / part).mkdir()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "notebooks" / "pandas.py").touch()
    code = "from crmlab import cli, doctor; from crmlab.doctor import installed\n"
    code += "installed.environment = lambda root: []; cli.main(['doctor'])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path / "notebooks"
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("PROBLEM")]
    assert len(lines) == 1 and "pandas.py hides the package pandas" in lines[0]


def full(**_):
    """A disk that is full, as a program meets it."""
    raise OSError(28, "No space left on device")


def test_a_folder_that_cannot_be_written(monkeypatch, tmp_path):
    monkeypatch.setattr(checkout.tempfile, "TemporaryFile", full)
    (found,) = problems(course.my_work(tmp_path))
    assert found.startswith(f"Nothing can be saved in {tmp_path / 'my_work'} (No space")
    assert not (tmp_path / "my_work").exists()
    (found,) = problems(course.temporary(tmp_path))
    assert found.startswith("No temporary file can be written in ")


def test_a_file_of_a_megabyte_is_tried_and_gone(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(checkout.os, "fsync", lambda n: written.append(os.fstat(n)))
    assert checkout.why_not_written(tmp_path / "a" / "b") is None
    assert [state.st_size for state in written] == [checkout.ROOM]
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert checkout.why_not_written(tmp_path / "file") is not None


@pytest.fixture
def poor_home(tmp_path, monkeypatch):
    """A home in which nothing can be saved: a file stands where the folder should."""
    home = tmp_path / "home"
    home.touch()
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("JUPYTER_RUNTIME_DIR", raising=False)
    return home


def test_doctor_and_lab_say_the_same_of_a_home(poor_home, monkeypatch, capsys):
    monkeypatch.setattr(labapp, "main", None)
    assert cli.main(["lab"]) != 0
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"JupyterLab cannot keep its own files in {poor_home} (")
    assert said.endswith("JUPYTER_CONFIG_DIR, JUPYTER_DATA_DIR, JUPYTER_RUNTIME_DIR.")
    assert problems(course.home(ROOT)) == [said]
    assert course.kernel(ROOT) == []  # it could not start either: one fault, one line


def test_doctor_and_lab_say_the_same_of_a_full_disk(monkeypatch, capsys):
    monkeypatch.setattr(labapp, "main", None)
    monkeypatch.setattr(lab, "home_fault", lambda: None)
    monkeypatch.setattr(checkout.tempfile, "TemporaryFile", full)
    assert cli.main(["lab"]) != 0
    said = capsys.readouterr().err.strip()
    assert problems(course.my_work(ROOT)) == [said]
    assert "my_work (No space left on device). Make room there" in said


def test_a_check_that_fails_itself_becomes_a_line(healthy):
    def broken(root):
        """The moon: is it up?"""
        raise KeyError("moon")

    healthy.setattr(course, "NEEDS_PACKAGES", (broken, well))
    findings = doctor.diagnose()
    assert problems(findings)[0].startswith("The moon could not be checked. KeyError")
    assert (OK, "fine") in findings


@pytest.mark.parametrize("path", BARE, ids=lambda path: path.stem)
def test_an_old_interpreter_can_read_the_doctor(path):
    ast.parse(path.read_text("utf-8"), feature_version=(3, 8))


DAMAGED = ["", "{", '{"cells": []}', "[1]", "<<<<<<< HEAD\n{}", "[" * 100_000]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_copy_is_found_and_told_how_to_get_a_new_one(tmp_path, text):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/09_loyalty.ipynb").touch()
    mine = tmp_path / "my_work/exercises/09_loyalty/09_loyalty.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text('{"cells": [1]}')
    (mine.parent / "ideas.ipynb").write_text('{"cells": [1]}')
    assert [level for level, _ in course.copies(tmp_path)] == [OK]
    mine.write_text(text)
    (said,) = problems(course.copies(tmp_path))
    assert "09_loyalty.ipynb is damaged" in said
    assert said.endswith("uv run crmlab fresh 09")
    mine.rename(mine.with_name("ideas.ipynb"))
    (said,) = problems(course.copies(tmp_path))
    assert "ideas.ipynb is damaged" in said and "fresh" not in said
