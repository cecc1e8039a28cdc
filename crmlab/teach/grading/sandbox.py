"""Where a student's notebook is run: a container, bubblewrap, or a plain process.

In the first two it sees Python, the libraries and the folder of `staging.py`, nothing
else of this machine, and no network. A plain process sees all that the teacher sees;
it is only ended with all that it started, and its answers cannot change a mark either.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import uuid
from pathlib import Path

from crmlab.teach.grading.staging import work_folder
from crmlab.teach.grading.starting import COMMANDS, Limits, places

__all__ = ["Limits", "end_all", "places", "run"]
MOST = 64_000_000  # bytes that one notebook may tell
TEXT = {
    "not_begun": "no notebook could be started in {place}, where it should have run"
}
MARK = "CRMLAB_GRADING"  # a variable by which a plain process's children are known
# Of the teacher's settings a plain process sees these.
KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "HOME")


_running: dict[str, tuple] = {}  # {mark: (process, place)}


def end_all() -> None:
    """End whatever `run` has started and not yet ended."""
    for mark, (process, place) in list(_running.items()):
        end(process, place, mark)


def run(task: dict, stage: Path, place: str, limits: Limits) -> list[dict]:
    """Run a notebook, and return what the lines say that came out of it.

    task: `cells`, `takes`, `names`, as `plans.py` makes them. What cannot be read as a
    line of JSON is dropped: nothing that comes out is believed. Raises RuntimeError
    where not even a kernel was there: no student's code can bring that about, so it is
    no reason for a mark.
    """
    # A notebook gives up at its limit by itself; later, it is ended from outside.
    patience = limits.whole + limits.cell + 60
    mark = uuid.uuid4().hex
    name = task["name"]
    command = COMMANDS[place](stage, name, mark, limits)
    folder = f"/course/my_work/exercises/{name}"
    if place == "plain":  # a folder of its own here too
        folder = str(work_folder(stage, mark, name))
    told = task | {
        "folder": folder,
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
        lines = _lines(_read(process, json.dumps(told).encode(), patience))
    finally:
        end(process, place, mark)
        _running.pop(mark, None)
    if not any(line.get("begun") is True for line in lines):
        raise RuntimeError(TEXT["not_begun"].format(place=place))
    return lines


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
            text = json.dumps(told, ensure_ascii=False)
            told = json.loads(text.encode("utf-8", "replace"))  # no half emojis
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
