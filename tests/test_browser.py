"""Lessons in real JupyterLab, in a real browser: run, no error, the slider moves.

What lessons and solutions have saved fits a window of 1280 pixels.

The first is run from the top to its widget; of the others, the cells that their first
widget needs: all cells are drawn, which costs more than to run them. That all run, and
what they print, nbval sees, for the kernel is the same; alt texts, test_lessons.py.
Skipped with a reason where there is no Chromium or no Playwright; in CI that fails.
"""

import ast
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from chromium import do_without
from nbformat.v4 import new_code_cell, new_notebook

from crmlab import lab as student_lab
from crmlab.checkout import LESSON_FILES
from crmlab.teach.lint.outputs import PLAY

ROOT = Path(__file__).parents[1]
SETTINGS = {"notebook-extension/tracker": {"windowingMode": "none"}}  # all is drawn
TOKEN = secrets.token_hex()
SECONDS = 240  # for a lesson to run through, on a busy machine


def first_widget(path):
    """Place of the first cell with a slider among a lesson's cells; None without.

    The game of lesson 12 has lists and buttons: test_game_browser.py plays it.
    """
    cells = nbformat.read(path, as_version=4).cells
    here = (
        n
        for n, c in enumerate(cells)
        if c.cell_type == "code" and PLAY.search(c.source) and "slider(" in c.source
    )
    return next(here, None)


def shortened(cells, place):
    """Of a lesson's cells, those that the one at a place needs, it, and the next."""
    kept, wanted = [], set()
    for n in range(place, -1, -1):
        if cells[n].cell_type == "code":
            tree = ast.parse(cells[n].source)
            if n == place or made(tree) & wanted:
                kept.insert(0, cells[n])
                wanted |= {node.id for node in ast.walk(tree) if is_name(node)}
    return kept + cells[place + 1 : place + 2]


def made(tree):
    """Names to which code gives a meaning, or of which it changes a part."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        if isinstance(getattr(node, "ctx", None), ast.Store):
            found |= {part.id for part in ast.walk(node) if is_name(part)}
    return found - {"ax"}  # of the figure at hand


def is_name(node):
    return isinstance(node, ast.Name)


ALL = sorted((ROOT / "notebooks").glob(LESSON_FILES))
LESSONS = [path for path in ALL if first_widget(path) is not None]
PRINTED = "printed.ipynb"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on copies of the lessons, not run; its address.

    The first is whole: below its widget, saved outputs are drawn.
    """
    folder = tmp_path_factory.mktemp("lab")
    (folder / "notebooks").mkdir()
    for path in LESSONS:
        notebook = nbformat.read(path, as_version=4)
        place = first_widget(path)
        if path != LESSONS[0]:
            notebook.cells = shortened(notebook.cells, place)
            place = len(notebook.cells) - 2
        for cell in notebook.cells[: place + 1]:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / "notebooks" / path.name)
    nbformat.write(all_that_is_printed(), folder / "notebooks" / PRINTED)
    with served(folder) as address:
        yield address


def all_that_is_printed():
    """Every table and text that lessons and solutions have saved, in few cells.

    A cell's code takes longer to draw than what it printed, and of more than 50
    outputs JupyterLab leaves out the rest.
    """
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = new_notebook(metadata={"kernelspec": kernel})
    for path in [*ALL, *sorted((ROOT / "solutions").glob("*/*.ipynb"))]:
        cells = nbformat.read(path, as_version=4).cells
        outs = [out for cell in cells for out in cell.get("outputs", [])]
        outs = [out for out in outs if not is_figure(out)]
        notebook.cells += [
            new_code_cell(f"# {path.parent.name} {path.stem}", outputs=outs[n : n + 40])
            for n in range(0, len(outs), 40)
        ]
    return notebook


def is_figure(out):
    return "<img" in out.get("data", {}).get("text/html", "")


@contextmanager
def served(folder):
    """JupyterLab in a folder, as students have it, until the end; its address."""
    places = {
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_DATA_DIR": folder / "data",
        "JUPYTER_RUNTIME_DIR": folder / "runtime",
        "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
        "JUPYTERLAB_SETTINGS_DIR": folder / "settings",
    }
    for name, settings in SETTINGS.items():
        file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.root_dir={folder}", "--ServerApp.ip=127.0.0.1"]
    command += [
        "--LabApp.news_url=None",
        f"--LabApp.app_settings_dir={student_lab.SETTINGS}",
    ]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={TOKEN}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    environment = os.environ | {name: str(place) for name, place in places.items()}
    with open(folder / "lab.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server, folder / "lab.log")
        yield address
    finally:
        stop(server, address)


def wait_for(address, server, log):
    """Wait until JupyterLab answers."""
    for _ in range(120):
        try:
            return ask(f"{address}/api/status")
        except OSError:
            assert server.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.5)
    raise TimeoutError(log.read_text(encoding="utf-8"))


def ask(address, method="GET"):
    key = {"Authorization": f"token {TOKEN}"}
    request = urllib.request.Request(address, method=method, headers=key)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def stop(server, address):
    """Ask JupyterLab to stop, with its kernels; insist if it does not."""
    try:
        ask(f"{address}/api/shutdown", "POST")
        server.wait(20)
    except (OSError, subprocess.TimeoutExpired):
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


ERRORS = '[data-mime-type$="jupyter.error"], [data-mime-type$="jupyter.stderr"]'
FINISHED = """(errors) => {
    const wrong = document.querySelectorAll(errors);
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
    const ran = prompts.map(prompt => /\\[\\d+\\]/.test(prompt.textContent));
    return wrong.length > 0 || (ran.length > 0 && ran.every(Boolean));
}"""


@pytest.fixture(scope="module")
def opened(browser, lab):
    """JupyterLab in the browser, and the addresses that it asks for.

    It is loaded once, for a third of the time of a lesson goes into that.
    """
    page, asked = browser.new_page(viewport={"width": 1280, "height": 900}), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lab}/lab?reset&token={TOKEN}")
    page.wait_for_function("() => window.jupyterapp", timeout=60_000)
    page.evaluate("() => jupyterapp.restored.then(() => true)")
    yield page, asked
    page.close()


OPEN = "path => {jupyterapp.commands.execute('docmanager:open', {path})}"
# Sooner, before the kernel has answered, "Run All" may run nothing.
IDLE = """path => {
    const context = jupyterapp.shell.currentWidget?.context;
    const kernel = context?.sessionContext?.session?.kernel;
    return context?.path === path && context.isReady && kernel?.status === 'idle';
}"""
# What is wider than its place in a window of 1280 pixels.
WIDE = """() => {
    const is = (what, node) => node.scrollWidth > node.clientWidth + 1
        ? [`${what} ${node.scrollWidth} in ${node.clientWidth} px`] : [];
    const all = (what, selector) => [...document.querySelectorAll(selector)]
        .flatMap(node => is(what, node).map(text => {
            const cell = node.closest('.jp-Cell');
            const code = cell?.querySelector('.cm-content')?.textContent ?? '';
            return `${text}: ${code.slice(0, 50)}`;
        }));
    return [...is('page', document.scrollingElement),
        ...all('notebook', '.jp-WindowedPanel-outer, .jp-Notebook'),
        ...all('text', '.jp-MarkdownOutput'),
        ...all('code', '.cm-scroller'),
        ...all('output', '.jp-OutputArea-output, .jp-OutputArea-output pre')];
}"""
# Away with the lesson, unsaved: a page holds one notebook at a time.
CLOSE = "() => {jupyterapp.shell.currentWidget?.dispose()}"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_and_its_slider_redraws_the_figure(opened, lab, path):
    from playwright.sync_api import expect

    page, asked = opened
    try:
        page.evaluate(OPEN, f"notebooks/{path.name}")
        page.wait_for_function(IDLE, arg=f"notebooks/{path.name}", timeout=60_000)
        shown = page.locator(".jp-Notebook .jp-Cell")
        below = shown.nth(first_widget(path) + 1) if path == LESSONS[0] else shown.last
        below.locator(".jp-InputArea").first.click()  # the widget is above
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role(
            "menuitem", name="Run All Above Selected Cell", exact=True
        ).click()
        page.wait_for_function(FINISHED, arg=ERRORS, timeout=SECONDS * 1000)
        assert page.locator(ERRORS).all_inner_texts() == []
        silent = page.locator(".jp-OutputArea-output img:not([alt]), img[alt='']")
        assert silent.count() == 0, "a figure that JupyterLab reads out to nobody"
        widget = page.locator(".jp-OutputArea-output", has=page.locator(".noUi-handle"))
        handle = widget.first.locator(".noUi-handle").first
        page.wait_for_function(
            "handle => handle.getAttribute('aria-label')",
            arg=handle.element_handle(),
            timeout=60_000,
        )  # a screen reader says what the slider is
        picture = widget.first.locator("img")
        before = picture.get_attribute("src", timeout=30_000)
        page.wait_for_function(IDLE, arg=f"notebooks/{path.name}", timeout=60_000)
        handle.press("ArrowRight")
        expect(picture).not_to_have_attribute("src", before, timeout=60_000)
        assert page.evaluate(WIDE) == []
        beyond = [url for url in asked if not url.startswith((lab, "data:", "blob:"))]
        assert beyond == [], "a lesson needs the network"
    finally:
        end(page, lab)


def test_what_lessons_and_solutions_print_needs_no_scrolling_sideways(opened, lab):
    page, _ = opened
    try:
        page.evaluate(OPEN, f"notebooks/{PRINTED}")
        page.wait_for_function(IDLE, arg=f"notebooks/{PRINTED}", timeout=60_000)
        drawn = """count => [...document.querySelectorAll('.jp-CodeCell')].filter(
            cell => cell.querySelector('.jp-OutputArea-output')).length === count"""
        count = len(all_that_is_printed().cells)
        page.wait_for_function(drawn, arg=count, timeout=60_000)
        assert page.evaluate(WIDE) == []
        wider = "out => {out.innerHTML = '<table width=1280></table>'}"
        page.locator(".jp-OutputArea-output").last.evaluate(wider)
        assert page.evaluate(WIDE)  # so it would be seen
    finally:
        end(page, lab)


def end(page, lab):
    """Close what is open, and stop its kernel."""
    page.evaluate(CLOSE)
    for session in json.loads(ask(f"{lab}/api/sessions")):
        ask(f"{lab}/api/sessions/{session['id']}", "DELETE")


def test_there_is_a_lesson_with_a_widget():
    assert LESSONS


def test_in_ci_the_browser_may_not_be_missing(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no browser"):
        do_without("no browser")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        do_without("no browser")
