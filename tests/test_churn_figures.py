"""Figures and the widget of the churn lesson: drawn right, said in words, quick."""

import time

import numpy as np
import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab import churn as ch
from crmlab import figures
from crmlab.explore import churn as explore
from crmlab.figures import churn as draw

TITLE = "What it shows"


TRIANGLE = pd.DataFrame(
    {"customers": [40, 30], 0: [1.0, 1.0], 1: [0.5, np.nan], 2: [np.nan, np.nan]},
    index=pd.to_datetime(["2024-01-01", "2024-04-01"]),
)
STAYS = ch.kaplan_meier(pd.Series([1, 2, 3, 4]), pd.Series([1, 1, 0, 1]))
CAUSES = pd.DataFrame({"said": [0.4, 0.1], "true": [0.05, 0.75]}, ["price", "need"])
CHANCE = pd.Series([0.1, 0.2, 0.8, 0.9])
CAME = pd.Series([0, 0, 1, 0])
FORETOLD = ch.calibration(CHANCE, CAME, parts=2)
COSTS = ch.cost_curve(CHANCE, CAME, wrong=1000, missed=3000)
TRIAL = pd.DataFrame({"stayed": [1, 0, 1, 1], "offered": [1, 0, 1, 0]})
CURVES = explore.curves_of({"gain": pd.Series([4, 3, 2, 1])}, TRIAL)
MONEY = {"gain": pd.Series([0.0, 60, -20], [0, 5, 10])}
PLOTS = {
    "retention_triangle": lambda: draw.retention_triangle(TRIANGLE, title=TITLE),
    "survival_steps": lambda: draw.survival_steps({"all": STAYS}, title=TITLE),
    "said_and_true": lambda: draw.said_and_true(CAUSES, title=TITLE),
    "calibration_dots": lambda: draw.calibration_dots({"m": FORETOLD}, title=TITLE),
    "cost_lines": lambda: draw.cost_lines({"model": COSTS}, title=TITLE),
    "qini_lines": lambda: draw.qini_lines(CURVES, title=TITLE),
    "offers_pay": lambda: draw.offers_pay(MONEY, title=TITLE),
}
SAID = {
    "retention_triangle": "from 2024-01-01, 40 customers: 100%, 50%; from 2024-04-01",
    "survival_steps": "all: 0.50 after 3, 0.00 after 6",
    "said_and_true": "price: said 40, true 5; need: said 10, true 75",
    "calibration_dots": "m: 15% foretold, 0% came",
    "cost_lines": "model: least at 2 customers, 1.0. Nobody acted on: 3.0",
    "qini_lines": "gain: 2 kept at 3. All 4 treated: 1",
    "offers_pay": "gain: most ¥60 at 5 offers, −¥20 at all 10",
}


@pytest.mark.parametrize("name", PLOTS)
def test_a_figure_lacks_nothing_and_its_words_hold_its_numbers(name):
    assert_told(PLOTS[name](), TITLE, SAID[name])


def test_every_figure_of_the_lesson_is_tried_here():
    assert set(PLOTS) == set(draw.__all__)


def test_the_triangle_leaves_out_what_nobody_knows():
    ax = draw.retention_triangle(TRIANGLE, title=TITLE)
    assert [cell.get_text() for cell in ax.texts] == ["100%", "50%", "100%"]


def test_steps_begin_at_one_and_stand_until_the_next():
    ax = draw.survival_steps({"all": STAYS}, title=TITLE)
    line = ax.lines[0]
    assert line.get_drawstyle() == "steps-post"
    assert line.get_xdata().tolist() == [0, 1, 2, 4]
    assert line.get_ydata().tolist() == [1, 0.75, 0.5, 0]


def test_the_cheapest_number_is_marked():
    ax = draw.cost_lines({"model": COSTS}, title=TITLE)
    assert ax.collections[0].get_offsets().tolist() == [[2, 1.0]]


# --- the widget -----------------------------------------------------------------------
def test_the_widget_counts_worth_less_what_all_offers_cost():
    ax = explore.save_offers(CURVES, worth=100, discount=10, take_up=0.5)
    money = ax.lines[0].get_ydata()
    assert money.tolist() == [0, 92, 184, 276, 168]
    assert "By gain, 3 offers earn the most: ¥276" in ax.get_title(loc="left")


def test_the_widget_says_when_no_offer_pays():
    ax = explore.save_offers(CURVES, worth=5, discount=30, take_up=1.0)
    assert ax.get_title(loc="left").startswith("No offer pays")
    assert figures.faults(ax) == []


def test_what_the_widget_computes_takes_no_time():
    rng = np.random.default_rng(0)
    stayed, offered = rng.integers(0, 2, (2, 1000))
    trial = pd.DataFrame({"stayed": stayed, "offered": offered})
    score = pd.Series(rng.normal(size=1000))
    started = time.process_time()
    for _ in range(20):
        explore.curves_of({"by gain": score, "by risk": -score}, trial)
    assert (time.process_time() - started) / 20 < 0.05
