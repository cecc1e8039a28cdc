"""Lifetime: published estimates, peers, what was planted, and numbers no log gives."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from sklearn.base import BaseEstimator, clone

from crmlab import lifetime as lt
from crmlab.lifetime import bg_nbd, contracts, gamma_gamma
from crmlab.lifetime.forward_backward import shares
from crmlab.lifetime.likelihood import most_likely
from crmlab.lifetime.summary import NUMBERS, triples

(PACKAGE,) = find_spec("lifetimes").submodule_search_locations
CDNOW = Path(PACKAGE) / "datasets"
ONE = pd.DataFrame({"frequency": [2], "recency": [30.43], "T": [38.86]})
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


@pytest.fixture(scope="module")
def summary():
    return pd.read_csv(CDNOW / "cdnow_customers_summary.csv", index_col="ID")


@pytest.fixture(scope="module")
def with_worth():
    table = pd.read_csv(CDNOW / "cdnow_customers_summary_with_transactions.csv")
    return table.set_axis(["id", *NUMBERS, "monetary_value"], axis=1).set_index("id")


@pytest.fixture(scope="module")
def log():
    names = ["old_id", "customer_id", "date", "pieces", "amount"]
    table = pd.read_csv(CDNOW / "CDNOW_sample.txt", sep=r"\s+", names=names)
    return table.assign(date=pd.to_datetime(table["date"].astype(str)))


@pytest.fixture(scope="module")
def model(summary):
    return lt.BetaGeoModel().fit(summary)


# --- BG/NBD ------------------------------------------------------------------------
def test_bg_nbd_gives_the_published_estimates(model):
    assert model.params_.round(4).tolist() == [0.2426, 4.4135, 0.7929, 2.4258]
    assert round(model.log_likelihood_, 2) == -9582.43 and model.n_ == 2357
    assert model.expected_purchases(ONE, 39).round(3).item() == 1.226
    assert model.expected_probability_alive(ONE).round(4).item() == 0.7266


def test_the_likelihood_is_the_sum_that_the_fit_makes_largest(summary, model):
    found = lt.log_likelihood(summary, **model.params_)
    assert found.sum() == pytest.approx(model.log_likelihood_)
    more = lt.log_likelihood(summary, **(model.params_ * 1.02))
    assert more.sum() < found.sum()


def test_from_the_log_as_from_the_published_summary(log, summary, model):
    ours = lt.rfm_summary(log, "1997-09-30", amount="amount")
    np.testing.assert_array_equal(ours["frequency"], summary["frequency"])
    np.testing.assert_allclose(ours[NUMBERS], summary[NUMBERS], atol=0.005)
    found = lt.BetaGeoModel().fit(ours).params_
    pd.testing.assert_series_equal(found, model.params_, atol=2e-4, rtol=0)


def test_the_summary_is_that_of_lifetimes(log):
    lifetimes = pytest.importorskip("lifetimes.utils")
    end = "1997-09-30"
    peer = lifetimes.summary_data_from_transaction_data(
        log, "customer_id", "date", "amount", observation_period_end=end
    )
    ours = lt.rfm_summary(log, end, amount="amount", days=1).fillna(0)
    pd.testing.assert_frame_equal(ours, peer[list(ours)], check_dtype=False)


def test_two_orders_of_one_day_are_one_purchase_and_the_last_day_counts_whole():
    times = ["2024-01-01 09:00", "2024-01-01 10:00", "2024-01-08 23:30"]
    log = pd.DataFrame({"customer_id": "a", "date": pd.to_datetime(times)})
    found = lt.rfm_summary(
        log.assign(amount=[3.0, 4, 5]), "2024-01-08", amount="amount"
    )
    assert found.loc["a"].tolist() == [1, 1, 1, 5]


def test_whole_weeks_are_the_wrong_route(log):
    weeks = log.assign(date=log["date"].dt.to_period("W").dt.start_time)
    found = lt.BetaGeoModel().fit(lt.rfm_summary(weeks, "1997-09-30"))
    assert found.r_ == pytest.approx(0.29, abs=0.01) and found.alpha_ > 6


@pytest.mark.parametrize("unit", [7.0, 1 / 52])
def test_weeks_or_days_give_the_same_customers(summary, model, unit):
    other = summary.assign(recency=summary["recency"] * unit, T=summary["T"] * unit)
    found = lt.BetaGeoModel().fit(other)
    wanted = model.params_.to_numpy() * [1, unit, 1, 1]
    np.testing.assert_allclose(found.params_, wanted, rtol=1e-5)
    more = found.expected_purchases(other, 39 * unit)
    np.testing.assert_allclose(more, model.expected_purchases(summary, 39), rtol=1e-5)


def test_the_optimum_is_the_same_from_twenty_starts(summary, model):
    known = triples(summary, "test")
    sums = [known[c].to_numpy(float) for c in [*NUMBERS, "n"]]
    sums[3] = sums[3] / sums[3].sum()
    rng = np.random.default_rng(1)
    for start in np.exp(rng.normal(0, 1.5, (20, 4))):
        found = most_likely(lambda p: bg_nbd._loss(p, *sums), start, list("raab"), "t")
        np.testing.assert_allclose(found, model.params_, rtol=1e-5)


def test_it_agrees_with_lifetimes_on_each_customer(summary, model):
    lifetimes = pytest.importorskip("lifetimes")
    peer = lifetimes.BetaGeoFitter()
    peer.params_ = model.params_
    columns = [summary[name].to_numpy() for name in NUMBERS]
    alive = peer.conditional_probability_alive(*columns)
    np.testing.assert_allclose(model.expected_probability_alive(summary), alive)
    more = peer.conditional_expected_number_of_purchases_up_to_time(10, *columns)
    np.testing.assert_allclose(model.expected_purchases(summary, 10), more, rtol=1e-6)
    new = peer.expected_number_of_purchases_up_to_time(np.array([1.0, 40.0]))
    ours = model.expected_purchases_of_newcomer([1, 40])
    np.testing.assert_allclose(ours, new, rtol=1e-6)


def test_many_purchases_stay_in_range(model):
    busy = pd.DataFrame({"frequency": [900.0], "recency": [38.8], "T": [38.86]})
    assert 500 < model.expected_purchases(busy, 39).item() < 900
    assert model.expected_purchases(busy, 0).item() == 0


def test_where_a_is_1_the_forecasts_go_through(model, summary):
    few, near = summary.head(), lt.BetaGeoModel()
    found = []
    for a in (0.99, 1, 1.01):
        near.params_ = model.params_.where(model.params_.index != "a", a)
        new = near.expected_purchases_of_newcomer(range(1, 6))
        found.append([near.expected_purchases(few, 30).to_numpy(), new.to_numpy()])
    below, at, above = map(np.array, found)
    np.testing.assert_allclose(at, (below + above) / 2, rtol=1e-4)
    assert ((above < at) & (at < below))[:, few["frequency"].to_numpy() > 0].all()


def test_a_time_for_each_customer_is_matched_by_number(model, summary):
    few = summary.head(3)
    time = pd.Series([1.0, 20, 400], few.index)
    found = model.expected_purchases(few, time[::-1])
    wanted = [model.expected_purchases(few, t).loc[who] for who, t in time.items()]
    assert found.to_list() == pytest.approx(wanted)


@pytest.fixture(scope="module")
def planted():
    """20,000 customers who live as the model says, and how many were alive at T."""
    r, alpha, a, b = 0.6, 5.0, 0.7, 3.0
    rng = np.random.default_rng(8)
    n = 20_000
    rate, leaves = rng.gamma(r, 1 / alpha, n), rng.beta(a, b, n)
    age = rng.integers(20, 80, n).astype(float)
    x, recency, now = np.zeros(n), np.zeros(n), np.zeros(n)
    alive, still = np.ones(n, bool), np.ones(n, bool)
    while still.any():
        now[still] += rng.exponential(1, still.sum()) / rate[still]
        still &= now <= age
        x[still] += 1
        recency[still] = now[still]
        gone = still & (rng.random(n) < leaves)
        alive[gone], still = False, still & ~gone
    table = pd.DataFrame({"frequency": x, "recency": recency, "T": age})
    return table, alive, [r, alpha, a, b]


def test_what_was_planted_is_recovered_and_the_chances_are_true(planted):
    table, alive, wanted = planted
    model = lt.BetaGeoModel().fit(table)
    np.testing.assert_allclose(model.params_, wanted, rtol=0.15)
    chance = model.expected_probability_alive(table)
    group = pd.cut(chance, [0, 0.25, 0.5, 0.75, 0.999])
    gap = pd.Series(alive).groupby(group).mean() - chance.groupby(group).mean()
    assert gap.abs().max() < 0.03


# --- gamma-gamma -------------------------------------------------------------------
def test_gamma_gamma_gives_the_published_estimates(with_worth):
    model = lt.GammaGammaModel().fit(with_worth)
    assert model.params_.round(3).tolist() == [6.249, 3.745, 15.448]
    assert round(model.mean_, 2) == 35.17 and model.n_ == 946


def test_the_likelihood_of_spend_is_a_density_with_the_mean_told(with_worth):
    params, model = (6.2, 3.7, 15.4), lt.GammaGammaModel().fit(with_worth)
    for x in (1.0, 4.0):

        def density(m, x=x):
            return np.exp(gamma_gamma._log_likelihood(params, x, m))

        assert quad(density, 0, np.inf)[0] == pytest.approx(1)
        mean = quad(lambda m: m * density(m), 0, np.inf)[0]  # noqa: B023
        assert mean == pytest.approx(6.2 * 15.4 / 2.7)
    again = with_worth[with_worth["frequency"] > 0]
    each = [again[name] for name in gamma_gamma.COLUMNS]
    wanted = gamma_gamma._log_likelihood(model.params_, *each).sum()
    assert model.log_likelihood_ == pytest.approx(wanted)


def test_where_spend_has_no_mean_a_newcomer_has_none():
    rng = np.random.default_rng(4)
    x = rng.integers(1, 6, 3000)
    rate = rng.gamma(0.7, 1 / 15, 3000)  # q is 0.7
    table = pd.DataFrame({"frequency": x})
    table["monetary_value"] = rng.gamma(4.0 * x) / (rate * x)
    model = lt.GammaGammaModel().fit(table)
    np.testing.assert_allclose(model.params_, [4, 0.7, 15], rtol=0.1)
    assert model.mean_ == np.inf
    two = pd.DataFrame({"frequency": [0, 3], "monetary_value": [np.nan, 20.0]})
    nobody, known = model.expected_customer_spend(two)
    assert np.isnan(nobody) and 20 < known < 40


@pytest.mark.parametrize("unit", [100, 0.001])
def test_cents_or_yuan_give_the_same_customers(with_worth, unit):
    model = lt.GammaGammaModel().fit(with_worth)
    cents = with_worth.assign(monetary_value=with_worth["monetary_value"] * unit)
    found = lt.GammaGammaModel().fit(cents)
    np.testing.assert_allclose(found.params_, model.params_ * [1, 1, unit], rtol=1e-5)
    ours, theirs = (m.expected_customer_spend(f) for m, f in
                    [(found, cents), (model, with_worth)])  # fmt: skip
    np.testing.assert_allclose(ours, theirs * unit, rtol=1e-5)


def test_spend_agrees_with_lifetimes_and_few_purchases_are_drawn_to_the_mean(
    with_worth,
):
    lifetimes = pytest.importorskip("lifetimes")
    model = lt.GammaGammaModel().fit(with_worth)
    peer = lifetimes.GammaGammaFitter()
    peer.params_ = model.params_
    columns = with_worth["frequency"], with_worth["monetary_value"]
    wanted = peer.conditional_expected_average_profit(*columns)
    np.testing.assert_allclose(model.expected_customer_spend(with_worth), wanted)
    two = pd.DataFrame({"frequency": [1, 20], "monetary_value": [80.0, 80.0]})
    few, many = model.expected_customer_spend(two)
    assert model.mean_ < few < many < 80
    nobody = pd.DataFrame({"frequency": [0], "monetary_value": [np.nan]})
    assert model.expected_customer_spend(nobody).item() == pytest.approx(model.mean_)


# --- contracts ---------------------------------------------------------------------
def high_end(times=1):
    """Renewals of 1,000 customers, from how many are there after each."""
    left = -np.diff(HIGH_END) * times
    time = np.repeat(np.arange(1, 8), left)
    event = np.r_[np.ones(len(time), bool), np.zeros(HIGH_END[-1] * times, bool)]
    time = np.r_[time, np.full(HIGH_END[-1] * times, 7)]
    return pd.Series(time), pd.Series(event)


def test_contracts_give_the_published_estimates():
    model = lt.ShiftedBetaGeoModel().fit(*high_end())
    assert model.params_.round(3).tolist() == [0.668, 3.806]
    assert model.log_likelihood_ == pytest.approx(-1611.2, abs=0.05)
    assert model.n_ == 1000
    time, event = high_end()
    again = lt.ShiftedBetaGeoModel().fit(time, event[::-1])  # matched by number
    pd.testing.assert_series_equal(again.params_, model.params_)


def test_the_lifetime_of_a_contract_is_its_sum():
    model = lt.ShiftedBetaGeoModel().fit(*high_end())
    there = model.survival(np.arange(600))
    stay = there.to_numpy()[1:] / there.to_numpy()[:-1]
    np.testing.assert_allclose(model.retention(np.arange(1, 600)), stay)
    for renewed in (0, 4):
        later = there.to_numpy()[renewed + 1 :] / there.iloc[renewed]
        wanted = (later / 1.1 ** np.arange(len(later))).sum()
        found = model.expected_residual_lifetime(renewed, 0.1)
        assert found == pytest.approx(wanted, rel=1e-9)
    assert found > model.expected_residual_lifetime(0, 0.1)


# --- the search --------------------------------------------------------------------
def test_each_slope_is_that_of_its_loss(summary, with_worth):
    known = triples(summary, "test")
    sums = [known[c].to_numpy(float) for c in [*NUMBERS, "n"]]
    repeats = with_worth[with_worth["frequency"] > 0]
    spent = [repeats[c].to_numpy() for c in ["frequency", "monetary_value"]]
    ends = np.array([1.0, 2, 3]), np.array([True, False, True]), np.array([2.0, 3, 1])
    for loss, sums_of, at in [
        (bg_nbd._loss, sums, [0.3, 3.0, 0.7, 2.0]),
        (gamma_gamma._loss, spent, [3.0, 2.5, 9.0]),
        (contracts._loss, ends, [0.7, 2.0]),
    ]:
        slope = approx_fprime(at, lambda p, f=loss, g=sums_of: f(p, *g)[0], 1e-7)
        np.testing.assert_allclose(loss(np.array(at), *sums_of)[1], slope, rtol=1e-3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"recency": [50.0, 1, 0]}, "recency beyond T"),
        ({"recency": [-1.0, 1, 0]}, "recency below 0"),
        ({"frequency": [-1, 1, 0]}, "no count"),
        ({"frequency": [1.5, 1, 0]}, "no count"),
        ({"frequency": [0, 0, 0], "recency": [0.0, 0, 0]}, "bought again"),
        ({"recency": [0.0, 1, 0]}, "a recency of 0"),
        ({"recency": [1.0, 1, 1]}, "frequency of 0 with a recency"),
        ({"T": [np.nan, 4, 4]}, "has 1 empty"),
        ({"frequency": ["1", "2", "0"]}, "needs numbers"),
    ],
)
def test_numbers_that_no_log_gives_are_refused(change, words):
    table = pd.DataFrame(
        {"frequency": [2, 1, 0], "recency": [3.0, 1, 0], "T": [5.0, 4, 4]}
    )
    with pytest.raises(ValueError, match=words):
        lt.BetaGeoModel().fit(table.assign(**change))


def test_no_number_comes_where_there_is_no_answer(model):
    with pytest.raises(ValueError, match="two customers"):
        lt.BetaGeoModel().fit(ONE)
    alike = pd.DataFrame({"frequency": [5.0] * 9, "recency": 5.0, "T": 6.0})
    with pytest.raises(RuntimeError, match="no best parameters"):
        lt.BetaGeoModel().fit(alike)
    with pytest.raises(RuntimeError, match="no best parameters"):
        lt.GammaGammaModel().fit(alike.assign(monetary_value=20.0))
    with pytest.raises(ValueError, match="call fit first"):
        lt.BetaGeoModel().expected_purchases(ONE, 4)
    with pytest.raises(ValueError, match="above 0"):
        worthless = pd.DataFrame({"frequency": [1, 2], "monetary_value": [0.0, 3]})
        lt.GammaGammaModel().fit(worthless)
    for unfit, words in [(1, "two customers who came again"), (1.5, "no count")]:
        with pytest.raises(ValueError, match=words):
            once = pd.DataFrame({"frequency": [unfit, 0], "monetary_value": [3.0, 0]})
            lt.GammaGammaModel().fit(once)
    with pytest.raises(ValueError, match="whole numbers of renewals"):
        lt.ShiftedBetaGeoModel().fit(pd.Series([1, 2.5]), pd.Series([True, False]))
    with pytest.raises(ValueError, match="False for all"):
        lt.ShiftedBetaGeoModel().fit(pd.Series([1, 2]), pd.Series([False, False]))


@pytest.mark.parametrize(
    "loss",
    [
        lambda p: (abs(p[0] - 2), np.where(p < 2, -1, 1)),  # a kink: no slope is 0
        lambda p: (p[0] ** -2, -2 * p**-3),  # falls for ever
        lambda p: (np.nan, np.full(1, np.nan)),
    ],
)
def test_a_search_that_ends_at_no_bottom_says_so(loss):
    with pytest.raises(RuntimeError, match="method.. found no best parameters"):
        most_likely(loss, [1.0], ["p"], "method")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.floats(0.01, 1), st.floats(1, 500)),
        min_size=1,
        max_size=5,
    ),
    st.floats(0, 300),
)
def test_chances_are_chances_and_purchases_grow_with_time(rows, ahead):
    model = lt.BetaGeoModel()
    model.params_ = pd.Series([0.24, 4.4, 0.8, 2.4], bg_nbd.PARAMETERS)
    x, part, age = map(np.array, zip(*rows, strict=True))
    recency = np.where(x > 0, part * age, 0)
    table = pd.DataFrame({"frequency": x, "recency": recency, "T": age})
    alive = model.expected_probability_alive(table)
    assert alive.between(0, 1).all() and (alive[x == 0] == 1).all()
    less, more = (model.expected_purchases(table, t) for t in (ahead, ahead + 1))
    assert (less >= -1e-9).all() and (more >= less - 1e-9).all()


# --- worth -------------------------------------------------------------------------
def test_the_simple_formula_is_the_sum_it_stands_for():
    years = np.arange(1, 2000)
    wanted = (100 * 0.8**years / 1.1**years).sum()
    assert lt.simple_lifetime_value(100, 0.8, 0.1) == pytest.approx(wanted)
    now = lt.simple_lifetime_value(100, 0.8, 0.1, paid_now=True)
    assert now == pytest.approx(wanted + 100)
    with pytest.raises(ValueError, match="nobody stays for ever"):
        lt.simple_lifetime_value(100, 1, 0.1)


def test_lifetime_value_is_each_step_discounted(model, summary):
    few = summary.head(5)
    found = lt.expected_customer_lifetime_value(model, few, 10, 8, 0.01, step=4)
    four, eight = (model.expected_purchases(few, t) for t in (4, 8))
    wanted = 10 * (four / 1.01 + (eight - four) / 1.01**2)
    np.testing.assert_allclose(found, wanted)
    plain = lt.expected_customer_lifetime_value(model, few, 10, 8, 0)
    np.testing.assert_allclose(plain, 10 * eight)
    with pytest.raises(ValueError, match="whole steps"):
        lt.expected_customer_lifetime_value(model, few, 10, 7, 0.01, step=4)
    spend = pd.Series(range(1, 6), few.index)
    own = lt.expected_customer_lifetime_value(model, few, spend[::-1], 8, 0)
    np.testing.assert_allclose(own, spend * eight)


def test_the_bootstrap_s_interval_is_as_wide_as_other_customers_make_it(planted):
    table, _, wanted = planted
    some = table.head(2000)
    models = lt.bootstrap_models(lt.BetaGeoModel(), some, times=40, seed=1)
    edges = lt.parameter_intervals(models)
    parts = [table.iloc[i : i + 2000] for i in range(0, 20_000, 2000)]
    others = pd.DataFrame([lt.BetaGeoModel().fit(p).params_ for p in parts])
    width = (edges["high"] - edges["low"]) / (2 * 1.96 * others.std())
    assert width.between(0.5, 2).all()
    assert ((edges["low"] < wanted) & (wanted < edges["high"])).sum() >= 3


class OfTwo(BaseEstimator):
    """A model that fits two customers, and only if they are not one twice."""

    def fit(self, customers):
        if customers["T"].nunique() < 2:
            raise RuntimeError("no best parameters")
        self.params_ = pd.Series({"sum": customers["T"].sum()})
        return self


def test_a_draw_without_parameters_is_left_out():
    two = pd.DataFrame({"T": [1.0, 2]})
    models = lt.bootstrap_models(OfTwo(), two, times=40, seed=0)
    assert 10 < len(models) < 30
    alike = pd.DataFrame({"T": [1.0] + [0.0] * 3})
    with pytest.raises(RuntimeError, match="for none of 3 draws"):
        lt.bootstrap_models(OfTwo(), alike, times=3, seed=33)
    with pytest.raises(ValueError, match="no count"):
        frame = pd.DataFrame({"frequency": [0.5], "recency": [1.0], "T": [2.0]})
        lt.bootstrap_models(lt.BetaGeoModel(), frame)


def test_an_interval_holds_the_share_asked_for():
    models = [OfTwo().fit(pd.DataFrame({"T": [0.0, n]})) for n in range(1, 102)]
    edges = lt.parameter_intervals(models, share=0.5)
    assert edges.loc["sum"].to_list() == [26, 76]


# --- indicators --------------------------------------------------------------------
def test_indicators_count_whole_periods_back_from_the_end():
    days = ["2024-01-01", "2024-01-05", "2024-01-12", "2024-01-13", "2024-01-20"]
    log = pd.DataFrame(
        {
            "customer_id": ["a", "b", "a", "a", "c"],
            "date": pd.to_datetime(days),
            "amount": [10.0, 20, 30, 40, 50],
        }
    )
    cases = pd.DataFrame(
        {"opened": pd.to_datetime(["2024-01-12"] * 2), "topic": ["claim", "question"]}
    )
    found = lt.indicators(log, "2024-01-20", days=10, cases=cases)
    assert found["buyers"].tolist() == [2, 2]
    assert found["newcomers"].tolist() == [2, 1]
    assert found["orders a buyer"].tolist() == [1, 1.5]
    assert found["spend a buyer"].tolist() == [15, 60]
    assert found["came again, %"].iloc[1] == 50
    assert found["complaints per 100 orders"].round(1).tolist() == [0, 33.3]
    assert found.index[-1] == pd.Timestamp("2024-01-20")
    with pytest.raises(ValueError, match="two periods of 30 days"):
        lt.indicators(log, "2024-01-20", days=30)


def shop(*orders):
    log = pd.DataFrame(orders, columns=["customer_id", "date", "amount"])
    return log.assign(date=pd.to_datetime(log["date"]))


def test_orders_after_the_end_and_before_the_oldest_period_are_left_out():
    log = shop(
        ("a", "2024-01-01", 1.0),  # before the two whole periods: "a" is not new
        ("a", "2024-01-08", 2.0),
        ("b", "2024-01-12", 3.0),
        ("c", "2024-01-19", 4.0),
        ("d", "2024-02-01", 5.0),
    )
    found = lt.indicators(log, "2024-01-20", days=7)
    assert found["buyers"].tolist() == [2, 1]
    assert found["newcomers"].tolist() == [1, 1]
    assert found["spend a buyer"].tolist() == [2.5, 4]
    assert found["came again, %"].dropna().tolist() == [0]


def test_one_customer_day_by_day():
    orders = [("a", f"2024-01-0{day}", 10.0) for day in (1, 2, 4)]
    found = lt.indicators(shop(*orders), "2024-01-05", days=1)
    assert found["buyers"].tolist() == [1, 1, 0, 1, 0]
    assert found["newcomers"].tolist() == [1, 0, 0, 0, 0]
    again = found["came again, %"]
    assert again.isna().tolist() == [True, False, False, True, False]
    assert again.dropna().tolist() == [100, 0, 0]
    assert found["orders a buyer"].isna().tolist() == [False, False, True, False, True]


def test_of_a_survey_those_who_answered_count_where_anybody_was_asked():
    log = shop(("a", "2024-01-01", 1.0), ("a", "2024-01-20", 1.0))
    days = pd.to_datetime(["2024-01-15"] * 4 + ["2024-06-01"])
    survey = pd.DataFrame({"answered_on": days})
    survey["satisfied_overall"] = [8, 7, 9, None, 1]
    survey["share_of_wallet"] = [40.0, 60, None, None, 1]
    found = lt.indicators(log, "2024-01-20", days=10, survey=survey)
    assert found["satisfied, %"].isna().tolist() == [True, False]
    assert found["satisfied, %"].iloc[1] == pytest.approx(200 / 3)
    assert found["share of wallet, %"].iloc[1] == 50
    for column, strange in [("satisfied_overall", 99), ("share_of_wallet", 140)]:
        with pytest.raises(ValueError, match=f"in {column}; it has {strange}"):
            odd = survey.assign(**{column: [5, 6, 7, 8, strange]})
            lt.indicators(log, "2024-01-20", days=10, survey=odd)


def test_only_what_leaves_its_limits_is_news():
    steady = [10.0, 11, 9, 10, 11, 10]
    table = pd.DataFrame({"same": [*steady, 10.5], "jumps": [*steady, 30], "gap": None})
    table["gap"] = table["gap"].astype(float)
    found = lt.unusual(table)
    assert found["verdict"].tolist() == ["as usual", "above", "too few to tell"]
    pd.testing.assert_frame_equal(lt.unusual(table[::-1]), found)
    fell = lt.unusual(table.assign(jumps=[*steady, 0.5]))
    assert fell.loc["jumps", "verdict"] == "below"
    step = np.abs(np.diff(steady)).mean() / 1.128
    assert found.loc["same", "upper"] == pytest.approx(np.mean(steady) + 3 * step, 1e-3)
    later = lt.unusual(pd.DataFrame({"jumps": [*steady, 30, 31, 29.0]}), base=6)
    assert later.loc["jumps", "verdict"] == "above"


@pytest.mark.parametrize("periods", [2, 3])
def test_of_two_or_three_periods_no_limits_are_made(periods):
    found = lt.unusual(pd.DataFrame({"buyers": [10.0, 20, 90][:periods]}))
    assert found["verdict"].tolist() == ["too few to tell"]
    assert found[["lower", "upper"]].isna().all(axis=None)
    assert found["before"].tolist() == [[10.0, 20][periods - 2]]


# --- stages ------------------------------------------------------------------------
def textbook():
    names = ["healthy", "fever"]
    start = pd.Series([0.6, 0.4], names)
    moves = pd.DataFrame([[0.7, 0.3], [0.4, 0.6]], names, names)
    signs = ["normal", "cold", "dizzy"]
    shows = pd.DataFrame([[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]], names, signs)
    return lt.HiddenStages.of(start, moves, shows)


FELT = pd.DataFrame([["normal", "cold", "dizzy"]], ["a"], [1, 2, 3])


def test_the_textbook_s_patient():
    model = textbook()
    chance = np.exp(model.log_likelihood(FELT)).item()
    assert round(chance, 5) == 0.03628
    assert model.likeliest_path(FELT).loc["a"].tolist() == ["healthy"] * 2 + ["fever"]
    path = 0.6 * 0.5 * 0.7 * 0.4 * 0.3 * 0.6
    assert round(path, 5) == 0.01512
    together = model.stage_probabilities(FELT)
    np.testing.assert_allclose(together.sum(axis=1), 1)


def test_forward_and_backward_are_the_sum_over_all_paths():
    model, names = textbook(), ["healthy", "fever"]
    ways = pd.MultiIndex.from_product([names] * 3)
    chance = []
    for one, two, three in ways:
        part = model.start_[one] * model.shows_.loc[one, "normal"]
        part *= model.moves_.loc[one, two] * model.shows_.loc[two, "cold"]
        part *= model.moves_.loc[two, three] * model.shows_.loc[three, "dizzy"]
        chance.append(part)
    chance = pd.Series(chance, ways)
    wanted = [chance.groupby(level=t).sum() / chance.sum() for t in range(3)]
    found = model.stage_probabilities(FELT)
    np.testing.assert_allclose(found, pd.DataFrame(wanted)[names])


def made_up(customers=1500, periods=10):
    """Stages that stay and signs that hint, drawn as the model says."""
    rng = np.random.default_rng(0)
    moves = np.array([[0.8, 0.15, 0.05], [0.1, 0.8, 0.1], [0.02, 0.08, 0.9]])
    shows = np.array([[0.85, 0.1, 0.05], [0.2, 0.7, 0.1], [0.05, 0.15, 0.8]])
    stage = rng.integers(0, 3, customers)[:, None]
    for _ in range(periods - 1):
        next_one = (rng.random((customers, 1)) > moves.cumsum(1)[stage[:, -1]]).sum(1)
        stage = np.c_[stage, next_one]
    signs = (rng.random((customers, periods, 1)) > shows.cumsum(1)[stage]).sum(2)
    return pd.DataFrame(signs), pd.DataFrame(stage), moves, shows


def test_planted_stages_are_found_again():
    signs, stage, moves, shows = made_up()
    model = lt.HiddenStages(3, starts=3).fit(signs)
    np.testing.assert_allclose(model.moves_, moves, atol=0.04)
    np.testing.assert_allclose(model.shows_, shows, atol=0.05)
    likely = model.stage_probabilities(signs).idxmax(axis=1).unstack()
    smoothed = (likely.to_numpy() - 1 == stage.to_numpy()).mean()
    assert smoothed > (signs == stage).mean(axis=None) + 0.03


def test_the_likeliest_end_is_kept_and_its_stages_are_in_the_order_of_the_signs():
    signs = made_up(200)[0].replace({0: 2, 1: 10, 2: 11})  # 10 is more than 2
    for seed in range(4):
        one, best = (
            lt.HiddenStages(3, starts=starts, seed=seed).fit(signs) for starts in (1, 4)
        )
        assert best.log_likelihood_ >= one.log_likelihood_
        assert best.log_likelihood_ == pytest.approx(best.log_likelihood(signs).sum())
        assert best.shows_.columns.to_list() == [2, 10, 11]
        assert (best.shows_ @ [0, 1, 2]).is_monotonic_increasing
        first = best.stage_probabilities(signs).xs(0, level=1).mean()
        np.testing.assert_allclose(best.start_, first, atol=0.01)


def test_a_stage_that_nobody_is_in_keeps_equal_chances():
    found = shares(np.array([[0.0, 0], [1, 3]]))
    assert found.tolist() == [[0.5, 0.5], [0.25, 0.75]]


def test_stages_agree_with_hmmlearn():
    hmm = pytest.importorskip("hmmlearn.hmm")
    signs, _, moves, shows = made_up(200)
    start = np.full(3, 1 / 3)
    peer = hmm.CategoricalHMM(3, init_params="", n_features=3)
    peer.startprob_, peer.transmat_, peer.emissionprob_ = start, moves, shows
    chances = pd.Series(start), pd.DataFrame(moves), pd.DataFrame(shows)
    ours = lt.HiddenStages.of(*chances)
    column, lengths = signs.to_numpy().reshape(-1, 1), [signs.shape[1]] * len(signs)
    wanted = peer.score(column, lengths)
    assert ours.log_likelihood(signs).sum() == pytest.approx(wanted)
    chances = peer.predict_proba(column, lengths)
    np.testing.assert_allclose(ours.stage_probabilities(signs), chances, atol=1e-9)
    path = peer.decode(column, lengths)[1].reshape(signs.shape)
    np.testing.assert_array_equal(ours.likeliest_path(signs), path)


def test_a_period_in_which_nobody_looked_says_nothing():
    model = textbook()
    gap = pd.DataFrame([["normal", None, "dizzy"]], ["a"], [1, 2, 3])
    parts = [FELT.replace("cold", sign) for sign in model.shows_.columns]
    wanted = sum(np.exp(model.log_likelihood(part)) for part in parts)
    assert np.exp(model.log_likelihood(gap)).item() == pytest.approx(wanted.item())


def test_what_has_no_chance_has_no_stages():
    model = textbook()
    shows = pd.DataFrame({"normal": [1.0, 0.5], "dizzy": [0, 0.5]}, model.shows_.index)
    stays = pd.DataFrame(np.eye(2), shows.index, shows.index)
    well = lt.HiddenStages.of(pd.Series([1.0, 0], shows.index), stays, shows)
    seen = pd.DataFrame([["normal"] * 3, ["normal", "dizzy", "normal"]], ["a", "b"])
    assert well.log_likelihood(seen).to_list() == [0, -np.inf]
    for asked in (well.stage_probabilities, well.likeliest_path):
        with pytest.raises(ValueError, match="of 'b': its chance is 0"):
            asked(seen)
        assert len(asked(seen.loc[["a"]])) in (1, 3)


def test_stages_say_what_they_lack():
    with pytest.raises(ValueError, match="none of normal, cold, dizzy"):
        textbook().log_likelihood(FELT.replace("cold", "sneezy"))
    with pytest.raises(ValueError, match="two periods"):
        lt.HiddenStages(2).fit(FELT[[1]])
    with pytest.raises(RuntimeError, match="did not settle within 2 rounds"):
        lt.HiddenStages(3, max_iter=2).fit(made_up(50)[0])
    with pytest.raises(ValueError, match="max_iter of 1 or more"):
        lt.HiddenStages(2, max_iter=0).fit(FELT)
    with pytest.raises(ValueError, match="the same stages"):
        model = textbook()
        lt.HiddenStages.of(model.start_[::-1], model.moves_, model.shows_)
    with pytest.raises(ValueError, match="rows of moves that sum to 1"):
        model = textbook()
        lt.HiddenStages.of(model.start_, model.moves_ / 2, model.shows_)


def test_scikit_learn_copies_a_model_unfitted(summary, model):
    again = clone(lt.HiddenStages(["low", "high"], starts=2))
    assert again.stages == ["low", "high"] and again.starts == 2
    assert repr(clone(model)) == "BetaGeoModel()"
    assert not hasattr(clone(model), "params_")
