"""Figures and widgets of the segmentation lesson: drawn right, said in words, quick."""

import numpy as np
import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab import figures
from crmlab import segmentation as seg
from crmlab.explore import segmentation as explore
from crmlab.figures import segmentation as draw

TITLE = "What it shows"
RNG = np.random.default_rng(0)


LADDER = pd.DataFrame(
    {"who buys": [0.331, -0.002, -0.03], "what they buy": [0.0, 0.372, 0.01]},
    index=["RFM", "needs", "region"],
)
GRID = pd.DataFrame([(r, f) for r in range(1, 6) for f in range(1, 6)] * 2)
GRID.columns = ["r", "f"]
BOUGHT = pd.Series(GRID["r"] / 10 + GRID["f"] / 100)
GAINS = {
    name: seg.gain_table(pd.Series(score), pd.Series([1, 1, 0, 0, 0, 0, 0, 0, 0, 0]))
    for name, score in {"right": range(10, 0, -1), "none": [1] * 10}.items()
}
CRITERIA = pd.DataFrame(
    {"inertia": [9000, 5000.0], "silhouette": [0.2, 0.351], "stability": [0.96, 0.8]},
    index=pd.Index([2, 3], name="k"),
)
PROFILE = pd.DataFrame(
    {"gift_share": [1.96, -0.4], "fine tea": [-0.02, 0.7]},
    index=pd.Index([1, 2], name="cluster"),
)
CUSTOMERS = pd.DataFrame(
    {"value": [900.0, 40.0, 20.0, -50.0], "growth": [10.0, 700.0, 5.0, 0.0]}
)
CLASSES = pd.Series(["MVC", "MGC", "rest", "BZ"])
STEPS = pd.DataFrame(
    {"groups": [1, 6, 6000], "promised": [72.0, 110, 180], "earned": [70.0, 106, 100]},
    index=pd.Index(["none", "needs", "customer"], name="step"),
)
OFFERS = pd.DataFrame({"gain": [33.4, 1.1], "error": [5.6, 1.4]}, ["gifts", "everyday"])
MIX = pd.DataFrame(
    {"everyday tea": [20.0, 30, 34], "ready to brew": [19.0, 9, 4]},
    index=["young single", "teenagers", "older single"],
)
CHANGE = pd.DataFrame(
    {"price cut": [-38.2, 21.0], "festival": [30.0, -11.0]}, ["compare", "do not"]
)
PLAYED = pd.DataFrame(
    {"policy": ["few", "few", "all", "all"], "profit_gain": [900.0, 1100, -700, 300]}
)
PLOTS = {
    "stage_mix": lambda: draw.stage_mix(MIX, title=TITLE),
    "answers": lambda: draw.answers(CHANGE, title=TITLE, usual=CHANGE.mean()),
    "answers without all": lambda: draw.answers(CHANGE, title=TITLE),
    "plan_gains": lambda: draw.plan_gains(
        PLAYED, title=TITLE, letters={"few": 10, "all": 2000}
    ),
    "explained_by": lambda: draw.explained_by(LADDER, title=TITLE),
    "explained_by of one": lambda: draw.explained_by(LADDER["who buys"], title=TITLE),
    "rfm_grid": lambda: draw.rfm_grid(GRID, BOUGHT, title=TITLE, label="buyers"),
    "gain_curves": lambda: draw.gain_curves(GAINS, title=TITLE, outcome="buyers"),
    "choosing_k": lambda: draw.choosing_k(CRITERIA, title=TITLE, chosen=3),
    "cluster_profile": lambda: draw.cluster_profile(PROFILE, title=TITLE),
    "value_growth_map": lambda: draw.value_growth_map(CUSTOMERS, CLASSES, title=TITLE),
    "refinement_steps": lambda: draw.refinement_steps(STEPS, title=TITLE),
    "offer_gains": lambda: draw.offer_gains(OFFERS, title=TITLE, cost=3),
}
SAID = {
    "stage_mix": "everyday tea 20% to 34%; ready to brew 19% to 4%.",
    "answers": "price cut and festival: compare −38, +30; do not +21, −11.",
    "answers without all": "compare −38, +30; do not +21, −11.",
    "plan_gains": "few: mean ¥1,000, from ¥900 to ¥1,100; all: mean −¥200, from −¥700 "
    "to ¥300.",
    "explained_by": "who buys: RFM 33%, needs 0%, region −3%. what they buy: RFM 0%, "
    "needs 37%, region 1%.",
    "explained_by of one": "who buys: RFM 33%, needs 0%, region −3%.",
    "rfm_grid": "Lowest: 11% in the cell r 1, f 1; highest: 55% in the cell r 5, f 5.",
    "gain_curves": "Among the best 20% of customers are 100% by right, 20% by none.",
    "choosing_k": "Inertia falls from 9,000 to 5,000. The silhouette is highest at 3 "
    "(0.35), the stability at 2 (0.96). Marked: 3 clusters.",
    "cluster_profile": "1 in gift share (+2.0), 2 in fine tea (+0.7).",
    "value_growth_map": "MVC: 1 customers, median value 900, growth 10.",
    "refinement_steps": "none 70 (promised 72), needs 106 (promised 110), customer 100 "
    "(promised 180).",
    "offer_gains": "gifts 33.4 ± 11.2, everyday 1.1 ± 2.8. An offer costs 3.",
}


@pytest.mark.parametrize("name", PLOTS)
def test_every_figure_has_the_lesson_s_title_labels_and_its_numbers_in_words(name):
    assert_told(PLOTS[name](), TITLE, SAID[name])


def test_every_figure_of_the_lesson_is_tried_here():
    assert {name.split()[0] for name in PLOTS} == set(draw.__all__)


def test_the_bars_of_the_ladder_are_its_shares_and_none_is_below_nought():
    ax = draw.explained_by(LADDER, title=TITLE)
    widths = [[bar.get_width() for bar in bars] for bars in ax.containers]
    assert widths == [[0.331, 0, 0], [0, 0.372, 0.01]]


def cells(ax):
    return {text.get_position(): text.get_text() for text in ax.texts}


def test_the_grid_has_recency_5_on_top():
    ax = draw.rfm_grid(GRID, BOUGHT, title=TITLE, label="buyers")
    assert [t.get_text() for t in ax.get_yticklabels()] == list("54321")
    assert cells(ax)[0, 0] == "51%\n(2)"  # r 5, f 1
    assert cells(ax)[4, 4] == "15%\n(2)"  # r 1, f 5


def test_a_cell_that_nobody_is_in_stays_empty():
    some = GRID[(GRID["r"] != 5) | (GRID["f"] != 5)]
    ax = draw.rfm_grid(some, BOUGHT, title=TITLE, label="buyers")
    assert (4, 0) not in cells(ax) and len(cells(ax)) == 24


def test_the_gain_curve_starts_at_nobody_and_ends_at_all():
    ax = draw.gain_curves(GAINS, title=TITLE, outcome="buyers")
    for line in ax.lines:
        assert line.get_xydata()[0].tolist() == [0, 0]
        assert line.get_xydata()[-1].tolist() == pytest.approx([1, 1])


def test_profile_cells_show_their_sign():
    ax = draw.cluster_profile(PROFILE, title=TITLE)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["1", "2"]
    assert cells(ax) == {(0, 0): "+2.0", (1, 0): "0", (0, 1): "−0.4", (1, 1): "+0.7"}


def test_each_class_is_drawn_with_its_own_colour_and_shape():
    ax = draw.value_growth_map(CUSTOMERS, CLASSES, title=TITLE)
    points = [tuple(c.get_offsets()[0].tolist()) for c in ax.collections]
    assert sorted(points) == sorted(CUSTOMERS.itertuples(index=False, name=None))
    colours = {tuple(c.get_facecolor()[0]) for c in ax.collections}
    assert len(colours) == 4


def test_each_luck_is_a_dot_and_the_diamond_their_mean():
    ax = draw.plan_gains(PLAYED, title=TITLE, letters={"few": 10, "all": 2000})
    dots = [points.get_offsets().tolist() for points in ax.collections]
    assert dots[0] == [[0.9, 0], [1.1, 0]] and dots[1] == [[1.0, 0]]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["few\n(10)", "all\n(2,000)"]


def test_a_change_is_as_long_as_its_bar_and_that_of_all_is_dotted():
    ax = draw.answers(CHANGE, title=TITLE, usual=CHANGE.mean())
    assert [bar.get_width() for bar in ax.containers[0]] == [-38.2, 21.0]
    drawn = [line for line in ax.lines if len(line.get_xdata())]
    dotted = [line.get_xdata()[0] for line in drawn if line.get_linestyle() == ":"]
    assert dotted == CHANGE.mean().to_list()
    assert "all customers" in [text.get_text() for text in ax.get_legend().texts]


# --- widgets ------------------------------------------------------------------------

BUYERS = pd.DataFrame({"recency_days": RNG.integers(1, 729, 6000)})
BUYERS["bought"] = (RNG.random(6000) < np.exp(-BUYERS["recency_days"] / 200)).astype(
    int
)


def test_both_sides_of_the_cut_by_hand():
    four = pd.DataFrame({"recency_days": [7, 14, 15, 90], "bought": [1, 1, 1, 0]})
    counts = explore.count_sides(four, 14)
    assert counts == {
        "recent": 2,
        "silent": 2,
        "recent_rate": 1.0,
        "silent_rate": 0.5,
        "explained": pytest.approx(1 / 3),
    }
    assert explore.count_sides(four, 400)["silent_rate"] == 0


@pytest.mark.parametrize("days", [7, 91, 364])
def test_what_the_cut_explains_is_eta_squared(days):
    sides = BUYERS["recency_days"] <= days
    peer = seg.explained(BUYERS["bought"], sides)["eta2"]
    assert explore.count_sides(BUYERS, days)["explained"] == pytest.approx(peer)


@pytest.mark.parametrize("days", [7, 91, 400, 728])
def test_the_cut_widget_draws_each_week_once_on_the_right_side(days):
    ax = explore.rfm_cuts(BUYERS, days)
    assert figures.faults(ax) == []
    near, far = [bars.get_data() for bars in ax.patches]
    assert near.edges[-1] == far.edges[0] == round(days / 7) * 7 + 0.5
    weeks = (BUYERS["recency_days"] - 1) // 7
    rates = BUYERS["bought"].groupby(weeks).mean()
    np.testing.assert_allclose([*near.values, *far.values], rates)
    assert f"Cut at {days} days" in ax.get_title(loc="left")


@pytest.fixture(scope="module")
def made():
    centre = np.array([[0, 0, 0], [5, 0, 0], [0, 5, 0], [0, 0, 5]])
    points = np.repeat(centre, [500, 400, 300, 200], axis=0)
    points = points + RNG.normal(size=points.shape)
    return explore.clusterings(pd.DataFrame(points, columns=["a_b", "y", "z"]))


def test_clusterings_are_those_of_the_lesson(made):
    assert list(made) == list(range(2, 9))
    four = made[4]["marks"]
    assert four["customers"].to_list() == sorted(four["customers"], reverse=True)
    assert set(four["mark"][1:]) <= {"a b", "y", "z"}
    assert max(made, key=lambda k: made[k]["silhouette"]) == 4
    assert made[2]["split"] == "The first split"
    assert made[3]["split"].startswith("New at 3: cluster ")
    assert len(made[4]["points"]) == explore.SHOWN


@pytest.mark.parametrize("k", range(2, 9))
def test_the_cluster_widget_draws_each_customer_shown_once(made, k):
    ax = explore.clusters(made, k)
    assert figures.faults(ax) == []
    assert sum(len(c.get_offsets()) for c in ax.collections) == explore.SHOWN
    assert [t.get_text() for t in ax.texts] == [str(n) for n in range(1, k + 1)]
    bars = [bar.get_width() for bar in ax.figure.axes[1].patches]
    np.testing.assert_allclose(bars, made[k]["marks"]["silhouette"])
    looks = {  # without colours, but for white
        (c.get_paths()[0].vertices.tobytes(), (c.get_facecolor()[0] == 1).all())
        for c in ax.collections
    }
    assert len(looks) == k, "two clusters look alike in grey"
