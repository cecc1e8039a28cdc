"""Kano, SERVQUAL and the structures of the indices."""

import itertools

import numpy as np
import pandas as pd
import pytest

from crmlab import satisfaction as st
from crmlab.datasets import load, truth


def test_every_pair_of_answers_gets_its_category():
    published = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    assert ["".join(row) for row in st.EVALUATION_TABLE.to_numpy()] == published
    pairs = pd.DataFrame(list(itertools.product(st.ANSWERS, repeat=2)))
    found = st.kano_category(pairs[0], pairs[1])
    assert "".join(found) == "".join(published)
    assert st.kano_category(pd.Series([" Like"]), pd.Series(["DISLIKE"]))[0] == "O"
    gap = st.kano_category(pd.Series(["like", None]), pd.Series(["like", "like"]))
    assert gap[0] == "Q" and pd.isna(gap[1])
    with pytest.raises(ValueError, match="functional holds 'love', which is no answer"):
        st.kano_category(pd.Series(["love"]), pd.Series(["like"]))


def test_published_formulas():
    counts = pd.DataFrame([[10, 30, 45, 10, 2, 3]], ["tray"], list("AOMIRQ"))
    row = st.kano_table(counts).loc["tray"]
    assert row["better"] == pytest.approx(40 / 95)
    assert row["worse"] == pytest.approx(-75 / 95)
    assert row["needed"] == pytest.approx(1.645 * np.sqrt(75))
    assert row["fong"] == pytest.approx(1.65 * np.sqrt(75 * 125 / 200))
    assert row["lead"] == 15 and row["significant"]
    assert row["category_strength"] == pytest.approx(0.15)
    assert row["total_strength"] == pytest.approx(0.85)


@pytest.mark.parametrize("a, significant", [(45, True), (44, False)])
def test_the_line_is_drawn_where_the_formula_does(a, significant):
    counts = pd.DataFrame([[a, 30, 5, 95 - a - 30, 3, 2]], ["x"], list("AOMIRQ"))
    assert (a - 30 >= 1.645 * np.sqrt(a + 30)) == significant
    assert st.kano_table(counts)["significant"].item() == significant


@pytest.mark.parametrize("share", [0.2, 0.3, 0.4])
def test_of_equal_leaders_one_in_ten_is_named(share):
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(700, [share, share, 1 - 2 * share, 0, 0, 0], 4000)
    counts = pd.DataFrame(drawn, columns=list("AOMIRQ")).assign(M=0)
    counts["Q"] = 700 - counts.sum(axis=1)  # the rest cannot lead
    table = st.kano_table(counts)
    assert table["significant"].mean() == pytest.approx(0.10, abs=0.02)
    assert (table["lead"] >= table["fong"]).mean() > 0.125  # Fong's rule errs more


def test_of_equals_the_one_that_matters_more_leads():
    counts = pd.DataFrame([[20, 20, 20, 20, 0, 0]], ["x"], list("AOMIRQ"))
    row = st.kano_table(counts).loc["x"]
    assert row["category"] == "M" and row["second"] == "O" and not row["significant"]


def test_intervals_are_those_of_a_bootstrap_of_people():
    rng = np.random.default_rng(0)
    said = pd.Series(
        rng.choice(list("AOMIRQ"), 300, p=[0.3, 0.2, 0.1, 0.3, 0.06, 0.04])
    )
    one = pd.Series("x", said.index)
    interval = st.better_worse(st.kano_counts(said, one), 2000).loc["x"]
    drawn = [
        said.sample(300, replace=True, random_state=rng.integers(1e9))
        for _ in range(500)
    ]
    draw = pd.Series(np.repeat(range(500), 300))
    counts = st.kano_counts(pd.concat(drawn, ignore_index=True), draw)
    low, high = st.kano_table(counts)["better"].quantile([0.025, 0.975])
    assert interval["better_low"] == pytest.approx(low, abs=0.015)
    assert interval["better_high"] == pytest.approx(high, abs=0.015)


def test_the_company_s_categories_come_back():
    kano = load("kano")
    category = st.kano_category(kano["functional"], kano["dysfunctional"])
    found = st.kano_table(st.kano_counts(category, kano["feature"]))
    planted = truth("kano").query("segment == 'everybody'").set_index("feature")
    sure = found.index[found["significant"]]
    assert (found.loc[sure, "category"] == planted.loc[sure, "category"]).all()
    assert not found.loc["refills", "significant"]
    interval = st.better_worse(st.kano_counts(category, kano["feature"]))
    true = planted["better"].reindex(interval.index)
    inside = interval["better_low"].le(true) & interval["better_high"].ge(true)
    assert inside.mean() >= 0.6


def test_points_by_hand_and_by_weight():
    with_it, without = pd.Series(["like", "neutral"]), pd.Series(["neutral", "dislike"])
    group = pd.Series(["x", "x"])
    plain = st.kano_points(with_it, without, group).loc["x"]
    assert plain["with_it"] == 2 and plain["without_it"] == 2
    assert plain["quadrant"] == "O"
    weighed = st.kano_points(with_it, without, group, pd.Series([3.0, 1.0])).loc["x"]
    assert weighed["with_it"] == 3 and weighed["without_it"] == 1
    assert weighed["quadrant"] == "A"


def test_reach_and_the_best_set():
    index = pd.MultiIndex.from_tuples([("pouch", "home"), ("pouch", "gift")])
    counts = pd.DataFrame([[6, 1, 1, 1, 1, 5], [1, 0, 0, 2, 7, 0]], index)
    counts.columns = list("AOMIRQ")
    assert st.net_reach(counts).to_list() == [0.7, -0.6]
    customers = pd.Series({"home": 100, "gift": 50})
    row = st.served(counts, customers).loc["pouch"]
    assert row["to_all"] == pytest.approx(40)
    assert row["where_wanted"] == pytest.approx(70)
    assert row["segments"] == "home"
    value = pd.Series({"a": 5, "b": 4, "c": 3})
    cost = pd.Series({"a": 10, "b": 6, "c": 5})
    assert st.best_set(value, cost, 11) == ["b", "c"]
    assert st.best_set(value, cost, 10) == ["a"]
    assert st.best_set(value, cost, 1) == []


def test_gaps_by_hand():
    frame = pd.DataFrame(
        {
            "empathy_expected_1": [6, 5],
            "empathy_expected_2": [4, 7],
            "empathy_perceived_1": [3, 4],
            "empathy_perceived_2": [5, 6],
            "assurance_expected_1": [5, 5],
            "assurance_perceived_1": [5, 6],
        }
    )
    gaps = st.servqual_gaps(frame, ["empathy", "assurance"])
    assert gaps["gap"].to_dict() == {"empathy": -1.0, "assurance": 0.5}
    assert list(gaps.index) == ["empathy", "assurance"]
    assert gaps.loc["assurance", "high"] == pytest.approx(0.5 + 1.96 * 0.5)
    with pytest.raises(ValueError, match="begins with tangibles_expected_"):
        st.servqual_gaps(frame)


def test_causes_and_consequences():
    roles = st.architecture(st.STRUCTURES["ECSI"])
    assert roles["image"] == "cause" and roles["satisfaction"] == "index"
    assert roles[["complaints", "loyalty"]].eq("consequence").all()
    assert list(roles.index)[0] == "image"
    beside = st.architecture([("a", "satisfaction"), ("a", "b")])
    assert beside["b"] == "beside it"
    with pytest.raises(ValueError, match="is no factor of this structure"):
        st.architecture([("a", "b")])


def test_one_factor_is_not_two():
    rng = np.random.default_rng(0)
    one = rng.normal(size=500)
    items = {f"{name}{i}": one + rng.normal(size=500) for name in "ab" for i in "12"}
    model = st.PathModel([("a", "b")], {"a": ["a1", "a2"], "b": ["b1", "b2"]})
    frame = pd.DataFrame(items)
    ratio = st.htmt(model.fit(frame), frame)
    assert ratio.loc["b", "a"] == pytest.approx(1, abs=0.1)
    apart = frame.assign(b1=rng.normal(size=500), b2=rng.normal(size=500))
    apart["b2"] += 2 * apart["b1"]
    assert st.htmt(model.fit(apart), apart).loc["b", "a"] < 0.3


# --- what inputs people really have


def test_who_left_out_a_question_counts_for_nothing():
    with_it = pd.Series(["like", None, " Like "])
    without = pd.Series(["neutral", "like", "NEUTRAL"])
    by = pd.Series(["card"] * 3)
    row = st.kano_points(with_it, without, by).loc["card"]
    assert (row["with_it"], row["without_it"], row["quadrant"]) == (4, 0, "A")
    with pytest.raises(ValueError, match="nobody of card with both answers"):
        st.kano_points(with_it, without, by, weights=pd.Series([0, 5, 0]))


def test_lists_are_taken_and_two_lengths_are_not():
    assert list(st.kano_category(["like"], ["dislike"])) == ["O"]
    with pytest.raises(ValueError, match="no entry in dysfunctional for 1 rows"):
        st.kano_category(["like", "like"], ["dislike"])


def test_questionable_answers_alone_are_no_category_and_totals_are_no_answers():
    rows = [[0, 0, 0, 0, 0, 9, 9], [0] * 7, [10, 30, 45, 10, 2, 3, 100]]
    counts = pd.DataFrame(rows, ["q", "nobody", "tray"], [*"AOMIRQ", "All"])
    table = st.kano_table(counts)
    assert table["category"].isna().to_list() == [True, True, False]
    assert table["significant"].to_list() == [False, False, True]
    assert table["n"].to_list() == [9, 0, 100]
    assert st.better_worse(counts, 20)["better_low"].isna().sum() == 2
    assert st.net_reach(counts).isna().sum() == 2
    with pytest.raises(ValueError, match="how many people"):
        st.kano_table(counts / 100)
    with pytest.raises(ValueError, match="level between 0 and 1, not 95"):
        st.better_worse(counts, level=95)


def test_a_segment_without_customers_or_without_answers_is_named():
    counts = pd.DataFrame(
        [[1, 2, 3, 4, 5, 6]] * 3,
        pd.MultiIndex.from_tuples([("card", "s"), ("card", "t"), ("tray", "s")]),
        list("AOMIRQ"),
    )
    with pytest.raises(ValueError, match=r"no usable answer for \('tray', 't'\)"):
        st.served(counts, pd.Series({"s": 1, "t": 2}))
    with pytest.raises(ValueError, match="no entry in customers for 1 rows"):
        st.served(counts.head(2), pd.Series({"s": 1}))


def test_a_set_needs_a_cost_for_each_and_a_budget():
    value, cost = pd.Series({"card": 3, "timer": 2}), pd.Series({"card": 5})
    with pytest.raises(ValueError, match="no entry in cost for 1 rows of value.*timer"):
        st.best_set(value, cost, 10)
    with pytest.raises(ValueError, match="budget of 0 or more"):
        st.best_set(value.head(1), cost, -1)
    with pytest.raises(ValueError, match="1 to 20 features"):
        st.best_set(pd.Series(range(30)), pd.Series(range(30)), 5)
    assert st.best_set(value.head(1), cost, 1) == []


def test_a_gap_is_of_those_who_answered_both():
    answers = {"empathy_expected_1": [7, np.nan, 3, 6], "empathy_perceived_1": [5, 5]}
    answers["empathy_perceived_1"] += [np.nan, 4]
    row = st.servqual_gaps(pd.DataFrame(answers), ["empathy"]).loc["empathy"]
    assert row[["expected", "perceived", "gap"]].to_list() == [6.5, 4.5, -2]
    with pytest.raises(ValueError, match="from 1 to 7.*99"):
        st.servqual_gaps(pd.DataFrame(answers).replace(6, 99), ["empathy"])
