"""Consent and requests about data: what the company did, and what it overlooked."""

import numpy as np
import pytest
from as_written import as_written

from crmlab.company import CUTOFF, planted
from crmlab.company.core_tables import make_core
from crmlab.company.records.requests import CUTOFF_DAY, consent_ends
from crmlab.company.records.service import make_service
from crmlab.company.selling.campaigns import make_campaigns
from crmlab.company.simulation import tell
from crmlab.company.story import Tables

ASKED = ["stop offers", "forget me"]
DATA = ["see my data", "forget me"]


@pytest.fixture(scope="module")
def made(stories):
    """Customers, cases and campaigns of twenty seeds, as students see them."""
    told = stories | {seed: tell(seed, 6000) for seed in range(11, 21)}
    companies = {}
    for seed, story in told.items():
        tables = Tables()
        for make in (make_core, make_service, make_campaigns):
            tables.add(make(story))
        companies[seed] = as_written(tables)
    return companies


def asked(tables, topics, *, closed=False):
    cases = tables.known["service_cases"]
    cases = cases[cases["topic"].isin(topics)]
    return cases[cases["closed"].notna()] if closed else cases


def sent_to(tables, cases):
    """Offers that were sent to those who asked, with the dates of both."""
    contacts = tables.known["campaign_contacts"].merge(
        tables.known["campaigns"][["campaign_id", "sent"]]
    )
    both = contacts[contacts["treated"]].merge(cases, on="customer_id")
    return both.merge(tables.truth["service"], on="customer_id")


def test_a_closed_request_ends_consent_unless_it_was_overlooked(made):
    for tables in made.values():
        people = tables.known["customers"].set_index("customer_id")
        truth = tables.truth["service"].set_index("customer_id")
        ids = asked(tables, ASKED, closed=True)["customer_id"].unique()
        stands = people.loc[ids, "consent"]
        assert (stands == truth.loc[ids, "overlooked"]).all()
        assert not truth["overlooked"].drop(ids).any()
        ended = truth["consent_ended"].notna()
        assert not people.loc[ended[ended].index, "consent"].any()


def test_after_consent_has_ended_nobody_is_chosen_for_a_campaign(made):
    for tables in made.values():
        both = sent_to(tables, asked(tables, ASKED))
        over = both["consent_ended"].notna()
        assert (both.loc[over, "sent"] < both.loc[over, "consent_ended"]).all()
        assert over.sum() > 0  # before that day they were


def test_stopped_and_forgotten_are_told_apart_on_every_seed(made):
    """What the exercise asks has another answer for each lazy way to get it."""
    for tables in made.values():
        orders, people = tables.known["orders"], tables.known["customers"]
        recent = orders["date"] >= CUTOFF - np.timedelta64(26 * 7, "D")
        ids = orders.loc[recent, "customer_id"].unique()
        consent = people.set_index("customer_id").loc[ids, "consent"]
        ways = [asked(tables, topics) for topics in ([], ASKED[:1], ASKED[1:], ASKED)]
        ways.append(asked(tables, ASKED, closed=True))
        struck = [(~consent | consent.index.isin(w["customer_id"])).sum() for w in ways]
        assert len(set(struck[:1] + struck[3:])) == 3
        assert min(struck[3] - np.array(struck[:3])) >= 5
        closed = [asked(tables, t, closed=True) for t in (ASKED[1:], ASKED)]
        after = [sent_to(tables, cases).query("sent > closed") for cases in closed]
        assert 5 <= len(after[0]) < len(after[1])
        later = after[1]["consent_ended"] > after[1]["sent"]  # by a second request
        assert (after[1]["overlooked"] | later).all()


def test_each_way_to_count_late_requests_gives_another_share(made):
    for tables in made.values():
        cases = asked(tables, DATA)
        still_open = cases["closed"].isna()
        days = (cases["closed"].fillna(CUTOFF) - cases["opened"]).dt.days
        right = (days > 30).mean()
        lazy = {
            "at thirty": (days >= 30).mean(),
            "four weeks": (days > 28).mean(),
            "open in time": ((days > 30) & ~still_open).mean(),
            "open all late": ((days > 30) | still_open).mean(),
            "closed only": (days > 30)[~still_open].mean(),
        }
        assert all(abs(share - right) > 0.002 for share in lazy.values()), lazy
        assert 0.15 < right < 0.45


def test_more_and_more_requests_lie_about(made):
    shares = []
    for tables in made.values():
        cases = asked(tables, DATA)
        days = (cases["closed"].fillna(CUTOFF) - cases["opened"]).dt.days
        first = cases["opened"] < CUTOFF - np.timedelta64(364, "D")
        due = cases["opened"] < CUTOFF - np.timedelta64(60, "D")
        shares.append([(days[part] > 60).mean() for part in (first, ~first & due)])
    early, late = np.mean(shares, axis=0)
    assert late - early > 0.08


def test_a_request_comes_out_the_same_whoever_asks(stories):
    story = stories[1]
    ends = consent_ends(1, story.people.frame)
    assert (ends == story.engine.consent_ends).all()
    left = story.people.frame["agreed"] & (ends >= CUTOFF_DAY)
    assert (left == story.people.frame["consent"]).all()
    assert 0.1 < planted.OVERLOOKED < 0.5
