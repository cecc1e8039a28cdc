"""Figures of the game that its pages draw: what they show is what was handed over."""

import numpy as np
import pandas as pd
from figure_checks import assert_told

from crmlab.figures.game import quarters_beside, standings

YEAR = pd.DataFrame(
    {"a year before": [12_000.0, 9_000.0], "this year": [15_000.0, np.nan]}, [1, 2]
)
LEAGUE = pd.DataFrame(
    {
        "team": ["Oolong", "Two $ and a name that is far too long", "None"],
        "both_gain": [30_000.0, -8_000.0, np.nan],
        "least": [20_000.0, -9_000.0, np.nan],
        "most": [41_000.0, -7_000.0, np.nan],
    }
)


def test_a_quarter_stands_beside_the_year_before_and_one_to_come_has_no_bar():
    ax = quarters_beside(YEAR, title="Up")
    said = "Quarter 1: 12 a year before, 15 this year; Quarter 2: 9 a year before."
    assert_told(ax, "Up", said)
    before, now = ax.containers
    assert [bar.get_height() for bar in before] == [12, 9]
    assert [bar.get_height() for bar in now] == [15, 0]
    assert all(a.get_x() < b.get_x() for a, b in zip(before, now, strict=True))


def test_teams_stand_with_their_lucks_and_one_without_a_score_is_left_out():
    ax = standings(LEAGUE)
    assert_told(ax, "The 2 best of 2 teams, by gain", "Oolong 30 (20 to 41); Two $")
    assert list(ax.lines[0].get_xdata()) == [30, -8]
    assert [text.get_text() for text in ax.get_yticklabels()] == [
        "Oolong",
        r"Two \$ and a name that …",
    ]
    assert ax.yaxis_inverted()  # the best on top
