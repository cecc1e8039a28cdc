"""Where a student's notebook is run: a container, bubblewrap, or a plain process.

In the first two it sees Python, the libraries and the folder of `staging.py`, nothing
else of this machine, and no network. A plain process sees all that the teacher sees;
it is only ended with all that it started, and its answers cannot change a mark either.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path

import crmlab

IMAGE = "crmlab-grading"
MOST = 64_000_000  # bytes that one notebook may tell
MARK = "CRMLAB_GRADING"  # a variable by which a plain process's children are known
# Of the teacher's settings a plain process sees these.
KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "HOME")


@dataclass(frozen=True)
class Limits:
    """For one cell and one notebook in seconds, and for a process in bytes."""

    cell: int = 60
    whole: int = 300
    memory: int = 6 * 2**30


def places() -> list[str]:
    """Where notebooks can be run here, the best first: the last is always "plain"."""
    found = [tool for tool in ("podman", "docker") if _has_image(tool)]
    return [*found, *(["bwrap"] if _bwrap_works() else []), "plain"]


_running: dict[str, tuple] = {}  # {mark: (process, place)}


def end_all() -> None:
    """End whatever `run` has started and not yet ended."""
    for mark, (process, place) in list(_running.items()):
        end(process, place, mark)


def run(task: dict, stage: Path, place: str, limits: Limits) -> list[dict]:
    """Run a notebook, and return what the lines say that came out of it.

    task: `cells`, `takes`, `names`, as `plans.py` makes them. What cannot be read as a
    line of JSON is dropped: nothing that comes out is believed.
    """
    # A notebook gives up at its limit by itself; later, it is ended from outside.
    patience = limits.whole + limits.cell + 60
    mark = uuid.uuid4().hex
    name = task["name"]
    command = COMMANDS[place](stage, name, mark, limits)
    root = "/course" if place != "plain" else str(stage)
    told = task | {
        "folder": f"{root}/my_work/exercises/{name}",
        "seconds": limits.cell,
        "whole": limits.whole,
        "memory": limits.memory,
    }
    variables = {key: os.environ[key] for key in KEPT if key in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=variables | {MARK: mark, "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    _running[mark] = (process, place)
    try:
        return _lines(_read(process, json.dumps(told).encode(), patience))
    finally:
        end(process, place, mark)
        _running.pop(mark, None)


def _read(process, told: bytes, patience: float) -> bytes:
    """What the process writes, up to `MOST` bytes and to the end of its time."""
    late = threading.Timer(patience, process.kill)
    late.daemon = True
    late.start()
    written = bytearray()
    try:
        with contextlib.suppress(OSError):
            process.stdin.write(told)
            process.stdin.close()
        while len(written) < MOST and not written.endswith(b'{"end": true}\n'):
            more = process.stdout.read1(2**16)
            if not more:
                break
            written += more
    finally:
        late.cancel()
    return bytes(written)


def _lines(written: bytes) -> list[dict]:
    found = []
    for line in written.decode("utf-8", errors="replace").split("\n"):
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        found += [told] if isinstance(told, dict) else []
    return found


def end(process: subprocess.Popen, place: str, mark: str) -> None:
    """End the process, and all that it started."""
    if place in ("podman", "docker"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([place, "kill", f"crmlab-{mark}"], timeout=60, **quiet)
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    if place == "plain":
        for other in _marked(mark):
            with contextlib.suppress(Exception):  # it has ended by itself
                other.kill()
    process.stdout.close()
    process.wait(timeout=60)


def _marked(mark: str) -> list:
    """Processes that this one started, also those that left its group."""
    import psutil

    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                found.append(process)
    return found


# --- how each is started --------------------------------------------------------------
def _plain(stage, name, mark, limits):
    return [sys.executable, str(stage / "run" / "running.py")]


def _bwrap(stage, name, mark, limits):
    """A root folder of its own: the system's programs, this Python, and the stage."""
    system = [
        path for path in ("/usr", "/bin", "/lib", "/lib64") if Path(path).exists()
    ]
    files = ["/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"]
    python = dict.fromkeys([sys.base_prefix, sys.prefix])  # each once, in this order
    shown = []
    for path in [*system, *files, *python]:
        shown += ["--ro-bind-try", path, path]
    package = Path(crmlab.__file__).parent
    if package.is_relative_to(sys.prefix):  # an installed course, answers and all
        shown += ["--tmpfs", str(package)]
    return [
        "bwrap",
        *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *("--uid", "1000", "--gid", "1000", "--hostname", "grading"),
        *shown,
        *("--proc", "/proc", "--dev", "/dev"),
        *("--size", str(2**29), "--tmpfs", "/tmp"),
        *("--ro-bind", str(stage), "/course"),
        *("--size", str(2**28), "--tmpfs", f"/course/my_work/exercises/{name}"),
        *("--setenv", "HOME", "/tmp", "--setenv", "PYTHONUTF8", "1"),
        *("--setenv", "PATH", f"{sys.prefix}/bin:/usr/bin:/bin"),
        *("--setenv", "LANG", "C.UTF-8"),
        *("--chdir", "/course"),
        sys.executable,
        "/course/run/running.py",
    ]


def _container(tool):
    def command(stage, name, mark, limits):
        work = f"/course/my_work/exercises/{name}"
        return [
            *(tool, "run", "--rm", "--interactive", "--name", f"crmlab-{mark}"),
            *("--network", "none", "--read-only", "--cap-drop", "ALL"),
            *("--security-opt", "no-new-privileges", "--pids-limit", "256"),
            *("--memory", str(limits.memory), "--memory-swap", str(limits.memory)),
            *("--user", "1000:1000", "--env", "HOME=/tmp"),
            *("--tmpfs", "/tmp:size=512m", "--tmpfs", f"{work}:size=256m,mode=1777"),
            *("--volume", f"{stage}:/course:ro", "--workdir", "/course"),
            *(IMAGE, "python", "/course/run/running.py"),
        ]

    return command


COMMANDS = {
    "podman": _container("podman"),
    "docker": _container("docker"),
    "bwrap": _bwrap,
    "plain": _plain,
}


def _works(command: list[str]) -> bool:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.run(command, timeout=20, **quiet).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _has_image(tool: str) -> bool:
    return bool(shutil.which(tool)) and _works([tool, "image", "inspect", IMAGE])


def _bwrap_works() -> bool:
    command = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"]
    return bool(shutil.which("bwrap")) and _works(command)
