"""The doctor's checks of Python and its packages. Standard library only."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from crmlab.doctor.text import NOTE, OK, PROBLEM, TEXT

LEAST_PYTHON = (3, 11)
IMPORT_SECONDS = 120

# Where a package is imported under another name than it is installed.
IMPORT_NAMES = {"pyyaml": "yaml", "scikit-learn": "sklearn"}

# Says each name before it tries it: after a crash, the last one said is the culprit.
TRY_IMPORTS = """
import importlib, sys
for name in sys.argv[1:]:
    print(name, flush=True)
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}".splitlines()[0])
        sys.exit(1)
"""


def how_to_mend(root: Path, package: str | None = None) -> str:
    """The command that puts the environment, or one package of it, in order."""
    if Path(sys.prefix, "conda-meta").is_dir():
        one = f"conda install --force-reinstall {package}"
        return one if package else "conda env update --file environment.yml"
    if is_own(root):
        return "uv sync" + f" --reinstall-package {package}" * bool(package)
    again = f"--force-reinstall {package}" if package else "--editable ."
    return f"python -m pip install {again}"


def is_own(root: Path) -> bool:
    """Whether this Python is the one that uv keeps beside the lessons."""
    own = Path(root) / ".venv"
    return own.is_dir() and own.samefile(sys.prefix)


def python(root: Path) -> list[tuple[str, str]]:
    """Python: is it new enough?"""
    version = platform.python_version()
    if sys.version_info >= LEAST_PYTHON:
        return [(OK, TEXT["python"].format(version=version))]
    least = ".".join(map(str, LEAST_PYTHON))
    return [(PROBLEM, TEXT["old_python"].format(version=version, least=least))]


def environment(root: Path) -> list[tuple[str, str]]:
    """The environment: is this the Python into which the course was installed?"""
    package = Path(__file__).resolve().parents[2]
    own = root / ".venv"
    level, text = PROBLEM, "other_course"
    if requirements() is None:
        text = "not_installed"
    elif package == root:
        conda = Path(sys.prefix, "conda-meta").is_dir()
        other = own.is_dir() and not conda and not is_own(root)
        level, text = (NOTE, "other_python") if other else (OK, "environment")
    words = {"prefix": sys.prefix, "package": package, "root": root, "own": own}
    return [(level, TEXT[text].format(**words))]


def packages(root: Path) -> list[tuple[str, str]]:
    """The packages: is each there, and new enough?"""
    findings = []
    for name, least in (requirements() or {}).items():
        words = {"name": name, "least": least, "mend": how_to_mend(root)}
        version = installed_version(name)
        if version is None:
            findings.append((PROBLEM, TEXT["no_package"].format(**words)))
        elif numbers(version) < numbers(least):
            text = TEXT["old_package"].format(version=version, **words)
            findings.append((PROBLEM, text))
        else:
            findings.append((OK, TEXT["package"].format(version=version, **words)))
    return findings


def imports(root: Path) -> list[tuple[str, str]]:
    """The packages: can each be imported? Tried in a process that may crash."""
    tried = {IMPORT_NAMES.get(name, name): name for name in requirements() or {}}
    command = [sys.executable, "-c", TRY_IMPORTS, *tried]
    environ = {**os.environ, "MPLBACKEND": "agg", "PYTHONIOENCODING": "utf-8"}
    words = {"seconds": IMPORT_SECONDS}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=IMPORT_SECONDS,
            env=environ,
            cwd=root / "notebooks",
        )
        said, text = done.stdout, "broken"
        if done.returncode == 0:
            return [(OK, TEXT["imports"])]
    except subprocess.TimeoutExpired as late:
        said, text = late.stdout or b"", "import_timeout"
    lines = said.decode("utf-8", "replace").split("\n")[:-1]
    name = next((tried[line] for line in reversed(lines) if line in tried), "Python")
    words["error"] = "it crashed" if not lines or lines[-1] in tried else lines[-1]
    mend = how_to_mend(root, name)
    return [(PROBLEM, TEXT[text].format(name=name, mend=mend, **words))]


def requirements() -> dict[str, str] | None:
    """Each package that the course needs, with the least version; None if unknown.

    Read from the metadata of the installed course, so that it is said in one place,
    pyproject.toml.
    """
    try:
        lines = metadata.requires("crmlab") or []
    except metadata.PackageNotFoundError:
        return None
    core = (line for line in lines if "extra ==" not in line)
    return dict(re.match(r"([\w.-]+)>=([\w.]+)", line).groups() for line in core)


def installed_version(name: str) -> str | None:
    """The version of an installed package; None if it is missing."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def numbers(version: str) -> tuple[int, ...]:
    """The first three numbers of a version, so that 3.0 and 3.0.0 are the same."""
    found = [int(number) for number in re.findall(r"\d+", version)[:3]]
    return tuple(found + [0] * (3 - len(found)))
