"""From satisfaction to loyalty: each method against hand, peer or a known world; then
what lesson 10 says to be so, on several companies.
"""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from sklearn.isotonic import IsotonicRegression

from crmlab import datasets
from crmlab import loyalty as ly

RNG = np.random.default_rng(10)
SCORE = pd.Series(RNG.integers(0, 101, 300).astype(float))
OUTCOME = 20 + 0.5 * SCORE + RNG.normal(0, 10, 300)
GROUPS = pd.Series(np.where(RNG.random(300) < 0.5, "few", "many"))


# --- the curve ------------------------


def test_bins_hold_their_lower_edge_and_the_last_its_upper():
    score = pd.Series([0.0, 49.9, 50.0, 100.0, 101.0])
    found = ly.binned_means(score, pd.Series([1.0, 3, 5, 9, 99]), [0, 50, 100])
    assert found["mean"].to_list() == [2.0, 7.0]
    assert found["customers"].to_list() == [2, 2]
    assert found[["from", "to"]].to_numpy().tolist() == [[0, 50], [50, 100]]


def test_an_interval_of_a_bin_is_that_of_the_t_test():
    score, outcome = pd.Series([1.0, 2, 3, 4]), pd.Series([2.0, 3, 5, 9])
    found = ly.binned_means(score, outcome, [0, 10]).iloc[0]
    ends = stats.ttest_1samp(outcome, 0).confidence_interval()
    assert [found["low"], found["high"]] == pytest.approx([ends.low, ends.high])


def test_each_group_has_bins_of_its_own():
    found = ly.binned_means(SCORE, OUTCOME, [0, 50, 100], GROUPS)
    by_hand = OUTCOME.groupby([GROUPS, (SCORE >= 50).astype(int)]).mean()
    assert found["mean"].to_list() == pytest.approx(by_hand.to_list())


def test_who_lacks_a_group_is_in_none():
    groups = GROUPS.where(GROUPS.index > 99, None)
    found = ly.binned_means(SCORE, OUTCOME, [0, 100], groups)
    assert (
        found["customers"].to_list()
        == GROUPS[100:].value_counts(sort=False).sort_index().to_list()
    )
    assert ly.bends(SCORE, OUTCOME, 75, groups)["customers"].sum() == 200


def test_edges_rise():
    with pytest.raises(ValueError, match="each above the one before"):
        ly.binned_means(SCORE, OUTCOME, [0, 50, 50])


def test_the_monotone_curve_is_the_peers():
    peer = IsotonicRegression(out_of_bounds="clip").fit(SCORE, OUTCOME)
    found = ly.monotone_curve(SCORE, OUTCOME, [0, 33.3, 50, 80, 120], draws=5)
    assert found["mean"].to_list() == pytest.approx(peer.predict(found.index).tolist())


def test_the_order_of_customers_does_not_move_the_band():
    one = ly.monotone_curve(SCORE, OUTCOME, [20, 80], draws=20)
    again = ly.monotone_curve(SCORE[::-1], OUTCOME, [20, 80], draws=20)
    pd.testing.assert_frame_equal(one, again)


def test_a_curve_needs_two_customers():
    with pytest.raises(ValueError, match="both numbers; 1 are"):
        ly.monotone_curve(pd.Series([1.0, 2]), pd.Series([1.0, None]), [1])


def test_the_band_of_the_curve_covers_the_truth_as_often_as_it_says():
    rng, hits = np.random.default_rng(1), []
    for seed in range(40):
        score = pd.Series(rng.uniform(0, 100, 200))
        outcome = 20 + 0.5 * score + rng.normal(0, 10, 200)
        band = ly.monotone_curve(score, outcome, [25, 50, 75], draws=100, seed=seed)
        hits += band.eval("low <= 20 + 0.5 * score <= high").to_list()
    assert 0.86 < np.mean(hits) < 0.99


def test_a_bent_line_is_least_squares_with_the_errors_of_statsmodels():
    found = ly.bends(SCORE, OUTCOME, 75, GROUPS)
    for name, row in found.iterrows():
        mine = GROUPS.eq(name)
        x = SCORE[mine] - 75
        parts = sm.add_constant(np.column_stack([x, x.clip(lower=0)]))
        peer = sm.OLS(OUTCOME[mine], parts).fit(cov_type="HC3")
        above = peer.t_test([0, 1, 1])
        assert row["level"] == pytest.approx(peer.params.iloc[0])
        assert row["above"] == pytest.approx(above.effect[0])
        ends = row[["above_low", "above_high"]].to_list()
        assert ends == pytest.approx(above.conf_int()[0].tolist())
        for part, place in [("below", 1), ("bend", 2)]:
            ends = row[[part, f"{part}_low", f"{part}_high"]].to_list()
            low, high = peer.conf_int().iloc[place]
            assert ends == pytest.approx([peer.params.iloc[place], low, high])


def test_a_bend_that_is_there_is_found_and_one_that_is_not_is_not():
    bent = OUTCOME + 0.8 * (SCORE - 75).clip(lower=0)
    straight, hockey = (ly.bends(SCORE, y, 75).loc["all"] for y in (OUTCOME, bent))
    assert straight["bend_low"] < 0 < straight["bend_high"]
    assert hockey["bend_low"] > 0
    assert hockey["bend"] == pytest.approx(straight["bend"] + 0.8)


def test_a_line_needs_scores_on_both_sides_of_its_knot():
    with pytest.raises(
        ValueError, match="all has 300 customers, 95 scores below and 0 above"
    ):
        ly.bends(SCORE, OUTCOME, 200)
    for few in ([1.0, 1, 1, 9, 9], [1.0, 2, 9]):  # one place below; three customers
        with pytest.raises(ValueError, match="needs 4 customers in each group"):
            ly.bends(pd.Series(few), pd.Series(range(len(few))), 5)


# --- error, and the end of a scale ------------------------


def test_likely_scores_give_the_slope_that_answers_without_error_would():
    rng = np.random.default_rng(3)
    true = pd.Series(rng.normal(7, 1, 20_000))
    seen = true + rng.normal(0, 0.75, 20_000)  # reliability 0.64
    outcome = 2 * true + rng.normal(0, 1, 20_000)
    slopes = [np.polyfit(x, outcome, 1)[0] for x in (seen, ly.likely_score(seen, 0.64))]
    assert slopes == pytest.approx([1.28, 2.0], abs=0.05)
    gap = (ly.likely_score(seen, 0.64) - true).groupby(seen > 8.5).mean()
    assert gap.to_list() == pytest.approx([0, 0], abs=0.03)


def test_normal_scores_forget_any_stretching_of_the_scale():
    stretched = ly.normal_scores(np.exp(SCORE / 10))
    pd.testing.assert_series_equal(stretched, ly.normal_scores(SCORE))
    assert ly.normal_scores(pd.Series(range(99))).std() == pytest.approx(1, abs=0.05)


def test_fates_cross_what_was_said_with_what_was_done():
    said, did = pd.Series([8.0, 7.9, 8, np.nan]), pd.Series([True, True, False, True])
    found = ly.fates(said, did, enough=8)
    assert found.to_list() == ["content, there", "discontent, there", "content, gone"]


# --- money and expectations ------------------------


def test_a_customer_who_is_in_one_year_only_counts_nought_in_the_other():
    usual = pd.DataFrame({"worth": [10.0], "cost": [2.0]}, ["a"])
    plan = pd.DataFrame({"worth": [10.0, 7.0], "cost": [3.0, 1.0]}, ["a", "b"])
    found = ly.gain_for_a_yuan(usual, plan, pd.Series("all", ["a", "b", "c"]))
    assert found.loc["all"].to_list() == [3, 2.0, 7.0, 3.5]


def test_expectation_follows_as_the_engine_lets_it():
    lived, expected, by_hand = [0.3, -0.4, 0.1, 0.2], -0.22, []
    for performance in lived:
        by_hand.append(performance - expected)
        expected += 0.08 * (performance - expected)
    assert ly.felt(lived, -0.22, 0.08)["felt"].to_list() == pytest.approx(by_hand)


def test_who_rises_as_told_keeps_the_lead():
    lead, orders = 0.5, 6
    rise = ly.to_stand_still(lead, 0.08, orders)
    lived = lead + rise * np.repeat(np.arange(4), orders)  # a rise at each year's start
    felt = ly.felt(lived, 0.0, 0.08)["felt"].to_numpy()[::orders]
    assert felt.tolist() == pytest.approx([lead] * 4)
    assert float(ly.to_stand_still(0.5, 0.08, 6, rivals=0.1)) == pytest.approx(
        rise + 0.1
    )


# --- the company ------------------------
SATISFIED = ["satisfied_overall", "satisfied_expected", "satisfied_ideal"]
STAYS = ["likely_again", "stays_if_dearer", "stays_if_rival_cheaper"]


@pytest.mark.parametrize("seed", [None, 7])
def test_choice_steepens_the_line_in_words(seed):
    answers = datasets.load("survey", seed=seed)
    answers = answers[answers["wave"] == 2]
    content, stays = (
        (answers[items].astype(float).mean(axis=1) - 1) * 100 / 9
        for items in (SATISFIED, STAYS)
    )
    few = answers["alternatives"].astype(float).le(1).map({True: "few", False: "more"})
    lines = {
        name: stats.linregress(pair["x"], pair["y"])
        for name, pair in pd.DataFrame({"x": content, "y": stays})
        .dropna()
        .groupby(few.rename("few"))
    }
    gap = lines["more"].slope - lines["few"].slope
    error = np.hypot(lines["more"].stderr, lines["few"].stderr)
    assert gap > 3 * error
