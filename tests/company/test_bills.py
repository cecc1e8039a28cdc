"""Each interruption's bill, told by the log, operations, orders and the truth alike."""

import numpy as np
import pandas as pd
import pytest
from contact_made import ORDERED, contact

from crmlab.company import planted
from crmlab.company.records.operations import make_operations

SEEDS = (1, 2, 3, 4)
COSTS = ["margin_lost", "case_costs", "future_margin_lost", "future_margin_at_risk"]


@pytest.fixture(scope="module", params=SEEDS)
def told(request, stories):
    """Story, tables of contact, operations by day, and the truth by touchpoint."""
    seed = request.param
    made = contact(stories, seed)
    operations = make_operations(stories[seed]).known["operations"].set_index("date")
    truth = made.truth["interruptions"].set_index("touchpoint")
    return stories[seed], made, operations, truth


def met(told, touchpoint):
    """An interruption's row, its customers, and the log and operations of its days."""
    _, made, operations, truth = told
    row = truth.loc[touchpoint]
    customers = made.truth["interruption_customers"]
    customers = customers[customers["touchpoint"] == touchpoint]
    log = made.known["touchpoints"]
    day = log["time"].dt.normalize()
    log = log[day.between(row["first"], row["last"])]
    return row, customers, log, operations.loc[row["first"] : row["last"]]


def test_an_interruption_is_the_sum_of_its_customers(told):
    for touchpoint in told[3].index:
        row, customers, _, _ = met(told, touchpoint)
        assert row["customers_met"] == len(customers)
        assert row["customers_lost"] == customers["left"].sum()
        for name in ("touches_hit", "long_waits", "orders_lost"):
            assert row[name] == customers[name].sum()
        for name in (*COSTS, "bill"):
            assert np.isclose(row[name], customers[name].sum(), atol=1e-6)
        assert np.isclose(row["bill"], row[COSTS[:3]].sum())
        bills = customers.loc[customers["bill"] > 0, "bill"]
        assert row["customers_billed"] == len(bills)
        assert np.isclose(row["largest_share"], bills.max() / row["bill"], atol=1e-4)
        assert np.isclose(row["median_bill"], bills.median(), atol=0.01)


def test_calls_given_up_are_the_same_in_log_operations_and_truth(told):
    row, customers, log, days = met(told, "phone line")
    lost = log[log["outcome"] == "hung up"]
    assert len(lost) == days["calls_given_up"].sum() == row["touches_hit"] > 50
    by_customer = customers.set_index("customer_id")["touches_hit"]
    by_customer = by_customer[by_customer > 0]
    assert (
        lost["customer_id"]
        .value_counts()
        .sort_index()
        .equals(by_customer.sort_index().rename("count"))
    )
    calls = log[log["channel"].eq("phone") & log["step"].isin(["order", "after-sales"])]
    calls = calls[calls["wait"].notna()]
    assert len(calls) == days["calls"].sum()
    long = calls[(calls["outcome"] != "hung up") & (calls["wait"] > 10)]
    assert len(long) == row["long_waits"]


def test_orders_lost_on_the_phone_are_missing_among_the_orders(told):
    row, customers, log, _ = met(told, "phone line")
    whole = told[1].known["touchpoints"]
    gave_up = log.loc[log["what"] == "called to order", "journey_id"].unique()
    placed = whole[whole["what"].isin(ORDERED) & whole["journey_id"].isin(gave_up)]
    lost = np.setdiff1d(gave_up, placed["journey_id"])
    assert len(lost) == row["orders_lost"]
    own = log[log["journey_id"].isin(lost) & log["customer_id"].notna()]
    theirs = customers.loc[customers["orders_lost"] > 0, "customer_id"]
    assert set(own["customer_id"]) == set(theirs)
    moved = placed.loc[placed["channel"] != "phone", "customer_id"]
    said = customers.loc[customers["then"] == "other channel", "customer_id"]
    assert set(said) <= set(moved)
    nothing = customers["then"].isin(["elsewhere", "not at all"])
    assert (customers["orders_lost"] > 0).equals(nothing)


def test_payments_lost_are_the_same_in_log_operations_and_truth(told):
    row, customers, log, days = met(told, "payment page")
    tries = log[log["what"].eq("payment failed") & log["order_id"].isna()]
    assert days["payments_lost"].sum() == row["orders_lost"] > 5
    assert tries["journey_id"].nunique() == row["orders_lost"]
    assert set(tries["customer_id"]) == set(customers["customer_id"])
    assert abs(len(tries) - row["touches_hit"]) <= 1  # a try may fall after midnight
    assert customers["then"].isin(["elsewhere", "not at all"]).all()


def test_late_parcels_are_the_same_in_log_operations_orders_and_truth(told):
    row, customers, _, days = met(told, "delivery")
    story, made = told[:2]
    assert days["late_parcels"].sum() == row["touches_hit"]
    sent = story.named_orders[story.orders["date"].between(row["first"], row["last"])]
    log = made.known["touchpoints"]
    late = log[
        (log["what"] == "delivered late") & log["order_id"].isin(sent["order_id"])
    ]
    assert len(late) == row["touches_hit"]
    assert set(late["customer_id"]) == set(customers["customer_id"])
    cases = made.known["service_cases"]
    about = cases["topic"].isin(["late parcel", "parcel search"])
    cases = cases[about & cases["order_id"].isin(late["order_id"])]
    cost = cases[["cost", "compensation"]].sum().sum()
    assert np.isclose(cost, row["case_costs"], atol=0.01 * len(customers))
    wrote = customers.loc[customers["then"] == "wrote or called", "customer_id"]
    assert set(wrote) == set(cases["customer_id"])


def test_who_left_orders_no_more_and_nobody_leaves_twice(told):
    story, made = told[:2]
    customers = made.truth["interruption_customers"]
    gone = customers[customers["left"]]
    assert gone["customer_id"].is_unique and len(gone) > 2
    last = story.named_orders.groupby("customer_id")["date"].max()
    end = made.truth["interruptions"].set_index(["cause", "first"])["last"]
    # One who called again next day may have ordered a day after the last.
    until = (
        gone.set_index(["cause", "first"]).join(end).set_index("customer_id")["last"]
    )
    assert (last.loc[until.index] <= until + pd.Timedelta(days=1)).all()


def test_no_customer_is_billed_for_a_queue_in_a_shop(told):
    """The flaw of the first company: shop orders that waited were counted too."""
    story = told[0]
    _, customers, log, _ = met(told, "phone line")
    called = set(log.loc[log["channel"] == "phone", "customer_id"])
    assert set(customers["customer_id"]) <= called
    large = story.people.frame["staff"].fillna(0) >= planted.LARGE
    direct = set(story.people.frame.loc[large, "customer_id"])
    assert not set(customers["customer_id"]) & direct


def test_the_risk_of_leaving_is_what_the_leavers_cost_on_average(stories):
    """Over ten seeds: as many leave as the chances say."""
    expected, left = 0.0, 0
    for seed, story in stories.items():
        customers = contact(stories, seed).truth["interruption_customers"]
        customers = customers[customers["touchpoint"] == "delivery"]
        hurt = story.minds["to_faults"].set_axis(story.people.frame["customer_id"])
        chance = planted.LEAVE_BAD["service"] * hurt.loc[customers["customer_id"]]
        expected += (chance.to_numpy() * customers["touches_hit"]).sum()
        left += customers["left"].sum()
    assert abs(left - 0.93 * expected) < 4 * np.sqrt(expected)


def test_the_log_of_the_half_year_has_the_calls_of_operations_by_day(told):
    story, made, operations, _ = told
    log = made.known["touchpoints"]
    calls = log[log["wait"].notna() & (log["channel"] == "phone")]
    by_day = calls.groupby(calls["time"].dt.normalize())
    half_year = operations.loc[log["time"].min().normalize() :]
    count = by_day.size().reindex(half_year.index, fill_value=0)
    assert (count == half_year["calls"]).all()
    wait = by_day["wait"].mean().reindex(half_year.index)
    assert np.allclose(wait, half_year["mean_wait"], atol=0.06, equal_nan=True)
    lost = calls[calls["outcome"] == "hung up"]["time"].dt.normalize().value_counts()
    lost = lost.reindex(half_year.index, fill_value=0)
    assert (lost == half_year["calls_given_up"]).all()
