"""Figures and the widget of the relationship lesson: drawn right and said in words."""

import numpy as np
import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab import figures
from crmlab import relationship as rel
from crmlab.explore import relationship as explore
from crmlab.figures import relationship as draw
from crmlab.figures.style import FIVE

TITLE = "What it shows"
COSTS = pd.DataFrame(
    {
        "contact_type": [
            "basic",
            "reactive",
            "accountable",
            "proactive",
            "partnership",
        ],
        "cost": [0.0, 2.0, 10.0, 40.0, 150.0],
        "customers_per_head": pd.array([None, 12000, 2400, 600, 160], dtype="Int64"),
    }
)


CURVES = pd.DataFrame({"shop": [30.0, 60.0, 80.0], "advert": [20.0, 70.0, 130.0]})
COST = pd.Series({"advert": 90.0, "shop": 10.0})
GAPS = pd.DataFrame(
    {"difference": [2.0, 16.0], "low": [-1.0, 10.0], "high": [5.0, 22.0]},
    index=["K01", "pooled"],
)
DAYS = pd.to_datetime(["2024-07-01", "2024-09-30", "2024-12-30"])
LEVELS = pd.Series([8.0, 11.5, 7.0], DAYS)
FEATURES = pd.DataFrame(
    {"two-way": [5.9, 6.5, 8.3], "win-win": [6.4, 6.9, 8.3]},
    index=["basic", "reactive", "partnership"],
)
SEGMENTS = pd.DataFrame(
    {"customers": [80, 1500], "margin": [5000.0, 100.0]}, index=["few", "many"]
)
PLAYED = pd.DataFrame(
    {"profit": [41_244.0, -190_728.0], "equity": [-137_844.0, 14_979.0]},
    index=["finance", "sales"],
)
BARS = pd.Series([0.25, 0.5], ["x", "y"])
VIEWS = {name: ("% of orders", BARS) for name in "abc"}
VIEWS |= {name: ("customers", 100 * BARS) for name in "de"}
VIEWS["f"] = ("orders more", GAPS)  # estimates, with their intervals
PLOTS = {
    "payback_curves": lambda: draw.payback_curves(CURVES, COST, title=TITLE),
    "differences": lambda: draw.differences(GAPS, title=TITLE, unit="CNY", truth=7),
    "differences of one kind": lambda: draw.differences(GAPS, title=TITLE, unit="CNY"),
    "turn_levels": lambda: draw.turn_levels(
        LEVELS, DAYS[1:], title=TITLE, unit="late (%)", truth=LEVELS - 1
    ),
    "feature_lines": lambda: draw.feature_lines(FEATURES, title=TITLE),
    "relationship_grid": lambda: draw.relationship_grid(
        SEGMENTS, COSTS, 0.03, 0.5, title=TITLE
    ),
    "played_policies": lambda: draw.played_policies(PLAYED, title=TITLE),
    "six_views": lambda: draw.six_views(VIEWS, title=TITLE).axes[0],
}
SAID = {
    "payback_curves": "to week 2: shop from 20 to 70, advert from −70 to 40.",
    "differences": "K01 2.0 (−1.0 to 5.0), pooled 16.0 (10.0 to 22.0).",
    "differences of one kind": "K01 2.0 (−1.0 to 5.0)",
    "turn_levels": "8, 11.5, 7. The planted level goes from 7 to 6. Turns of the "
    "circle begin at Sep 2024, Dec 2024.",
    "feature_lines": "two-way from 5.9 to 8.3, win-win from 6.4 to 8.3.",
    "relationship_grid": "if a step closer adds 3% and there are 0.5 account managers. "
    "Segments: few in proactive, many in basic.",
    "played_policies": "finance +41,244 and −137,844, sales −190,728 and +14,979.",
    "six_views": "a, % of orders: x 25%, y 50%. b, % of orders",
}


@pytest.mark.parametrize("name", PLOTS)
def test_every_figure_has_a_title_labels_and_its_numbers_in_words(name):
    assert_told(PLOTS[name](), TITLE, SAID[name])


def test_an_estimate_among_the_views_has_its_interval():
    said = figures.alt_text(PLOTS["six_views"]())
    assert "f, orders more: K01 2.0 (−1.0 to 5.0), pooled 16.0 (10.0 to 22.0)" in said


def test_five_lines_are_told_apart_without_their_colours():
    table = pd.DataFrame({name: [4.0, 8.0] for name in "abcde"}, ["far", "close"])
    lines = draw.feature_lines(table, title=TITLE).lines
    assert len({line.get_marker() for line in lines}) == 5
    assert len({str(dash) for _, dash, _ in FIVE}) == 5


def test_every_figure_of_the_lesson_is_tried_here():
    assert {name.split()[0] for name in PLOTS} == set(draw.__all__)


def test_the_curves_are_what_is_left_after_the_cost():
    ax = draw.payback_curves(CURVES, COST, title=TITLE)
    lines = {line.get_label(): list(line.get_ydata()) for line in ax.lines}
    assert lines["shop"] == [20, 50, 70] and lines["advert"] == [-70, -20, 40]


def test_five_groups_have_five_looks():
    curves = pd.DataFrame({name: [1.0, 2.0] for name in "abcde"})
    ax = draw.payback_curves(curves, pd.Series(0.0, list("abcde")), title=TITLE)
    looks = {(line.get_color(), line.get_linestyle()) for line in ax.lines[:5]}
    assert len(looks) == 5


def test_what_is_stressed_is_dark():
    ax = draw.differences(GAPS, title=TITLE, unit="CNY", stress=["pooled"])
    dots = [bars.lines[0].get_color() for bars in ax.containers]
    assert dots == [figures.COLOURS["teal"], figures.COLOURS["navy"]]


def test_the_grid_shows_the_choice_at_each_place():
    ax = draw.relationship_grid(SEGMENTS, COSTS, 0.03, 0.5, title=TITLE)
    mesh = ax.collections[0]
    shown = mesh.get_array().reshape(90, 90)
    sizes, margins = np.geomspace(10, 10_000, 90), np.geomspace(30, 30_000, 90)
    for row, column in [(0, 0), (60, 5), (60, 80), (89, 0), (75, 40)]:
        place = pd.DataFrame({"customers": [sizes[column]], "margin": [margins[row]]})
        kind = rel.choose_relationship(place, COSTS, 0.03, 0.5).loc[0, "kind"]
        assert COSTS["contact_type"][int(shown[row, column])] == kind


# --- the widget -----------------------------------------------------------------------


def test_the_widget_s_numbers_by_hand():
    table = explore.weigh_relationships(COSTS, 100, 5000, 3, 0.1)
    assert table["net"].round(6).to_list() == [0, 14200, 26000, 29000, 0]
    assert table["possible"].to_list() == [True, True, True, False, False]
    assert table.index[table["best"]].to_list() == ["accountable"]


def test_more_hands_allow_a_closer_relationship():
    few = explore.weigh_relationships(COSTS, 100, 5000, 3, 0.1)
    many = explore.weigh_relationships(COSTS, 100, 5000, 3, 2)
    assert many["best"].to_numpy().argmax() > few["best"].to_numpy().argmax()


@pytest.mark.parametrize("gain", [1, 3, 15])
@pytest.mark.parametrize("margin", [100, 20_000])
@pytest.mark.parametrize("customers", [10, 3000])
def test_the_widget_draws_each_kind_once(gain, margin, customers):
    ax = explore.relationships(COSTS, customers, margin, gain, 0.5)
    assert figures.faults(ax) == []
    table = explore.weigh_relationships(COSTS, customers, margin, gain, 0.5)
    heights = np.sum([[bar.get_height() for bar in bars] for bars in ax.containers], 0)
    np.testing.assert_allclose(heights, table["net"])
    best = table.index[table["best"]][0]
    assert f"Best: {best}" in ax.get_title(loc="left")
    low, high = ax.get_ylim()
    assert low < 0 < high and heights.max() <= high
