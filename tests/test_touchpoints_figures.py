"""Figures and the widget of lesson 06: what they show is what was handed over."""

import numpy as np
import pandas as pd
import pytest

from crmlab import touchpoints as tp
from crmlab.explore import touchpoints as explore
from crmlab.figures import alt_text, faults
from crmlab.figures import touchpoints as ft

HOURS = pd.date_range("2025-01-06", periods=24 * 20, freq="h")


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_the_map_shows_every_way_and_every_loss():
    ways = pd.DataFrame(
        {"step": ["desire", "desire", "choice"], "way": ["web", "friends", "basket"]}
    ).assign(journeys=[70, 40, 60])
    flow = pd.DataFrame({"came": [100, 60], "lost": [40, 0]}, ["desire", "choice"])
    ax = ft.map_of_sale(ways, flow, title="A map")
    assert not faults(ax)
    said = words(ax)
    assert {"web\n70", "friends\n40", "basket\n60", "40 lost\n(40%)"} <= set(said)
    assert not any("0 lost" in word and "40" not in word for word in said)
    assert "web 70, friends 40" in alt_text(ax)
    assert "Lost: 40 at desire" in alt_text(ax)


def test_the_funnel_has_a_line_a_group_with_its_intervals():
    index = pd.MultiIndex.from_product([["new", "old"], ["desire", "choice"]])
    table = pd.DataFrame({"rate": [0.7, 0.5, 0.9, 0.6]}, index)
    table = table.assign(low=table["rate"] - 0.1, high=table["rate"] + 0.05)
    ax = ft.funnel_lines(table, title="A funnel")
    assert not faults(ax)
    drawn = [container.lines[0].get_ydata().tolist() for container in ax.containers]
    assert drawn == [[0.7, 0.5], [0.9, 0.6]]
    bar = ax.containers[0].lines[2][0].get_segments()[0]
    assert np.allclose(bar[:, 1], [0.6, 0.75])


def test_credit_stands_beside_the_truth():
    truth = pd.Series({"web": 0.6, "advert": 0.4})
    table = pd.DataFrame({"last": {"web": 1.0, "advert": 0.0}})
    ax = ft.credit_dots(table, truth, title="Credit")
    assert not faults(ax)
    assert [bar.get_width() for bar in ax.patches] == [0.4, 0.6]
    assert ax.lines[0].get_xdata().tolist() == [0.0, 1.0]
    assert "advert: truth 40%, last 0%" in alt_text(ax)


def test_the_alarm_is_marked_where_it_rings():
    score = pd.Series(0.0, HOURS)
    score.iloc[[30, 40]] = [5.0, 6.0]
    ax = ft.alarm_line(score, 4.5, HOURS[24], HOURS[48], title="An alarm")
    assert not faults(ax)
    marks = [line for line in ax.lines if line.get_marker() == "v"][0]
    assert marks.get_ydata().tolist() == [5.0, 6.0]
    assert "07 January 06:00" in alt_text(ax)


def test_patience_has_its_intervals_and_the_truth():
    table = pd.DataFrame(
        {"until": [2, 4], "rate": [0.01, 0.03], "low": [0.005, 0.02]}, [0, 2]
    ).assign(high=[0.02, 0.05])
    truth = pd.Series([0.0, 0.01, 0.02, 0.03, 0.04, 0.05], range(6))
    ax = ft.patience(table, truth, title="Patience")
    assert not faults(ax)
    assert ax.containers[0].lines[0].get_xdata().tolist() == [1, 3]
    bars = [b[:, 1] for b in ax.containers[0].lines[2][0].get_segments()]
    assert np.allclose(bars, [[0.005, 0.02], [0.02, 0.05]])
    assert ax.lines[-1].get_ydata().tolist() == truth[:5].tolist()
    assert "2 to 4 minutes: 3.0%" in alt_text(ax)


def test_staleness_draws_estimate_and_truth():
    truth = pd.DataFrame({"phone": [0.97, 0.9]}, [0.25, 1.25])
    rates = pd.Series({"phone": 0.1})
    ax = ft.staleness(rates, truth, 0.9, title="Stale")
    assert not faults(ax)
    assert ax.lines[0].get_ydata()[-1] == pytest.approx(np.exp(-0.2))
    assert ax.lines[1].get_ydata().tolist() == [0.97, 0.9]
    legend = ax.get_legend().get_lines()[0]  # says whose the marks are, in grey too
    assert legend.get_marker() == ax.lines[1].get_marker()


def test_the_matrix_marks_its_faults():
    owners = pd.DataFrame(
        {"touchpoint": ["till", "phone"], "responsible": ["shops", "calls; web"]}
    ).assign(accountable=["Li", None], consulted="x", informed="y")
    ax = ft.matrix(owners, tp.responsibility_gaps(owners), title="Who")
    assert not faults(ax)
    assert {"nobody", "calls\nweb", "shops"} <= set(words(ax))
    assert "phone, accountable: nobody" in alt_text(ax)


def test_the_two_bills_stand_one_under_the_other():
    books = pd.Series({"alarms: phone": -6.0, "file": 4.0})
    ax = ft.two_bills(books, books + 10, title="Bills")
    assert not faults(ax)
    assert [bar.get_width() for bar in ax.patches] == [-6, 4, 4, 14]
    tops = [bar.get_y() for bar in ax.patches]
    assert tops[0] < tops[2] < tops[1] < tops[3]  # the axis runs downwards
    assert "alarms: phone: −6 by the books, 4 by the truth" in alt_text(ax)


@pytest.fixture(scope="module")
def made():
    rng = np.random.default_rng(4)
    expected = pd.Series(0.3, HOURS)
    bad = pd.Series(rng.poisson(expected), HOURS)
    bad.iloc[240:300] += 2
    return explore.trade_off(bad, expected, HOURS[240], HOURS[299])


def test_the_widget_finds_what_the_alarm_finds(made):
    chosen = explore.choose(made, a_year=2)
    assert made["rings"][chosen["limit"]] <= 2
    lower = made["rings"].index[made["rings"].index < chosen["limit"]]
    assert made["rings"][lower[-1]] > 2
    rings = tp.alarms(made["bad"], made["expected"], 3.0, chosen["limit"])
    first = rings[rings >= HOURS[240]][0]
    assert chosen["hours"] == (first - HOURS[240]).total_seconds() / 3600 + 1
    assert chosen["bad"] == made["bad"].loc[HOURS[240] : first].sum()


def test_more_false_alarms_never_find_later(made):
    hours = [explore.choose(made, a_year)["hours"] for a_year in (0, 1, 5, 20)]
    assert hours == sorted(hours, reverse=True)
    assert hours[0] > hours[-1]


def test_the_widget_draws_its_choice_and_says_so(made):
    ax = explore.trade(made, a_year=2)
    chosen = explore.choose(made, a_year=2)
    assert not faults(ax)
    assert ax.lines[1].get_ydata() == [chosen["delay"]]
    assert f"found {chosen['hours']:.0f} h after" in ax.figure.get_suptitle()
    nothing = made | {"bad": made["bad"] * 0}
    assert "not found" in explore.trade(nothing, 2).figure.get_suptitle()
