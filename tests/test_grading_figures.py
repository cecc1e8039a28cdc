"""Figures and the widget of the grading lesson: drawn right and said in words."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab import figures, grading
from crmlab.explore import grading as explore
from crmlab.figures import grading as draw

TITLE = "What it shows"
HELD = pd.Series({"lazy": 0.62, "composite": 0.4, "truth": 0.74})
CALIBRATION = pd.DataFrame(
    {
        "deals": [20, 20],
        "chance": [0.1, 0.6],
        "won": [0.05, 0.55],
        "low": [0.01, 0.34],
        "high": [0.24, 0.74],
    }
)
CURVES = {
    "by the hour": pd.DataFrame({"hours": [2.0, 6.0], "margin": [3000.0, 5000.0]}),
    "first come": pd.DataFrame({"hours": [4.0, 6.0], "margin": [2000.0, 5000.0]}),
}
PLAYED = pd.DataFrame(
    {"profit": [26_000.0, 4_000.0, 46_500.0], "cost": [-1_000.0, -2_500.0, 0.0]}
)
SIZES = pd.DataFrame(
    {"customers": [5, 15, 30, 50], "share": [0.5, 0.3, 0.15, 0.05]},
    index=list(grading.SHARES),
)
GRADE = grading.grades(pd.Series(np.arange(100.0)))
MARKS = grading.marks(
    GRADE, pd.DataFrame({"likes": np.arange(100.0), "tried\n(share)": [0.0, 1.0] * 50})
)
MOVES = {
    "a year later": grading.moves(GRADE, GRADE),
    "by chance": grading.moves(
        GRADE, grading.grades(pd.Series(np.arange(100.0)[::-1]))
    ),
}
PLOTS = {
    "held_bars": lambda: draw.held_bars(HELD, title=TITLE, stress=["truth"]),
    "calibration_dots": lambda: draw.calibration_dots(CALIBRATION, title=TITLE),
    "call_lines": lambda: draw.call_lines(CURVES, 4.0, title=TITLE),
    "played_lucks": lambda: draw.played_lucks(PLAYED, title=TITLE),
    "pyramid": lambda: draw.pyramid(SIZES, MARKS, title=TITLE),
    "two_moves": lambda: draw.two_moves(MOVES, title=TITLE),
}
SAID = {
    "held_bars": "truth 74%, lazy 62%, composite 40%.",
    "calibration_dots": "Predicted 10%, won 5% (1% to 24%); Predicted 60%, won 55%",
    "call_lines": "At 4 hours: by the hour 4, first come 2 thousand CNY.",
    "played_lucks": "in each of 3 lucks, in thousand CNY. profit: mean 26, from 4 to "
    "46; cost: mean −1, from −2 to 0.",
    "pyramid": "top: 5 customers, 50% of the margin; likes 97, tried (share) 0.6.",
    "two_moves": "a year later, from top to: top 100, major 0, ordinary 0, long tail "
    "0. by chance, from top to: top 0, major 0, ordinary 0, long tail 100.",
}


@pytest.mark.parametrize("name", PLOTS)
def test_every_figure_has_a_title_labels_and_its_numbers_in_words(name):
    assert_told(PLOTS[name](), TITLE, SAID[name])


def test_every_figure_of_the_lesson_is_tried_here():
    assert set(PLOTS) == set(draw.__all__)


def test_the_bars_are_sorted_and_what_is_stressed_is_dark():
    ax = draw.held_bars(HELD, title=TITLE, stress=["lazy"])
    assert [bar.get_width() for bar in ax.patches] == [0.4, 0.62, 0.74]
    dark = plt.matplotlib.colors.to_rgba(figures.COLOURS["navy"])
    assert [bar.get_facecolor() == dark for bar in ax.patches] == [False, True, False]


def test_the_dots_of_a_pyramid_are_the_means():
    ax = draw.pyramid(SIZES, MARKS, title=TITLE)
    first = ax.figure.axes[1].containers[0].lines[0]
    assert list(first.get_xdata()) == MARKS.loc["likes", "mean"].to_list()
    assert [label.get_text() for label in ax.get_yticklabels()] == [*grading.SHARES]
    low, high = ax.get_ylim()
    assert low > high  # the top grade stands on top


def test_the_lines_begin_at_nought_and_end_alike():
    ax = draw.call_lines(CURVES, 4.0, title=TITLE)
    ends = [(line.get_ydata()[0], line.get_ydata()[-1]) for line in ax.lines[:2]]
    assert ends == [(0, 5), (0, 5)]


# --- the widget -----------------------------------------------------------------------

BASES = grading.scaled(
    pd.DataFrame(
        np.random.default_rng(0).normal(size=(60, 2)), columns=["margin", "credit"]
    )
)
LATER = pd.Series(np.random.default_rng(1).lognormal(size=60))


def test_equal_weights_move_nobody():
    table = explore.weigh_bases(BASES, {"margin": 3, "credit": 3})
    assert table["steps"].eq(0).all() and (table["equal"] == table["chosen"]).all()
    assert table["top"].sum() == 3 and (table["top"] == table["was_top"]).all()


def test_the_widget_s_steps_are_grades_up():
    table = explore.weigh_bases(BASES, {"margin": 1, "credit": 0})
    before = grading.grades(BASES.mean(axis=1)).cat.codes
    after = grading.grades(BASES["margin"]).cat.codes
    assert (table["steps"] == before - after).all() and table["steps"].ne(0).any()
    assert table["chosen"].idxmin() == BASES["margin"].idxmax()


@pytest.mark.parametrize("margin", [0, 1, 10])
@pytest.mark.parametrize("credit", [0, 7])
def test_the_widget_draws_each_customer_once(margin, credit):
    ax = explore.weights(BASES, LATER, margin=margin, credit=credit)
    assert figures.faults(ax) == []
    points = sum(len(marks.get_offsets()) for marks in ax.collections)
    assert points == (60 if margin or credit else 0)
    if points:
        score = margin * BASES["margin"] + credit * BASES["credit"]
        held = LATER[score.nlargest(12).index].sum() / LATER.sum()
        assert f"holds {held:.0%} of the margin" in ax.get_title(loc="left")
