"""The log of touchpoints: coherent with the orders, and with what happened after."""

import numpy as np
import pandas as pd
import pytest
from contact_made import ORDERED, SEEDS, STARTS, contact, log_of, visits_of

from crmlab.company import CUTOFF, FUTURE_END, planted
from crmlab.company.journeys.payments import card_declined


@pytest.fixture(scope="module")
def paths(stories):
    return {seed: visits_of(stories, seed) for seed in SEEDS}


def test_the_known_log_ends_at_the_cut_off_and_the_future_one_goes_on(stories):
    made = contact(stories, 1)
    known, future = made.known["touchpoints"], made.future["touchpoints"]
    assert known["time"].min() >= STARTS and known["time"].max() < CUTOFF
    assert future["time"].min() >= CUTOFF and future["time"].max() < FUTURE_END
    assert known["time"].is_monotonic_increasing
    assert len(future) > 0.8 * len(known)


def test_nobody_is_known_before_the_first_order_after_the_cut_off(stories):
    story, known = stories[1], log_of(stories, 1)
    customers = set(story.people.frame["customer_id"][: story.known])
    assert set(known["customer_id"].dropna()) <= customers
    under_way = known[known["outcome"].isna() & (known["step"] < "order")]
    last = known.drop_duplicates("journey_id", keep="last")
    assert under_way.index.isin(last.index).all() and len(under_way) > 50


def test_each_order_of_the_half_year_is_the_end_of_one_journey(stories):
    for seed in SEEDS:
        log, orders = log_of(stories, seed), stories[seed].named_orders
        placed = log[log["what"].isin(ORDERED)]
        half_year = orders[(orders["date"] >= STARTS) & (orders["date"] < CUTOFF)]
        assert placed["order_id"].is_unique and placed["journey_id"].is_unique
        assert set(placed["order_id"]) == set(half_year["order_id"])
        own = half_year.set_index("order_id").loc[placed["order_id"]]
        assert (own["customer_id"].to_numpy() == placed["customer_id"]).all()
        assert (own["channel"].astype(str).to_numpy() == placed["channel"]).all()
        assert (own["date"].to_numpy() == placed["time"].dt.normalize()).all()


def test_the_last_touch_before_an_order_is_in_the_channel_of_the_order(stories, paths):
    log, own = log_of(stories, 1), paths[1]
    placed = log[log["what"].isin(ORDERED)].set_index("journey_id")
    hung_up = log.loc[log["outcome"] == "hung up", "journey_id"]  # they may move on
    placed = placed[~placed.index.isin(hung_up)]
    closing = own[own["ordered"] & own["last"]].set_index("journey_id")
    closing = closing[closing.index.isin(placed.index)]
    order = placed.loc[closing.index]
    assert (closing["channel"].astype(str) == order["channel"].astype(str)).all()
    assert (closing["time"] < order["time"]).all()
    assert (closing["step"] == "choice").all()


def test_a_first_order_begins_with_what_brought_the_customer(stories, paths):
    story, own = stories[1], paths[1]
    people = story.people.frame.set_index("customer_id")
    log = log_of(stories, 1)
    placed = log[log["what"].isin(ORDERED)]
    joined = people["joined"].loc[placed["customer_id"]].to_numpy()
    first_order = placed[placed["time"].dt.normalize() == joined]
    first_order = first_order.drop_duplicates("customer_id")["journey_id"]
    begins = own[own["first"] & own["journey_id"].isin(first_order)]
    begins = begins[begins["time"] > STARTS + pd.Timedelta(days=30)]
    through = people["acquired_through"].astype(str).loc[begins["customer_id"]]
    through = through.replace("sales call", "phone").to_numpy()
    assert (begins["channel"].astype(str) == through).all()


def test_journeys_never_go_a_step_back_before_the_order(paths):
    step, last = paths[1]["step"].cat.codes.astype(int), paths[1]["last"]
    assert (step.diff().shift(-1)[~last] >= 0).all()


def test_what_comes_after_the_order_agrees_with_what_happened(stories):
    story, log = stories[1], log_of(stories, 1)
    events = story.life.events.iloc[story.orders["event"]].reset_index(drop=True)
    events.index = story.order_ids
    orders = story.named_orders.set_index("order_id")
    arrived = log[log["what"].isin(["delivered", "delivered late", "taken home"])]
    assert arrived["order_id"].is_unique
    late = arrived["what"] == "delivered late"
    assert (late.to_numpy() == events["late"].loc[arrived["order_id"]]).all()
    days = (
        arrived["time"].dt.normalize()
        - orders["date"].loc[arrived["order_id"]].to_numpy()
    )
    assert days[late].mean() > days[arrived["what"] == "delivered"].mean() * 2
    placed = log[log["what"].isin(ORDERED)]
    served = placed["channel"].isin(["shop", "phone"])
    wait = events["wait"].loc[placed["order_id"]].to_numpy()
    at_till = placed["channel"] == "shop"
    assert np.allclose(placed["wait"][at_till], wait[at_till], atol=0.051)
    assert placed["wait"][~served].isna().all()
    paid = log[(log["step"] == "payment") & (log["outcome"] != "failed")]
    assert not paid.duplicated(["order_id", "what"]).any()
    assert paid["order_id"].notna().all()


def test_payment_comes_before_delivery_in_the_web_and_after_it_by_invoice(stories):
    log = log_of(stories, 1)
    arrives = log[log["what"].isin(["delivered", "delivered late"])]
    arrives = arrives.set_index("order_id")["time"]
    for what, earlier in [("paid", True), ("paid at the door", False)]:
        paid = log[log["what"] == what].set_index("order_id")["time"]
        both = paid.index.intersection(arrives.index)
        assert len(both) and ((paid[both] < arrives[both]) == earlier).all()
    invoice = log[log["what"] == "paid the invoice"].set_index("order_id")
    both = invoice.index.intersection(arrives.index)
    days = (invoice["time"][both] - arrives[both]).dt.total_seconds() / 86400
    assert np.isclose(days.median(), planted.INVOICE_DAYS, rtol=0.15)
    assert (
        (days > planted.INVOICE_DUE + 1) <= (invoice["outcome"][both] == "late")
    ).all()


def test_the_service_cases_of_the_half_year_are_in_the_log(stories):
    made = contact(stories, 1)
    log, cases = made.known["touchpoints"], made.known["service_cases"]
    cases = cases[cases["opened"] >= STARTS]
    touches = log[(log["step"] == "after-sales") & (log["outcome"] != "hung up")]
    assert touches["what"].astype(str).value_counts().equals(
        cases["topic"].astype(str).value_counts()
    ) or len(touches) == len(cases)
    end = {True: "settled", False: "not settled"}
    ends = cases["settled"].map(end).value_counts()
    assert touches["outcome"].value_counts()[list(end.values())].to_dict() == (
        ends[list(end.values())].to_dict()
    )


def test_cards_are_declined_once_and_then_go_through(stories):
    story, log = stories[1], log_of(stories, 1)
    declined = card_declined(story)[story.orders["event"]]
    half_year = (story.orders["date"] >= STARTS) & (story.orders["date"] < CUTOFF)
    orders = story.order_ids[declined & half_year]
    failed = log[(log["what"] == "payment failed") & log["order_id"].notna()]
    assert failed["order_id"].is_unique and set(failed["order_id"]) == set(orders)
    paid = log[log["what"].isin(["paid", "paid the deposit"])]
    paid = paid.set_index("order_id")["time"].loc[failed["order_id"]]
    assert (paid.to_numpy() > failed["time"].to_numpy()).all()


def test_failed_payments_leave_no_order_and_happen_at_night(stories):
    for seed in SEEDS:
        log, story = log_of(stories, seed), stories[seed]
        failed = log[log["what"] == "payment failed"]
        placed = log.loc[log["what"].isin(ORDERED), "journey_id"]
        lost = failed[~failed["journey_id"].isin(placed)]
        event = story.life.events
        day = planted.START + pd.to_timedelta(event["day"], unit="D")
        web = event["channel"] == planted.CHANNELS.index("web")
        count = (event["failed"] & web & (day >= STARTS) & (day < CUTOFF)).sum()
        assert lost["journey_id"].nunique() == count > 5
        hour = lost["time"].dt.hour
        assert ((hour >= 22) | (hour < 6)).all()


def test_nights_are_quiet_and_lunch_and_evening_busy(stories):
    for seed in SEEDS:
        log = log_of(stories, seed)
        online = log[log["channel"].isin(["web", "app", "search"])]
        share = online["time"].dt.hour.value_counts(normalize=True)
        night, lunch, evening = (
            share.reindex(list(hours)).sum()
            for hours in (range(1, 6), range(12, 14), range(20, 22))
        )
        assert night < 0.06 and lunch / 2 > 1.3 / 24 and evening / 2 > 1.7 / 24
        placed = log[log["what"].isin(ORDERED) & (log["channel"] == "shop")]
        assert placed["time"].dt.hour.between(10, 20).all()
        days = log["time"].dt.day_of_week.value_counts()
        assert days[5] > 1.1 * days[0]  # Saturday against Monday
