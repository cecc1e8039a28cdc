"""The buying centres: who plays which role, and whom Lantern Tea knows."""

import pandas as pd
import pytest
from contact_made import SEEDS, contact

from crmlab.company import CUTOFF, planted
from crmlab.company.records.accounts import buying_centre, make_accounts
from crmlab.company.simulation import tell


@pytest.fixture(scope="module")
def everybody(stories):
    """All ten companies' contacts, each with the organisation's staff and contact."""
    frames = []
    for seed in SEEDS:
        people = stories[seed].people.frame.set_index("customer_id")
        true = contact(stories, seed).truth["account_contacts"]
        own = people[["staff", "contact_type", "joined"]].loc[true["customer_id"]]
        frames.append(true.join(own.reset_index(drop=True)).assign(seed=seed))
    return pd.concat(frames, ignore_index=True)


def test_every_organisation_and_nobody_else_has_a_buying_centre(stories):
    story = stories[1]
    people = story.people.frame[: story.known]
    organisations = people.loc[people["kind"] == "organisation", "customer_id"]
    true = contact(stories, 1).truth["account_contacts"]
    assert set(true["customer_id"]) == set(organisations)
    assert not true.duplicated(["contact_id", "role"]).any()


def test_the_known_contacts_are_the_true_ones_that_are_known(stories):
    made = contact(stories, 1)
    known, true = made.known["account_contacts"], made.truth["account_contacts"]
    key = ["contact_id", "customer_id", "name", "job_title", "role"]
    pd.testing.assert_frame_equal(
        known[key], true.loc[true["known"], key].reset_index(drop=True)
    )


def test_dates_lie_between_the_first_order_and_the_cut_off(stories):
    known = contact(stories, 1).known["account_contacts"]
    people = stories[1].people.frame.set_index("customer_id")
    joined = people["joined"].loc[known["customer_id"]].to_numpy()
    assert (known["since"] >= joined).all()
    assert (known["last_contacted"] >= known["since"]).all()
    assert (known["last_contacted"] < CUTOFF).all()


def test_each_centre_has_one_who_decides_one_who_approves_and_one_who_orders(everybody):
    for role in ("decider", "approver", "buyer"):
        own = everybody[everybody["role"] == role]
        assert not own.duplicated(["seed", "customer_id"]).any()
        assert own["customer_id"].nunique() == everybody["customer_id"].nunique()


def test_larger_organisations_have_more_people_in_the_buying_centre(everybody):
    size = pd.cut(everybody["staff"], [0, 25, 100, 300, 1e6], right=False)
    by_size = everybody.groupby(size, observed=True)
    people = by_size.apply(lambda g: g.groupby(["seed", "customer_id"])["contact_id"])
    mean = people.apply(lambda ids: ids.nunique().mean())
    assert mean.is_monotonic_increasing and mean.iloc[-1] > 2.5 * mean.iloc[0]


def test_the_share_of_known_roles_is_the_planted_one(everybody):
    missed = 1 - planted.CLOSENESS[everybody["contact_type"]].to_numpy()
    missed = missed * (1 - planted.ROLE_KNOWN[everybody["role"]].to_numpy())
    planted_share = (1 - pd.Series(missed)).groupby(everybody["role"], observed=True)
    known = everybody.groupby("role", observed=True)["known"].mean()
    assert (known - planted_share.mean()).abs().max() < 0.02
    assert known["approver"] < known["decider"] < known["buyer"]


def test_close_contact_brings_more_roles_to_light_in_every_company(everybody):
    close = everybody["contact_type"] >= "proactive"
    distant = everybody["contact_type"] <= "reactive"
    for seed in SEEDS:
        own = everybody["seed"] == seed
        known = everybody["known"]
        assert known[own & close].mean() > known[own & distant].mean()


def test_prospects_get_buying_centres_of_their_own_luck():
    sizes = pd.Series([10, 60, 150, 500] * 50, index=[f"X{i}" for i in range(200)])
    prospects = buying_centre(1, sizes, "Q")
    again, others = buying_centre(1, sizes, "Q"), buying_centre(1, sizes, "R")
    pd.testing.assert_frame_equal(prospects, again)
    assert set(prospects["organisation"]) == set(sizes.index)
    assert prospects["contact_id"].str.startswith("Q").all()
    assert not prospects["name"].head(20).equals(others["name"].head(20))


@pytest.mark.parametrize("without", [(), ("organisations",)])
def test_small_companies_and_those_without_organisations_work(without):
    made = make_accounts(tell(3, 50, without))
    assert list(made.known) == ["account_contacts"]
