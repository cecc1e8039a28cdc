"""Loyalty: each method against hand, peer or published result; then the company.

The last part holds what lesson 09 says to be so on several companies, not on one.
"""

import doctest
import importlib
import pkgutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from statsmodels.stats.power import NormalIndPower

from crmlab import datasets
from crmlab import loyalty as ly
from crmlab.company import CUTOFF

RNG = np.random.default_rng(9)
MODULES = [name for _, name, _ in pkgutil.iter_modules(ly.__path__, "crmlab.loyalty.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_method_has_an_example_or_a_test_and_is_exported():
    public = {name for name in ly.__all__ if not name.isupper()}
    files = Path(__file__).parent.glob("test_loyalty*.py")
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert {name for name in public if f"ly.{name}(" in text} == public


def dated(*days):
    return pd.to_datetime(list(days))


# --- corners and kinds ------------------------


def test_a_corner_needs_both_numbers_and_a_limit_counts_as_reached():
    does = pd.Series([50, 49, 50, np.nan], list("abcd"))
    feels = pd.Series([7.5, 7.5, 7.4, 9], list("abcd"))
    found = ly.quadrants(does, feels, enough=50, warm=7.5)
    assert found.to_dict() == {"a": "true", "b": "latent", "c": "spurious"}


def test_corners_are_of_the_same_customers():
    with pytest.raises(ValueError, match="no entry in attitude for 1 rows"):
        ly.quadrants(pd.Series([1.0], ["a"]), pd.Series([1.0], ["b"]), enough=1, warm=1)


ANSWERS = pd.DataFrame(
    {
        "knows_staff": [True, False, False, False, False, False, False],
        "hindered_by": pd.Categorical(["nothing", "cost", *["nothing"] * 4, "cost"]),
        "attitude": [9.0, 3, 9, 9, 5, 5, np.nan],
        "alternatives": pd.array([0, 0, 0, 2, 2, 2, None], dtype="Int64"),
        "rivals_attractive": pd.array([1, 1, 4, 4, 9, 9, None], dtype="Int64"),
        "compares_prices": pd.array([1, 1, 1, 1, 7, 7, None], dtype="Int64"),
        "member": [False, False, False, True, True, False, True],
        "decision_minutes": pd.array([3, 3, 3, 3, 3, 7, None], dtype="Int64"),
    }
)


def test_the_first_condition_that_holds_names_the_kind_and_gaps_hold_nothing():
    assert ly.kind_by_rule(ANSWERS).to_list() == [
        "kinship", "monopoly", "trust", "trust", "incentive", "inertia", "none",
    ]  # fmt: skip


def test_the_order_of_the_rules_counts():
    turned = dict(reversed(ly.KIND_RULES.items()))
    assert ly.kind_by_rule(ANSWERS, turned).to_list() == [
        "inertia", "inertia", "inertia", "inertia", "inertia", "inertia", "none",
    ]  # fmt: skip


def test_a_rule_that_asks_for_a_column_that_is_not_there_says_which():
    with pytest.raises(ValueError, match="rule for odd, 'shoe_size > 4'.*shoe_size"):
        ly.kind_by_rule(ANSWERS, {"odd": "shoe_size > 4"})


@pytest.mark.parametrize("kind", ly.KIND_RULES)
def test_a_rule_is_read_as_pandas_reads_it_where_nothing_is_missing(kind):
    rng = np.random.default_rng(6)
    answers = pd.DataFrame(
        {
            "knows_staff": rng.random(200) < 0.1,
            "member": rng.random(200) < 0.5,
            "hindered_by": rng.choice(["nothing", "cost", "hours"], 200),
            "attitude": rng.integers(2, 21, 200) / 2,
            **{
                name: rng.integers(0, 11, 200)
                for name in ["alternatives", "rivals_attractive", "compares_prices"]
            },
            "decision_minutes": rng.integers(1, 20, 200),
        }
    )
    rule = ly.KIND_RULES[kind]
    held = ly.kind_by_rule(answers, {kind: rule}) == kind
    assert 0 < held.sum() < 200
    assert held.to_list() == answers.eval(rule).to_list()


SENT = "@pd.io.common.os.system('touch {0}')", "__import__('os').system('touch {0}')"


@pytest.mark.parametrize("rule", [*SENT, "attitude.sum() > 1", "(attitude := 1) > 0"])
def test_a_rule_that_somebody_sends_is_never_run(rule, tmp_path):
    ran = tmp_path / "ran"
    with pytest.raises(ValueError, match="rule for odd.*A rule is made"):
        ly.kind_by_rule(ANSWERS, {"odd": rule.format(ran)})
    assert not ran.exists()


def test_a_question_left_out_decides_nothing_and_no_more():
    answers = pd.DataFrame({"a": [8, np.nan], "m": [True, None]}, dtype=object)
    answers["a"] = answers["a"].astype(float)
    for rule in ["a > 7", "not a <= 7", "a != 1", "a not in [1]", "m", "a > 7 and m"]:
        assert ly.kind_by_rule(answers, {"k": rule}).to_list() == ["k", "none"], rule
    either = answers.assign(b=[0, 1])
    assert ly.kind_by_rule(either, {"k": "m or b"}).to_list() == ["k", "k"]


def test_the_model_is_the_multinomial_logit_of_standardised_answers():
    answers = pd.DataFrame(RNG.normal(size=(120, 3)), columns=list("abc"))
    answers.loc[::7, "b"] = np.nan
    kinds = pd.Series(RNG.choice(["x", "y", "z"], 120))
    filled = answers.fillna(answers.median())
    scaler = StandardScaler().fit(filled.values)
    # StandardScaler divides by n, we by n - 1: the peer gets our scale.
    scaler.scale_ = filled.std().to_numpy()
    peer = LogisticRegression(max_iter=2000).fit(scaler.transform(filled.values), kinds)
    ours = ly.KindModel().fit(answers, kinds)
    np.testing.assert_allclose(ours.weights_, peer.coef_, atol=1e-6)
    expected = peer.predict(scaler.transform(filled.values))
    assert ours.predict(answers).to_list() == list(expected)


def test_the_model_reads_columns_by_name():
    answers = pd.DataFrame({"a": [1.0, 2, 8, 9], "b": [5.0, 1, 5, 1]})
    model = ly.KindModel().fit(answers, pd.Series(list("ppqq")))
    assert model.predict(answers[["b", "a"]]).to_list() == list("ppqq")
    with pytest.raises(ValueError, match="no column b in answers"):
        model.predict(answers[["a"]])


def test_a_model_names_what_it_cannot_learn_from():
    answers = pd.DataFrame({"a": [1.0, 2, 8, 9]})
    with pytest.raises(ValueError, match="two kinds or more"):
        ly.KindModel().fit(answers, pd.Series(list("pppp")))
    with pytest.raises(ValueError, match="no answer to a"):
        ly.KindModel().fit(answers * np.nan, pd.Series(list("ppqq")))
    with pytest.raises(NotFittedError, match="call fit first"):
        ly.KindModel().predict(answers)


# --- events ------------------------

WEEKS = ("2024-01-01", "2024-01-14"), ("2024-01-15", "2024-01-21")


def test_a_change_counts_orders_a_week_with_both_days():
    days = ["2024-01-01", "2024-01-14", "2024-01-15", "2024-01-21", "2024-01-22"]
    orders = pd.DataFrame({"customer_id": ["a"] * 5, "date": dated(*days)})
    groups = pd.Series({"a": "g", "b": "g"})
    found = ly.change_at_event(orders, groups, *WEEKS).loc["g"]
    assert (found["customers"], found["before"], found["during"]) == (2, 1.0, 2.0)
    assert found["ratio"] == 2.0


def test_the_last_day_counts_with_its_hours_and_a_group_needs_a_before():
    times = pd.to_datetime(["2024-01-14 18:00", "2024-01-21 23:59", "2024-01-22 00:00"])
    orders = pd.DataFrame({"customer_id": "a", "date": times})
    found = ly.change_at_event(orders, pd.Series({"a": "g"}), *WEEKS).loc["g"]
    assert (found["before"], found["during"]) == (0.5, 1.0)
    zone = orders.assign(date=times.tz_localize("Asia/Shanghai"))
    again = ly.change_at_event(zone, pd.Series({"a": "g"}), *WEEKS).loc["g"]
    assert again.equals(found)
    with pytest.raises(ValueError, match="no order of the group h before"):
        ly.change_at_event(orders, pd.Series({"a": "g", "b": "h"}), *WEEKS)


def test_the_interval_of_a_change_covers_as_often_as_it_says():
    covered, size = 0, 150
    for trial in range(60):
        rng = np.random.default_rng(trial)
        who = np.arange(size)
        rate = rng.gamma(1.0, 2.0, size)
        first, then = rng.poisson(2 * rate), rng.poisson(0.5 * rate)
        rows = [np.repeat(who, first), np.repeat(who, then)]
        day = np.repeat(dated("2024-01-03", "2024-01-16"), [len(r) for r in rows])
        orders = pd.DataFrame({"customer_id": np.concatenate(rows), "date": day})
        groups = pd.Series("all", index=who)
        found = ly.change_at_event(orders, groups, *WEEKS, draws=200, seed=trial)
        low, high = found.loc["all", ["low", "high"]]
        covered += low <= 0.5 <= high  # 0.5 orders a week after, 2 / 2 before
    assert 50 <= covered <= 60


# --- six parts ------------------------


def six(**changes):
    day = dated("2024-01-01", "2024-03-01", "2024-07-30", "2024-01-05")
    orders = pd.DataFrame(
        {
            "customer_id": ["a", "a", "a", "b"],
            "date": day,
            "gross": [100.0, 100, 300, 60],
            "discount": [0.0, 0, 30, 0],
            "goods_cost": [50.0, 50, 120, 30],
            "handling_cost": [10.0, 10, 15, 10],
        }
    )
    cases = pd.DataFrame(
        {
            "customer_id": ["a", "zz"],
            "opened": dated("2024-08-01", "2024-08-01"),
            "cost": [6.0, 99],
            "compensation": [np.nan, 1],
        }
    )
    customers = pd.DataFrame(
        {
            "joined": dated("2024-01-01", "2024-01-05"),
            "acquisition_cost": [80.0, 40],
            "referred_on": [[pd.Timestamp("2024-08-15")], np.nan],
        },
        index=["a", "b"],
    )
    return ly.six_parts(orders, cases, customers, periods=2, friend_saves=50, **changes)


def test_the_parts_by_hand_and_they_add_up_to_what_a_buyer_brought():
    table = six()
    assert table["buyers"].to_list() == [2, 1]
    # half-year 1: 260 gross, 130 goods, 30 handling, two buyers
    assert table["base profit"].to_list() == [50.0, 50.0]
    assert table["share of wallet"][2] == pytest.approx((300 - 130) * 50 / 130)
    assert table["price premium"][2] == pytest.approx(-30)
    assert table["service cost"][2] == pytest.approx(300 * (160 / 260 - 141 / 300))
    assert table["referral"].to_list() == [0.0, 50.0]
    assert table["saved acquisition"].to_list() == [-60.0, 60.0]
    brought = ["base profit", "share of wallet", "service cost", "price premium"]
    assert table.loc[2, brought].sum() == pytest.approx(300 - 30 - 120 - 15 - 6)


def test_a_half_year_begins_with_the_day_of_joining():
    table = six()
    assert table.index.to_list() == [1, 2]  # 2024-07-30 is day 211, the second
    assert table.loc[2, "buyers"] == 1


# --- retention ------------------------


def test_the_value_is_the_sum_of_the_years():
    years = np.arange(2000)
    summed = (120 * (0.7 / 1.08) ** years).sum() - 30
    assert ly.value_of_customer(120, 0.7, 0.08, 30) == pytest.approx(summed)


def test_five_points_are_worth_25_to_95_per_cent_between_85_and_99_point_7():
    gains = ly.gain_from_retention(np.array([0.85, 0.8973, 0.60]), 0.10)
    np.testing.assert_allclose(gains[0], 0.25)
    assert gains[2] == pytest.approx(0.05 / 0.45)
    assert ly.gain_from_retention(0.85, 0.10, margin=7) == pytest.approx(0.25)


def test_a_customer_worth_nothing_now_has_no_gain():
    assert np.isnan(ly.gain_from_retention(0.5, 0.1, margin=10, acquisition=500))


@pytest.mark.parametrize("retention", [1.0, 62, -0.1])
def test_a_retention_that_cannot_be_is_refused(retention):
    with pytest.raises(ValueError, match="from 0 to below 1"):
        ly.value_of_customer(100, retention)
    with pytest.raises(ValueError, match="discount rate above 0"):
        ly.value_of_customer(100, 0.5, 0.0)


# --- a programme's control ------------------------


def test_the_gain_is_welchs_and_with_a_start_that_of_a_regression():
    out = pd.Series(RNG.random(400) < 0.2)
    before = pd.Series(RNG.gamma(2, 2, 400))
    outcome = before * 1.5 + RNG.normal(size=400) + 0.4 * ~out
    found = ly.held_out_gain(outcome, out)
    peer = stats.ttest_ind(outcome[~out], outcome[out], equal_var=False)
    assert found["gain"] / found["error"] == pytest.approx(peer.statistic)
    adjusted = ly.held_out_gain(outcome, out, before=before)
    X = sm.add_constant(pd.DataFrame({"offered": (~out).astype(float), "b": before}))
    peer = sm.OLS(outcome, X).fit()
    assert adjusted["gain"] == pytest.approx(peer.params["offered"], abs=0.02)
    assert adjusted["error"] < found["error"] / 2


def test_a_control_of_nobody_is_refused():
    with pytest.raises(ValueError, match="held out are 0 of 3"):
        ly.held_out_gain(pd.Series([1.0, 2, 3]), pd.Series([False] * 3))


def test_customers_needed_agree_with_statsmodels():
    outcome = pd.Series(RNG.gamma(0.5, 6, 5000))
    ours = ly.customers_needed(outcome, 0.10, share_held_out=0.25)
    effect = 0.10 * outcome.mean() / outcome.std()
    peer = NormalIndPower().solve_power(effect, power=0.8, alpha=0.05, ratio=3)
    assert ours == pytest.approx(4 * peer, rel=0.001)


# --- points ------------------------

LEDGER = pd.DataFrame(
    {
        "date": dated("2023-01-01", "2023-02-01", "2024-01-01", "2024-02-01"),
        "kind": ["welcome", "earned", "redeemed", "expired"],
        "points": [200, 600, -500, -300],
    }
)


def test_the_liability_is_of_the_morning_of_the_day():
    assert ly.liability(LEDGER, "2024-01-01") == pytest.approx(8.0)
    assert ly.liability(LEDGER, "2024-01-02") == pytest.approx(3.0)


def test_breakage_waits_until_points_are_a_year_old():
    assert ly.breakage(LEDGER, "2024-03-01") == pytest.approx(300 / 800)
    with pytest.raises(ValueError, match="too early"):
        ly.breakage(LEDGER, "2023-06-01")


def test_the_earn_rates_balance_at_the_break_even_lift():
    used, margin = 0.74, 0.49
    cost = 0.02 * used
    table = ly.earn_rates(
        [0.02], cost / (margin - cost), used=used, margin_share=margin
    )
    assert table["profit"].iloc[0] == pytest.approx(0, abs=1e-12)
    assert table["subsidised"].iloc[0] == pytest.approx(1 - cost / margin)


# --- measuring ------------------------


def test_the_promoter_score_is_a_mean_of_plus_one_nought_and_minus_one():
    answers = pd.Series([10, 9, 8, 7, 6, 0, None, 10], dtype="Int64")
    found = ly.promoter_score(answers)
    signs = np.array([1, 1, 0, 0, -1, -1, 1])
    assert found["score"] == pytest.approx(100 * signs.mean())
    half = 196 * signs.std() / np.sqrt(7)
    assert found["high"] - found["score"] == pytest.approx(half, rel=1e-3)
    with pytest.raises(ValueError, match="from 0 to 10"):
        ly.promoter_score(pd.Series([11.0, 3]))


def test_the_answers_needed_do_see_the_change():
    # p 0.45, q 0.23 against a score five points higher, in half of each way
    size = ly.answers_needed(5, 0.45, 0.23)
    rng, seen = np.random.default_rng(1), 0
    for _ in range(400):
        waves = [
            rng.choice([1, 0, -1], size, p=p)
            for p in ([0.45, 0.32, 0.23], [0.475, 0.32, 0.205])
        ]
        gap = waves[1].mean() - waves[0].mean()
        seen += abs(gap) > 1.96 * np.sqrt(sum(w.var() for w in waves) / size)
    assert 0.74 < seen / 400 < 0.86


def test_alpha_is_cronbachs():
    true = RNG.normal(size=3000)
    items = pd.DataFrame({k: true + RNG.normal(size=3000) for k in "abc"})
    r = items.corr().to_numpy()
    mean = (r.sum() - 3) / 6
    assert ly.alpha(items) == pytest.approx(3 * mean / (1 + 2 * mean), abs=0.01)
    assert ly.alpha(items) == pytest.approx(0.75, abs=0.03)  # 3 x 0.5 / (1 + 2 x 0.5)


def test_the_index_has_mean_50_and_turns_what_points_the_other_way():
    answers = pd.DataFrame({"stays": [2.0, 5, 9], "rivals": [9.0, 5, 2]})
    index = ly.loyalty_index(answers, against=["rivals"])
    assert index.mean() == pytest.approx(50)
    assert index.std() == pytest.approx(10)
    assert index.is_monotonic_increasing
    with pytest.raises(ValueError, match="cannot use rivals"):
        ly.loyalty_index(answers.assign(rivals=4))


def test_who_skips_more_than_half_has_no_index():
    answers = pd.DataFrame(
        {"a": [1.0, 2, 3], "b": [3.0, np.nan, 1], "c": [1, np.nan, 2]}
    )
    assert ly.loyalty_index(answers).isna().to_list() == [False, True, False]


# --- drivers ------------------------


def test_the_evidence_is_pearsons_with_fishers_interval():
    factors = pd.DataFrame({"a": RNG.normal(size=80), "b": RNG.normal(size=80)})
    outcome = 0.8 * factors["b"] + RNG.normal(size=80)
    table = ly.evidence(factors, outcome)
    assert table.index[0] == "b"
    peer = stats.pearsonr(factors["b"], outcome)
    assert table.loc["b", "correlation"] == pytest.approx(peer.statistic)
    interval = peer.confidence_interval()
    assert table.loc["b", ["low", "high"]].to_list() == pytest.approx(list(interval))


def test_paths_are_standardised_regressions():
    frame = pd.DataFrame(RNG.normal(size=(200, 2)), columns=["x", "y"])
    frame["z"] = 0.5 * frame["x"] - 0.3 * frame["y"] + RNG.normal(size=200)
    table = ly.paths(frame, {"z": ["x", "y"]}).set_index("cause")
    raw = sm.OLS(frame["z"], sm.add_constant(frame[["x", "y"]])).fit()
    scale = frame[["x", "y"]].std() / frame["z"].std()
    expected = raw.params[["x", "y"]] * scale
    np.testing.assert_allclose(table["weight"], expected)
    assert table["explained"].iloc[0] == pytest.approx(raw.rsquared)


# --- the company: what the lesson says, on others too ------------------------


@pytest.fixture(scope="module", params=[None, 1, 2])
def company(request):
    def load(name, of=datasets.load):
        return of(name, seed=request.param)

    return load


def wave(load, number):
    survey = load("survey")
    survey = survey[survey["wave"] == number].set_index("customer_id")
    feelings = ["feels_pleased", "image_for_me", "trust_honest"]
    members = load("programme_ledger")["customer_id"]
    return survey.assign(
        attitude=survey[feelings].astype(float).mean(axis=1),
        member=survey.index.isin(members),
    )


def test_the_warm_who_buy_little_come_last_and_have_left(company):
    now = wave(company, 2)
    corner = ly.quadrants(now["share_of_wallet"], now["attitude"], enough=50, warm=7.5)
    buyers = company("orders", datasets.future)["customer_id"]
    came = (
        pd.Series(corner.index.isin(buyers), corner.index)
        .groupby(corner, observed=True)
        .mean()
    )
    assert abs(came["true"] - came["spurious"]) < 0.06
    assert came["latent"] < came["none"] < 0.4
    truth = company("customers", datasets.truth).set_index("customer_id")
    assert truth.loc[corner.index[corner == "latent"], "left"].notna().mean() > 0.6


def test_the_rule_beats_the_lazy_answer_and_the_model_the_rule(company):
    truth = company("customers", datasets.truth).set_index("customer_id")
    kind = truth["loyalty_kind"].astype(object)
    now = wave(company, 2)
    rule = (ly.kind_by_rule(now) == kind[now.index]).mean()
    assert rule > 0.45 > 2 * 0.2 > (kind[now.index] == "none").mean()
    asked = ["attitude", "rivals_attractive", "compares_prices", "alternatives"]
    asked += ["share_of_wallet", "knows_staff", "member", "tolerates_faults"]
    numbers = {n: wave(company, n)[asked].astype(float) for n in (1, 2)}
    for n in (1, 2):
        answers = wave(company, n)
        for name in ("switch_saving", "decision_minutes"):
            numbers[n][name] = np.log1p(answers[name].astype(float))
        numbers[n]["hindered"] = (answers["hindered_by"] != "nothing").astype(float)
    learn = numbers[2].drop(index=numbers[1].index, errors="ignore")
    model = ly.KindModel().fit(learn, kind[learn.index])
    right = model.predict(numbers[1]) == kind[numbers[1].index]
    assert right.mean() > rule + 0.1


def test_the_price_cut_takes_those_who_stay_for_price(company):
    customers = company("customers").set_index("customer_id")
    truth = company("customers", datasets.truth).set_index("customer_id")
    old = customers.index[customers["joined"] < "2024-07-29"]
    kinds = truth.loc[old, "loyalty_kind"].astype(object)
    quiet, cut = ("2024-07-29", "2024-10-13"), ("2024-10-14", "2025-01-05")
    ratio = ly.change_at_event(company("orders"), kinds, quiet, cut, draws=20)["ratio"]
    assert ratio.sort_values().index[:2].to_list() == ["incentive", "none"]
    assert ratio[["monopoly", "kinship"]].min() > ratio["incentive"] + 0.3


def test_orders_do_not_grow_with_the_same_people(company):
    orders = company("orders").sort_values(["customer_id", "date"])
    orders["number"] = orders.groupby("customer_id").cumcount() + 1
    eight = orders[orders["number"] <= 8]
    same = eight[
        eight["customer_id"].isin(orders.loc[orders["number"] == 8, "customer_id"])
    ]
    of_all, of_same = (x.groupby("number")["amount"].mean() for x in (eight, same))
    assert of_all[8] > 1.1 * of_all[1]
    assert abs(of_same[8] / of_same[1] - 1) < 0.08


def test_members_bring_far_more_than_points_explain(company):
    orders = company("orders")
    orders = orders[orders["date"] >= "2024-01-29"]
    margin = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    each = margin.groupby(orders["customer_id"]).sum()
    everybody = company("customers")["customer_id"]
    each = each.reindex(everybody, fill_value=0)
    member = each.index.isin(company("programme_ledger")["customer_id"])
    assert each[member].mean() > 2.5 * each[~member].mean()
    effect = company("programme", datasets.truth)
    own = effect[effect["member"]]
    lift = own["orders_with"].sum() / own["orders_without"].sum() - 1
    assert 0.015 < lift < 0.04


def test_the_breakage_planted_is_found(company):
    # a quarter is planted: nobody asks, or not within the year
    assert ly.breakage(company("programme_ledger"), CUTOFF) == pytest.approx(
        0.25, abs=0.05
    )


def test_the_survey_flatters_the_promoter_score(company):
    everybody = company("survey_everyone", datasets.truth)["recommend"]
    answered = ly.promoter_score(wave(company, 2)["recommend"])
    assert answered["low"] > ly.promoter_score(everybody)["score"]


def test_the_index_measures_loyalty_and_hardly_foretells_who_buys(company):
    from sklearn.metrics import roc_auc_score

    now = wave(company, 2)
    asked = ["likely_again", "stays_if_dearer", "stays_if_rival_cheaper", "recommend"]
    asked += ["tolerates_faults", "rivals_attractive", "compares_prices"]
    against = ["rivals_attractive", "compares_prices"]
    index = ly.loyalty_index(now[asked], against=against).dropna()
    truth = company("attitudes", datasets.truth).set_index("customer_id")["loyalty"]
    assert index.corr(truth[index.index]) > 0.75
    buyers = company("orders", datasets.future)["customer_id"]
    auc = roc_auc_score(index.index.isin(buyers), index)
    wallet = now.loc[index.index, "share_of_wallet"].astype(float).dropna()
    money = roc_auc_score(wallet.index.isin(buyers), wallet)
    assert auc < 0.67 and money > 0.85


def test_a_complaint_that_was_not_settled_costs_trust(company):
    items = ["trust_honest", "trust_able", "trust_cares"]
    now = wave(company, 2)
    trust = now[items].astype(float).mean(axis=1)
    cases = company("service_cases")
    recent = cases[cases["opened"] >= CUTOFF - pd.Timedelta(days=182)]
    recent = recent[recent["topic"].isin(["late parcel", "faulty goods"])]
    settled = recent.groupby("customer_id")["settled"].min()
    sore = settled.index[settled.eq(False).fillna(False)]
    assert trust[trust.index.isin(sore)].mean() < trust.mean() - 0.5


# --- what inputs people really have ------------------------


def test_who_has_no_outcome_is_none_of_the_customers():
    outcome = pd.Series([4.0, 6, 8, np.nan, 3, 5, 7, np.nan])
    out = pd.Series([0] * 4 + [1] * 4)
    whole = ly.held_out_gain(outcome.dropna(), out[outcome.notna()])
    assert ly.held_out_gain(outcome, out).equals(whole)
    with pytest.raises(ValueError, match="True or False for each row"):
        ly.held_out_gain(outcome, out.astype(object).where(out.index > 0, None))
    with pytest.raises(ValueError, match="differ in before"):
        ly.held_out_gain(outcome, out, before=outcome * 0 + 1)


def test_points_that_expired_without_a_minus_are_named():
    turned = LEDGER.assign(points=LEDGER["points"].abs())
    with pytest.raises(ValueError, match="below 0 where used or lost"):
        ly.breakage(turned, "2025-06-01")


def test_a_score_stays_on_its_scale_and_shares_are_no_per_cent():
    few = ly.promoter_score(pd.Series([10, 3]))
    assert (few["low"], few["high"]) == (-100, 100)
    with pytest.raises(ValueError, match="replace\\(99, None\\)"):
        ly.promoter_score([10, 3, 99])
    with pytest.raises(ValueError, match="a fifth is 0.2"):
        ly.answers_needed(5, promoters=40, detractors=20)


def test_customers_are_matched_by_name():
    margin = pd.Series({"a": 100.0, "b": 200.0})
    retention = pd.Series({"b": 0.8, "a": 0.5})
    found = ly.value_of_customer(margin, retention)
    assert found.round(1).to_dict() == {"a": 183.3, "b": 733.3}
    gain = ly.gain_from_retention(retention, margin=margin)
    assert gain["b"] == pytest.approx(float(ly.gain_from_retention(0.8)))
    with pytest.raises(ValueError, match="margin has 2, retention has 3"):
        ly.value_of_customer([1, 2], [0.1, 0.2, 0.3])


def test_alpha_names_a_question_that_points_the_other_way():
    answers = pd.DataFrame({"a": [1, 2, 3, 4], "b": [4, 3, 2, 1], "c": [4, 3, 1, 2]})
    with pytest.raises(ValueError, match="a goes against the other"):
        ly.alpha(answers)
    with pytest.raises(ValueError, match="use b of answers: all 4 answers are 7"):
        ly.alpha(answers.assign(b=7))


def test_the_interval_of_alpha_covers_as_often_as_it_says():
    rng = np.random.default_rng(4)
    k, n, true = 4, 60, 4 * 0.5 / (1 + 3 * 0.5)  # items that correlate by 0.5
    covered = 0
    for _ in range(300):
        common = rng.normal(size=(n, 1))
        answers = pd.DataFrame((common + rng.normal(size=(n, k))) / np.sqrt(2))
        found = ly.alpha_interval(answers)
        assert found["alpha"] == pytest.approx(ly.alpha(answers))
        covered += found["low"] < true < found["high"]
    assert 0.92 < covered / 300 < 0.98


def test_causes_that_say_the_same_are_named():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"a": rng.normal(size=20), "c": rng.normal(size=20)})
    with pytest.raises(ValueError, match="cannot tell apart a, b"):
        ly.paths(table.assign(b=2 * table["a"]), {"c": ["a", "b"]})
    with pytest.raises(ValueError, match="needs a list"):
        ly.paths(table, {"c": "a"})
    gaps = table.mask(table["a"] > 1)
    left = gaps.dropna()
    assert ly.paths(gaps, {"c": ["a"]}).attrs["customers"] == len(left) < 20
    pd.testing.assert_frame_equal(
        ly.paths(gaps, {"c": ["a"]}), ly.paths(left, {"c": ["a"]})
    )
