"""A whole year of the game in real JupyterLab, by mouse and by keyboard.

Skipped with a reason where there is no Chromium or no Playwright; in CI that fails.
"""

import json

import nbformat
import pytest
from test_browser import ERRORS, FINISHED, TOKEN, ask, served

from crmlab.game import Game

CELLS = [
    "from crmlab.explore.game import opened, play, year_so_far\n"
    "game = opened(seed=3, scenario='rival', file='my_game.yml', customers=600)",
    "play(year_so_far, game, file='my_game.yml')",
]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A folder with a notebook of the game, JupyterLab in it; folder and address."""
    folder = tmp_path_factory.mktemp("game")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"name": "python3", "display_name": "Python", "language": "python"}
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, folder / "game.ipynb")
    with served(folder) as address:
        yield folder, address


def open_notebook(page, address):
    page.goto(f"{address}/lab/tree/game.ipynb?reset&token={TOKEN}")
    page.get_by_text("| Idle").first.wait_for(timeout=60_000)


def end_kernels(address):
    for session in json.loads(ask(f"{address}/api/sessions")):
        ask(f"{address}/api/sessions/{session['id']}", "DELETE")


def run_all(page):
    """Run all cells from a fresh kernel on, as a player would by the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(FINISHED, arg=ERRORS, timeout=120_000)
    assert page.locator(ERRORS).all_inner_texts() == []


def stands(page, words):
    """Wait until the desk's heading says so."""
    heading = page.locator("h3", has_text=words).first
    heading.wait_for(timeout=60_000)


def test_a_whole_year_is_played(browser, room):
    from playwright.sync_api import expect

    folder, address = room
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    try:
        open_notebook(page, address)
        run_all(page)
        stands(page, "Quarter 1 of 4")
        assert page.locator(".jp-OutputArea-output img:not([alt])").count() == 0

        # by mouse: read, buy, decide, be refused, decide again, play
        page.get_by_label("report", exact=True).select_option("complaints")
        page.locator("th", has_text="per 100 orders").first.wait_for()
        page.get_by_role("button", name="Buy survey").click()
        page.locator("th", has_text="content, %").first.wait_for()
        page.get_by_label("decide for").select_option("all groups")
        page.get_by_label("kind of contact").select_option("partnership")
        page.get_by_role("alert").wait_for()
        assert "budget does not reach" in page.get_by_role("alert").inner_text()
        button = page.get_by_role("button", name="Play quarter 1")
        assert button.is_disabled()
        page.get_by_label("kind of contact").select_option("as the house")
        page.get_by_label("decide for").select_option("A organisation")
        page.get_by_label("service, 0 to 1").select_option("0.8")
        page.locator("td", has_text="0.8").first.wait_for()
        button.click()
        stands(page, "Quarter 1 of 4: profit")
        stands(page, "Quarter 2 of 4")

        # by keyboard: a lever with its list, the button with Enter
        page.get_by_label("decide for").press("End")  # newcomers
        page.get_by_label("service, 0 to 1").press("End")
        page.get_by_role("button", name="Play quarter 2").press("Enter")
        stands(page, "Quarter 2 of 4: profit")

        # the kernel dies; what was played is there again
        end_kernels(address)
        page.goto("about:blank")
        open_notebook(page, address)
        run_all(page)
        stands(page, "Quarter 3 of 4")
        page.get_by_label("decide for").select_option("newcomers")
        service = page.get_by_label("service, 0 to 1")
        expect(service).to_have_value("1")  # theirs is shown before it is changed
        service.select_option("as the house")
        for quarter in (3, 4):
            page.get_by_role("button", name=f"Play quarter {quarter}").click()
            stands(page, f"Quarter {quarter} of 4: profit")
        stands(page, "The year is over")
    finally:
        page.close()
        end_kernels(address)
    game = Game.load(folder / "my_game.yml")
    assert game.over and game.research == [(1, "survey")]
    first, second = (decision.levers["service"] for decision in game.decisions[:2])
    assert first["A organisation"] == 0.8
    assert second["newcomers"] == 1.0 and second["A organisation"] == 0.8
