"""Hours of sellers: they add up, and the planted chances earn more for an hour."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written

from crmlab.company import CUTOFF, planted
from crmlab.company.selling.prospects import make_prospects
from crmlab.company.selling.sales_hours import make_sales_hours


@pytest.fixture(scope="module")
def made(stories):
    result = {}
    for seed, story in stories.items():
        selling = make_prospects(story)
        own = as_written(make_sales_hours(story, selling))
        result[seed] = as_written(selling), own
    return result


def test_the_hours_of_the_stages_add_up_to_the_deal(made):
    selling, own = made[1]
    for section in ("known", "future"):
        deals = getattr(selling, section)["deals"].set_index("deal_id")
        hours = getattr(own, section)["sales_hours"]
        total = hours.groupby("deal_id")["hours"].sum()
        assert np.allclose(total[deals.index], deals["hours"])
        furthest = hours.groupby("deal_id")["stage"].max()
        assert (furthest[deals.index].to_numpy() == deals["stage"].to_numpy()).all()
        assert (hours["hours"] >= 0).all()


def test_each_region_has_one_seller(made):
    team = made[1][1].known["sales_team"]
    regions = team["regions"].str.split("; ").explode()
    assert sorted(regions) == sorted(planted.REGIONS.index)


def test_what_a_prospect_does_is_what_its_deal_did(made):
    selling, own = made[1]
    worth = own.truth["lead_worth"].set_index("prospect_id")
    deals = selling.known["deals"]
    closed = deals[deals["outcome"] != "open"]
    true = worth.loc[closed["prospect_id"]]
    assert ((closed["outcome"] == "won").to_numpy() == true["wins"]).all()
    assert (closed["closed"].to_numpy() == true["decides_on"].to_numpy()).all()


def test_expected_hours_are_those_that_deals_take(made):
    ratio = []
    for selling, own in made.values():
        deals = selling.known["deals"]
        closed = deals[deals["outcome"] != "open"]
        worth = own.truth["lead_worth"].set_index("prospect_id")
        expected = worth["hours"].loc[closed["prospect_id"]].sum()
        ratio.append(closed["hours"].sum() / expected)
    # Deals are booked in half-hours, rounded up: a quarter of an hour each.
    assert 1.0 < np.mean(ratio) < 1.12


def order_by(frame, score, hours):
    """Margin of those won when prospects are called by a score until time is up."""
    ranked = frame.sort_values(score, ascending=False)
    called = ranked["hours"].cumsum() <= hours
    return (ranked["wins"] * ranked["year_margin"])[called].sum()


def test_by_margin_per_hour_the_same_hours_bring_more(made):
    """Beats first come first served, chance alone and size alone."""
    gains = []
    for selling, own in made.values():
        worth = own.truth["lead_worth"].merge(selling.truth["leads"], on="prospect_id")
        ahead = worth[worth["decides_on"] >= CUTOFF].assign(
            first=lambda d: -np.arange(len(d))
        )
        hours = planted.SELLERS["prospect_hours"].sum() * planted.FUTURE_WEEKS
        assert hours < 0.8 * ahead["hours"].sum(), "there would be time for all"
        best = order_by(ahead, "margin_per_hour", hours)
        rules = ["first", "win_chance", "year_margin"]
        gains.append([best - order_by(ahead, rule, hours) for rule in rules])
    gains = np.array(gains)
    assert (gains.mean(axis=0) > 0).all()
    assert (gains[:, 0] > 0).sum() >= 9


def test_the_desk_errs_as_planted_and_is_worth_asking(made):
    """Chance × estimated value for an estimated hour beats the chance alone."""
    errors, gains = [], []
    for selling, own in made.values():
        parts = [part["prospect_estimates"] for part in (own.known, own.future)]
        desk = pd.concat(parts).set_index("prospect_id")
        worth = own.truth["lead_worth"].merge(selling.truth["leads"], on="prospect_id")
        assert len(desk) == len(worth)
        seen = desk.loc[worth["prospect_id"]]
        # Half-hours and hundreds are coarse where there is little.
        large = ((worth["hours"] > 3) & (worth["year_margin"] > 1000)).to_numpy()
        off = np.log(seen["hours"].to_numpy() / worth["hours"])[large]
        value = np.log(seen["value"].to_numpy() / worth["year_margin"])[large]
        errors.append([off.std(), value.std()])
        ahead = worth.assign(
            guess=worth["win_chance"]
            * seen["value"].to_numpy()
            / seen["hours"].to_numpy()
        )
        ahead = ahead[ahead["decides_on"] >= CUTOFF]
        hours = planted.SELLERS["prospect_hours"].sum() * planted.FUTURE_WEEKS
        gains.append(
            order_by(ahead, "guess", hours) - order_by(ahead, "win_chance", hours)
        )
    spread = [planted.DESK_ERROR["hours"], planted.DESK_ERROR["value"]]
    assert np.mean(errors, axis=0) == pytest.approx(spread, rel=0.08)
    assert (np.array(gains) > 0).sum() >= 8


def test_sellers_do_not_differ_in_skill(made):
    """Wins over what the chances promise: no seller is above on all seeds."""
    z = []
    for selling, own in made.values():
        hours = own.known["sales_hours"].drop_duplicates("deal_id")
        deals = selling.known["deals"].merge(hours[["deal_id", "seller"]], on="deal_id")
        deals = deals[deals["outcome"] != "open"]
        chance = selling.truth["leads"].set_index("prospect_id")["win_chance"]
        deals = deals.assign(chance=chance[deals["prospect_id"]].to_numpy())
        deals["over"] = (deals["outcome"] == "won") - deals["chance"]
        deals["var"] = deals["chance"] * (1 - deals["chance"])
        by = deals.groupby("seller")
        z.append(by["over"].sum() / np.sqrt(by["var"].sum()))
    assert (np.abs(np.mean(z, axis=0)) < 3 / np.sqrt(len(z))).all()
