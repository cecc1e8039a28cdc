"""The course starts where people really keep it, under the system they really have."""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

import platformdirs
import pytest

import crmlab
from crmlab import datasets

ROOT = Path(__file__).parents[1]
FOLDER = Path("课程 文件 夹", "客户 关系")
# Built from the project's own settings, in the folder in which it is run.
BUILD = "from hatchling import build; print(build.build_editable('.'))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A checkout in a folder with Chinese letters, installed as `uv sync` does it."""
    course = tmp_path_factory.mktemp("places") / FOLDER
    (course / "crmlab").mkdir(parents=True)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, course / name)
    shutil.copy(ROOT / "crmlab" / "__init__.py", course / "crmlab")
    build = {"capture_output": True, "text": True, "check": True, "cwd": course}
    done = subprocess.run([sys.executable, "-c", BUILD], **build)
    venv.create(course / ".venv", symlinks=os.name != "nt")
    site = next((course / ".venv").rglob("site-packages"))
    zipfile.ZipFile(course / done.stdout.strip()).extractall(site)
    return course


def run(course, code, folder, env=None):
    """Run code with the course's own Python, from another folder."""
    windows = course / ".venv" / "Scripts" / "python.exe"
    python = windows if windows.exists() else course / ".venv" / "bin" / "python"
    told = {"capture_output": True, "encoding": "utf-8", "cwd": folder}
    return subprocess.run([python, "-c", code], env=env or plain(), **told)


def plain():
    """This environment, without what the tests put on Python's path."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def chinese_windows(tmp_path_factory):
    """The environment of a Chinese Windows: GBK, but for the names of files."""
    if sys.platform != "linux" or not shutil.which("localedef"):
        pytest.skip("only Linux with localedef can make a locale in GBK")
    place = tmp_path_factory.mktemp("locales")
    make = ["localedef", "-i", "zh_CN", "-f", "GBK", str(place / "zh_CN.GBK")]
    done = subprocess.run(make, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"the Debian package locales is missing: {done.stderr.strip()}")
    # As Windows does, PYTHONUTF8 keeps the names of files out of the locale.
    return plain() | {"LOCPATH": str(place), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "1"}


def test_python_starts_in_a_chinese_folder_on_a_chinese_windows(
    installed, chinese_windows, tmp_path
):
    """Python reads .pth files in the locale's encoding, up to 3.12."""
    code = "import crmlab, locale; print(locale.getencoding(), crmlab.__file__)"
    done = run(installed, code, tmp_path, chinese_windows)
    assert done.stderr == ""
    assert done.stdout.strip() == f"GBK {installed / 'crmlab' / '__init__.py'}"


def test_the_folder_stands_in_no_file_that_is_read_in_the_system_s_encoding(installed):
    site = next((installed / ".venv").rglob("site-packages"))
    read = {file.name: file.read_bytes() for file in site.glob("*.pth")}
    assert "_crmlab_folder.pth" in read
    assert all(text.isascii() for text in read.values())


def test_a_module_added_to_the_course_is_found_at_once(installed, tmp_path):
    (installed / "crmlab" / "pulled.py").write_text("NEW = 1")
    done = run(installed, "import crmlab.pulled as p; print(p.NEW)", tmp_path)
    assert done.stdout.strip() == "1", done.stderr


def test_a_folder_called_crmlab_does_not_hide_the_course(installed, tmp_path):
    """As where somebody clones the course, and works one folder up."""
    (tmp_path / "crmlab").mkdir()
    done = run(installed, "import crmlab; print(crmlab.__version__)", tmp_path)
    assert done.stdout.strip() == crmlab.__version__, done.stderr


def test_the_tests_keep_their_companies_out_of_the_user_s_cache():
    kept = datasets.places.cache_folder(7, 300).parent
    assert kept.parent == Path(tempfile.gettempdir()).absolute()
    assert not kept.is_relative_to(platformdirs.user_cache_path())
