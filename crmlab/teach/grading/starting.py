"""How a notebook's run is started in a container, in bubblewrap, as a plain process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import crmlab

IMAGE = "crmlab-grading"


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


def _plain(stage, name, mark, limits):
    return [sys.executable, str(stage / "run" / "running.py")]


def _bwrap(stage, name, mark, limits):
    """A root folder of its own: the system's programs, this Python, and the stage."""
    return [
        *("bwrap", *_bwrap_shows()),
        *("--ro-bind", str(stage), "/course"),
        *("--size", str(2**28), "--tmpfs", f"/course/my_work/exercises/{name}"),
        *("--setenv", "HOME", "/tmp", "--setenv", "PYTHONUTF8", "1"),
        *("--setenv", "PATH", f"{sys.prefix}/bin:/usr/bin:/bin"),
        *("--setenv", "LANG", "C.UTF-8"),
        *("--chdir", "/course"),
        *(sys.executable, "/course/run/running.py"),
    ]


def _bwrap_shows() -> list[str]:
    """What is there but the stage; /tmp first, since Python may be below it."""
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
        *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *("--uid", "1000", "--gid", "1000", "--hostname", "grading"),
        *("--size", str(2**29), "--tmpfs", "/tmp"),
        *shown,
        *("--proc", "/proc", "--dev", "/dev"),
    ]


def _container(tool):
    def command(stage, name, mark, limits):
        work = f"/course/my_work/exercises/{name}"
        return [
            *(tool, "run", "--rm", "--interactive", "--name", f"crmlab-{mark}"),
            *("--network", "none", "--read-only", "--cap-drop", "ALL"),
            *("--security-opt", "no-new-privileges", "--security-opt", "label=disable"),
            *("--pids-limit", "256"),
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
    """Whether this Python starts in it, too."""
    command = ["bwrap", *_bwrap_shows(), sys.executable, "-c", "import jupyter_client"]
    return bool(shutil.which("bwrap")) and _works(command)
