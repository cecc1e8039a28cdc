"""Figure and widget of lesson 10: drawn right, said in words, quick."""

import time

import pandas as pd
import pytest

from crmlab import figures
from crmlab import loyalty as ly
from crmlab.explore import curve as explore
from crmlab.figures.curve import satisfaction_curves

SCORE = pd.Series([10.0, 20, 60, 90] * 2)
OUTCOME = pd.Series([1.0, 3, 5, 9, 2, 2, 4, 4])
GROUPS = pd.Series(["few"] * 4 + ["many"] * 4)


def drawn():
    points = ly.binned_means(SCORE, OUTCOME, [0, 50, 100], GROUPS)
    curves = {
        name: ly.monotone_curve(SCORE[mine], OUTCOME[mine], [10, 90], draws=5)
        for name, mine in GROUPS.groupby(GROUPS).groups.items()
    }
    return satisfaction_curves(points, curves, title="It rises", x="score", y="stays")


def test_a_curve_lacks_nothing_and_its_words_hold_its_numbers():
    ax = drawn()
    assert figures.faults(ax) == []
    assert "few: 2 at 15, 7 at 75; many: 2 at 15, 4 at 75" in figures.alt_text(ax)
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["few", "many"]
    assert ax.lines[0].get_ydata().tolist() == [1.0, 9.0]


@pytest.mark.parametrize(("rivals", "more"), [(0, False), (2, False), (3, True)])
def test_the_last_step_brings_more_from_three_rivals_on(rivals, more):
    ax = explore.bent_by_rivals(rivals)
    start, middle, end = ax.collections[-1].get_offsets()[:, 1]
    assert (end - middle > middle - start) == more
    assert figures.faults(ax) == []


def test_the_widget_stands_the_ends_of_its_controls():
    for rivals, goal in [(0, 40), (6, 40), (6, 100)]:
        ax = explore.bent_by_rivals(rivals, goal)
        assert f"at {goal}" in figures.alt_text(ax)


def test_what_the_widget_computes_takes_no_time():
    started = time.process_time()
    for _ in range(20):
        explore.loyalty(explore.PLACES, 4)
    assert (time.process_time() - started) / 20 < 0.05
