"""Service cases: what came in, how it went, and what it cost."""

import numpy as np
import pandas as pd
import pytest
from contact_made import CONTACT, SEEDS, contact
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from crmlab.company import CUTOFF, FUTURE_END, planted
from crmlab.company.making import make_tables
from crmlab.company.simulation import tell

COMPLAINTS = ["late parcel", "faulty goods"]
AFTERWARDS = ["closed", "hours_to_close", "first_contact", "settled"]
AFTERWARDS += ["compensation", "cost"]


def cases_of(stories, seed):
    return contact(stories, seed).known["service_cases"]


def ends_of(cases):
    """Complaints by order: whether settled, where that is known."""
    complaint = cases["topic"].isin(COMPLAINTS) & cases["settled"].notna()
    return cases[complaint].set_index("order_id")["settled"].astype(bool)


def test_the_known_cases_are_those_opened_before_the_cut_off(stories):
    made = contact(stories, 1)
    known, future = made.known["service_cases"], made.future["service_cases"]
    assert (known["opened"] < CUTOFF).all() and known["case_id"].is_unique
    assert (future["opened"] < FUTURE_END).all()
    carried = future["opened"] < CUTOFF
    assert (future.loc[carried, "closed"].dropna() >= CUTOFF).all()
    still_open = known[known["closed"].isna()]
    assert set(future.loc[carried, "case_id"]) == set(still_open["case_id"])


def test_nothing_is_known_of_the_end_of_an_open_case(stories):
    known = cases_of(stories, 1)
    assert (known["closed"].dropna() < CUTOFF).all()
    still_open = known[known["closed"].isna()]
    assert len(still_open) and still_open[AFTERWARDS].isna().all(axis=None)
    assert known.dropna(subset="closed")[AFTERWARDS].notna().all(axis=None)


def test_dates_follow_each_other(stories):
    known, orders = cases_of(stories, 1), stories[1].named_orders
    ordered = known["order_id"].map(orders.set_index("order_id")["date"])
    assert (known["opened"] >= ordered.fillna(known["opened"])).all()
    assert (known["closed"].dropna() >= known["opened"][known["closed"].notna()]).all()
    owner = known["order_id"].map(orders.set_index("order_id")["customer_id"])
    assert (owner.dropna() == known["customer_id"][owner.notna()]).all()
    late = known[known["topic"] == "late parcel"]
    channel = late["order_id"].map(orders.set_index("order_id")["channel"])
    assert (channel != "shop").all()


def test_complaints_are_exactly_those_of_the_engine_and_end_as_they_did(stories):
    for seed in SEEDS:
        story, made = stories[seed], contact(stories, seed)
        cases = pd.concat([made.known["service_cases"], made.future["service_cases"]])
        events = story.life.events.iloc[story.orders["event"]]
        complains = events["complains"].to_numpy()
        orders = story.named_orders.loc[complains, ["order_id", "date"]]
        found = set(cases.loc[cases["topic"].isin(COMPLAINTS), "order_id"])
        assert found <= set(orders["order_id"])
        # What was ordered last of all, may be complained about later still.
        early = orders["date"] < FUTURE_END - pd.Timedelta(days=40)
        assert set(orders.loc[early, "order_id"]) <= found
        settled = pd.Series(events["settled"].to_numpy(), story.order_ids)
        ends = ends_of(cases)
        assert (ends == settled[ends.index]).all()


def shape_of(counts, exposure):
    """Shape of the negative binomial with mean rate × exposure, most likely."""
    mean = counts.sum() / exposure.sum() * exposure

    def loss(log_shape):
        k = np.exp(log_shape)
        each = gammaln(counts + k) - gammaln(k) + k * np.log(k / (k + mean))
        return -(each + counts * np.log(mean / (k + mean))).sum()

    return np.exp(minimize_scalar(loss, bounds=(-4, 3), method="bounded").x)


def test_the_spread_of_questions_gives_back_how_unlike_customers_are(stories):
    for seed in SEEDS:
        story, known = stories[seed], cases_of(stories, seed)
        orders = story.named_orders[story.orders["date"] < CUTOFF]
        orders = orders.groupby("customer_id").size()
        asked = known[known["topic"] == "question"].groupby("customer_id").size()
        asked = asked.reindex(orders.index, fill_value=0)
        assert np.isclose(asked.sum() / orders.sum(), planted.QUESTIONS, rtol=0.12)
        shape = shape_of(asked.to_numpy(), orders.to_numpy())
        assert np.isclose(shape, planted.DEMANDING_SHAPE, rtol=0.12)


def test_a_few_customers_make_most_of_the_work(stories):
    for seed in SEEDS:
        known = cases_of(stories, seed)
        cost = known.groupby("customer_id")["cost"].sum().sort_values(ascending=False)
        top = cost.iloc[: stories[seed].known // 20].sum() / cost.sum()
        assert 0.35 < top < 0.75


def cost_to_serve(story, known):
    """By customer: margin after goods and handling, service and contact costs."""
    people = story.people.frame[: story.known].set_index("customer_id")
    orders = story.named_orders[story.orders["date"] < CUTOFF]
    margin = orders["amount"] - orders["goods_cost"] - orders["handling_cost"]
    margin = margin.groupby(orders["customer_id"]).sum().reindex(people.index).fillna(0)
    spent = known["cost"].fillna(0) + known["compensation"].fillna(0)
    service = spent.groupby(known["customer_id"]).sum().reindex(people.index).fillna(0)
    quarters = np.ceil((CUTOFF - people["joined"]).dt.days / 91)
    each = people["contact_type"].astype(str).map(planted.CONTACT["cost"])
    return margin, service, each * quarters, people["acquisition_cost"]


def test_serving_them_turns_one_customer_in_ten_below_zero(stories):
    """Of all customers, 5 to 12% fall below zero by what serving them costs."""
    for seed in SEEDS:
        margin, service, touch, acquisition = cost_to_serve(
            stories[seed], cases_of(stories, seed)
        )
        served = margin - service - touch
        assert (margin < 0).mean() < 0.01
        assert 0.05 < (served < 0).mean() < 0.12
        won = margin - acquisition
        turned = (won >= 0) & (served - acquisition < 0)
        assert 0.05 < turned.mean() < 0.12


def test_quick_answers_and_content_customers_go_together(stories):
    for seed in SEEDS:
        known = cases_of(stories, seed).dropna(subset="closed")
        settled = known["settled"].astype(bool)
        groups = [known["topic"], settled]
        hours = known["hours_to_close"].groupby(groups, observed=True)
        hours = hours.median().unstack()
        assert (hours[True] < hours[False]).loc[["question", "return"]].all()
        complaint = known["topic"].isin(COMPLAINTS)
        at_once = known[complaint].groupby(settled)["first_contact"].mean()
        assert at_once[True] > at_once[False]
        paid = known[complaint].groupby(settled)["compensation"].mean()
        assert paid[True] > 2 * paid[False]


def test_a_courier_strike_brings_searches_for_parcels(stories):
    for seed in SEEDS:
        cases, strike = cases_of(stories, seed), _strike(stories[seed])
        sought = cases[cases["topic"].isin(["parcel search", "late parcel"])]
        begins = strike["first"] + pd.Timedelta(days=3)
        ends = strike["last"] + pd.Timedelta(days=6)
        soon = sought["opened"].between(begins, ends)
        days = (strike["last"] - strike["first"]).days + 4
        usual = len(sought) / (7 * planted.HISTORY_WEEKS)
        assert soon.sum() / days > 2 * usual


def _strike(story):
    causes = story.engine.world.special_causes
    return causes[causes["measure"] == "late"].iloc[-1]


@pytest.mark.parametrize("without", [(), ("experience", "organisations")])
def test_the_smallest_company_works(without):
    made = make_tables(tell(2, planted.SMALLEST, without), CONTACT)
    assert len(made.known["service_cases"]) > 0
