"""Customers and value: each method against hand or peer; then what lesson 01 says.

The last part holds on several companies, not on one.
"""

import doctest
import importlib
import pkgutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded_company import loaded

from crmlab import datasets
from crmlab import value as cv
from crmlab.company import CUTOFF, planted

MODULES = [name for _, name, _ in pkgutil.iter_modules(cv.__path__, "crmlab.value.")]
YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)
RATINGS = pd.DataFrame(
    [
        ("a", "us", 8, 7, 6, 5, 4, 3, 2, 1),
        ("a", "x", 5, 5, 5, 5, 5, 5, 5, 5),
        ("a", "y", 9, 9, 9, 9, 5, 5, 5, 5),
        ("b", "us", 5, 5, 5, 5, 5, 5, 5, 5),
        ("b", "x", 5, 5, 5, 5, 5, 5, 5, 5),
        ("c", "us", 9, 9, 9, 9, 1, 1, 1, 1),
        ("d", "x", 9, 9, 9, 9, 1, 1, 1, 1),
    ],
    columns=["customer_id", "company", *cv.VALUES, *cv.COSTS],
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_method_has_a_test_and_is_exported():
    public = {name for name in cv.__all__ if name.islower()}
    text = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in public if f"cv.{name}(" in text} == public


# --- delivered value ----------------------------------------------------------------


def test_delivered_value_is_four_values_less_four_costs():
    sums = cv.delivered_value(RATINGS)
    assert sums.iloc[0].to_dict() == {
        "total_value": 26,
        "total_cost": 10,
        "delivered_value": 16,
    }
    assert sums.index.equals(RATINGS.index)


def test_a_rating_left_out_leaves_the_sum_empty():
    gap = RATINGS.assign(time_cost=RATINGS["time_cost"].where(RATINGS.index != 0))
    assert cv.delivered_value(gap)["delivered_value"].isna().sum() == 1


def test_the_lead_is_over_the_best_rival_that_a_customer_knows():
    assert cv.leads(RATINGS, "us").to_dict() == {"a": 0, "b": 0}


def test_leads_says_what_is_wrong():
    with pytest.raises(ValueError, match="no company 'z'; there are 'us', 'x', 'y'"):
        cv.leads(RATINGS, "z")
    with pytest.raises(ValueError, match="keep one wave first"):
        cv.leads(pd.concat([RATINGS, RATINGS]), "us")
    with pytest.raises(ValueError, match="no column money_cost in ratings"):
        cv.leads(RATINGS.drop(columns="money_cost"), "us")


def test_changes_touch_one_company_and_stay_on_the_scale():
    new = cv.with_changes(RATINGS, "us", {"time_cost": 20, "money_cost": -2})
    ours = RATINGS["company"] == "us"
    assert (new.loc[ours, "time_cost"] == 10).all()
    assert new.loc[ours, "money_cost"].to_list() == [2, 3, 1]
    pd.testing.assert_frame_equal(new[~ours], RATINGS[~ours], check_dtype=False)


def test_the_share_ahead_is_what_rounded_answers_hide():
    rng = np.random.default_rng(1)
    true = rng.normal(2, 6, size=(20_000, 1)) / 16 + rng.normal(0, 2, (20_000, 16))
    rounded = np.rint(true).sum(axis=1)
    assert cv.share_ahead(rounded) == pytest.approx(
        (true.sum(axis=1) > 0).mean(), abs=0.01
    )
    one_ahead = true[rounded == 1].sum(axis=1) > 0
    assert cv.share_ahead([1.0]) == pytest.approx(one_ahead.mean(), abs=0.04)
    assert cv.share_ahead([0.0]) == 0.5


# --- the buying centre --------------------------------------------------------------

DEALS = pd.DataFrame(
    {
        "outcome": ["won"] * 4 + ["lost"] * 5 + ["open"],
        "met_user": [1, 1, 1, 0, 1, 0, 0, 0, 0, 1],
        "met_buyer": [1, 0, 1, 0, 1, 0, 1, 0, 1, 0],
    }
)


def test_roles_known_and_an_account_without_any_contact():
    contacts = pd.DataFrame(
        {"customer_id": ["a"] * 3, "role": ["user", "buyer", "user"]}
    )
    known = cv.roles_known(contacts, ["a", "b"])
    assert list(known.columns) == cv.ROLES
    assert known.sum(axis=1).to_dict() == {"a": 2, "b": 0}
    with pytest.raises(ValueError, match="boss in column role of contacts"):
        cv.roles_known(contacts.assign(role="boss"), ["a"])


def test_roles_missed_by_hand_open_deals_left_out():
    table = cv.roles_missed(DEALS, ["buyer", "user"])
    assert table.index.to_list() == ["user", "buyer"]
    user = table.loc["user"]
    assert user["missed"] == pytest.approx(5 / 9)
    assert (user["won_met"], user["won_missed"]) == (0.75, 0.2)
    assert user["difference"] == pytest.approx(0.55)
    error = np.sqrt(0.75 * 0.25 / 4 + 0.2 * 0.8 / 5)
    assert user["error"] == pytest.approx(error)


def test_only_open_deals_are_answered_with_a_sentence():
    with pytest.raises(ValueError, match="deals that are won or lost; none is"):
        cv.roles_missed(DEALS.assign(outcome="open"), ["user"])


# --- cost to serve ------------------------------------------------------------------


def small_company():
    customers = pd.DataFrame(
        {
            "joined": pd.to_datetime(["2024-01-01", "2025-02-10", "2025-07-01"]),
            "contact_type": ["reactive", "basic", "basic"],
            "acquisition_cost": [90.0, 40, 70],
        },
        index=pd.Index(["a", "b", "c"], name="customer_id"),
    )
    orders = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b", "a"],
            "date": pd.to_datetime(
                ["2025-01-01", "2025-03-31", "2025-03-01", "2025-04-02"]
            ),
            "amount": [100.0, 50, 80, 999],
            "goods_cost": [40.0, 20, 30, 9],
            "handling_cost": [10.0, 5, 9, 9],
        }
    )
    cases = pd.DataFrame(
        {
            "customer_id": ["b", "b", "a"],
            "opened": pd.to_datetime(["2025-03-05", "2025-03-09", "2024-12-31"]),
            "cost": [8.0, np.nan, 500],
            "compensation": [np.nan, 25, 500],
        }
    )
    return customers, orders, cases, pd.Series({"reactive": 2.0, "basic": 0.0})


def test_cost_to_serve_by_hand():
    table = cv.cost_to_serve(*small_company(), "2025-01-01", "2025-04-02")
    assert table.index.to_list() == ["a", "b"]  # c joins later
    assert table.loc["a"].to_list() == [150, 60, 15, 0, 2, 0, 73]
    assert table.loc["b"].to_list() == [80, 30, 9, 33, 0, 40, -32]


def test_two_halves_of_a_period_add_up_to_the_whole():
    company = small_company()
    days = ["2025-01-01", "2025-03-09", "2025-04-02"]
    first = cv.cost_to_serve(*company, days[0], days[1])
    second = cv.cost_to_serve(*company, days[1], days[2])
    whole = cv.cost_to_serve(*company, days[0], days[2])
    pd.testing.assert_frame_equal(first + second, whole)


def test_cost_to_serve_says_what_it_needs():
    customers, orders, cases, rates = small_company()
    with pytest.raises(ValueError, match="indexed by customer_id"):
        cv.cost_to_serve(
            customers.reset_index(), orders, cases, rates, "2025-01-01", "2025-04-02"
        )
    with pytest.raises(ValueError, match="contact_costs for these contact types"):
        cv.cost_to_serve(
            customers, orders, cases, rates[:1], "2025-01-01", "2025-04-02"
        )


# --- concentration ------------------------------------------------------------------

AMOUNTS = st.lists(st.floats(0, 1e6), min_size=2, max_size=40).filter(
    lambda amounts: sum(amounts) > 1
)


@settings(max_examples=60, deadline=None)
@given(AMOUNTS)
def test_gini_is_the_mean_difference_and_twice_the_area(amounts):
    x = np.array(amounts)
    by_pairs = np.abs(x[:, None] - x).mean() / (2 * x.mean())
    curve = cv.lorenz_curve(pd.Series(x))
    area = np.trapezoid(curve["customers"] - curve["profit"], curve["customers"])
    found = cv.gini(pd.Series(x))
    assert found == pytest.approx(by_pairs, abs=1e-9)
    assert found == pytest.approx(2 * area, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(AMOUNTS)
def test_the_whale_of_amounts_is_the_lorenz_curve_turned_round(amounts):
    whale = cv.whale_curve(pd.Series(amounts))["profit"].to_numpy()
    lorenz = cv.lorenz_curve(pd.Series(amounts))["profit"].to_numpy()
    np.testing.assert_allclose(whale, 1 - lorenz[::-1], atol=1e-9)


def test_the_whale_s_hump_is_what_the_losers_take():
    profit = pd.Series([50, 80, -20, -10, 0])
    assert cv.whale_curve(profit)["profit"].max() == pytest.approx(1.3)
    assert cv.share_of_top(profit, 0.4) == pytest.approx(1.3)


def test_concentration_says_what_is_wrong():
    with pytest.raises(ValueError, match="which is -1.00"):
        cv.whale_curve(pd.Series([1, -2]))
    with pytest.raises(ValueError, match="between 0 and 1, not 20"):
        cv.share_of_top(pd.Series([1, 2]), 20)
    with pytest.raises(ValueError, match="has 1 empty ones"):
        cv.gini(pd.Series([1, np.nan]))


# --- chains, tailoring, few, small, rights ------------------------------------------


def test_the_chain_adds_up_the_items_of_the_period():
    table = pd.DataFrame(
        {
            "first_day": pd.to_datetime(["2025-01-01", "2025-01-01", "2024-01-01"]),
            "activity": ["service", "operations", "service"],
            "kind": "primary",
            "cost": [30.0, 90, 500],
            "moves": ["service value", "product value", "service value"],
        }
    )
    found = cv.chain(table, "2025-01-01", "2025-12-31")
    assert found["share"].to_dict() == {"service": 0.25, "operations": 0.75}
    with pytest.raises(ValueError, match="in this period is empty"):
        cv.chain(table, "2026-01-01", "2026-12-31")


def test_steps_leave_out_what_has_no_outcome_yet():
    log = pd.DataFrame(
        {
            "step": ["desire"] * 4 + ["payment"] * 2,
            "outcome": ["left", "went on", None, "left", "failed", "done"],
        }
    )
    found = cv.steps(log)
    assert found.loc["desire"].to_list() == pytest.approx([3, 2 / 3, 0])
    assert found.loc["payment"].to_list() == [2, 0, 0.5]


WAYS = pd.DataFrame(
    {
        "set_up": [2000.0, 9000, 30000],
        "contact_cost": [0.3, 1, 2],
        "extra_orders": [0.06, 0.10, 0.14],
    },
    index=["mass", "segments", "each"],
)


@pytest.mark.parametrize("difference", [0.5, 1, 2])
def test_at_the_break_even_the_dearer_way_begins_to_earn_more(difference):
    even = cv.break_even_customers(WAYS, 120, difference)
    for way, count in even.items():
        at, before = (
            cv.campaign_profit(WAYS, n, 120, difference)["profit"]
            for n in (count, count - 1)
        )
        assert at[way] >= at["mass"] and before[way] < before["mass"]


def test_alike_customers_never_pay_for_tailoring():
    assert np.isinf(cv.break_even_customers(WAYS, 120, 0)).all()
    with pytest.raises(ValueError, match="0 or more, not -1"):
        cv.campaign_profit(WAYS, 10, 120, -1)


def test_the_swing_is_that_of_independent_leaving():
    profit, rng = pd.Series([500.0, 300, 100, 50, -40]), np.random.default_rng(2)
    row = cv.serve_fewer(profit, 4, care=10, lift=0.2, leaving=0.3).iloc[0]
    each = np.array([500, 300, 100, 50]) * 1.2 - 10
    drawn = (rng.random((100_000, 4)) > 0.3) @ each
    assert row["profit"] == pytest.approx(0.7 * each.sum())
    assert drawn.mean() == pytest.approx(row["profit"], rel=0.01)
    assert drawn.std() == pytest.approx(row["swing"], rel=0.01)


def test_serving_fewer_lifts_no_losses_and_names_its_limits():
    profit = pd.Series([100.0, -50])
    assert cv.serve_fewer(profit, 2, lift=1, leaving=0)["profit"].item() == 150
    assert np.isnan(cv.serve_fewer(-profit, 2, leaving=0)["risk"].item())
    with pytest.raises(ValueError, match="from 1 to 2 customers"):
        cv.serve_fewer(profit, [1, 3])


ORDERS = pd.DataFrame(
    {
        "customer_id": ["a", "a", "b", "c", "b"],
        "amount": [15.0, 90, 20, 60, 19],
        "goods_cost": [6.0, 40, 8, 20, 8],
        "handling_cost": [12.0, 10, 9, 10, 9],
    }
)


def test_bands_of_size_and_what_a_minimum_order_risks():
    bands = cv.by_size(ORDERS, [0, 20, 100])
    assert bands["orders"].to_list() == [3, 2]
    assert bands["total"].to_list() == [2, 70]
    assert bands["losing"].to_list() == pytest.approx([1 / 3, 0])
    rule = cv.minimum_order(ORDERS, 20)  # an order of just 20 is still taken
    assert rule[["orders", "customers", "saved", "at_risk"]].to_list() == [2, 2, 1, 43]
    assert rule["may_leave"] == pytest.approx(1 / 43)
    assert cv.minimum_order(ORDERS, 50)["may_leave"] == 0  # nothing is saved


def test_an_open_request_grows_late():
    cases = pd.DataFrame(
        {
            "topic": ["forget me"] * 3 + ["question"],
            "opened": pd.to_datetime(
                ["2025-05-01", "2025-06-01", "2025-06-15", "2024-1-1"]
            ),
            "closed": pd.to_datetime([None, "2025-07-01", None, None]),
        }
    )
    found = cv.requests_late(cases, "2025-06-30").loc["forget me"]
    assert found[["requests", "late", "open"]].to_list() == [3, 1, 2]
    assert "question" not in cv.requests_late(cases, "2025-06-30").index


def test_no_order_falls_between_the_bands():
    orders = ORDERS.assign(amount=[0.0, *ORDERS["amount"].iloc[1:]])
    with pytest.raises(ValueError, match="no band for 1 orders, the first of 0: begin"):
        cv.by_size(orders, [0, 20, 1e6])
    bands = cv.by_size(orders, [-1, 20, float("inf")])
    assert bands["orders"].sum() == len(orders)
    with pytest.raises(ValueError, match="two or more rising edges"):
        cv.by_size(orders, [20, 0])


def test_a_way_that_is_cheaper_from_the_start_needs_no_customers():
    ways = WAYS.assign(set_up=[2000.0, 500, 500], contact_cost=0.3)
    ways["extra_orders"] = [0.06, 0.10, 0.06]
    assert cv.break_even_customers(ways, 120).to_list() == [0, 0]
    ways["extra_orders"] = [0.06, 0.05, 0.05]  # ahead at first, but not for good
    assert np.isinf(cv.break_even_customers(ways, 120)).all()


def test_an_offer_with_a_gap_is_no_offer():
    ratings = RATINGS.assign(image_value=RATINGS["image_value"].astype(float))
    ratings.loc[2, "image_value"] = np.nan  # customer a's best rival
    pd.testing.assert_series_equal(
        cv.leads(ratings, "us"), cv.leads(RATINGS.drop(2), "us"), check_dtype=False
    )


# --- the company: what the lesson says holds on other seeds --------------------------


@pytest.fixture(scope="module", params=[1, 7])
def company(request):
    return loaded(request.param)


def served(company, start, end, orders=None, cases=None):
    tables = company.tables
    rates = tables["contact_costs"].set_index("contact_type")["cost"]
    return cv.cost_to_serve(
        tables["customers"].set_index("customer_id"),
        tables["orders"] if orders is None else orders,
        tables["service_cases"] if cases is None else cases,
        rates,
        start,
        end,
    )


def test_those_below_zero_leave_a_profit_in_the_next_half_year(company):
    year = served(company, YEAR_AGO, CUTOFF)
    end = CUTOFF + pd.Timedelta(weeks=26)
    future = company.future
    later = served(company, CUTOFF, end, future["orders"], future["service_cases"])
    below = year.index[year["profit"] < 0]
    joined = company.tables["customers"].set_index("customer_id")["joined"]
    newcomers = below[joined[below] >= YEAR_AGO]
    assert 0.18 < len(below) / len(year) < 0.30
    assert later.loc[below, "profit"].sum() > 0
    assert later.loc[newcomers, "profit"].sum() > 20_000
    assert 0.84 < cv.share_of_top(year["profit"]) < 0.93
    best = year["profit"].nlargest(len(year) // 5).index
    assert later.loc[best, "profit"].sum() / later["profit"].sum() < 0.85


def test_the_two_roles_that_matter_are_found_near_what_was_planted(company):
    odds = planted.ROLES_MET / (1 - planted.ROLES_MET)
    true = odds["won"] / odds["lost"]
    roles = cv.roles_missed(company.tables["deals"])
    odds_of = roles["won_met"] / (1 - roles["won_met"])
    found = odds_of / (roles["won_missed"] / (1 - roles["won_missed"]))
    assert set(found.nlargest(2).index) == {"decider", "approver"}
    assert (np.log(found) - np.log(true)).abs().max() < 0.6


def test_lantern_tea_delivers_most_and_very_small_orders_lose_little(company):
    ratings = company.tables["value_ratings"].query("wave == 2")
    lead = cv.leads(ratings)
    assert lead.mean() > 2 and 0.6 < cv.share_ahead(lead) < 0.8
    orders = company.tables["orders"]
    rule = cv.minimum_order(orders[orders["date"] >= YEAR_AGO], 20)
    assert 0 < rule["saved"] < 1000 and rule["may_leave"] < 0.05


def test_the_shipped_company_is_read_as_the_lesson_reads_it():
    cases = datasets.load("service_cases")
    assert cv.requests_late(cases, CUTOFF).loc["forget me", "late"] > 0
