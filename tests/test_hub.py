"""A JupyterHub for a class: the files parse, and `crmlab lab` serves its users."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
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


# --- a real hub, where jupyterhub and its proxy are installed -------------------------
USERS = ["mei", "li", "wu", "anna", "chen"]
KEY = "a-key-of-this-test-alone-0123456789"
CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{home}/{{username}}"
c.Spawner.cmd = ["{crmlab}", "lab"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 500
c.JupyterHub.services = [{{"name": "test", "api_token": "{key}"}}]
scopes = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles = [{{"name": "test", "services": ["test"], "scopes": scopes}}]
"""


@pytest.fixture
def hub(tmp_path):
    """A JupyterHub on this machine; gives what asks it."""
    pytest.importorskip("jupyterhub", reason="jupyterhub is not installed here")
    if shutil.which("configurable-http-proxy") is None:
        pytest.skip("configurable-http-proxy is not installed here (npm)")
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    (tmp_path / "home").mkdir()
    beside = Path(sys.executable).with_name("crmlab")
    words = {"ports": ports, "home": tmp_path / "home", "crmlab": beside, "key": KEY}
    (tmp_path / "config.py").write_text(CONFIG.format(**words))
    command = [sys.executable, "-m", "jupyterhub", "-f", str(tmp_path / "config.py")]
    address = f"http://127.0.0.1:{ports[0]}"

    def ask(method, path):
        headers = {"Authorization": f"token {KEY}"}
        body = b"{}" if method == "POST" else None
        request = urllib.request.Request(address + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=500) as answer:
            return json.loads(answer.read() or "null")

    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
    try:
        wait_for(lambda: ask("GET", "/hub/api/"))
        yield ask
    finally:
        running.terminate()  # it ends its users' servers and its proxy
        running.wait(timeout=120)


def wait_for(asked, seconds=400):
    """What is asked for, as soon as there is an answer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := asked():
                return found
        except OSError:
            pass
        time.sleep(1)
    raise TimeoutError


@pytest.mark.timeout(900)
def test_five_users_come_at_once_and_each_has_the_course(hub):
    for user in USERS:
        hub("POST", f"/hub/api/users/{user}")
        hub("POST", f"/hub/api/users/{user}/server")
    for user in USERS:
        wait_for(lambda user=user: hub("GET", f"/hub/api/users/{user}")["server"])
        listed = hub("GET", f"/user/{user}/api/contents/exercises")["content"]
        assert len(listed) >= 13
        page = hub("GET", f"/user/{user}/api/contents/course.ipynb")
        assert "CRM Lab" in json.dumps(page["content"])
