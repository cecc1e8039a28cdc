"""Figures of lesson 08: what they show is what was handed over."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.transforms import Bbox

from crmlab import quality
from crmlab.datasets.shipped import load
from crmlab.explore.quality import RULES, limits_and_rules
from crmlab.figures import alt_text, faults
from crmlab.figures import quality as fq

DAYS = pd.date_range("2025-01-01", periods=30, freq="D")


def test_every_figure_of_the_room_is_tried_here():
    tried = {"control_chart", "house_of_quality", "matrix_of_satisfaction"}
    tried |= {"driver_intervals"}
    assert tried == set(fq.__all__)


def test_a_control_chart_shows_what_rings():
    values = pd.Series(np.r_[[5.0, 6.0] * 14, 30.0, 5.0], DAYS)
    chart = quality.individuals_chart(values, base=20)
    rings = quality.signals(chart, ["1 beyond 3σ"])["1 beyond 3σ"]
    ax = fq.control_chart(chart, rings, x="day", y="minutes", title="One day", base=20)
    assert not faults(ax)
    assert ax.lines[-1].get_ydata().tolist() == [30.0]
    assert "Points that ring: 1 (29 January 2025)" in alt_text(ax)
    quiet = fq.control_chart(chart, rings & False, x="day", y="minutes", title="None")
    assert "Points that ring: 0 (none)" in alt_text(quiet)


def test_the_matrix_stands_where_the_answers_are():
    names = ["importance", "performance"]
    table = pd.DataFrame({"importance": [9.0, 3.0], "performance": [4.0, 8.0]})
    for name in names:
        table[f"{name}_low"], table[f"{name}_high"] = table[name] - 1, table[name] + 2
    table = table.set_axis(["parcel", "shop"]).assign(
        quadrant=["mend first", "overkill"]
    )
    ax = fq.matrix_of_satisfaction(table, x="performance", y="importance", title="Map")
    assert not faults(ax)
    points = ax.containers[0].lines[0]
    assert points.get_xdata().tolist() == [4.0, 8.0]
    across = ax.containers[0].lines[2][0].get_segments()[0]
    assert across[:, 0].tolist() == [3.0, 6.0]
    assert "mend first: parcel" in alt_text(ax)


def test_no_interval_crosses_a_name_of_the_matrix():
    near = {"importance": [5.0, 5.1, 8.0], "performance": [4.0, 4.6, 8.0]}
    table = pd.DataFrame(near, index=["complaints", "delivery", "taste"])
    for name in near:
        table[f"{name}_low"], table[f"{name}_high"] = table[name] - 1, table[name] + 1
    table["performance_high"] = table["performance"] + 0.3
    table = table.assign(quadrant="keep up")
    ax = fq.matrix_of_satisfaction(table, x="rating", y="weight", title="Near")
    ax.figure.draw_without_rendering()
    names = {text.get_text(): text for text in ax.texts}
    ends = [part.get_segments() for part in ax.containers[0].lines[2]]
    for name in table.index:
        box = names[name].get_window_extent()
        for line in map(ax.transData.transform, np.concatenate(ends)):
            assert not box.overlaps(Bbox([line.min(0), line.max(0)])), name


def test_the_house_shows_every_mark_priority_and_conflict():
    needs = load("qfd_needs").set_index("need")
    plan = needs.rename(columns={"lantern_tea": "now"})
    weights = quality.planned_weights(plan)["relative"]
    marks = load("qfd_relations").pivot(
        index="need", columns="measure", values="relation"
    )
    marks = marks.fillna(0).loc[weights.index]
    shares = quality.priorities(weights, marks)["relative"]
    correlations = load("qfd_correlations")
    ax = fq.house_of_quality(
        weights, marks, shares, quality.roof(correlations), title="A house"
    )
    assert not faults(ax)
    drawn = [text.get_text() for text in ax.texts]
    for mark, sign in {9: "●", 3: "○", 1: "△"}.items():
        assert drawn.count(sign) == (marks == mark).to_numpy().sum()
    for value, sign in {2: "++", 1: "+", -1: "−", -2: "− −"}.items():
        assert drawn.count(sign) == (correlations["correlation"] == value).sum()
    floor = {round(patch.get_x()): patch for patch in ax.patches}
    assert len(floor) == marks.shape[1]
    first = shares.index[0]
    assert f"the first measures are {first} ({shares[first]:.0%})" in alt_text(ax)


def test_drivers_stand_at_their_weights_beside_the_truth():
    table = pd.DataFrame({"weight": [0.2, 0.1], "low": [0.1, -0.1], "high": [0.4, 0.2]})
    table = table.set_axis(["taste", "parcel"])
    other = table.assign(weight=[0.15, 0.12], low=[-0.004, 0.0])
    truth = pd.Series([0.22, 0.05], table.index)
    ax = fq.driver_intervals({"few": table, "all": other}, truth, title="Two methods")
    assert not faults(ax)
    drawn = [lines.lines[0].get_xdata().tolist() for lines in ax.containers]
    assert drawn == [[0.2, 0.1], [0.15, 0.12]]
    reach = ax.containers[0].lines[2][0].get_segments()[0]
    assert reach[:, 0].tolist() == pytest.approx([0.1, 0.4])
    crosses = ax.collections[-1].get_offsets()
    assert crosses[:, 0].tolist() == [0.22, 0.05]
    assert "few: taste 0.20 (0.10 to 0.40), parcel 0.10 (−0.10" in alt_text(ax)
    assert "all: taste 0.15 (0.00 to 0.40)" in alt_text(ax)  # not −0.00
    assert "planted: taste 0.22; parcel 0.05" in alt_text(ax)


def chart_with_a_cause():
    """Thirty quiet days, then five that stand out by four σ."""
    values = pd.Series(np.r_[[-1.0, 1.0] * 15, [4.0] * 5], range(35))
    chart = pd.DataFrame({"value": values, "centre": 0.0, "lower": -3.0, "upper": 3.0})
    return chart, pd.Series(values.index >= 30, values.index)


@pytest.mark.parametrize(
    ("width", "rules", "told"),
    [
        (3.0, "beyond the limits", "found on day 1,\n0 false alarms on 10 quiet days"),
        (4.5, "beyond the limits", "not found,\n0 false alarms on 10 quiet days"),
        (4.5, "Western Electric", "found on day 2,\n0 false alarms on 10 quiet days"),
        (4.5, "Nelson", "found on day 2,\n10 false alarms on 10 quiet days"),
        (0.9, "beyond the limits", "found on day 1,\n10 false alarms on 10 quiet days"),
    ],
)
def test_the_widget_counts_what_rings(width, rules, told):
    chart, cause = chart_with_a_cause()
    ax = limits_and_rules(chart, cause, 20, "value", width=width, rules=rules)
    by_formula = f"{10 / quality.shewhart_run_length(0, width):.1f}"
    assert ax.get_title(loc="left").endswith(f"{told}; by formula {by_formula}")
    assert not faults(ax)


def test_a_limit_of_nought_is_not_passed_by_nought():
    chart, cause = chart_with_a_cause()
    chart = chart.assign(value=0.0, centre=1.0, lower=1e-17)
    ax = limits_and_rules(chart, cause, 20, "value")
    assert "0 false alarms" in ax.get_title(loc="left")
    assert set(RULES) == {"beyond the limits", "Western Electric", "Nelson"}
