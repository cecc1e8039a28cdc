"""Churn: published numbers, peers, what was planted, and what the door refuses."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.power import NormalIndPower

from crmlab import churn as ch
from crmlab.datasets.shipped import load, truth

CUTOFF = pd.Timestamp("2025-06-30")

# Freireich et al. 1963, Blood 21: weeks in remission, * still in remission.
TREATED = "6 6 6 6* 7 9* 10 10* 11* 13 16 17* 19* 20* 22 23 25* 32* 32* 34* 35*"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


@pytest.fixture(scope="module")
def remission():
    weeks = f"{TREATED} {PLACEBO}".split()
    time = pd.Series([int(week.strip("*")) for week in weeks])
    ended = pd.Series(["*" not in week for week in weeks])
    return time, ended, pd.Series([0] * 21 + [1] * 21)


@pytest.fixture(scope="module")
def contracts():
    """Renewals that each subscriber was at risk, whether it ended, and the terms."""
    frame = load("subscriptions").set_index("customer_id")
    ended = frame["ended"].notna()
    days = (frame["ended"].fillna(CUTOFF) - frame["started"]).dt.days
    months = days.where(ended, days - 1) // 30
    kind = load("customers").set_index("customer_id")["kind"]
    terms = frame[["price", "automatic", "free_month"]].astype(float)
    terms["organisation"] = (kind[frame.index] == "organisation").astype(float)
    seen = months > 0
    return months[seen], ended[seen], terms[seen]


# --- how long customers stay ----------------------------------------------------------
def test_kaplan_meier_equals_the_published_numbers(remission):
    time, ended, placebo = remission
    table = ch.kaplan_meier(time[placebo == 0], ended[placebo == 0])
    assert table.index.to_list() == [6, 7, 10, 13, 16, 22, 23]
    known = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert table["survival"].round(4).to_list() == known


def test_kaplan_meier_equals_statsmodels(contracts):
    time, ended, _ = contracts
    table = ch.kaplan_meier(time, ended)
    peer = SurvfuncRight(time.to_numpy(), ended.astype(int).to_numpy())
    assert (table.index == peer.surv_times).all()
    assert np.allclose(table["survival"], peer.surv_prob)
    # The interval is symmetric on the scale of log(-log), by Greenwood's error.
    middle, low, high = (np.log(-np.log(table[c])) for c in ("survival", "low", "high"))
    assert np.allclose(low - middle, middle - high)
    error = peer.surv_prob_se / (peer.surv_prob * -np.log(peer.surv_prob))
    assert np.allclose((low - high) / 2, 1.959964 * error)


def test_nobody_left_has_no_interval():
    table = ch.kaplan_meier(pd.Series([1, 2]), pd.Series([1, 1]))
    assert table["survival"].to_list() == [0.5, 0.0]
    assert table.loc[2, ["low", "high"]].isna().all()


def test_log_rank_and_cox_equal_the_published_numbers(remission):
    time, ended, placebo = remission
    test = ch.log_rank(time, ended, placebo)
    assert round(test["chi2"], 2) == 16.79 and test["df"] == 1
    found = ch.cox(time, ended, placebo.rename("placebo").to_frame())
    assert round(found.loc["placebo", "log_ratio"], 4) == 1.5721
    assert found["low"].item() < found["ratio"].item() < found["high"].item()


def test_the_survival_curve_is_the_planted_one(contracts):
    time, ended, _ = contracts
    table = ch.kaplan_meier(time, ended)
    planted = truth("subscription_survival").set_index("month")["survival"]
    months = [3, 6, 9, 12]
    assert planted[months].between(table["low"][months], table["high"][months]).all()


def test_cox_gives_back_what_moves_the_risk(contracts):
    time, ended, terms = contracts
    found = ch.cox(time, ended, terms)
    seen = truth("subscription_hazards").set_index("column")["seen"]
    assert ((found["log_ratio"] - seen[found.index]) / found["error"]).abs().max() < 3
    peer = PHReg(
        time.to_numpy(), terms.to_numpy(), ended.astype(int).to_numpy(), ties="efron"
    ).fit(disp=False)
    assert np.allclose(found["log_ratio"], peer.params)
    assert np.allclose(found["p"], peer.pvalues)


def test_a_ratio_that_changes_is_seen_and_a_steady_one_is_not():
    rng = np.random.default_rng(5)
    steady, fading = rng.integers(0, 2, (2, 4000)).astype(float)
    early = rng.exponential(4 * np.exp(-0.8 * steady - 1.0 * fading))
    late = 2 + rng.exponential(4 * np.exp(-0.8 * steady))
    time = np.where(early < 2, early, late)
    causes = pd.DataFrame({"steady": steady, "fading": fading})
    ended = pd.Series(time < 8)
    table = ch.cox_over_time(pd.Series(time).clip(upper=8), ended, causes, split=2)
    assert table.loc["steady", "p"] > 0.05 > 0.001 > table.loc["fading", "p"]
    assert table.loc["fading", "early"] == pytest.approx(1.0, abs=0.15)
    assert table.loc["fading", "late"] == pytest.approx(0.0, abs=0.15)


def test_what_parts_leavers_from_stayers_is_refused():
    time, ended = pd.Series([1, 2, 3, 4]), pd.Series([1, 1, 0, 0])
    apart = pd.DataFrame({"apart": [1, 1, 0, 0]})
    with pytest.raises(ValueError, match="finds no ratio for apart"):
        ch.cox(time, ended, apart)


# --- cohorts and features -------------------------------------------------------------
def test_the_triangle_counts_people_from_their_own_first_order():
    days = ["01-01", "01-05", "01-13", "01-14", "01-15", "01-12", "01-25"]
    orders = pd.DataFrame(
        {
            "customer_id": ["a", "b", "a", "a", "b", "c", "c"],
            "date": pd.to_datetime([f"2024-{day}" for day in days]),
        }
    )
    table = ch.cohort_triangle(orders, "2024-01-31", period=10)
    assert table["customers"].to_list() == [2, 1]
    # a came on the 1st and 13th (12 days later), b on the 5th and 15th (10 days)
    assert table.loc["2024-01-01", 1] == 1.0
    # c's second period, to 31 January, may still bring an order from the cohort
    assert np.isnan(table.loc["2024-01-11", 1])


def test_a_cell_of_the_triangle_is_shown_when_its_last_customer_is_through():
    orders = load("orders")
    table = ch.cohort_triangle(orders, CUTOFF)
    shown = table.drop(columns="customers").notna().sum(axis=1)
    assert shown.to_list() == [7, 6, 5, 4, 3, 2, 1, 1]
    first = orders.groupby("customer_id")["date"].transform("min")
    since = (orders["date"] - first).dt.days // 91
    start = pd.Timestamp("2024-01-01")
    mine = orders[(first >= start) & (first < start + pd.Timedelta(days=91))]
    third = mine.loc[since == 3, "customer_id"].nunique()
    assert table.loc[start, 3] == third / mine["customer_id"].nunique()


def test_features_know_nothing_of_the_day_and_after():
    orders, day = load("orders"), pd.Timestamp("2024-12-30")
    before = ch.features_as_of(orders[orders["date"] < day], day)
    assert ch.features_as_of(orders, day).equals(before)
    one = orders[orders["customer_id"] == before["orders"].idxmax()]
    mine = before.loc[before["orders"].idxmax()]
    dates = one.loc[one["date"] < day, "date"].sort_values()
    assert mine["gap"] == pytest.approx(dates.diff().dt.days.mean())
    assert mine["ratio"] == pytest.approx((day - dates.iloc[-1]).days / mine["gap"])


# --- judging --------------------------------------------------------------------------
def test_true_chances_are_within_their_errors():
    rng = np.random.default_rng(0)
    chance = pd.Series(rng.uniform(size=5000))
    table = ch.calibration(chance, pd.Series(rng.uniform(size=5000)) < chance)
    z = (table["happened"] - table["foretold"]) / table["error"]
    assert z.abs().max() < 3 and 0.4 < z.std() < 1.8
    lowest = chance.nsmallest(500)
    error = np.sqrt((lowest * (1 - lowest)).sum()) / 500
    assert table.loc[1, "error"] == pytest.approx(error)
    bold = ch.calibration(chance**3, pd.Series(rng.uniform(size=5000)) < chance)
    assert ((bold["happened"] - bold["foretold"]) / bold["error"]).max() > 5


def test_the_cost_of_errors_by_hand():
    table = ch.cost_curve(pd.Series([5, 5, 1]), pd.Series([1, 0, 1]), 2, 7)
    assert table.index.to_list() == [0, 2, 3]  # equal scores are acted on together
    assert table["cost"].to_list() == [14, 2 + 7, 2]


# --- whom to treat --------------------------------------------------------------------
SCORE = pd.Series([9, 8, 8, 7, 6, 5, 4, 3, 2, 1])
GOOD = pd.Series([1, 1, 0, 1, 0, 1, 0, 0, 1, 0])
SENT = pd.Series([1, 0, 1, 1, 0, 1, 0, 1, 0, 0])


def by_hand():
    """The curves as scikit-uplift defines them, counted customer by customer."""
    rows = [(0, 0.0, 0.0)]
    for number in range(1, 11):
        if number < 10 and SCORE[number] == SCORE[number - 1]:
            continue  # in the middle of a tie
        top = range(number)
        sent = [GOOD[n] for n in top if SENT[n]]
        kept = [GOOD[n] for n in top if not SENT[n]]
        rate = sum(kept) / len(kept) if kept else 0
        with_it = sum(sent) / len(sent) if sent else 0
        qini = sum(sent) - rate * len(sent)
        rows.append((number, (with_it - rate) * number, qini))
    return np.array(rows).T


def test_the_curves_are_those_of_scikit_uplift_on_ten_rows():
    customers, uplift, curve = by_hand()
    table = ch.uplift_curve(SCORE, GOOD, SENT)
    assert table.index.to_list() == customers.astype(int).tolist()
    assert np.allclose(table["uplift"], uplift)
    assert np.allclose(table["qini"], curve)
    area = np.trapezoid(curve, customers) - curve[-1] * 10 / 2
    assert ch.qini(SCORE, GOOD, SENT)["qini"] == pytest.approx(area / 10)


def test_a_good_score_beats_chance_and_its_opposite_loses():
    rng = np.random.default_rng(1)
    gain = pd.Series(rng.choice([-0.3, 0.0, 0.3], 3000))
    sent = pd.Series(rng.uniform(size=3000) < 0.5)
    good = pd.Series(rng.uniform(size=3000) < 0.5 + gain * sent)
    right, wrong = ch.qini(gain, good, sent), ch.qini(-gain, good, sent)
    assert right["low"] > 0 > wrong["high"]
    assert right["low"] < right["qini"] < right["high"]
    noise = ch.qini(pd.Series(rng.normal(size=3000)), good, sent)
    assert noise["low"] < 0 < noise["high"]


def test_both_ways_find_whom_an_offer_moves():
    rng = np.random.default_rng(2)
    x = pd.DataFrame(rng.normal(size=(6000, 2)), columns=["moves", "idle"])
    sent = pd.Series(rng.uniform(size=6000) < 0.4)
    gain = 0.2 * np.sign(x["moves"])
    good = pd.Series(rng.uniform(size=6000) < 0.5 + gain * sent)
    for way in ("two models", "one outcome"):
        found = ch.uplift_scores(x, good, sent, way)
        assert found.corr(gain) > 0.7
        assert abs(found.mean() - gain.mean()) < 0.03
        assert found.corr(x["idle"]) < 0.3


@pytest.mark.parametrize("way", ["two models", "one outcome"])
def test_each_part_is_scored_by_the_others_alone(way):
    rng = np.random.default_rng(3)
    x = pd.DataFrame({"a": rng.normal(size=200), "b": rng.integers(0, 2, 200)})
    good, sent = (pd.Series(rng.integers(0, 2, 200)) for _ in range(2))
    found = ch.uplift_scores(x, good, sent, way, folds=2, seed=7)
    parting = StratifiedKFold(2, shuffle=True, random_state=7)
    known, new = next(parting.split(x, good + 2 * sent))
    if way == "two models":
        chance = []
        for side in (1, 0):
            mine = known[sent[known] == side]
            scale = StandardScaler().fit(x.loc[mine])
            model = LogisticRegression().fit(scale.transform(x.loc[mine]), good[mine])
            chance.append(model.predict_proba(scale.transform(x.loc[new]))[:, 1])
        expected = chance[0] - chance[1]
    else:
        p = sent[known].mean()
        shifted = good[known] * (sent[known] - p) / (p * (1 - p))
        expected = LinearRegression().fit(x.loc[known], shifted).predict(x.loc[new])
    assert np.allclose(found[new], expected)


def test_the_size_of_a_trial():
    # (1.96 + 0.84)² × (0.24 + 0.25) × 2 / 0.1², by hand
    assert ch.trial_size(0.5, 0.1) == 770
    size = ch.trial_size(0.77, -0.036)
    rng = np.random.default_rng(4)
    seen = 0
    for _ in range(400):
        shares = [
            rng.binomial(size // 2, share) / (size // 2) for share in (0.77, 0.734)
        ]
        error = np.sqrt(sum(s * (1 - s) / (size // 2) for s in shares))
        seen += abs(shares[1] - shares[0]) > 1.96 * error
    assert seen / 400 == pytest.approx(0.8, abs=0.06)
    # Cohen's arcsine effect gives nearly the same.
    effect = 2 * np.arcsin(np.sqrt(0.77)) - 2 * np.arcsin(np.sqrt(0.734))
    peer = NormalIndPower().solve_power(effect, alpha=0.05, power=0.8)
    assert 2 * peer == pytest.approx(size, rel=0.01)


def test_the_save_offer_is_given_back():
    """Who scores high gains by the offer; who is at high risk by the old rule loses."""
    trial = load("save_offer_trial").set_index("customer_id")
    terms = load("subscriptions").set_index("customer_id").loc[trial.index]
    x = pd.DataFrame({"automatic": terms["automatic"].astype(float)})
    for days in (60, 120):
        idle = (trial["days_since_order"] >= days).astype(float)
        x[f"idle {days}"] = idle
        x[f"idle {days}, automatic"] = idle * x["automatic"]
    gain = truth("save_offer").set_index("customer_id")["uplift"]
    for way in ("two models", "one outcome"):
        score = ch.uplift_scores(x, trial["stayed"], trial["offered"], way)
        assert gain[score > 0.05].mean() > 0.05
    assert gain[trial["risk_score"].nlargest(200).index].mean() < -0.05
