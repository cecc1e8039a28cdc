"""Figures and the widget of the lifetime lesson: drawn right, said in words, quick."""

import re
import time

import numpy as np
import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab import figures
from crmlab.explore import lifetime as explore
from crmlab.figures import lifetime as draw
from crmlab.lifetime import BetaGeoModel

TITLE = "What it shows"
HILL = pd.DataFrame(
    -((np.arange(-5, 6)[:, None] - 1) ** 2) - np.arange(-3, 4) ** 2 / 2,
    index=pd.Index(np.arange(11) / 10, name="r"),
    columns=pd.Index(np.arange(7) * 1.0, name="alpha"),
)
CHANCES = {
    "busy": pd.Series([1, 0.9, 0.8], [0, 1, 2]),
    "quiet": pd.Series([1, 1.0, 0.31], [0, 1, 2]),
}
ORDERS = {"busy": [1, 2], "quiet": []}
CAME = pd.DataFrame(
    {"came": [2.0, 5], "BG/NBD": [1.5, 4], "last half-year": [4.0, 9.25]},
    pd.Index(["few", "many"], name="tenth"),
)
PLOTS = {
    "likelihood_hill": lambda: draw.likelihood_hill(HILL, title=TITLE),
    "alive_over_time": lambda: draw.alive_over_time(CHANCES, ORDERS, title=TITLE),
    "foretold_and_came": lambda: draw.foretold_and_came(CAME, title=TITLE, y="orders"),
}
SAID = {
    "likelihood_hill": "The top is at alpha 3.00, r 0.60",
    "alive_over_time": "busy: 2 orders, the last in week 2; 80% at the end; quiet: 0",
    "foretold_and_came": "many: came 5.0, BG/NBD 4.0, last half-year 9.2",
}


@pytest.fixture(scope="module")
def model():
    found = BetaGeoModel()
    found.params_ = pd.Series([0.93, 5.6, 0.98, 7.7], ["r", "alpha", "a", "b"])
    return found


@pytest.mark.parametrize("name", PLOTS)
def test_a_figure_lacks_nothing_and_its_words_hold_its_numbers(name):
    assert_told(PLOTS[name](), TITLE, SAID[name])


def test_every_figure_of_the_lesson_is_tried_here():
    assert {*PLOTS, "dashboard"} == set(draw.__all__)


def test_the_lines_of_a_hill_stand_below_its_one_top():
    ax = draw.likelihood_hill(HILL, title=TITLE)
    assert ax.lines[0].get_xydata().tolist() == [[3.0, pytest.approx(0.6)]]
    fills, lines = ax.collections[:2]
    assert lines.levels.tolist() == [-100, -30, -10, -3, -1]
    three = lines.get_paths()[3].vertices  # as far below as its name says
    alpha, r = three.T
    off = (10 * r - 6) ** 2 + (alpha - 3) ** 2 / 2
    assert np.abs(off - 3).max() < 0.6


def test_a_forecast_stands_on_its_own_bar():
    ax = draw.foretold_and_came(CAME, title=TITLE, y="orders")
    assert [bar.get_height() for bar in ax.patches] == [2, 5]
    for line, name in zip(ax.lines, ["BG/NBD", "last half-year"], strict=True):
        assert line.get_ydata().tolist() == CAME[name].tolist()
        assert np.abs(line.get_xdata() - [0, 1]).max() < 0.35
    first, second = (line.get_xdata() for line in ax.lines)
    assert (first < second).all()  # no mark covers another


BOARD = pd.DataFrame(
    {
        "came again, %": [None, 50.0, 52, 51, 50, 20],
        "<buyers>": [900.0, 950, 940, 1000, 980, 990],
        "asked": [None, 60.0, None, None, 70, None],
    }
)


def test_the_dashboard_says_what_is_news_and_what_is_not():
    page = draw.dashboard(
        BOARD, title="Tea & more", targets={"<buyers>": (950, "at least")}
    )
    again, buyers, asked = page.split("<section>")[1:]
    assert "below its limits" in again and "class='rings'" in again
    assert "−30.0 since the period before" in again
    assert "within its limits" in buyers and "target at least 950: met" in buyers
    assert "&lt;buyers&gt;" in buyers and "Tea &amp; more" in page
    assert "not asked" in asked and "too few values" in asked
    assert "aria-label='came again, % by period: 50.0, 52.0" in again


def test_a_card_tells_since_when_it_moved_and_whether_the_target_is_met():
    table = pd.DataFrame({"asked": [60.0, None, 70.2], "same": [5.0, 5, 5]})
    targets = {"asked": (70, "at most"), "same": (5, "at most")}
    page = draw.dashboard(table[::-1], title="Tea", targets=targets)
    asked, same = page.split("<section>")[1:]
    assert "+10.2 since the value before; target at most 70.0: missed" in asked
    assert "asked by period: 60.0, 70.2." in asked
    assert "±0.0 since the period before; target at most 5.0: met" in same


def test_a_card_s_curve_rises_with_its_values():
    page = draw.dashboard(pd.DataFrame({"<a> 'b'": [1.0, 3, 2]}), title="<Tea>")
    points = re.search("polyline points='([^']*)'", page)[1].split()
    heights = [float(point.split(",")[1]) for point in points]  # from the top
    assert heights == [64, 6, 35]
    assert "aria-label='&lt;a&gt; &#x27;b&#x27; by period" in page
    assert "<h2>&lt;Tea&gt;</h2>" in page


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"profit": (1, "at least")}, "found a target for profit; the indicators are"),
        ({"asked": 65}, "needs a target such as"),
        ({"asked": (65, "at lest")}, "knows no side of a target 'at lest'"),
        ({"asked": ("65", "at least")}, "needs a number for the target for asked"),
    ],
)
def test_a_target_that_cannot_be_judged_is_refused(target, words):
    with pytest.raises(ValueError, match=words):
        draw.dashboard(BOARD, title="Tea", targets=target)


def test_the_dashboard_is_a_page_of_its_own(tmp_path):
    file = tmp_path / "wall.html"
    page = draw.dashboard(BOARD, title="Tea", path=file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and page in text and "http" not in text


def test_the_widget_follows_a_customer_to_today(model):
    ax = explore.one_customer(model, orders=4, last=20, age=40)
    chance = ax.lines[0].get_ydata()
    today = pd.DataFrame({"frequency": [4], "recency": [20.0], "T": [40.0]})
    assert chance[-1] == model.expected_probability_alive(today).item()
    assert chance[0] == 1 and chance[20] > chance[40]
    assert ax.lines[1].get_xdata().tolist() == [5, 10, 15, 20]
    more = model.expected_purchases(today, 26).item()
    told = (
        f"After 20 silent weeks: {chance[-1]:.0%} still a customer,\n{more:.1f} orders"
    )
    assert ax.get_title(loc="left").startswith(told)


def test_a_last_order_after_today_is_one_of_today(model):
    ax = explore.one_customer(model, orders=2, last=40, age=30)
    assert ax.lines[1].get_xdata().tolist() == [15, 30]
    assert "After 0 silent weeks" in ax.get_title(loc="left")
    none = explore.one_customer(model, orders=0, last=20, age=30)
    assert "After 30 silent weeks: 100%" in none.get_title(loc="left")


@pytest.mark.parametrize("setting", [(0, 20, 30), (3, 40, 30), (30, 104, 104)])
def test_the_widget_takes_any_setting(model, setting):
    ax = explore.one_customer(model, *setting)
    assert figures.faults(ax) == []


def test_what_the_widget_computes_takes_no_time(model):
    table = pd.DataFrame({"frequency": 5, "recency": 20.0, "T": np.arange(20.0, 124)})
    started = time.process_time()
    for _ in range(20):
        model.expected_probability_alive(table)
    assert (time.process_time() - started) / 20 < 0.05
