"""The weekly engine: luck with an address, and the rules of buy-till-you-die."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from crmlab.company import simulate
from crmlab.company.ordering import poisson_quantile
from crmlab.company.randomness import luck, pick, stream


def test_luck_is_a_function_of_its_address():
    everyone = luck(7, "orders", np.arange(1000), 12)
    np.testing.assert_array_equal(luck(7, "orders", [5, 3], 12), everyone[[5, 3]])
    assert not np.isclose(everyone, luck(7, "orders", np.arange(1000), 13)).any()
    assert not np.isclose(everyone, luck(8, "orders", np.arange(1000), 12)).any()
    assert not np.isclose(everyone, luck(7, "moment", np.arange(1000), 12)).any()


def test_luck_is_uniform_and_neighbours_do_not_hang_together():
    draws = luck(1, "x", np.arange(200_000)[:, None], np.arange(2))
    assert stats.kstest(draws[:, 0], "uniform").pvalue > 0.001
    assert abs(np.corrcoef(draws[:, 0], draws[:, 1])[0, 1]) < 0.01
    assert abs(np.corrcoef(draws[1:, 0], draws[:-1, 0])[0, 1]) < 0.01
    assert draws.min() > 0 and draws.max() < 1


def test_a_stream_does_not_depend_on_other_streams():
    first = stream(3, "survey").random(4)
    stream(3, "kano").random(1000)
    np.testing.assert_array_equal(stream(3, "survey").random(4), first)


def test_the_poisson_quantile_is_scipys():
    uniform = luck(2, "u", np.arange(5000))
    mean = np.linspace(0.0, 8.0, 5000)
    expected = stats.poisson.ppf(uniform, mean).clip(min=0)
    np.testing.assert_array_equal(poisson_quantile(uniform, mean), expected)


def test_pick_draws_in_the_given_shares():
    chance = np.broadcast_to([0.2, 0.5, 0.3], (90_000, 3))
    share = np.bincount(pick(chance, luck(1, "p", np.arange(90_000)))) / 90_000
    np.testing.assert_allclose(share, [0.2, 0.5, 0.3], atol=0.01)


@pytest.fixture(scope="module")
def company():
    return simulate(11, 3000)


def test_nobody_orders_before_joining_or_after_leaving(company):
    orders = company.tables["orders"].merge(company.tables["customers"])
    assert (orders["date"] >= orders["joined"]).all()
    first = orders.groupby("customer_id")["date"].min()
    joined = company.tables["customers"].set_index("customer_id")["joined"]
    pd.testing.assert_series_equal(first, joined, check_names=False)
    left = company.truth["customers"].set_index("customer_id")["left"]
    gone = left.dropna()
    everything = pd.concat([company.tables["orders"], company.future["orders"]])
    last = everything.groupby("customer_id")["date"].max()
    assert (last[gone.index] <= gone).all()


def test_a_future_never_changes_the_past(company):
    """Known orders end before the cut-off, future ones begin with it."""
    assert company.tables["orders"]["date"].max() < pd.Timestamp("2025-06-30")
    assert company.future["orders"]["date"].min() >= pd.Timestamp("2025-06-30")
    assert company.future["orders"]["date"].max() < pd.Timestamp("2025-12-29")


def test_lines_add_up_to_orders_and_orders_to_what_was_paid(company):
    for tables in (company.tables, company.future):
        orders = tables["orders"].set_index("order_id")
        lines = tables["order_lines"]
        total = lines.groupby("order_id")["amount"].sum().reindex(orders.index)
        np.testing.assert_allclose(total, orders["gross"], atol=0.005)
        paid = orders["gross"] - orders["discount"]
        np.testing.assert_allclose(paid, orders["amount"], atol=0.005)


def test_a_friend_who_referred_had_bought_before(company):
    customers = company.tables["customers"].set_index("customer_id")
    referred = customers.dropna(subset="referred_by")
    referrer = customers.loc[referred["referred_by"], "joined"]
    assert (referrer.to_numpy() <= referred["joined"].to_numpy()).all()
    assert (referred["acquired_through"] == "friend").all()


def test_value_is_as_unequal_as_in_real_firms(company):
    value = company.tables["orders"].groupby("customer_id")["amount"].sum()
    top = value.nlargest(len(value) // 5).sum() / value.sum()
    assert 0.6 < top < 0.85


def test_gifts_are_bought_before_festivals(company):
    orders = company.tables["orders"]
    week = orders["date"].between("2025-01-13", "2025-01-26")
    assert orders.loc[week, "gift"].mean() > 2 * orders.loc[~week, "gift"].mean()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"seed": "1"}, "seed"),
        ({"seed": True}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"seed": -1}, "seed"),
        ({"customers": 49}, "at least 50"),
        ({"customers": 60.0}, "customers"),
        ({"without": ["rain"]}, "rain"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(wrong, word):
    with pytest.raises(ValueError, match=word):
        simulate(**wrong)


@pytest.mark.parametrize("seed", range(3))
def test_the_smallest_company_can_be_made(seed):
    company = simulate(seed, 50)
    assert len(company.tables["customers"]) == 50


def test_the_same_seed_gives_the_same_company_and_another_seed_another():
    first, again, other = simulate(11, 300), simulate(11, 300), simulate(12, 300)
    for section in ("tables", "future", "truth"):
        for name, frame in getattr(first, section).items():
            pd.testing.assert_frame_equal(frame, getattr(again, section)[name])
    assert not first.tables["orders"].equals(other.tables["orders"])
