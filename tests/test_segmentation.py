"""Segmentation: each method against hand, peer or published result; then the company.

The last part holds what lesson 03 says to be so on several companies, not on one.
"""

import doctest
import importlib
import pkgutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded_company import loaded
from scipy import stats
from sklearn.linear_model import LinearRegression
from sklearn.metrics import (
    roc_auc_score,
    silhouette_score,
)
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.preprocessing import StandardScaler

from crmlab import datasets
from crmlab import segmentation as seg
from crmlab.company import CUTOFF
from crmlab.segmentation import clusters

RNG = np.random.default_rng(3)
MODULES = [
    name for _, name, _ in pkgutil.iter_modules(seg.__path__, "crmlab.segmentation.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_method_has_an_example_or_a_test_and_is_exported():
    public = {name for name in vars(seg) if name.islower() and name in seg.__all__}
    text = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in public if f"seg.{name}(" in text} == public


def dated(*days):
    return pd.to_datetime(list(days), format="ISO8601")


# --- recency, frequency, money ------------------------------------------------------

ORDERS = pd.DataFrame(
    {
        "customer_id": ["a", "a", "a", "b", "c", "c"],
        "date": dated(
            "2025-06-29 10:00", "2025-06-29 18:00", "2025-03-01", "2024-06-30",
            "2025-06-01", "2025-05-01",
        ),
        "amount": [30.0, 20.0, 100.0, 400.0, 60.0, 40.0],
    }
)  # fmt: skip


def test_recency_frequency_and_money_by_hand():
    table = seg.rfm(ORDERS, "2025-06-30")
    assert table.index.to_list() == ["a", "b", "c"]
    assert table["recency_days"].to_list() == [1, 365, 29]
    assert table["frequency"].to_list() == [2, 1, 2]  # two orders on a day count once
    assert table["monetary"].to_list() == [75, 400, 50]
    assert table["total"].to_list() == [150, 400, 100]


def test_columns_of_other_names_are_taken():
    orders = ORDERS.set_axis(["who", "day", "paid"], axis=1)
    names = {"customer": "who", "date": "day", "amount": "paid"}
    ours = seg.rfm(orders, CUTOFF, **names)
    pd.testing.assert_frame_equal(ours, seg.rfm(ORDERS, CUTOFF), check_names=False)


def lifetimes_folder():
    (folder,) = find_spec("lifetimes").submodule_search_locations
    return Path(folder) / "datasets"


@pytest.fixture(scope="module")
def cdnow():
    return datasets.read_orders(
        lifetimes_folder() / "CDNOW_sample.txt",
        customer="customer",
        sep=r"\s+",
        header=None,
        names=["master", "customer", "date", "cds", "amount"],
    )


def test_rfm_is_the_published_summary_of_cdnow(cdnow):
    published = pd.read_csv(lifetimes_folder() / "cdnow_customers_summary.csv")
    known = cdnow[cdnow["date"] < "1997-10-01"]
    ours = seg.rfm(known, "1997-10-01").reset_index(drop=True)
    assert len(ours) == len(published) == 2357
    # Fader, Hardie and Lee count repeat days, and weeks up to the last day itself.
    assert (ours["frequency"] - 1).equals(published["frequency"])
    weeks = (ours["recency_days"] - 1) / 7
    wanted = published["T"] - published["recency"]
    np.testing.assert_allclose(weeks, wanted, atol=0.011)  # theirs has two decimals


def test_scores_are_those_of_qcut_where_nobody_ties():
    table = pd.DataFrame(RNG.permuted(np.tile(np.arange(40.0), (3, 1)), axis=1).T)
    table.columns = ["recency_days", "frequency", "monetary"]
    scores = seg.rfm_scores(table)
    for score, name in zip("fm", ["frequency", "monetary"], strict=True):
        assert (scores[score] == pd.qcut(table[name], 5, labels=False) + 1).all()
    assert (scores["r"] == 5 - pd.qcut(table["recency_days"], 5, labels=False)).all()


counts = st.lists(st.integers(1, 6), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(counts, st.integers(2, 6))
def test_a_score_follows_its_values_and_ties_share_it(values, parts):
    table = pd.DataFrame(
        dict.fromkeys(["recency_days", "frequency", "monetary"], values)
    )
    scores = seg.rfm_scores(table, parts)
    assert scores[["r", "f", "m"]].isin(range(1, parts + 1)).all(axis=None)
    by_value = scores.groupby(table["frequency"])
    assert (by_value["f"].nunique() == 1).all() and (by_value["r"].nunique() == 1).all()
    assert by_value["f"].first().is_monotonic_increasing
    assert by_value["r"].first().is_monotonic_decreasing
    assert (scores["f"] == scores["m"]).all()


def test_scores_by_cut_points_and_by_rank_side_by_side():
    table = seg.rfm(ORDERS, "2025-06-30")
    cuts = {"recency_days": [29, 180], "monetary": [50, 100]}
    scores = seg.rfm_scores(table, cuts)
    assert scores["r"].to_list() == [3, 1, 3]  # 29 days is not above 29
    assert scores["m"].to_list() == [2, 3, 1]
    assert scores["f"].to_list() == [2, 1, 2]  # a and c tie in the middle of 2 and 3
    assert scores["rfm"].to_list() == ["322", "113", "321"]


def test_each_cell_of_r_and_f_has_one_name():
    grid = pd.DataFrame([(r, f) for r in range(1, 6) for f in range(1, 6)])
    names = seg.rfm_segments(grid.set_axis(["r", "f"], axis=1))
    table = seg.RFM_SEGMENTS
    area = (table["r_to"] - table["r_from"] + 1) * (table["f_to"] - table["f_from"] + 1)
    assert names.value_counts().to_dict() == dict(
        zip(table["segment"], area, strict=True)
    )
    assert names.cat.categories.to_list() == table["segment"].to_list()


# --- what came later ----------------------------------------------------------------


def test_later_behaviour_has_a_row_for_each_customer_asked_for():
    later = seg.later_behaviour(ORDERS, ["c", "x", "a"])
    assert later.index.to_list() == ["c", "x", "a"]
    assert later["bought"].to_list() == [1, 0, 1]
    assert later["orders"].to_list() == [2, 0, 3]
    assert later["amount"].to_list() == [100, 0, 150]


def test_gain_table_by_hand():
    table = seg.gain_table(
        pd.Series([9, 8, 7, 6, 5, 4]), pd.Series([1, 1, 0, 1, 0, 0]), parts=3
    )
    assert table["rate"].to_list() == [1, 0.5, 0]
    assert table["lift"].to_list() == [2, 1, 0]
    assert table["captured"].to_list() == pytest.approx([2 / 3, 1, 1])
    assert table["reached"].to_list() == pytest.approx([1 / 3, 2 / 3, 1])


def test_a_score_that_is_the_same_for_all_has_no_lift():
    bought = pd.Series([1, 1, 1, 0, 0, 0, 0, 0])
    table = seg.gain_table(pd.Series(7, bought.index), bought, parts=4)
    assert table["lift"].to_list() == pytest.approx([1] * 4)


scored = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2)


@settings(max_examples=60, deadline=None)
@given(scored, st.randoms(use_true_random=False))
def test_gains_add_up_and_do_not_hang_on_the_order_of_rows(rows, random):
    frame = pd.DataFrame(rows, columns=["score", "outcome"])
    frame.loc[0, "outcome"] = 1  # captured is a share of something
    table = seg.gain_table(frame["score"], frame["outcome"], parts=2)
    assert table["outcome"].sum() == pytest.approx(frame["outcome"].sum())
    assert table["customers"].sum() == len(frame)
    assert table["captured"].iloc[-1] == pytest.approx(1)
    mixed = frame.loc[random.sample(range(len(frame)), len(frame))]
    again = seg.gain_table(mixed["score"], mixed["outcome"], parts=2)
    np.testing.assert_allclose(again, table)


def test_the_area_under_the_gain_curve_is_the_peer_s_auc():
    score = pd.Series(RNG.integers(0, 6, 300))  # with many ties
    bought = pd.Series((RNG.random(300) < score / 8).astype(int))
    table = seg.gain_table(score, bought, parts=300)
    area = np.trapezoid([0, *table["captured"]], [0, *table["reached"]])
    share = bought.mean()
    auc = (area - share / 2) / (1 - share)
    assert auc == pytest.approx(roc_auc_score(bought, score))


# --- what a grouping explains -------------------------------------------------------


def groups_and_outcome(size=60, groups=5):
    group = pd.Series(RNG.integers(0, groups, size))
    return group, pd.Series(group * 2.0 + RNG.normal(0, 3, size))


def test_explained_is_the_r_squared_of_the_peer():
    group, outcome = groups_and_outcome()
    ours = seg.explained(outcome, group)
    dummies = sm.add_constant(pd.get_dummies(group, drop_first=True).astype(float))
    peer = sm.OLS(outcome, dummies).fit()
    assert ours["eta2"] == pytest.approx(peer.rsquared)
    assert ours["adjusted"] == pytest.approx(peer.rsquared_adj)
    assert ours["groups"] == 5


def test_the_unseen_are_guessed_by_leaving_each_one_out():
    group, outcome = groups_and_outcome()
    guess = cross_val_predict(
        LinearRegression(), pd.get_dummies(group), outcome, cv=LeaveOneOut()
    )
    total = ((outcome - outcome.mean()) ** 2).sum()
    wanted = 1 - ((outcome - guess) ** 2).sum() / total
    assert seg.explained(outcome, group)["unseen"] == pytest.approx(wanted)
    dummies = sm.add_constant(pd.get_dummies(group, drop_first=True).astype(float))
    press = sm.OLS(outcome, dummies).fit().get_influence().ess_press
    assert seg.explained(outcome, group)["unseen"] == pytest.approx(1 - press / total)


def test_coins_explain_the_more_the_more_there_are_until_they_are_held_to_account():
    outcome = pd.Series(RNG.normal(size=400))
    coins = {size: pd.Series(RNG.integers(0, size, 400)) for size in (2, 20, 120)}
    table = seg.ladder(outcome, coins)
    assert table["eta2"].is_monotonic_increasing and table["eta2"].iloc[-1] > 0.2
    assert (table["unseen"] < 0.02).all() and table["unseen"].iloc[-1] < -0.2
    assert table["adjusted"].abs().max() < 0.1


def test_no_label_is_a_label_and_a_frame_means_its_combinations():
    outcome = pd.Series([1.0, 1.0, 5.0, 5.0, 3.0, 3.0])
    label = pd.Series(["a", "a", "b", "b", None, None])
    assert seg.explained(outcome, label)["groups"] == 3
    assert seg.explained(outcome, label)["eta2"] == 1
    both = pd.DataFrame({"x": [1, 1, 1, 1, 2, 2], "y": pd.Categorical(list("aabbbb"))})
    assert seg.explained(outcome, both)["eta2"] == 1
    named = label.rename("id").rename_axis("id")  # index and column of one name
    assert seg.explained(outcome.rename_axis("id"), named)["groups"] == 3


# --- clusters -----------------------------------------------------------------------

LINES = pd.DataFrame(
    {
        "order_id": ["1", "1", "2", "3", "4"],
        "product_id": ["t", "g", "t", "t", "g"],
        "amount": [30.0, 10.0, 60.0, 50.0, 90.0],
    }
)
PRODUCTS = pd.DataFrame({"product_id": ["t", "g"], "category": ["tea", "gift set"]})
DETAILED = pd.DataFrame(
    {
        "order_id": ["1", "2", "3", "4"],
        "customer_id": ["a", "a", "a", "b"],
        "date": dated("2024-06-30", "2024-12-01", "2025-01-01", "2025-06-20"),
        "amount": [40.0, 60.0, 80.0, 90.0],
        "channel": ["web", "web", "shop", "app"],
        "gift": [True, False, False, True],
    }
)


def test_features_by_hand():
    table = seg.features(DETAILED, LINES, PRODUCTS, "2025-06-30")
    a, b = table.loc["a"], table.loc["b"]
    assert a["orders_a_year"] == pytest.approx(3 * 365.25 / 365)
    assert b["orders_a_year"] == 2  # at least half a year is counted
    assert (a["order_amount"], a["gift_share"]) == (60, pytest.approx(1 / 3))
    assert a[["gift set", "tea"]].to_list() == pytest.approx([1 / 15, 14 / 15])
    assert a[["app", "shop", "web"]].to_list() == pytest.approx([0, 1 / 3, 2 / 3])
    assert b[["gift set", "tea", "app"]].to_list() == [1, 0, 1]


def test_scale_is_the_peer_s_after_logarithms():
    table = pd.DataFrame(
        {"gift_share": RNG.random(9), "order_amount": RNG.random(9) + 1}
    )
    logs = table.assign(order_amount=np.log(table["order_amount"]))
    np.testing.assert_allclose(seg.scale(table), StandardScaler().fit_transform(logs))
    np.testing.assert_allclose(
        seg.scale(table, log=()), StandardScaler().fit_transform(table)
    )
    assert (seg.scale(pd.DataFrame({"same": [2.0, 2.0]})) == 0).all(axis=None)


def test_scale_like_others_puts_the_same_customer_at_the_same_place():
    table = pd.DataFrame(
        {"gift_share": RNG.random(9), "order_amount": RNG.random(9) + 1}
    )
    some = seg.scale(table.iloc[:4], like=table)
    pd.testing.assert_frame_equal(some, seg.scale(table).iloc[:4])


@pytest.fixture(scope="module")
def blobs():
    """300 points around 3 centres, 150, 100 and 50 of them."""
    true = np.repeat([0, 1, 2], [150, 100, 50])
    centre = np.array([[0, 0], [6, 0], [0, 6]])[true]
    spread = np.random.default_rng(0).normal(0, 0.6, (300, 2))
    return pd.DataFrame(centre + spread, columns=["x", "y"]), pd.Series(true)


def test_three_blobs_are_found_and_numbered_by_size(blobs):
    points, true = blobs
    found = seg.cluster(points, 3)
    assert found.value_counts().to_dict() == {1: 150, 2: 100, 3: 50}
    assert seg.agreement(found, true) == 1
    assert found.equals(seg.cluster(points, 3))


def test_the_order_of_the_customers_changes_no_cluster(blobs):
    """Seven clusters of three blobs: a start from other rows ends elsewhere."""
    points, _ = blobs
    shuffled = points.sample(frac=1, random_state=1)
    found = seg.cluster(shuffled, 7)
    assert found.index.equals(shuffled.index)
    assert found[points.index].equals(seg.cluster(points, 7))


def test_clusters_of_like_size_are_numbered_alike_in_whatever_order():
    twos = pd.DataFrame({"a": [0, 0.1, 5, 5.1, 9, 9.1]}, index=list("abcdef"))
    assert seg.cluster(twos[::-1], 3)[twos.index].equals(seg.cluster(twos, 3))


def test_two_criteria_find_the_three_blobs_and_the_third_always_falls(blobs):
    points, _ = blobs
    table = seg.choose_k(points, range(2, 6), pairs=4)
    assert table["silhouette"].idxmax() == 3
    assert table["stability"][3] > 0.99 and table["stability"].loc[4:].max() < 0.9
    assert table["inertia"].is_monotonic_decreasing
    labels = seg.cluster(points, 3)
    peer = silhouette_score(points, labels)
    assert table["silhouette"][3] == pytest.approx(peer)
    centres = points.groupby(labels).transform("mean")
    assert table["inertia"][3] == pytest.approx(((points - centres) ** 2).sum().sum())
    pd.testing.assert_frame_equal(table, seg.choose_k(points, range(2, 6), pairs=4))


def test_the_same_clusters_are_fitted_once_and_others_anew(blobs, monkeypatch):
    points, _ = blobs
    asked = []
    fit = clusters.kmeans

    def told(features, k, random_state, starts=clusters.STARTS):
        asked.append(k)
        return fit(features, k, random_state, starts)

    monkeypatch.setattr(clusters, "_fitted", {})
    monkeypatch.setattr(clusters, "kmeans", told)
    first = seg.cluster(points, 3)
    assert seg.cluster(points.copy(), 3).equals(first) and asked == [3]
    seg.cluster(points, 4)
    seg.cluster(points, 3, random_state=1)
    seg.cluster(points + [1e-9, 0], 3)
    assert asked == [3, 4, 3, 3]


def test_a_square_without_clusters_is_cut_another_way_by_each_sample():
    square = pd.DataFrame(np.random.default_rng(1).random((200, 2)))
    assert seg.choose_k(square, [2], pairs=5)["stability"][2] < 0.75  # 0.93 unsampled


def test_who_was_clustered_is_placed_where_he_is(blobs):
    points, _ = blobs
    labels = seg.cluster(points, 3)
    assert seg.place(points, points, labels).equals(labels)
    stranger = pd.DataFrame({"x": [6.5], "y": [-0.5]}, index=["new"])
    assert seg.place(stranger, points, labels)["new"] == 2


def test_profile_by_hand_and_its_means_weigh_out():
    points = pd.DataFrame({"x": [1.0, 3.0, 8.0], "same": 4.0})
    labels = pd.Series([1, 1, 2])
    table = seg.profile(points, labels)
    spread = points["x"].std(ddof=0)
    assert table["x"].to_list() == pytest.approx([-2 / spread, 4 / spread])
    assert (table["same"] == 0).all()
    assert (table["x"] * labels.value_counts()).sum() == pytest.approx(0)


def test_agreement_is_as_published_and_names_do_not_matter():
    # The example in scikit-learn's user guide, 2.3.11.1
    one, other = pd.Series([0, 0, 0, 1, 1, 1]), pd.Series([0, 0, 1, 1, 2, 2])
    assert seg.agreement(one, other) == pytest.approx(0.2424, abs=5e-5)
    assert seg.agreement(other, one) == pytest.approx(0.2424, abs=5e-5)
    assert seg.agreement(one, other.map({0: "c", 1: "a", 2: "b"})) == pytest.approx(
        0.2424, abs=5e-5
    )
    mixed = other.sample(frac=1, random_state=0)
    assert seg.agreement(one, mixed) == seg.agreement(one, other)  # by customer


# --- value and growth ---------------------------------------------------------------


def test_growth_is_what_goes_elsewhere():
    margin = pd.Series([300.0, 90.0, 50.0, -10.0, 40.0])
    share = pd.Series([0.75, 0.30, 1.0, 0.5, 0.01])
    growth = seg.growth_possible(margin, share)
    assert growth.to_list() == pytest.approx([100, 210, 0, 0, 40 * 19])
    assert seg.growth_possible(margin, share, least=0.5)[4] == 40


def test_the_classes_of_value_and_growth_by_hand():
    customers = pd.DataFrame(
        {
            "value": [900, 500, 80, 70, 60, -5, -50, 0, 0, 0],
            "growth": [0, 900, 300, 0, 400, 40, 30, 0, 0, 0],
        }
    )
    found = seg.value_and_growth(customers, top=0.2)
    # −50 + 30 is below zero, −5 + 40 is not; those with no growth are no MGC
    wanted = ["MVC", "MVC", "MGC", "rest", "MGC", "rest", "BZ", "rest", "rest", "rest"]
    assert found.to_list() == wanted
    assert found.cat.categories.to_list() == ["MVC", "MGC", "rest", "BZ"]
    spread = seg.value_and_growth(customers.assign(growth=0), top=0.5)
    assert (spread == "MVC").sum() == 5 and (spread == "MGC").sum() == 0


# --- refinement and offers ----------------------------------------------------------


def test_refinement_by_hand_on_a_later_period():
    past = pd.DataFrame({"tea": [9, 8, 1, 0], "gift": [0, 1, 5, 6]}, index=list("abcd"))
    later = pd.DataFrame(
        {"tea": [5, 5, 5, 1], "gift": [2, 2, 3, 3]}, index=list("abcd")
    )
    kind = pd.Series([1, 1, 2, 2], index=list("abcd"))
    steps = {"none": kind * 0, "kind": kind}
    table = seg.refine(past, steps, later=later)
    assert table["groups"].to_list() == [1, 2]
    assert table["promised"].to_list() == [18 / 4, (9 + 8 + 5 + 6) / 4]
    assert table["earned"].to_list() == [16 / 4, (5 + 5 + 3 + 3) / 4]
    later.loc["stranger"] = 99
    mixed = seg.refine(
        past, steps, later.loc[["d", "b", "stranger", "c", "a"], ["gift", "tea"]]
    )
    pd.testing.assert_frame_equal(mixed, table)


def test_coins_promise_the_more_the_finer_and_earn_no_more():
    payoffs = pd.DataFrame(RNG.normal(10, 5, (600, 4)), columns=list("abcd"))
    steps = {size: pd.Series(RNG.integers(0, size, 600)) for size in (1, 20, 200)}
    table = seg.refine(payoffs, steps)
    assert table["promised"].is_monotonic_increasing
    assert table["promised"].iloc[-1] > 13
    assert table["earned"].between(9.5, 10.5).all()
    pd.testing.assert_frame_equal(table, seg.refine(payoffs, steps))


def test_who_is_alone_gets_what_is_best_for_all():
    payoffs = pd.DataFrame({"a": [1.0] * 40, "b": [2.0] * 40})
    alone = {"alone": pd.Series(range(40)), "none": pd.Series(0, range(40))}
    assert (seg.refine(payoffs, alone)["earned"] == 2).all()


def test_the_gain_of_an_offer_is_the_peer_s_and_so_is_its_error():
    trial = pd.DataFrame({"treated": RNG.random(200) < 0.3})
    trial["margin"] = RNG.normal(20, 9, 200) + 6 * trial["treated"]
    group = pd.Series(RNG.choice(["x", "y"], 200))
    table = seg.offer_gain(trial, group)
    for name, row in table.iterrows():
        mine = trial[group == name]
        sent = mine.loc[mine["treated"], "margin"]
        kept = mine.loc[~mine["treated"], "margin"]
        assert (row["treated"], row["held_out"]) == (len(sent), len(kept))
        peer = stats.ttest_ind(sent, kept, equal_var=False).statistic
        assert row["gain"] / row["error"] == pytest.approx(peer)
        assert row["without"] == pytest.approx(kept.mean())


# --- selling more -------------------------------------------------------------------

BASKETS = pd.DataFrame(
    [(1, "bread"), (1, "milk"), (2, "bread"), (2, "nappies"), (2, "beer"), (2, "eggs")]
    + [(3, "milk"), (3, "nappies"), (3, "beer"), (3, "cola")]
    + [(4, "bread"), (4, "milk"), (4, "nappies"), (4, "beer")]
    + [(5, "bread"), (5, "milk"), (5, "nappies"), (5, "cola")],
    columns=["order_id", "product_id"],
)


def test_pairs_are_as_in_the_textbook():
    # Tan, Steinbach & Kumar, Introduction to Data Mining (2005), table 6.1
    goods = pd.DataFrame({"product_id": BASKETS["product_id"].unique()})
    table = seg.pairs(BASKETS, goods.assign(category=goods["product_id"]))
    rule = table.set_index(["first", "second"])
    assert rule.loc[("nappies", "beer")].to_list() == pytest.approx([0.6, 0.75, 1.25])
    assert rule.loc[("beer", "nappies")].to_list() == pytest.approx([0.6, 1, 1.25])
    assert rule.loc[("bread", "milk"), "lift"] == pytest.approx(0.75 / 0.8)
    back = rule["lift"].rename_axis(["second", "first"]).reorder_levels([1, 0])
    np.testing.assert_allclose(rule["lift"], back.loc[rule.index])  # both ways alike
    assert table["lift"].is_monotonic_decreasing


def test_the_next_category_is_the_likeliest_not_yet_had():
    lines = BASKETS.rename(columns={"order_id": "customer_id"})
    goods = pd.DataFrame({"product_id": lines["product_id"].unique()})
    found = seg.next_category(lines, goods.assign(category=goods["product_id"]))
    # 1 has bread and milk. Of those with either, three in four have nappies.
    assert found.loc[1].to_list() == ["nappies", 0.75]
    # 2 lacks milk and cola: three of the four with bread, or with nappies, have milk.
    assert found.loc[2].to_list() == ["milk", 0.75]
    everything = pd.DataFrame({"customer_id": 9, "product_id": goods["product_id"]})
    more = pd.concat([lines, everything])
    found = seg.next_category(more, goods.assign(category=goods["product_id"]))
    assert 9 not in found.index


def test_up_sell_finds_who_buys_often_and_never_the_better():
    lines = pd.DataFrame(
        {
            "customer_id": list("aaabbbbcc"),
            "order_id": [1, 2, 2, 3, 4, 5, 6, 7, 8],
            "product_id": list("eeeeeefee"),
            "amount": 10.0,
        }
    )
    shelves = pd.DataFrame({"product_id": ["e", "f"], "category": ["plain", "best"]})
    found = seg.up_sell(lines, shelves, everyday="plain", fine="best", at_least=2)
    assert found.index.to_list() == ["a", "c"]  # a's two lines are one order
    assert found["everyday_orders"].to_list() == [2, 2]
    assert found["everyday_amount"].to_list() == [30, 20]


# --- what is asked of the data ------------------------------------------------------

SCORES = pd.DataFrame({"r": [9], "f": [1]})
NONE = pd.Series(dtype=float)
PAYOFFS = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 1.0]})
TWICE = pd.concat([PRODUCTS, PRODUCTS[:1]])
AS_CHANNEL = PRODUCTS.assign(category=["tea", "web"])
FEW = pd.DataFrame({"x": [0.0, 1.0, 5.0, 6.0, 9.0]})


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: seg.rfm(ORDERS.drop(columns="amount"), CUTOFF), "no column amount"),
        (lambda: seg.rfm(ORDERS, "2025-06-29"), "2 orders are of that day or later"),
        (lambda: seg.rfm(ORDERS.head(0), CUTOFF), "orders is empty"),
        (lambda: seg.rfm(ORDERS.astype({"date": str}), CUTOFF), "to_datetime"),
        (lambda: seg.rfm(ORDERS.assign(amount=np.nan), CUTOFF), "6 empty ones"),
        (lambda: seg.rfm_scores(ORDERS), "recency_days"),
        (lambda: seg.rfm_scores(seg.rfm(ORDERS, CUTOFF), {"r": [1]}), "cut points for"),
        (lambda: seg.rfm_segments(SCORES), "no name for r = 9 with f = 1"),
        (lambda: seg.later_behaviour(ORDERS, ["a", "a"]), "a twice in customers"),
        (
            lambda: seg.gain_table(pd.Series([1.0, 2.0]), pd.Series([1.0])),
            "1 rows",
        ),
        (lambda: seg.gain_table(NONE, NONE), "score is empty"),
        (lambda: seg.gain_table(pd.Series([1.0]), pd.Series([1.0])), "10 parts of 1"),
        (lambda: seg.explained(ORDERS["amount"], ORDERS["date"]), "6 groups for 6"),
        (lambda: seg.features(DETAILED, LINES, PRODUCTS, "2025-01-01"), "2 orders"),
        (lambda: seg.scale(pd.DataFrame({"order_amount": [0.0]})), "logarithm"),
        (lambda: seg.scale(pd.DataFrame({"x": [np.nan]})), "1 empty ones"),
        (lambda: seg.cluster(pd.DataFrame({"x": [1.0, 2.0]}), 3), "cannot make 3"),
        (
            lambda: seg.growth_possible(pd.Series([1.0]), pd.Series([75.0])),
            "Divide per cent by 100",
        ),
        (
            lambda: seg.offer_gain(
                pd.DataFrame({"treated": [True], "margin": [1.0]}), pd.Series(["x"])
            ),
            "without it in each group",
        ),
        (lambda: seg.refine(PAYOFFS, {}, PAYOFFS[["a"]]), "no column b in later"),
        (lambda: seg.refine(PAYOFFS, {"x": NONE}), "no entry in 'x' for 2 rows"),
        (lambda: seg.pairs(LINES, PRODUCTS, level="shelf"), "no column shelf"),
        (lambda: seg.up_sell(LINES, PRODUCTS, by="order_id"), "no category 'everyday"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(call, said):
    with pytest.raises(ValueError, match=said) as error:
        call()
    assert len(str(error.value)) < 200 and "\n" not in str(error.value)


def test_the_column_of_customers_may_have_any_name():
    for name in ("day", "amount_of", "last", "total"):
        orders = ORDERS.rename(columns={"customer_id": name})
        found = seg.rfm(orders, CUTOFF, customer=name)
        assert found.to_numpy().tolist() == seg.rfm(ORDERS, CUTOFF).to_numpy().tolist()


def test_a_feature_that_is_the_same_for_all_becomes_nought():
    same = pd.DataFrame({"x": [0.1] * 3})  # whose deviation is not quite 0
    assert seg.scale(same)["x"].abs().max() < 1e-9
    assert seg.profile(same, pd.Series([1, 2, 1]))["x"].abs().max() < 1e-9


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: seg.features(DETAILED, LINES, TWICE, CUTOFF), "found t twice"),
        (lambda: seg.features(DETAILED, LINES, PRODUCTS[:1], CUTOFF), "found g in"),
        (lambda: seg.features(DETAILED, LINES, AS_CHANNEL, CUTOFF), "found web twice"),
        (
            lambda: seg.features(DETAILED, LINES[:4], PRODUCTS, CUTOFF),
            "spend of 1 customers, the first b",
        ),
        (
            lambda: seg.pairs(LINES, PRODUCTS[:1]),
            "found g in product_id of order",
        ),
        (lambda: seg.pairs(LINES, PRODUCTS.assign(category=None)), "2 empty ones"),
        (lambda: seg.choose_k(FEW), "a number of clusters between 2 and 4, not 5"),
        (lambda: seg.choose_k(FEW * 0, [2]), "2 clusters of 1 customers that differ"),
        (lambda: seg.choose_k(FEW, [2], sample=2), "ask for a larger sample"),
        (lambda: seg.cluster(FEW * 0, 2), "2 clusters of 1 customers that differ"),
        (lambda: seg.explained(FEW["x"] * 0, FEW["x"] > 1), "every outcome is 0"),
        (lambda: seg.gain_table(FEW["x"], FEW["x"] * 0, 2), "the outcomes sum to 0"),
        (lambda: seg.refine(FEW[:1], {"all": FEW["x"]}), "cannot halve one customer"),
        (lambda: seg.value_and_growth(FEW, "x", "x", top=20), "a fifth is 0.2"),
        (lambda: seg.rfm_scores(FEW, {"monetary": [2, 1]}), "no column recency_days"),
    ],
)
def test_degenerate_data_are_told(call, said):
    with pytest.raises(ValueError, match=said):
        call()


# --- a student's own orders ---------------------------------------------------------


def test_own_orders_go_the_same_way(cdnow):
    cut = pd.Timestamp("1997-10-01")
    table = seg.rfm(cdnow[cdnow["date"] < cut], cut)
    scores = seg.rfm_scores(table)
    assert seg.rfm_segments(scores).notna().all()
    later = seg.later_behaviour(cdnow[cdnow["date"] >= cut], table.index)
    gains = seg.gain_table(scores[["r", "f", "m"]].sum(axis=1), later["bought"])
    assert gains["lift"].iloc[0] > 2 and gains["lift"].iloc[-1] < 0.5
    logs = np.log1p(table[["recency_days", "frequency", "monetary"]])
    criteria = seg.choose_k(seg.scale(logs), range(2, 5), pairs=2)
    assert criteria["silhouette"].between(0.2, 0.7).all()
    assert seg.explained(later["bought"], seg.rfm_segments(scores))["unseen"] > 0.1


# --- what the lesson says, on several companies -------------------------------------

NEEDS = ["orders_a_year", "order_amount", "gift_share", "everyday tea", "fine tea"]
NEEDS += ["herbal tea", "ready to brew", "teaware", "gift set"]
CHANNELS = ["web", "app", "shop", "phone"]


class Seen:
    """A company, and what the lesson makes of it."""

    def __init__(self, seed):
        company = loaded(seed)
        self.known, self.future, self.truth = (
            company.tables,
            company.future,
            company.truth,
        )
        self.customers = self.known["customers"].set_index("customer_id")
        orders = self.known["orders"]
        self.features = seg.features(
            orders, self.known["order_lines"], self.known["products"], CUTOFF
        )
        often = orders.groupby("customer_id").size() >= 3
        self.some = self.features[often]
        self.rfm = seg.rfm(orders, CUTOFF)
        self.scores = seg.rfm_scores(self.rfm)
        self.segment = self.truth["customers"].set_index("customer_id")["segment"]
        later = self.future["orders"].assign(
            margin=lambda t: t["amount"] - t["goods_cost"] - t["handling_cost"]
        )
        self.later = seg.later_behaviour(later, self.rfm.index, amount="margin")
        scaled = seg.scale(self.some[NEEDS])
        self.own = seg.cluster(scaled, 6)
        everybody = seg.scale(self.features[NEEDS], like=self.some[NEEDS])
        self.needs = seg.place(everybody, scaled, self.own)

    def spent_on(self, section):
        """Amount of each customer on each category, known or in the future."""
        lines = section["order_lines"].merge(
            section["orders"][["order_id", "customer_id"]]
        )
        lines = lines.merge(self.known["products"][["product_id", "category"]])
        table = lines.groupby(["customer_id", "category"])["amount"].sum().unstack()
        table.columns = table.columns.astype(str)
        return table.reindex(self.customers.index).fillna(0)


@pytest.fixture(scope="module", params=[2025, 1])
def seen(request):
    return Seen(request.param)


def test_clusters_of_needs_are_the_true_segments(seen):
    assert seg.agreement(seen.own, seen.segment) > 0.78
    scaled = seg.scale(seen.some[NEEDS])
    table = seg.choose_k(scaled, range(4, 9), pairs=3, sample=1500)
    assert table["silhouette"].idxmax() in (6, 7, 8)
    assert table["stability"][6] > 0.9
    agreed = [seg.agreement(seg.cluster(scaled, k), seen.segment) for k in table.index]
    assert table.index[np.argmax(agreed)] == 6


def test_clusters_of_channels_look_better_and_say_nothing(seen):
    scaled, channels = seg.scale(seen.some[NEEDS]), seg.scale(seen.some[CHANNELS])
    good = seg.choose_k(scaled, [6], pairs=2, sample=1500).loc[6]
    fair = seg.choose_k(channels, [4], pairs=2, sample=1500).loc[4]
    assert fair["silhouette"] > good["silhouette"] + 0.2 and fair["stability"] > 0.9
    labels = seg.cluster(channels, 4)
    assert seg.agreement(labels, seen.segment) < 0.1
    assert seg.explained(seen.later["bought"][labels.index], labels)["unseen"] < 0.01


def test_behaviour_tells_who_buys_and_needs_tell_what(seen):
    groups = {
        "region": seen.customers["region"],
        "stage": seen.customers["household_stage"],
        "lifestyle": seen.customers["lifestyle"],
        "rfm": seg.rfm_segments(seen.scores),
        "needs": seen.needs,
    }
    who = seg.ladder(seen.later["bought"], groups)["unseen"]
    assert who["rfm"] > 0.28 and who.drop("rfm").max() < 0.04
    spent = seen.spent_on(seen.future)
    shares = spent.div(spent.sum(axis=1), axis=0).dropna()
    what = pd.DataFrame(
        {name: seg.ladder(shares[name], groups)["unseen"] for name in shares}
    ).mean(axis=1)
    assert what["region"] < 0.01 and abs(what["rfm"]) < 0.02
    assert what["region"] < what["stage"] < what["lifestyle"] < what["needs"]
    assert what["needs"] > 0.22


def test_the_last_order_date_alone_finds_buyers_and_the_sum_of_three_finds_money(seen):
    best = {
        "sum": seen.scores[["r", "f", "m"]].sum(axis=1),
        "recency": -seen.rfm["recency_days"],
        "frequency": seen.rfm["frequency"],
        "spent": seen.rfm["total"],
    }
    tables = {
        outcome: {
            name: seg.gain_table(score, seen.later[outcome], 5)["captured"][1]
            for name, score in best.items()
        }
        for outcome in ("bought", "amount")
    }
    buyers, money = pd.Series(tables["bought"]), pd.Series(tables["amount"])
    assert buyers.idxmax() == "recency"
    assert money.idxmax() == "sum"
    assert buyers["frequency"] < 0.32


def test_the_segment_earns_more_than_kind_place_or_each_customer_alone(seen):
    columns = seen.customers
    steps = {
        "none": pd.Series(0, columns.index),
        "kind": columns["kind"],
        "place": columns[["region", "city_tier"]],
        "needs": seen.needs,
        "customer": pd.Series(columns.index, columns.index),
    }
    table = seg.refine(seen.spent_on(seen.known), steps, seen.spent_on(seen.future))
    assert table["earned"].idxmax() == "needs"
    assert table["promised"].idxmax() == "customer"
    assert table["earned"]["needs"] > 1.2 * table["earned"]["none"]
    assert table["earned"]["place"] < 1.05 * table["earned"]["none"]


def test_a_letter_pays_with_those_who_give_presents_or_seek_health(seen):
    """Groups as known before the first of the three campaigns, so that none leaks."""
    day = pd.Timestamp("2024-08-26")
    orders = seen.known["orders"]
    before = seg.features(
        orders[orders["date"] < day],
        seen.known["order_lines"],
        seen.known["products"],
        day,
    )
    then = seg.place(
        seg.scale(before[NEEDS], like=seen.some[NEEDS]),
        seg.scale(seen.some[NEEDS]),
        seen.own,
    )
    trial = seen.known["campaign_contacts"]
    kind = seen.customers["kind"].loc[trial["customer_id"]].to_numpy()
    trial = trial[
        trial["campaign_id"].isin(["K04", "K05", "K06"])
        & trial["customer_id"].isin(then.index)
        & (kind == "household")
    ].reset_index(drop=True)
    groups = then.loc[trial["customer_id"]].set_axis(trial.index)
    table = seg.offer_gain(trial, groups)
    marks = seg.profile(seen.some[NEEDS], seen.own)
    gifts, health = marks["gift_share"].idxmax(), marks["herbal tea"].idxmax()
    other = [marks["everyday tea"].idxmax(), marks["ready to brew"].idxmax()]
    assert table.loc[gifts, "gain"] > 2 * table.loc[gifts, "error"] + 3
    assert table.loc[other, "gain"].max() < 6
    assert table.loc[gifts, "gain"] > table.loc[health, "gain"]
    assert table.loc[health, "gain"] > table.loc[other, "gain"].min()


def test_growth_asked_for_follows_the_wallet(seen):
    orders = seen.known["orders"]
    year = orders[orders["date"] >= CUTOFF - pd.Timedelta(weeks=52)]
    margin = year["amount"] - year["goods_cost"] - year["handling_cost"]
    answers = seen.known["survey"].sort_values("wave")
    share = answers.groupby("customer_id")["share_of_wallet"].last().dropna() / 100
    now = margin.groupby(year["customer_id"]).sum()
    ids = now.index.intersection(share.index)
    growth = seg.growth_possible(now[ids], share[ids].astype(float))
    truth = seen.truth["attitudes"].set_index("customer_id").loc[ids]
    elsewhere = truth["wallet"] * (1 - truth["share_of_wallet"])
    assert growth.corr(elsewhere, method="spearman") > 0.6
    customers = pd.DataFrame({"value": now[ids], "growth": growth})
    gap = elsewhere.groupby(seg.value_and_growth(customers), observed=True).mean()
    assert gap["MGC"] > 2 * gap["rest"]
