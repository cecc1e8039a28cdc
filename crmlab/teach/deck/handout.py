"""A deck as a PDF to hand out, one slide a page, printed by a browser that is here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from crmlab.checkout import CourseError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
# Where Windows and macOS keep them; they are on no PATH there.
PLACES = (
    "${ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "${ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--virtual-time-budget=20000",  # its own clock: until the slides are laid out
)
SECONDS = 180
TEXT = {
    "no_browser": (
        "A PDF is printed by Chrome, Chromium or Edge, and none of them was found. "
        "Install one, or open {name} in any browser, add ?print-pdf to its address "
        "and print it to a file."
    ),
    "not_printed": "The browser {browser} could not print {name}: {why}",
    "too_long": "it took more than {seconds} seconds",
}


class PrintError(CourseError):
    """No PDF was made; the message says why and what to do."""


def print_pdf(deck: Path, pdf: Path) -> None:
    """Print a deck's file to a PDF, one slide a page.

    Raises PrintError where there is no browser, or where it prints nothing.
    """
    browser = find_browser()
    if browser is None:
        raise PrintError(TEXT["no_browser"].format(name=deck.name))
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *FLAGS, f"--user-data-dir={profile}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # as root, in a container, it needs this
        # Beside it, since a browser in a snap has a /tmp of its own; an older PDF stays
        # until the new one is whole.
        made = pdf.with_suffix(".new.pdf")
        command += [f"--print-to-pdf={made}", f"{deck.resolve().as_uri()}?print-pdf"]
        why = _run(command)
    content = made.read_bytes() if made.is_file() else b""
    if content.rstrip().endswith(b"%%EOF"):
        os.replace(made, pdf)
        return
    made.unlink(missing_ok=True)  # cut off by a full disk
    found = {"browser": browser, "name": deck.name, "why": why}
    raise PrintError(TEXT["not_printed"].format(**found))


def find_browser() -> str | None:
    """The first browser of Chrome's family that is on this machine."""
    on_path = filter(None, map(shutil.which, NAMES))
    installed = filter(os.path.isfile, map(os.path.expandvars, PLACES))
    return next(on_path, None) or next(installed, None)


def _run(command: list[str]) -> str:
    """Let the browser work; what it said last, in a line."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return TEXT["too_long"].format(seconds=SECONDS)
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return said[-1] if said else f"exit code {done.returncode}"
