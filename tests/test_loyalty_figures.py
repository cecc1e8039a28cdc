"""Figures and widgets of the loyalty lesson: drawn right, said in words, quick."""

import time

import numpy as np
import pandas as pd
import pytest

from crmlab import figures
from crmlab import loyalty as ly
from crmlab.explore import loyalty as explore
from crmlab.figures import loyalty as draw

TITLE = "What it shows"


CORNER = pd.Series(["true", "true", "latent", "none"], list("abcd"))
BUYS = pd.Series([1, 0, 0, 0], list("abcd"))
RATIOS = pd.DataFrame(
    {"ratio": [0.31, 0.77], "low": [0.2, 0.6], "high": [0.4, 0.9]},
    index=["incentive", "trust"],
)
PARTS = pd.DataFrame(
    {
        "buyers": [100, 60],
        "saved acquisition": [-78.0, 78],
        "base profit": [278.0, 278],
        "share of wallet": [0.0, -30],
        "service cost": [0.0, 3],
        "price premium": [0.0, -1],
        "referral": [8.0, 4],
    },
    index=pd.Index([1, 2], name="half-year"),
)
CURVES = {x: ly.earn_rates(np.linspace(0, 0.08, 81), x) for x in (0.18, 0.026)}
ARROWS = pd.DataFrame(
    {
        "cause": ["value", "rivals"],
        "effect": ["loyalty", "loyalty"],
        "weight": [0.41, -0.45],
        "error": [0.03, 0.03],
        "explained": [0.38, 0.38],
    }
)
PLACES = {"value": (0, 0), "rivals": (0, 1), "loyalty": (1, 0.5)}
LOOK = {"title": TITLE, "label": "times as much", "rows": "kind"}
PLOTS = {
    "quadrant_tiles": lambda: draw.quadrant_tiles(
        CORNER, BUYS, title=TITLE, said="buy later"
    ),
    "intervals": lambda: draw.intervals(RATIOS, "ratio", **LOOK),
    "intervals with truth": lambda: draw.intervals(
        RATIOS, "ratio", zero=1, truth=pd.Series({"trust": 0.8}), **LOOK
    ),
    "worth_in_parts": lambda: draw.worth_in_parts(PARTS, title=TITLE),
    "earn_rate_curves": lambda: draw.earn_rate_curves(CURVES, title=TITLE),
    "value_drivers": lambda: draw.value_drivers(ARROWS, PLACES, title=TITLE),
}
SAID = {
    "quadrant_tiles": "true: 2 customers, 50% buy later",
    "intervals": "incentive 0.31 (0.20 to 0.40)",
    "intervals with truth": "trust 0.77 (0.60 to 0.90), planted truth 0.80",
    "worth_in_parts": "2: saved acquisition 78, base profit 278, share of wallet −30",
    "earn_rate_curves": "a lift of 2.6% at two per cent, the best rate is 0.6%",
    "value_drivers": "value to loyalty 0.41; rivals to loyalty −0.45",
}


@pytest.mark.parametrize("name", PLOTS)
def test_a_figure_lacks_nothing_and_its_words_hold_its_numbers(name):
    ax = PLOTS[name]()
    assert figures.faults(ax) == []
    assert SAID[name] in figures.alt_text(ax)


def test_every_figure_of_the_lesson_is_tried_here():
    assert {name.split()[0] for name in PLOTS} == set(draw.__all__)


def test_the_first_row_stands_on_top_with_its_interval():
    ax = PLOTS["intervals"]()
    assert [t.get_text() for t in ax.get_yticklabels()] == ["incentive", "trust"]
    assert ax.yaxis_inverted()
    (line, _, (bars,)) = ax.containers[0]
    assert line.get_xdata().tolist() == [0.31, 0.77]
    ends = [np.round(segment[:, 0], 2).tolist() for segment in bars.get_segments()]
    assert ends == [[0.2, 0.4], [0.6, 0.9]]


def test_gains_stand_on_the_line_and_losses_hang_under_it():
    ax = draw.worth_in_parts(PARTS, title=TITLE)
    for bars in ax.containers:
        for bar in bars:
            ends = sorted([bar.get_y(), bar.get_y() + bar.get_height()])
            assert ends[0] >= 0 or ends[1] <= 0
    marks = ax.collections[0].get_offsets()[:, 1].tolist()
    assert marks == [208.0, 332.0]


def test_bars_of_one_side_do_not_overlap():
    ax = draw.worth_in_parts(PARTS, title=TITLE)
    second = [bars[1] for bars in ax.containers]
    above = sum(bar.get_height() for bar in second if bar.get_height() > 0)
    top = max(bar.get_y() + max(bar.get_height(), 0) for bar in second)
    assert top == pytest.approx(above) == pytest.approx(363)


# --- widgets ------------------------


def test_a_friend_worth_ten_times_as_much_lifts_the_referrals_tenfold():
    ax = explore.worth_of_friends(PARTS, saved=38.0, friend=380.0)
    assert "referral 80" in figures.alt_text(ax)
    assert "¥380" in ax.get_title(loc="left")
    plain = explore.worth_of_friends(PARTS, saved=38.0)
    assert "referral 8" in figures.alt_text(plain)


@pytest.mark.parametrize(
    ("retention", "said"), [(0.85, "25% more"), (0.62, "12% more")]
)
def test_the_retention_widget_says_what_five_points_bring(retention, said):
    ax = explore.retention_profit(retention, acquisition=0)
    assert said in ax.get_title(loc="left")
    assert figures.faults(ax) == []


def test_the_retention_widget_stands_a_customer_that_is_worth_nothing():
    ax = explore.retention_profit(0.3, 0.1, margin=100, acquisition=600)
    assert "from nothing or less" in ax.get_title(loc="left")


@pytest.mark.parametrize(
    ("lift", "said"), [(0.026, "best at 0.5%"), (0.0, "never pay")]
)
def test_the_points_widget_names_the_best_rate(lift, said):
    ax = explore.points_pay(lift)
    assert said in ax.get_title(loc="left")
    assert figures.faults(ax) == []


def test_what_the_widgets_compute_takes_no_time():
    started = time.process_time()
    for _ in range(20):
        ly.earn_rates(explore.RATES, 0.026)
        ly.gain_from_retention(explore.RETENTIONS, 0.1, margin=300, acquisition=80)
    assert (time.process_time() - started) / 20 < 0.05
