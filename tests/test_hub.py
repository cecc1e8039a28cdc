"""A JupyterHub for a class: the files parse, and `crmlab lab` serves its users."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from nbformat.v4 import new_notebook

from crmlab import cli
from crmlab.checkout import HUB, work_folder

ROOT = Path(__file__).parents[1]
COMMAND = ["crmlab", "lab"]


def test_the_littlest_jupyterhub_starts_crmlab_lab():
    spawner, systemd = SimpleNamespace(), SimpleNamespace()
    c = SimpleNamespace(Spawner=spawner, SystemdSpawner=systemd)
    text = (ROOT / "hub/tljh.py").read_text(encoding="utf-8")
    exec(compile(text, "tljh.py", "exec"), {"get_config": lambda: c})
    program, *rest = spawner.cmd
    assert [Path(program).name, *rest] == COMMAND
    assert set(vars(systemd)) == {"mem_limit", "cpu_limit"}


def test_the_university_s_hub_starts_it_and_keeps_my_work():
    values = yaml.safe_load((ROOT / "hub/values.yaml").read_text(encoding="utf-8"))
    user = values["singleuser"]
    assert user["cmd"] == COMMAND and set(values) == {"singleuser", "cull", "hub"}
    assert set(user["image"]) == {"name", "tag"} and isinstance(
        user["image"]["tag"], str
    )
    kept = Path(user["storage"]["homeMountPath"])
    assert kept.name == work_folder(ROOT).name  # at home, as under any hub
    assert Path(user["extraEnv"]["CRMLAB_CACHE"]).is_relative_to(kept)


@pytest.fixture
def served(tmp_path, monkeypatch):
    """A course that its user may only read, a home, and what a hub would start."""
    course, home, started = tmp_path / "course", tmp_path / "home", []
    for part in ("crmlab", "notebooks"):
        (course / part).mkdir(parents=True)
    (course / "pyproject.toml").touch()
    name = "00_start_here"
    nbformat.write(new_notebook(), course / "notebooks" / f"{name}.ipynb")
    (course / "exercises" / name).mkdir(parents=True)
    nbformat.write(new_notebook(), course / "exercises" / name / f"{name}.ipynb")
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv(HUB, "/user/mei/")
    monkeypatch.setattr(os, "execv", lambda *call: started.append(call))
    monkeypatch.chdir(course)
    return course, home, started


def test_under_a_hub_lab_serves_the_folder_at_home(served):
    course, home, started = served
    assert cli.main(["lab", "--port=8899"]) == 0
    ((program, words),) = started
    assert Path(program).name == "jupyterhub-singleuser"
    assert Path(program).parent == Path(sys.executable).parent
    assert f"--ServerApp.root_dir={home / 'my_work'}" in words
    assert words[-1] == "--port=8899"
    assert (home / "my_work/course.ipynb").is_file()
    assert (home / "my_work/exercises/00_start_here/00_start_here.ipynb").is_file()
    assert not (course / "my_work").exists()


def test_fresh_finds_it_there_too(served, capsys):
    course, home, _ = served
    assert cli.main(["lab"]) == 0 and cli.main(["fresh", "0"]) == 0
    yours = home / "my_work/exercises/00_start_here/00_start_here (yours).ipynb"
    assert yours.is_file()
    assert str(yours.relative_to(home)) in capsys.readouterr().out
