"""Formgrader and feedback in a real browser: nothing that a student wrote runs there.

Skipped with a reason where there is no Chromium or no Playwright; in CI that fails.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from handed_in import cell_of, exercises, hand_in, text_after
from test_grading_kit import HTML, MARKDOWN, MEMO_CELL, NAME, SCRIPT, SVG, WORDS

from crmlab.teach.grading import grade as grading
from crmlab.teach.grading import gradebook, sandbox

pytest.importorskip("nbgrader")
ROOT = Path(__file__).resolve().parents[1]
TOKEN = secrets.token_hex()
OUTPUTS = [
    *({"output_type": "display_data", "data": {"text/html": html}} for html in HTML),
    {"output_type": "display_data", "data": {"image/svg+xml": SVG}},
    {"output_type": "display_data", "data": {"text/markdown": SCRIPT}},
    {"output_type": "display_data", "data": {"application/javascript": "alert(1)"}},
]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A graded copy that tries whatever a page could do."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "solutions" / NAME, root / "solutions" / NAME)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    notebook = exercises(ROOT, NAME)
    for text in MARKDOWN:
        text_after(notebook, "E0-1-check", text)
    cell_of(notebook, MEMO_CELL).source = f"{SCRIPT}\n{WORDS}\n[look](javascript:x)"
    hand_in(root, "li", NAME, notebook)
    told = [{"cell": 0, "outputs": OUTPUTS}, {"end": True}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run", lambda *task: told)
        patch.setattr(grading.staging, "stage", lambda folder, *names: folder)
        grading.grade(root, "00", place="plain")
    return root


@pytest.fixture(scope="module")
def server(course):
    """A Jupyter server with the formgrader, in the course's folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "JUPYTER_CONFIG_DIR": str(course / "config"),
        "JUPYTER_DATA_DIR": str(course / "data"),
        "JUPYTER_RUNTIME_DIR": str(course / "runtime"),
    }
    command = [sys.executable, "-m", "jupyter", "server", "--allow-root"]
    command += ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={course}"]
    extension = {"nbgrader.server_extensions.formgrader": True}
    command += [f"--ServerApp.jpserver_extensions={extension}"]
    running = subprocess.Popen(
        command,
        cwd=course,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2)
            break
        except OSError:
            time.sleep(0.25)
    yield address
    running.terminate()
    running.wait(timeout=30)


def looked_at(browser, address):
    """What a page did by itself, and when each of its links "look" was clicked."""
    page = browser.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    for look in page.get_by_text("look", exact=True).all():
        look.click(timeout=2000, force=True, no_wait_after=True)
    page.wait_for_timeout(300)
    text, title = page.locator("body").inner_text(), page.title()
    posted = [url for method, url in asked if method != "GET"]
    page.close()
    return {"text": text, "title": title, "posted": posted, "said": errors}


def nothing_ran(found):
    return found["title"] != "taken" and not found["posted"] and not found["said"]


def test_nothing_runs_in_the_formgrader(browser, server, course):
    with gradebook.gradebook(course) as book:
        id = book.find_submission_notebook(NAME, NAME, "li").id
    found = looked_at(browser, f"{server}/formgrader/submissions/{id}/?token={TOKEN}")
    assert nothing_ran(found)
    assert found["text"].count("<script>") > 10 and WORDS in found["text"]


def test_nothing_runs_in_the_feedback(browser, course):
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join([beside, os.environ.get("PATH", "")])
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", NAME]
    done = subprocess.run(
        command, cwd=course, env={**os.environ, "PATH": path}, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-800:]
    (page,) = course.glob(f"feedback/li/{NAME}/*")  # no record: it has the flags
    found = looked_at(browser, page.as_uri())
    assert nothing_ran(found) and found["text"].count("<script>") > 10


def test_the_same_page_runs_where_nobody_makes_it_safe(browser, tmp_path):
    """Else the two tests before could not fail."""
    from nbconvert import HTMLExporter

    cell = nbformat.v4.new_code_cell("1")
    cell.outputs = [nbformat.from_dict(out | {"metadata": {}}) for out in OUTPUTS[:2]]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    file = tmp_path / "raw.html"
    file.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    assert not nothing_ran(looked_at(browser, file.as_uri()))
