"""Relationship marketing: each method against hand or peer; then the company.

The last part holds what lesson 02 says to be so on several companies, not on one.
"""

import doctest
import importlib
import pkgutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded_company import loaded
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from crmlab import relationship as rel
from crmlab.company import CUTOFF
from crmlab.company.play import Firm, steady_policy

MODULES = [
    name for _, name, _ in pkgutil.iter_modules(rel.__path__, "crmlab.relationship.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_method_is_tested_here():
    text = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in rel.__all__ if f"rel.{name}(" in text} == set(rel.__all__)


# --- one sale, or all that follow ---------------------------------------------------

JOINED = pd.DataFrame(
    {
        "joined": pd.to_datetime(
            ["2024-01-01", "2024-01-01", "2024-06-03", "2025-06-01"]
        ),
        "channel": ["shop", "advert", "shop", "advert"],
    },
    index=["a", "b", "c", "new"],
)  # fmt: skip
ORDERS = pd.DataFrame(
    [
        ("a", "2024-01-01", 10.0),
        ("a", "2024-01-08", 20.0),  # day 7: within one week
        ("a", "2024-01-09", 40.0),  # day 8: within two
        ("b", "2024-01-01", 8.0),
        ("c", "2024-06-03", 30.0),
        ("c", "2025-06-02", 70.0),  # day 364: within 52 weeks
        ("c", "2025-06-03", 500.0),  # one day later
        ("new", "2025-06-01", 900.0),
    ],
    columns=["customer_id", "date", "margin"],
).assign(date=lambda t: pd.to_datetime(t["date"]))


def test_margin_since_joining_by_hand():
    curves = rel.margin_since_joining(ORDERS, JOINED, CUTOFF, by="channel")
    assert curves["shop"][[0, 1, 2, 51, 52]].to_list() == [20, 30, 50, 50, 85]
    assert curves["advert"].unique().tolist() == [8]  # the newcomer is left out
    assert curves.index.to_list() == list(range(53))


def test_all_customers_are_one_group_without_a_column():
    curves = rel.margin_since_joining(ORDERS, JOINED, CUTOFF, weeks=2)
    assert curves["all"].to_list() == pytest.approx([948 / 4, 968 / 4, 1008 / 4])


def test_a_group_that_never_ordered_stays_at_nought():
    customers = JOINED.loc[["a", "b"]]
    orders = ORDERS[ORDERS["customer_id"] == "a"]
    curves = rel.margin_since_joining(orders, customers, CUTOFF, by="channel")
    assert curves["advert"].eq(0).all() and curves["shop"][52] == 70


def test_payback_by_hand():
    curves = rel.margin_since_joining(ORDERS, JOINED, CUTOFF, by="channel")
    table = rel.payback(curves, pd.Series({"shop": 50.0, "advert": 9.0}))
    assert table.index.to_list() == ["shop", "advert"]
    assert table.loc["shop", "week"] == 2
    assert pd.isna(table.loc["advert", "week"])
    assert table["first_sale"].to_list() == [-30, -1]
    assert table["relationship"].to_list() == [35, -1]


# --- with and without -----------------------------------------------------------------


def mixed(seed=0, effect=5.0):
    """Two campaigns: a good one that holds out few, a poor one that holds out half."""
    rng = np.random.default_rng(seed)
    rows = []
    for campaign, base, held_out, size in [
        ("good", 80, 0.2, 3000),
        ("poor", 9, 0.5, 1000),
    ]:
        treated = rng.random(size) >= held_out
        more = effect if campaign == "good" else effect / 5
        margin = rng.normal(base, 20, size) + more * treated
        rows.append(pd.DataFrame({"treated": treated, "margin": margin, "c": campaign}))
    return pd.concat(rows, ignore_index=True)


def test_a_single_difference_is_statsmodels_comparison_of_means():
    frame = mixed()
    ours = rel.difference(frame, "margin").loc["pooled"]
    sides = [
        DescrStatsW(frame.loc[frame["treated"] == side, "margin"]) for side in (1, 0)
    ]
    low, high = CompareMeans(*sides).zconfint_diff(usevar="unequal")
    # Neyman's variance and theirs divide by n − 1 alike; 1.96 is 1.95996 rounded.
    np.testing.assert_allclose([ours["low"], ours["high"]], [low, high], rtol=1e-4)


def test_like_with_like_is_a_regression_on_strata_with_interactions():
    frame = mixed()
    ours = rel.difference(frame, "margin", strata="c")
    good = (frame["c"] == "good").astype(float)
    frame["centred"] = good - good.mean()  # Lin (2013), Annals of Applied Statistics 7
    fit = smf.ols("margin ~ treated * centred", frame.astype({"treated": float})).fit()
    peer = fit.params["treated"]
    assert ours.loc["like with like", "difference"] == pytest.approx(peer)
    robust = fit.get_robustcov_results("HC2").bse[fit.model.exog_names.index("treated")]
    reach = ours.loc["like with like", "high"] - peer
    assert reach / 1.96 == pytest.approx(robust, rel=1e-3)


def test_pooling_is_wrong_and_like_with_like_is_not():
    found = [rel.difference(mixed(seed), "margin", strata="c") for seed in range(40)]
    like = [table.loc["like with like"] for table in found]
    true = 0.75 * 5 + 0.25 * 1  # three quarters of the rows are of the good campaign
    assert np.mean([row["difference"] for row in like]) == pytest.approx(true, abs=0.3)
    held = np.mean([row["low"] <= true <= row["high"] for row in like])
    assert held >= 0.85
    assert all(table.loc["pooled", "low"] > 10 for table in found)


def test_equal_shares_held_out_make_the_two_agree():
    frame = mixed()
    one = frame[frame["c"] == "good"]
    both = pd.concat([one, one.assign(c="again", margin=one["margin"] - 60)])
    table = rel.difference(both, "margin", strata="c")["difference"]
    assert table["pooled"] == pytest.approx(table["like with like"])


def test_a_stratum_without_two_rows_on_a_side_is_left_out():
    frame = mixed()
    alone = pd.DataFrame(
        {"treated": [True, True, False], "margin": [9.0] * 3, "c": "x"}
    )
    table = rel.difference(pd.concat([frame, alone]), "margin", strata="c")
    assert "x" not in table.index
    assert table.loc["like with like", "without"] == (~frame["treated"]).sum()
    assert table.loc["pooled", "without"] == (~frame["treated"]).sum() + 1


def test_rows_in_another_order_change_nothing():
    frame = mixed()
    shuffled = frame.sample(frac=1, random_state=1)
    for table in (frame, shuffled):
        table["c"] = table["c"].astype("category")
    pd.testing.assert_frame_equal(
        rel.difference(frame, "margin", strata="c"),
        rel.difference(shuffled, "margin", strata="c"),
    )


# --- how close ------------------------------------------------------------------------

COSTS = pd.DataFrame(
    {
        "contact_type": [
            "basic",
            "reactive",
            "accountable",
            "proactive",
            "partnership",
        ],
        "cost": [0.0, 2.0, 10.0, 40.0, 150.0],
        "customers_per_head": pd.array([None, 12000, 2400, 600, 160], dtype="Int64"),
    }
)


def test_the_gain_that_is_needed_by_hand():
    table = rel.needed_gain(pd.Series({"thin": 100.0, "fat": 4000.0}), COSTS)
    assert table.loc["thin"].to_list() == pytest.approx([0.08, 0.32, 1.2, 4.4])
    assert table.loc["fat", "proactive"] == pytest.approx(0.03)


def test_net_by_hand():
    net = rel.relationship_net(pd.Series([4000.0]), COSTS, 0.03).loc[0]
    assert net.to_list() == pytest.approx([0, 112, 200, 200, -120])


SEGMENTS = pd.DataFrame(
    {"customers": [80, 1500], "margin": [5000.0, 100.0]}, ["few", "many"]
)


def test_few_and_fat_are_close_many_and_thin_basic():
    found = rel.choose_relationship(SEGMENTS, COSTS, 0.03)
    assert found["kind"].to_list() == ["proactive", "basic"]
    assert found.loc["few", "net"] == pytest.approx(80 * (5000 * 0.09 - 160))
    assert found["managers"].to_list() == pytest.approx([80 / 600, 0])


def test_hands_that_lack_make_it_less_close():
    found = rel.choose_relationship(SEGMENTS, COSTS, 0.03, managers=0.1)
    assert found.loc["few", "kind"] == "accountable"
    none = rel.choose_relationship(SEGMENTS, COSTS, 0.03, managers=0)
    assert none["kind"].eq("basic").all() and none["net"].eq(0).all()


@settings(max_examples=60, deadline=None)
@given(
    margin=st.floats(1, 1e5),
    gain=st.floats(0, 0.3),
    customers=st.integers(1, 5000),
    managers=st.floats(0, 5),
)
def test_no_other_possible_kind_would_bring_more(margin, gain, customers, managers):
    segment = pd.DataFrame({"customers": [customers], "margin": [margin]})
    found = rel.choose_relationship(segment, COSTS, gain, managers).loc[0]
    net = rel.relationship_net(segment["margin"], COSTS, gain).loc[0] * customers
    heads = COSTS.set_index("contact_type")["customers_per_head"].astype(float)
    possible = (customers / heads).fillna(0) <= managers
    assert found["net"] == pytest.approx(net[possible].max())
    more = rel.choose_relationship(segment * [1, 2], COSTS, gain, managers).loc[0]
    order = COSTS["contact_type"].to_list()
    assert order.index(more["kind"]) >= order.index(found["kind"])


# --- turns ----------------------------------------------------------------------------


def operations(rate, first="2023-07-03", days=728, seed=0):
    """Days whose late parcels are drawn with a rate by date."""
    rng = np.random.default_rng(seed)
    date = pd.date_range(first, periods=days)
    parcels = rng.integers(30, 60, days)
    late = rng.binomial(parcels, [rate(day) for day in date])
    frame = pd.DataFrame({"date": date, "parcels": parcels, "late_parcels": late})
    wait = {"mean_wait": 4.0, "calls": 10}
    return frame.assign(orders=parcels, faults=0, **wait)


TURN = pd.DataFrame(
    {
        "started": [pd.Timestamp("2024-09-30")],
        "measure": ["late parcels"],
        "target": [0.06],
    }
)


def test_a_turn_by_hand():
    days = operations(lambda day: 0.1)
    row = rel.judge_turns(TURN, days).loc[0]
    start = pd.Timestamp("2024-09-30")

    def level(first):
        span = days[days["date"].between(first, first + pd.Timedelta(days=90))]
        return span["late_parcels"].sum() / span["parcels"].sum()

    assert row["after"] == pytest.approx(level(start))
    assert row["before"] == pytest.approx(level(start - pd.Timedelta(weeks=13)))
    assert row["year_before"] == pytest.approx(level(start - pd.Timedelta(weeks=52)))
    assert row["change"] == pytest.approx(row["after"] - row["before"])

    def squared_error(first):
        span = days[days["date"].between(first, first + pd.Timedelta(days=90))]
        miss = span["late_parcels"] - level(first) * span["parcels"]
        return (miss**2).sum() / span["parcels"].sum() ** 2

    error = np.sqrt(
        squared_error(start) + squared_error(start - pd.Timedelta(weeks=13))
    )
    assert row["high"] == pytest.approx(row["change"] + 1.96 * error)
    assert row["low"] == pytest.approx(row["change"] - 1.96 * error)


def test_the_error_of_a_level_is_that_of_a_bootstrap_over_days():
    bad = set(pd.date_range("2023-07-03", periods=728)[::9])  # bad days delay many
    days = operations(lambda day: 0.5 if day in bad else 0.05)
    row = rel.judge_turns(TURN, days).loc[0]
    rng, draws = np.random.default_rng(1), []
    spans = [
        days[days["date"].between(first, first + pd.Timedelta(days=90))]
        for first in pd.to_datetime(["2024-09-30", "2024-07-01"])
    ]
    for _ in range(2000):
        picked = [span.iloc[rng.integers(0, 91, 91)] for span in spans]
        after, before = (p["late_parcels"].sum() / p["parcels"].sum() for p in picked)
        draws.append(after - before)
    assert (row["high"] - row["change"]) / 1.96 == pytest.approx(np.std(draws), rel=0.1)
    # As if each parcel were a draw by itself, it would be less than half of that.
    naive = np.sqrt(2 * 0.1 * 0.9 / spans[0]["parcels"].sum())
    assert np.std(draws) > 2 * naive


def test_a_season_looks_like_a_turn_only_against_the_quarter_before():
    days = operations(lambda day: 0.15 if day.month in (7, 8, 9) else 0.05)
    row = rel.judge_turns(TURN, days).loc[0]
    assert row["high"] < -0.05
    assert row["year_low"] < 0 < row["year_high"]


def test_waiting_is_weighted_by_the_calls():
    days = operations(lambda day: 0.1)
    busy = days["date"].dt.day % 2 == 0
    days["calls"] = np.where(busy, 30, 10)
    days["mean_wait"] = np.where(busy, 6.0, 2.0)
    days.loc[3, ["mean_wait", "calls"]] = [np.nan, 0]  # a day without anybody
    row = rel.judge_turns(TURN.assign(measure="wait"), days).loc[0]
    span = days[days["date"].between("2024-09-30", "2024-12-29")]
    mean = np.average(span["mean_wait"], weights=span["calls"])
    assert row["after"] == pytest.approx(mean)


def test_a_day_without_a_mean_wait_is_left_out_of_the_wait():
    days = operations(lambda day: 0.1).assign(mean_wait=4.0)
    days.loc[days["date"] == "2024-10-07", ["mean_wait", "calls"]] = [np.nan, 999]
    row = rel.judge_turns(TURN.assign(measure="wait"), days).loc[0]
    assert row["after"] == pytest.approx(4.0) and row["high"] == pytest.approx(0.0)


def test_a_turn_needs_only_the_columns_of_its_measure():
    days = operations(lambda day: 0.1)[["date", "faults", "orders"]]
    assert rel.judge_turns(TURN.assign(measure="faults"), days).loc[0, "after"] == 0
    with pytest.raises(ValueError, match="no column late_parcels, parcels in oper"):
        rel.judge_turns(TURN, days)


# --- what is said when it cannot be done ----------------------------------------------

SAID = {
    "found no column joined in customers": lambda: rel.margin_since_joining(
        ORDERS, JOINED.drop(columns="joined"), CUTOFF
    ),
    "found no column margin in orders": lambda: rel.margin_since_joining(
        ORDERS.drop(columns="margin"), JOINED, CUTOFF
    ),
    "found nobody who joined by 2023-07-03": lambda: rel.margin_since_joining(
        ORDERS, JOINED, CUTOFF, weeks=104
    ),
    "found no cost for advert": lambda: rel.payback(
        pd.DataFrame({"advert": [1.0]}), pd.Series({"shop": 1.0})
    ),
    "found no column profit in frame": lambda: rel.difference(mixed(), "profit"),
    "frame has 1 empty ones": lambda: rel.difference(
        mixed().assign(margin=lambda t: t["margin"].where(t.index != 3)), "margin"
    ),
    "needs two rows with treated and two without": lambda: rel.difference(
        mixed().query("treated"), "margin"
    ),
    "found no group of c with two rows on each side": lambda: rel.difference(
        mixed().assign(c=lambda t: t.index), "margin", strata="c"
    ),
    "needs numbers above 0 in margin; it has -2 for thin": lambda: rel.needed_gain(
        pd.Series({"thin": -2.0}), COSTS
    ),
    "margin is empty": lambda: rel.relationship_net(pd.Series(dtype=float), COSTS, 0.1),
    "found no column customers in segments": lambda: rel.choose_relationship(
        SEGMENTS[["margin"]], COSTS, 0.03
    ),
    "found colour in measure of improvements": lambda: rel.judge_turns(
        TURN.assign(measure="colour"), operations(lambda day: 0.1)
    ),
    "found no day from 2023-10-02 on": lambda: rel.judge_turns(
        TURN, operations(lambda day: 0.1, first="2024-06-03", days=300)
    ),
}


@pytest.mark.parametrize("said", SAID)
def test_what_cannot_be_done_is_said(said):
    with pytest.raises(ValueError) as error:
        SAID[said]()
    assert said in str(error.value)


# --- what the lesson says, on other companies -----------------------------------------


@pytest.fixture(scope="module", params=[1, 7])
def company(request):
    return loaded(request.param)


def test_pooled_campaigns_flatter_themselves(company):
    contacts = company.tables["campaign_contacts"]
    uplift = company.truth["uplift"]
    for outcome, truth in [("margin", "extra_margin"), ("orders", "uplift")]:
        found = rel.difference(contacts, outcome, strata="campaign_id")["difference"]
        true = uplift[truth].mean()
        assert found["pooled"] > 1.25 * true
        assert found["pooled"] - found["like with like"] > 0.3 * true


def test_extra_orders_like_with_like_are_near_the_truth(company):
    contacts = company.tables["campaign_contacts"]
    like = rel.difference(contacts, "orders", strata="campaign_id")
    true = company.truth["uplift"]["uplift"].mean()
    like = like.loc["like with like"]
    assert like["low"] < true < like["high"]


def test_adverts_lose_on_the_first_sale_and_pay_back_within_the_year(company):
    customers = company.tables["customers"].set_index("customer_id")
    customers = customers[customers["kind"] == "household"]
    orders = company.tables["orders"].eval(
        "margin = amount - goods_cost - handling_cost"
    )
    by = "acquired_through"
    curves = rel.margin_since_joining(orders, customers, CUTOFF, by=by)
    cost = customers.groupby(by, observed=True)["acquisition_cost"].mean()
    table = rel.payback(curves, cost)
    assert table.loc["advert", "first_sale"] < 0 < table.loc["friend", "first_sale"]
    assert table["relationship"].gt(0).all()
    assert table.loc["advert", "week"] > 2


def test_careful_contact_by_margin_beats_cutting_it_and_partnerships_for_all(company):
    tables = company.tables
    customers = tables["customers"].set_index("customer_id")
    orders = tables["orders"].eval("margin = amount - goods_cost - handling_cost")
    year = orders[orders["date"] >= CUTOFF - pd.Timedelta(weeks=52)]
    margin = year.groupby("customer_id")["margin"].sum()
    margin = margin.reindex(customers.index, fill_value=0)
    recent = orders.loc[
        orders["date"] >= CUTOFF - pd.Timedelta(weeks=26), "customer_id"
    ]
    net = rel.relationship_net(margin, tables["contact_costs"], 0.01)
    organisation = customers["kind"] == "organisation"
    contact = customers["contact_type"].astype(object)
    plans = {
        "careful": net.idxmax(axis=1).where(customers.index.isin(recent), "basic"),
        "basic": pd.Series("basic", customers.index),
        "sales": contact.mask(organisation, "partnership"),
    }
    policies = {
        name: steady_policy(kind, contact={k: k for k in kind.unique()})
        for name, kind in plans.items()
    }
    played = Firm(company.seed).compare(policies, lucks=range(4))
    gain = played.groupby("policy")["both_gain"].mean()
    assert gain["careful"] > max(gain["basic"], gain["sales"], 0)
