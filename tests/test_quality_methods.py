"""crmlab.quality: published constants and run lengths, peers, and what was planted."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
import shewhart
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler
from statsmodels.stats.outliers_influence import variance_inflation_factor

from crmlab import quality
from crmlab.datasets.shipped import load, truth
from crmlab.quality.tampering import RULES as FUNNEL_RULES

# Montgomery, Introduction to Statistical Quality Control, appendix VI.
CONSTANTS = {
    "d2": [1.128, 1.693, 2.059, 2.326],
    "c4": [0.798, 0.886, 0.921, 0.940],
    "A2": [1.880, 1.023, 0.729, 0.577],
    "A3": [2.659, 1.954, 1.628, 1.427],
    "D4": [3.267, 2.575, 2.282, 2.115],
    "B4": [3.267, 2.568, 2.266, 2.089],
}


@pytest.mark.parametrize("name", CONSTANTS)
def test_constants_are_those_of_the_tables(name):
    # The tables were rounded on the way: D4 for 3 is 2.5746.
    found = [quality.chart_constants(n)[name] for n in (2, 3, 4, 5)]
    assert found == pytest.approx(CONSTANTS[name], abs=0.0011)


def test_lower_limits_appear_with_larger_samples():
    assert quality.chart_constants(6)["D3"] == 0
    assert quality.chart_constants(10)["D3"] == pytest.approx(0.223, abs=5e-4)
    assert quality.chart_constants(10)["B3"] == pytest.approx(0.284, abs=5e-4)


RNG = np.random.default_rng(20)
SAMPLES = pd.DataFrame(RNG.normal(20, 3, (40, 5)), columns=list("abcde"))
VALUES = SAMPLES["a"].rename("x")
BAD = pd.Series(RNG.binomial(80, 0.1, 40), name="bad")
TRIES = pd.Series(RNG.integers(60, 100, 40), name="tries")
LONG = SAMPLES.rename_axis("sample").stack().rename("x").reset_index()
COUNTS = pd.concat([BAD, TRIES], axis=1)


@cache  # it integrates for seconds, and two charts come of it
def peer_of(name):
    """What the peer has for a chart: centre, lower and upper limit."""
    by_samples = {"value": "x", "subgroup": "sample"}
    if name in ("xbar", "r"):
        return shewhart.xbar_r(LONG, **by_samples).stats
    if name in ("xbar ", "s"):
        return shewhart.xbar_s(LONG, **by_samples).stats
    if name in ("i", "mr"):
        return shewhart.imr(VALUES.to_frame(), value="x").stats
    if name == "c":
        return shewhart.c_chart(COUNTS, defects="bad").stats
    return shewhart.np_chart(COUNTS, defectives="bad", size=80).stats


OURS = {
    "xbar": lambda: quality.mean_chart(SAMPLES),
    "r": lambda: quality.spread_chart(SAMPLES),
    "xbar ": lambda: quality.mean_chart(SAMPLES, "sd"),
    "s": lambda: quality.spread_chart(SAMPLES, "sd"),
    "i": lambda: quality.individuals_chart(VALUES),
    "mr": lambda: quality.moving_range_chart(VALUES),
    "c": lambda: quality.c_chart(BAD),
    "np": lambda: quality.np_chart(BAD, 80),
}


@pytest.mark.parametrize("name", OURS)
def test_limits_are_the_peer_s(name):
    chart, peer = OURS[name](), peer_of(name)
    for ours, theirs in {"centre": "center", "lower": "lcl", "upper": "ucl"}.items():
        assert chart[ours].iloc[-1] == pytest.approx(peer[f"{name.strip()}_{theirs}"])


@pytest.mark.parametrize(
    "ours, peer",
    [
        (
            lambda: quality.p_chart(BAD, TRIES),
            lambda: shewhart.p_chart(COUNTS, defectives="bad", size="tries"),
        ),
        (
            lambda: quality.u_chart(BAD, TRIES),
            lambda: shewhart.u_chart(COUNTS, defects="bad", size="tries"),
        ),
        (
            lambda: quality.ewma_chart(VALUES),
            lambda: shewhart.ewma(VALUES.to_frame(), value="x", k=2.7),
        ),
    ],
    ids=["p", "u", "ewma"],
)
def test_limits_that_differ_by_point_are_the_peer_s(ours, peer):
    chart, table = ours(), peer().table
    assert chart["lower"].to_numpy() == pytest.approx(table["lcl"].to_numpy())
    assert chart["upper"].to_numpy() == pytest.approx(table["ucl"].to_numpy())


def test_the_first_points_set_the_limits_of_the_later_ones():
    moved = VALUES.where(VALUES.index < 20, VALUES + 30)
    chart = quality.individuals_chart(moved, base=20)
    first = quality.individuals_chart(VALUES[:20])
    assert chart["upper"].iloc[-1] == pytest.approx(first["upper"].iloc[0])
    assert quality.signals(chart)["1 beyond 3σ"][20:].all()


RING = {  # z from the centre, and at which of them (from 0) the rule rings
    "1 beyond 3σ": ([0, 3.1, 0, -3.1, 2.9], [1, 3]),
    "2 of 3 beyond 2σ": ([2.1, 0, 2.1, 0, -2.1, 2.1, 0, -2.1], [2]),
    "4 of 5 beyond 1σ": ([1.1, 1.1, 0, 1.1, 1.1, 0], [4]),
    "8 on one side": ([0.1] * 8 + [-0.1], [7]),
    "9 on one side": ([-0.1] * 10, [8, 9]),
    "6 rising or falling": ([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.4], [5]),
    "14 up and down": ([0.1, -0.1] * 7 + [-0.2, -0.3], [13]),
    "15 within 1σ": ([0.5, -0.5] * 7 + [0.5, 2], [14]),
    "8 beyond 1σ": ([1.5, -1.5] * 4 + [0], [7]),
}


@pytest.mark.parametrize("rule", RING)
def test_a_rule_rings_where_it_is_fulfilled(rule):
    z, rings = RING[rule]
    chart = pd.DataFrame({"value": z, "centre": 0.0, "upper": 3.0})
    found = quality.signals(chart, [rule])[rule]
    assert found[found].index.to_list() == rings


# Champ & Woodall 1987, Technometrics 29(4); their chart rings for the last point, too.
@pytest.mark.parametrize("shift, published", [(0, 91.75), (1, 9.22), (2, 3.13)])
def test_run_lengths_with_all_rules_are_the_published_ones(shift, published):
    longest = 1500 if shift == 0 else 150
    rules = quality.WESTERN_ELECTRIC
    found = quality.run_length(shift, rules, runs=2000, longest=longest, seed=1)
    assert found["mean"] == pytest.approx(published, abs=4 * found["se"])


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_run_lengths_by_simulation_and_formula_agree(shift):
    found = quality.run_length(shift, runs=2000, longest=3000, seed=2)
    formula = quality.shewhart_run_length(shift)
    assert found["mean"] == pytest.approx(formula, abs=4 * found["se"])


# Lucas & Saccucci 1990, Technometrics 32(1): in control, and moved by one σ.
@pytest.mark.parametrize(
    "weight, width, held, moved",
    [
        (0.40, 3.054, 500, 14.3),
        (0.25, 2.998, 500, 11.1),
        (0.20, 2.962, 500, 10.5),
        (0.10, 2.814, 500, 10.3),
        (0.05, 2.615, 500, 11.4),
    ],
)
def test_run_lengths_of_ewma_are_the_published_ones(weight, width, held, moved):
    assert quality.ewma_run_length(0, weight, width) == pytest.approx(held, rel=0.003)
    assert round(quality.ewma_run_length(1, weight, width), 1) == moved


def test_tampering_doubles_the_variance_and_then_has_no_end():
    noise = pd.Series(np.random.default_rng(3).normal(size=20_000))
    spread = {rule: quality.funnel(noise, rule)["fell"].var() for rule in FUNNEL_RULES}
    assert spread["leave it"] == pytest.approx(1, abs=0.05)
    assert spread["from where it is"] == pytest.approx(2, abs=0.1)
    assert spread["from the target"] > 50
    assert spread["where the last one fell"] > 50


def ratings():
    survey = load("survey_ratings").query("wave == 2").set_index("customer_id")
    return survey.filter(like="rating_").dropna()


def test_vif_is_the_peer_s():
    x = ratings()
    z = np.column_stack([np.ones(len(x)), x.astype(float)])
    peer = [variance_inflation_factor(z, n + 1) for n in range(x.shape[1])]
    assert quality.vif(x).to_numpy() == pytest.approx(peer)


@pytest.mark.parametrize("keep", [1, 3, 8])
def test_component_regression_is_the_peer_s(keep):
    x = ratings()
    y = pd.Series(np.random.default_rng(4).normal(x.sum(axis=1)), x.index)
    z = StandardScaler().fit_transform(x)
    rotation = PCA(keep).fit(z)
    slopes = LinearRegression().fit(
        rotation.transform(z), (y - y.mean()) / y.std(ddof=0)
    )
    peer = rotation.components_.T @ slopes.coef_
    assert quality.component_regression(x, y, keep).to_numpy() == pytest.approx(peer)


def test_components_turn_and_do_not_change():
    found = quality.components(ratings())
    assert found["variance"].sum() == pytest.approx(8)
    assert found["scores"].var().to_numpy() == pytest.approx(found["variance"])
    apart = found["scores"].corr().to_numpy() - np.eye(8)
    assert np.abs(apart).max() < 1e-8


def test_one_direction_is_chosen_where_all_move_together():
    rng = np.random.default_rng(5)
    common = rng.normal(size=300)
    x = pd.DataFrame({n: common + 0.3 * rng.normal(size=300) for n in "abcde"})
    y = pd.Series(common + rng.normal(size=300))
    errors = quality.choose_components(x, y)["error"]
    assert errors.idxmin() == 1 and errors[1] < 1


def test_a_house_by_hand():
    weights = pd.Series([5, 3], ["fresh", "on time"])
    marks = pd.DataFrame({"pack": [9, 1], "courier": [0, 9]}, weights.index)
    table = quality.priorities(weights, marks)
    assert table["absolute"].to_dict() == {"pack": 48, "courier": 27}
    assert table["relative"].round(2).to_dict() == {"pack": 0.64, "courier": 0.36}
    assert table["rank"].to_dict() == {"pack": 1, "courier": 2}
    # Of three needs one strong mark, or three weak ones: the scale decides.
    many = pd.DataFrame({"one": [9, 0, 0], "three": [1, 1, 3]}, list("abc"))
    ranks = quality.ranks_by_scale(
        pd.Series(1, list("abc")), many, [(1, 3, 9), (1, 2, 3)]
    )
    assert ranks.loc["one"].to_list() == [1, 2]


def test_the_company_s_house_is_whole():
    needs = load("qfd_needs").set_index("need")
    plan = needs.rename(columns={"lantern_tea": "now"})
    weights = quality.planned_weights(plan)["relative"]
    relations = load("qfd_relations").pivot(
        index="need", columns="measure", values="relation"
    )
    marks = relations.fillna(0)
    table = quality.priorities(weights, marks)
    by_hand = sum(weights[need] * marks.loc[need, "pack_age"] for need in weights.index)
    assert table.loc["pack_age", "absolute"] == pytest.approx(by_hand)
    found = quality.conflicts(weights, marks, load("qfd_correlations"))
    assert len(found) and (found["correlation"] < 0).all()
    assert found["weight"].is_monotonic_decreasing


def test_quadrants_are_surer_with_more_people():
    rng = np.random.default_rng(6)
    level = {"taste": (8, 8), "parcel": (7, 5), "staff": (4, 7), "price": (5.6, 5.8)}
    importance, performance = (
        pd.DataFrame(
            {name: rng.normal(pair[side], 2, 2000) for name, pair in level.items()}
        )
        for side in (0, 1)
    )
    few = quality.quadrant_chances(importance[:40], performance[:40], draws=100)
    many = quality.quadrant_chances(importance, performance, draws=100)
    assert many["chance"].mean() > few["chance"].mean()
    told = ["keep up", "mend first", "possible overkill", "low priority"]
    assert many["quadrant"].to_list() == told
    width = many["importance_high"] - many["importance_low"]
    assert width.to_numpy() == pytest.approx(2 * 1.96 * 2 / np.sqrt(2000), rel=0.2)


def test_planted_causes_ring_and_quiet_days_hardly_do():
    days = load("operations").set_index("date")
    chart = quality.p_chart(days["faults"], days["parcels"].clip(lower=1))
    rings = quality.signals(chart, ["1 beyond 3σ"])["1 beyond 3σ"]
    causes = truth("special_causes").query("measure == 'fault'")
    assert len(causes)
    hit = pd.Series(False, rings.index)
    for cause in causes.itertuples():
        inside = (hit.index >= cause.first) & (hit.index <= cause.last)
        assert rings[inside].any(), cause.cause
        hit |= inside
    assert rings[~hit].mean() < 0.03
