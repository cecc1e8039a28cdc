"""Each widget of a lesson in JupyterLab, and each control moved.

    python every_widget.py 06 …

It runs from tests/, on the whole lesson; without a number, all lessons. For each widget
it says how many controls there are, moved and seen to change what is shown, and then
whatever is wrong: an error, a control without a name, a page or an output wider than
its place in a window of 1280 pixels. It ends with 1 where something is. The game of
lesson 12 is played by test_game_browser.py; here its lists are only moved, and those
with one option, or with nothing decided yet, may change nothing.
"""

import sys
import tempfile
import time
from pathlib import Path

import nbformat
from chromium import CHROMIUM, FLAGS
from playwright.sync_api import TimeoutError as TooLong
from playwright.sync_api import sync_playwright
from test_browser import ERRORS, FINISHED, IDLE, OPEN, TOKEN, WIDE, end, served

from crmlab.checkout import LESSON_FILES, long_number, number_of

ROOT = Path(__file__).parents[1]
CONTROLS = ".noUi-handle, select:not([disabled])"
# What the widget shows, but for the controls themselves.
SHOWN = """cell => [...cell.querySelectorAll('.jp-OutputArea-output')].map(out =>
    [...out.querySelectorAll('img')].map(i => i.src).join() +
    [...out.querySelectorAll('table, p, h3, pre')].map(t => t.innerText).join()
).join()"""


def looked_at(page, path):
    """Run a lesson, move all of its controls; print them; returns the faults."""
    name = f"notebooks/{path.name}"
    page.evaluate(OPEN, name)
    page.wait_for_function(IDLE, arg=name, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(FINISHED, arg=ERRORS, timeout=240_000)
    faults = page.locator(ERRORS).all_inner_texts()
    cells = page.locator(".jp-CodeCell", has=page.locator(".jupyter-widgets"))
    for place in range(cells.count()):
        cell = cells.nth(place)
        cell.scroll_into_view_if_needed()
        named = "h => h.tagName == 'SELECT' || h.getAttribute('aria-label')"
        controls = cell.locator(CONTROLS)
        first = controls.first.element_handle(timeout=20_000)
        page.wait_for_function(named, arg=first, timeout=20_000)
        count = controls.count()
        words = [what_of(controls.nth(n)) for n in range(count)]
        still = [words[n] for n in range(count) if not moves(cell, n)]
        if not cell.locator("button.jupyter-button").count():  # the game's lists may
            faults += [f"nothing changes: {word}" for word in still]
        faults += [f"no name: {n}" for n, word in enumerate(words) if not word]
        print(f"  {count} controls, {count - len(still)} change: {'; '.join(words)}")
    faults += page.locator(ERRORS).all_inner_texts()
    return faults + page.evaluate(WIDE)


def what_of(control):
    """A control's name, as a screen reader says it."""
    return control.evaluate(
        "c => c.getAttribute('aria-label') || c.labels?.[0]?.innerText || ''"
    )


def moves(cell, place):
    """Move one control by keyboard, to its ends too; whether what is shown changes."""
    changed = False
    is_list = cell.locator(CONTROLS).nth(place).evaluate("c => c.tagName == 'SELECT'")
    for key in ["ArrowDown" if is_list else "ArrowRight", "Home", "End"]:
        before = cell.evaluate(SHOWN)
        cell.locator(CONTROLS).nth(place).press(key)
        changed |= is_another(cell, before)
        if cell.locator(ERRORS).count():
            break  # and leave it there to be seen
    return changed


def is_another(cell, before):
    """Whether within three seconds something else is shown; half a second to settle."""
    for _ in range(30):
        time.sleep(0.1)
        if cell.evaluate(SHOWN) not in ("", before):
            time.sleep(0.5)
            return True
    return False


def put_copies(folder, paths):
    """Lessons without their outputs, so that all that is seen was just made."""
    (folder / "notebooks").mkdir()
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)
        nbformat.write(notebook, folder / "notebooks" / path.name)


def lab_in(playwright, address):
    """JupyterLab's page, loaded."""
    flags = {"executable_path": CHROMIUM, "args": FLAGS.split()}
    chromium = playwright.chromium.launch(**flags)
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/lab?reset&token={TOKEN}")
    page.wait_for_function("() => window.jupyterapp", timeout=60_000)
    page.evaluate("() => jupyterapp.restored.then(() => true)")
    return page


def look_at_all(paths, folder):
    """Say of each lesson what was found; whether all is well."""
    well = True
    put_copies(folder, paths)
    with served(folder) as address, sync_playwright() as playwright:
        page = lab_in(playwright, address)
        for path in paths:
            begun = time.perf_counter()
            print(path.stem, flush=True)
            try:
                faults = looked_at(page, path)
            except TooLong as fault:
                faults = [str(fault).splitlines()[0]]
            for fault in faults:
                print(f"  FAULT {fault}")
            well = well and not faults
            print(f"  {time.perf_counter() - begun:.0f} s", flush=True)
            end(page, address)
        page.context.browser.close()
    return well


if __name__ == "__main__":
    wanted = {long_number(word) for word in sys.argv[1:]}
    lessons = sorted((ROOT / "notebooks").glob(LESSON_FILES))
    chosen = [p for p in lessons if not wanted or number_of(p.stem) in wanted]
    with tempfile.TemporaryDirectory() as room:
        sys.exit(not look_at_all(chosen, Path(room)))
