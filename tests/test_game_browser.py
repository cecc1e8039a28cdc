"""A whole year of the game in real JupyterLab, by mouse and by keyboard.

Skipped with a reason where there is no Chromium or no Playwright; in CI that fails.
"""

import json
import re

import nbformat
import pytest
from test_browser import ERRORS, FINISHED, IDLE, TOKEN, ask, served

from crmlab.game import Game

NAME = "game.ipynb"
CELLS = [
    "from crmlab.explore.game import opened, play, year_so_far\n"
    "game = opened(seed=3, scenario='rival', file='my_game.yml', customers=600)",
    "play(year_so_far, game, file='my_game.yml')",
]


# Half a second in which the desk stays as it is, its pictures drawn.
STILL = """async () => {
    const look = () => {
        const desk = document.querySelector('.jp-OutputArea-output .widget-vbox');
        const pictures = desk ? [...desk.querySelectorAll('img')] : [];
        const drawn = pictures.length > 0 && pictures.every(i => i.complete);
        return drawn && desk.offsetHeight + desk.innerHTML;
    };
    const before = look();
    await new Promise(go => setTimeout(go, 500));
    return before && look() === before;
}"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A folder with a notebook of the game, JupyterLab in it; folder and address."""
    folder = tmp_path_factory.mktemp("game")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"name": "python3", "display_name": "Python", "language": "python"}
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, folder / NAME)
    with served(folder) as address:
        yield folder, address


def open_notebook(page, address):
    page.goto(f"{address}/lab/tree/{NAME}?reset&token={TOKEN}")
    page.wait_for_function("() => window.jupyterapp", timeout=60_000)
    page.evaluate("() => jupyterapp.restored.then(() => true)")
    page.wait_for_function(IDLE, arg=NAME, timeout=60_000)


def end_kernels(address):
    for session in json.loads(ask(f"{address}/api/sessions")):
        ask(f"{address}/api/sessions/{session['id']}", "DELETE")


def run_all(page):
    """Run all cells from a fresh kernel on, as a player would by the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(FINISHED, arg=ERRORS, timeout=120_000)
    assert page.locator(ERRORS).all_inner_texts() == []


def stands(page, words, seconds=60):
    """Wait until the desk's heading says so, and nothing on the desk moves."""
    page.locator("h3", has_text=words).first.wait_for(timeout=seconds * 1000)
    page.wait_for_function(IDLE, arg=NAME, timeout=60_000)
    page.wait_for_function(STILL, timeout=60_000)


def play_quarter(page, quarter, key=None):
    """Press the button, by mouse or with a key, and wait for the quarter's page.

    A click is lost where the button moves between press and release, as on a machine
    with too much to do: as a player would, press again if nothing comes of it.
    """
    from playwright.sync_api import TimeoutError as TooLong

    button = page.get_by_role("button", name=f"Play quarter {quarter}")
    button.press(key) if key else button.click()
    try:
        stands(page, f"Quarter {quarter} of 4: profit", 20)
    except TooLong:
        page.wait_for_function(IDLE, arg=NAME, timeout=60_000)
        if button.is_visible():  # while a quarter is played it says so
            button.press("Enter")
        stands(page, f"Quarter {quarter} of 4: profit")


def test_a_whole_year_is_played(browser, room):
    folder, address = room
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    try:
        play_a_year(page, address)
    except Exception:
        print(page.locator("body").inner_text()[-3000:])
        print((folder / "lab.log").read_text(encoding="utf-8")[-3000:])
        raise
    finally:
        page.close()
        end_kernels(address)
    game = Game.load(folder / "my_game.yml")
    assert game.over and game.research == [(1, "survey")]
    first, second, *later = (decision.levers["service"] for decision in game.decisions)
    assert first.dropna().to_dict() == {"A organisation": 0.8}
    assert second.dropna().to_dict() == {"A organisation": 0.8, "newcomers": 1.0}
    # What was chosen just before the button was pressed is what was played.
    assert [each.dropna().to_dict() for each in later] == 2 * [{"A organisation": 0.8}]


def play_a_year(page, address):
    from playwright.sync_api import expect

    open_notebook(page, address)
    run_all(page)
    stands(page, "Quarter 1 of 4")
    assert page.locator(".jp-OutputArea-output img:not([alt])").count() == 0
    group, service, contact = (
        page.get_by_label(label)
        for label in ("decide for", "service, 0 to 1", "kind of contact")
    )

    # by mouse: read, buy, decide, be refused, decide again, play
    page.get_by_label("report", exact=True).select_option("complaints")
    page.locator("th", has_text="per 100 orders").first.wait_for()
    page.get_by_role("button", name="Buy survey").click()
    page.locator("th", has_text="content, %").first.wait_for()
    group.select_option("all groups")
    contact.select_option("partnership")
    page.get_by_role("alert").wait_for()
    assert "budget does not reach" in page.get_by_role("alert").inner_text()
    button = page.get_by_role("button", name="Play quarter 1")
    expect(button).to_be_disabled()
    contact.select_option("as the house")
    expect(button).to_be_enabled(timeout=20_000)
    group.select_option("A organisation")
    service.select_option("0.8")
    page.locator("td", has_text="0.8").first.wait_for()
    play_quarter(page, 1)
    stands(page, "Quarter 2 of 4")

    # by keyboard: a lever with its list, the button with Enter
    expect(service).to_have_value("0.8")  # of A organisation, until the group changes
    group.press("End")  # newcomers
    expect(service).to_have_value("as the house", timeout=20_000)
    service.press("End")
    page.locator("td", has_text=re.compile("^1$")).first.wait_for()
    play_quarter(page, 2, key="Enter")
    button = page.get_by_role("button", name="Play quarter 3")
    expect(button).to_be_focused(timeout=20_000)  # so that keys go on from there

    # the kernel dies; what was played is there again
    page.goto("about:blank")
    end_kernels(address)
    open_notebook(page, address)
    run_all(page)
    stands(page, "Quarter 3 of 4")
    group.select_option("newcomers")
    expect(service).to_have_value("1")  # theirs is shown before it is changed
    service.select_option("as the house")  # and played at once
    for quarter in (3, 4):
        play_quarter(page, quarter)
    stands(page, "The year is over")
