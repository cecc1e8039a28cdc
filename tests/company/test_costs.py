"""Costs: each item of the value chain is the sum of what it stands for."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written
from business_made import make_business

from crmlab.company import planted
from crmlab.company.records.service import make_service

QUARTER = pd.Timedelta(weeks=planted.QUARTER_WEEKS)


@pytest.fixture(scope="module")
def tables(stories):
    return as_written(make_business(stories[1]))


@pytest.fixture(scope="module")
def chain(tables):
    both = tables.known["value_chain"], tables.future["value_chain"]
    return pd.concat(both).pivot(index="first_day", columns="item", values="cost")


def by_quarter(dates, values, index):
    number = (pd.DatetimeIndex(dates) - planted.START) // QUARTER
    return pd.Series(np.asarray(values)).groupby(number).sum().to_numpy()[: len(index)]


def test_goods_and_handling_are_those_of_the_orders(chain, stories):
    orders = stories[1].named_orders
    goods = chain["tea and ware bought"] + chain["blending and packing"]
    for item, column in [
        (goods, "goods_cost"),
        (chain["handling of orders"], "handling_cost"),
    ]:
        sums = by_quarter(orders["date"], orders[column], chain)
        assert np.allclose(item, sums, atol=0.02)


def test_winning_customers_is_their_acquisition_cost(chain, stories):
    frame = stories[1].people.frame.iloc[np.unique(stories[1].life.events["who"])]
    sums = by_quarter(frame["joined"], frame["acquisition_cost"], chain)
    assert np.allclose(chain["winning customers"], sums, atol=0.02)


def test_campaigns_cost_what_their_contacts_cost(chain, tables):
    contacts = tables.known["campaign_contacts"].merge(tables.known["campaigns"])
    whole = contacts.loc[contacts["treated"], "contact_cost"].sum()
    assert chain["campaigns"].sum() == pytest.approx(whole)


def test_keeping_in_touch_follows_the_contact_types(chain, stories, tables):
    frame = stories[1].people.frame.iloc[np.unique(stories[1].life.events["who"])]
    rate = tables.known["contact_costs"].set_index("contact_type")["cost"]
    for first_day, cost in chain["keeping in touch"].items():
        there = frame[frame["joined"] < first_day + QUARTER]
        assert cost == pytest.approx(rate.loc[there["contact_type"]].sum())


def test_service_costs_are_those_of_the_cases(chain, stories):
    contact = make_service(stories[1])
    cases = contact.known["service_cases"]
    closed = cases[cases["closed"].notna()]
    sums = by_quarter(closed["closed"], closed["cost"].astype(float), range(8))
    assert np.allclose(chain["staff for cases"][:8], sums, atol=0.02)
    paid = by_quarter(closed["closed"], closed["compensation"].astype(float), range(8))
    assert np.allclose(chain["paid to customers"][:8], paid, atol=0.02)


def test_lost_deals_points_and_plus_are_those_of_their_tables(chain, tables):
    deals, ledger, plus = (
        tables.known[n] for n in ("deals", "programme_ledger", "subscriptions")
    )
    lost = deals[deals["outcome"] == "lost"]
    hours = chain["sales team, deals lost"][:8].sum() / planted.SALES_HOUR
    assert hours == pytest.approx(lost["hours"].sum())
    used = -ledger.loc[ledger["kind"] == "redeemed", "points"].sum() * planted.POINT
    assert chain["points used"][:8].sum() == pytest.approx(used)
    last = plus["ended"].fillna(planted.CUTOFF)
    months = np.ceil((last - plus["started"]).dt.days / planted.PLUS_MONTH).sum()
    deliveries = chain["free deliveries of Lantern Plus"][:8].sum()
    assert deliveries == pytest.approx(planted.PLUS_COST * months)


def test_the_company_earns_money_but_not_from_the_first_quarter(chain, stories):
    orders = stories[1].named_orders
    revenue = by_quarter(orders["date"], orders["amount"], chain)
    profit = revenue - chain.sum(axis=1)
    assert profit.iloc[0] < 0
    assert 0.08 < profit.iloc[1:].sum() / revenue[1:].sum() < 0.30
    assert (chain >= 0).all(axis=None)


def test_the_network_ties_to_the_last_year(tables, stories):
    network = tables.known["value_network"].set_index("name")
    orders = stories[1].named_orders
    last = orders[orders["date"].between("2024-07-01", "2025-06-29")]
    markets = network.loc[["Households", "Organisations"], "flow"].sum()
    assert markets == pytest.approx(last["amount"].sum())
    shops = network.loc[network["kind"] == "branch", "flow"].sum()
    assert shops == pytest.approx(last.loc[last["channel"] == "shop", "amount"].sum())
    bought = network.loc[network["kind"] == "supplier", "flow"].sum()
    goods = (1 - planted.BLENDING) * last["goods_cost"].sum()
    assert bought == pytest.approx(goods, rel=1e-3)
    late = stories[1].life.events["late"].to_numpy()[last["event"]]
    region = stories[1].people.frame["region"].to_numpy()[last["who"]]
    far = np.isin(region, ["Central", "West"]) & (last["channel"] != "shop").to_numpy()
    assert network.loc["Long Road", "in_time"] == pytest.approx(
        1 - late[far].mean(), abs=1e-4
    )


def test_mass_marketing_pays_for_few_and_one_to_one_for_many(tables):
    """Each way has its range of sizes: the break-even points are in order."""
    options = tables.known["marketing_options"]
    margin = 95  # CNY an order, about the company's mean
    each = options["extra_orders"] * margin - options["contact_cost"]
    between = -options["set_up"].diff() / -each.diff()
    assert (each > 0).all()
    assert 0 < between[1] < between[2]
    assert 500 < between[1] < between[2] < 20000
