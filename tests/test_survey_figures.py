"""Figures and the widget of lesson 08a: drawn right, and said in words."""

import numpy as np
import pandas as pd
import pytest

from crmlab import survey
from crmlab.explore.survey import drawn_again
from crmlab.figures import alt_text, faults
from crmlab.figures import survey as draw

RNG = np.random.default_rng(0)
PEOPLE = pd.DataFrame(
    {
        "index": RNG.normal(66, 20, 2000),
        "stratum": ["a", "b"] * 1000,
        "branch": np.arange(2000) // 100,
    }
)
TRUE = PEOPLE["index"].mean()


def test_every_figure_of_the_room_is_tried_here():
    assert set(draw.__all__) == {"beside_the_truth", "spread_of_means"}


def test_a_spread_shows_where_the_draws_lie_and_what_the_formula_says():
    draws = pd.DataFrame({"one": np.arange(101.0), "two": np.arange(101.0) / 10})
    errors = pd.Series({"two": 3.0, "one": 30.0})
    ax = draw.spread_of_means(draws, 50.0, errors, x="points", title="Draws")
    assert not faults(ax)
    wide = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    expected = [(2.5, 97.5), (0.25, 9.75), (25, 75), (2.5, 7.5)]
    assert np.allclose(wide, expected)
    reach = ax.containers[2].lines[2][0].get_segments()
    assert np.allclose(reach[0][:, 0], [50 - 58.8, 50 + 58.8])
    assert np.allclose(reach[1][:, 0], [50 - 5.88, 50 + 5.88])
    assert "one 2.5 to 97.5; two 0.2 to 9.8" in alt_text(ax)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["one", "two"]


def test_no_bar_begins_on_the_axis():
    draws = pd.DataFrame({"one": np.arange(101.0)})
    ax = draw.spread_of_means(draws, 50.0, x="points", title="Draws")
    assert ax.get_xlim()[0] < 2.5


def test_estimates_stand_where_they_are_beside_the_line():
    table = pd.DataFrame({"mean": [8.0, 7.0], "±": [0.5, 1.0]}, ["shop", "web"])
    ax = draw.beside_the_truth(
        table, 7.5, word="everybody", x="points", y="method", title="Far off"
    )
    assert not faults(ax)
    reach = ax.containers[0].lines[2][0].get_segments()
    assert np.allclose([r[:, 0] for r in reach], [[7.5, 8.5], [6.0, 8.0]])
    assert "shop 8.00 (7.50 to 8.50); web 7.00 (6.00 to 8.00)" in alt_text(ax)
    assert "a line at everybody 7.50" in alt_text(ax)


@pytest.mark.parametrize("way", survey.repeating.WAYS)
def test_the_widget_says_how_near_its_draws_come(way):
    ax = drawn_again(PEOPLE, way, n=200)
    assert not faults(ax)
    n, by = (2, "branch") if way == "cluster" else (200, "stratum")
    means = survey.repeated_means(PEOPLE, "index", n, way, by, times=200)
    reach = (means - TRUE).abs().quantile(0.95)
    assert f"within {reach:.1f} of it" in alt_text(ax)
    assert sum(bar.get_height() for bar in ax.patches) == 200
    assert ("2 branches" in ax.get_title(loc="left")) == (way == "cluster")
