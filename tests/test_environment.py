"""The set-up is said once and is the same everywhere it has to be repeated."""

import json
import platform
import re
import stat
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import rattler
import yaml

import crmlab
from crmlab import cli
from crmlab.checkout import lesson_names, number_of
from crmlab.doctor import installed
from crmlab.teach import concepts
from crmlab.teach.grading import plans

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
SPECS = [spec for spec in CONDA if isinstance(spec, str) and spec != "pip"]
TEST_COMMAND = "uv run --all-extras pytest"


def text(name):
    return (ROOT / name).read_text("utf-8")


def conda_bounds():
    specs = [rattler.MatchSpec(spec) for spec in SPECS]
    return {spec.name.normalized: spec.version for spec in specs}


def test_conda_names_the_same_packages_and_bounds_as_pyproject():
    said = [re.fullmatch(r"([\w-]+)(>=[\d.]+)", d) for d in PROJECT["dependencies"]]
    bounds = {CONDA_NAMES.get(d[1], d[1]): d[2] for d in said}
    assert conda_bounds() == bounds | {"python": PROJECT["requires-python"]}


@pytest.mark.parametrize("spec", SPECS)
def test_conda_accepts_the_version_in_use(spec):
    match = rattler.MatchSpec(spec)
    own = {conda: own for own, conda in CONDA_NAMES.items()}
    name = own.get(match.name.normalized, match.name.normalized)
    here = platform.python_version() if name == "python" else metadata.version(name)
    assert rattler.VersionSpec(match.version).matches(rattler.Version(here))


def test_conda_installs_the_course_itself_from_its_folder():
    assert "pip" in CONDA and CONDA[-1] == {"pip": ["--editable ."]}


def test_the_doctor_holds_to_the_bounds_of_pyproject():
    said = (re.fullmatch(r"([\w-]+)>=([\d.]+)", d) for d in PROJECT["dependencies"])
    assert installed.requirements() == {d[1]: d[2] for d in said}
    least = ">=" + ".".join(map(str, installed.LEAST_PYTHON))
    assert least == PROJECT["requires-python"]


def test_the_package_knows_its_version():
    assert crmlab.__version__ == PROJECT["version"]


def test_the_ci_runs_the_readme_s_test_command():
    assert f"pip install uv && {TEST_COMMAND}" in text("README.md")
    assert re.search(f"^exec {TEST_COMMAND} </dev/null$", text(".ci/run"), re.MULTILINE)
    assert "set -euo pipefail" in text(".ci/run")
    if sys.platform != "win32":
        assert (ROOT / ".ci/run").stat().st_mode & stat.S_IXUSR


def links(name):
    return set(re.findall(r"\]\(([^)#\s]+)", text(name)))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "INSTRUCTORS.md"])
def test_what_a_page_links_to_is_there(name):
    local = [link for link in links(name) if "://" not in link]
    assert [link for link in local if not (ROOT / link).exists()] == []


def test_the_course_map_has_every_lesson_and_links_those_there_are():
    row = r"^\| ([A\d]\d[ab]?) \| .+ \| .+ \|$"
    rows = re.findall(row, text("README.md"), re.MULTILINE)
    numbers = sorted(set(concepts()["lesson"]))
    appendices = [number_of(n) for n in lesson_names(ROOT) if n.startswith("A")]
    assert appendices and rows == numbers + appendices
    there = {f"notebooks/{name}.ipynb" for name in lesson_names(ROOT)}
    assert there and there == {x for x in links("README.md") if "notebooks/" in x}


def test_the_commands_for_derived_files_are_real():
    table = text("CONTRIBUTING.md").split("## Derived files")[1].split("##")[0]
    commands = re.findall(r"`uv run (?:--extra \w+ )?(.+?)`", table)
    assert len(commands) >= 3
    for first, *rest in map(str.split, commands):
        if first == "crmlab":
            assert cli.parser().parse_args(rest).command == rest[0]
        else:
            assert [first, rest[0]] == ["python", "-m"]
            assert (ROOT / rest[1].replace(".", "/") / "__main__.py").is_file()


def test_the_readme_s_python_runs(monkeypatch):
    monkeypatch.delenv("CRMLAB_SEED", raising=False)
    (lines,) = re.findall(r"```python\n(.+?)```", text("README.md"), re.DOTALL)
    names = {}
    exec(lines, names)
    assert len(names["orders"]) and not names["orders"].equals(names["other"])


def commands_of(name):
    found = re.findall(r"\bcrmlab ((?:[a-z]+)\b[^`\n]*)", text(name))
    return [line.split(",")[0].split() for line in found if "crmlab lab`" not in line]


@pytest.mark.parametrize("words", commands_of("INSTRUCTORS.md"), ids=" ".join)
def test_the_commands_for_teachers_are_real(words):
    known, extra = cli.parser().parse_known_args(words)
    assert known.command == words[0] in cli.COMMANDS
    assert words[0] == "lab" or not extra


def test_the_points_for_an_assignment_are_the_exercises():
    pytest.importorskip("nbgrader")
    heads, values = re.findall(
        r"^\| (lesson|points) \| (.+) \|$", text("INSTRUCTORS.md"), re.MULTILINE
    )
    told = dict(zip(heads[1].split(" | "), values[1].split(" | "), strict=True))
    names = sorted(path.name for path in (ROOT / "solutions").glob("*_*"))
    points = {number_of(name): plans.source(number_of(name), ROOT) for name in names}
    there = {number: sum(one.points.values()) for number, one in points.items()}
    wanted = f"INSTRUCTORS.md, Before: {there}"
    assert {n: int(p) for n, p in told.items()} == there, wanted


def test_the_hours_to_teach_and_to_practise_are_the_lessons():
    said = r"about (\d+) hours to teach as a whole and (\d+) to practise"
    told = re.search(said, text("INSTRUCTORS.md")).groups()
    abouts = [
        json.loads((ROOT / f"notebooks/{name}.ipynb").read_text(encoding="utf-8"))
        for name in lesson_names(ROOT)
        if not name.startswith("A")
    ]
    for hours, what in zip(told, ("teach_minutes", "practise_minutes"), strict=True):
        minutes = sum(about["metadata"]["crmlab"][what] for about in abouts)
        assert int(hours) == round(minutes / 60), f"INSTRUCTORS.md, Syllabi: {what}"
