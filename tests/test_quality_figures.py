"""Figures of lesson 08: what they show is what was handed over."""

import numpy as np
import pandas as pd

from crmlab import quality
from crmlab.datasets.shipped import load
from crmlab.figures import alt_text, faults
from crmlab.figures import quality as fq

DAYS = pd.date_range("2025-01-01", periods=30, freq="D")


def test_every_figure_of_the_room_is_tried_here():
    tried = {"control_chart", "house_of_quality", "matrix_of_satisfaction"}
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
