"""Lantern Plus and ordering: matched non-members show the truth, members do not."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written

from crmlab.company import CUTOFF, planted
from crmlab.company.selling.subscriptions import make_subscriptions
from crmlab.company.simulation import tell

HALF_YEAR = 182
DAY = np.timedelta64(1, "D")


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_subscriptions(story)) for s, story in stories.items()}


def count(orders, rows, first, last):
    """Orders of each row's customer on the days first to last after the row's date."""
    both = (
        rows[["customer_id", "date"]]
        .reset_index()
        .merge(orders.rename(columns={"date": "other"}), on="customer_id")
    )
    days = (both["other"] - both["date"]).dt.days
    found = both[(days >= first) & (days <= last)].groupby("index").size()
    return found.reindex(rows.index, fill_value=0)


def chances(story, subscriptions):
    """Each order at which Lantern Plus might have been taken, and what came after."""
    orders = story.named_orders[["customer_id", "date"]]
    orders = orders[orders["date"] < CUTOFF]
    rows = orders.merge(subscriptions[["customer_id", "started", "ended"]], how="left")
    rows = rows[rows["started"].isna() | (rows["date"] <= rows["started"])]
    ends = CUTOFF - pd.Timedelta(days=HALF_YEAR)
    rows = rows[rows["date"].between(planted.PLUS_START, ends, inclusive="left")]
    rows = rows.drop_duplicates(["customer_id", "date"]).reset_index(drop=True)
    over = rows["date"] + HALF_YEAR * DAY
    ended = rows["ended"].fillna(CUTOFF).where(rows["ended"] < over, over)
    began = rows["started"].where(rows["started"] < over, over)
    return rows.assign(
        takes=rows["date"] == rows["started"],
        before=count(orders, rows, -HALF_YEAR, -1),
        after=count(orders, rows, 1, HALF_YEAR),
        membership=((ended - began).dt.days / HALF_YEAR).clip(0).fillna(0),
        first=count(orders, rows, -1000, -1) == 0,
        quarter=rows["date"].dt.to_period("Q"),
    )


def matched(rows):
    """Gain in orders for a half-year of membership, and its standard error.

    Takers against those who ordered in the same quarter, as often in the half-year
    before, and did not take it; later takers among these count by their membership.
    """
    cells = [rows["quarter"], rows["before"].clip(upper=6), rows["first"]]
    grouped = rows.groupby([*cells, "takes"])
    means = grouped[["after", "membership"]].mean().unstack()
    size, variance = grouped.size().unstack(), grouped["after"].var().unstack()
    customers = grouped["customer_id"].nunique().unstack()
    weight = size[True].where(means.notna().all(axis=1), 0).fillna(0)
    weight = weight / weight.sum()
    gap = {
        k: (weight * (means[k, True] - means[k, False])).sum()
        for k in ["after", "membership"]
    }
    error = (weight**2 * (variance / customers).sum(axis=1)).sum() ** 0.5
    return gap["after"] / gap["membership"], error / gap["membership"]


def truth(tables):
    begun = tables.known["subscriptions"].set_index("customer_id")["started"]
    rows = tables.truth["lantern_plus"]
    early = rows["customer_id"].map(begun) < CUTOFF - pd.Timedelta(days=HALF_YEAR)
    rows = rows[early]
    gain = rows["orders_with"] - rows["orders_without"]
    return gain.sum() / rows["membership"].sum()


def test_matched_non_members_show_what_it_brings(made, stories):
    z, found = [], []
    for seed, tables in made.items():
        rows = chances(stories[seed], tables.known["subscriptions"])
        estimate, error = matched(rows)
        z.append((estimate - truth(tables)) / error)
        found.append((estimate, truth(tables)))
        assert estimate > 2.5 * error  # there is something to be found
    assert np.abs(z).max() < 4 and abs(np.mean(z)) < 0.8 and np.std(z) < 1.5
    estimate, true = np.mean(found, axis=0)
    assert np.isclose(estimate, true, rtol=0.2) and true > 0.5


def test_members_against_the_others_claim_far_too_much(made, stories):
    for seed, tables in made.items():
        known = tables.known["subscriptions"]
        members = known.loc[known["ended"].isna(), "customer_id"]
        orders = stories[seed].named_orders
        lately = orders[orders["date"].between(CUTOFF - HALF_YEAR * DAY, CUTOFF)]
        lately = lately.groupby("customer_id").size()
        everybody = stories[seed].people.frame["customer_id"][: stories[seed].known]
        lately = lately.reindex(everybody, fill_value=0)
        is_member = lately.index.isin(members)
        naive = lately[is_member].mean() - lately[~is_member].mean()
        assert naive > 2.5 * truth(tables)


def test_the_engine_and_the_contracts_tell_one_story(made, stories):
    for seed, tables in made.items():
        known, later = (x["subscriptions"] for x in (tables.known, tables.future))
        all_of_them = pd.concat([known[known["ended"].notna()], later])
        for week, kept in stories[seed].life.kept.items():
            day = planted.START + pd.Timedelta(weeks=week)
            ended = all_of_them["ended"] < day
            running = all_of_them[(all_of_them["started"] < day) & ~ended]
            ids = stories[seed].people.frame["customer_id"][kept.plus]
            assert set(running["customer_id"]) == set(ids)


def test_as_it_came_is_as_the_orders_say(made, stories):
    rows = made[1].truth["lantern_plus"].set_index("customer_id")
    begun = made[1].known["subscriptions"].set_index("customer_id")["started"]
    orders = stories[1].named_orders[["customer_id", "date"]]
    asked = begun.rename("date").reset_index()
    after = count(orders, asked, 1, HALF_YEAR)
    assert (after.to_numpy() == rows.loc[begun.index, "orders_with"]).all()


def test_in_the_textbook_it_adds_nothing():
    story = tell(3, 400, ("experience",))
    rows = make_subscriptions(story).truth["lantern_plus"]
    assert len(rows) and (rows["orders_with"] == rows["orders_without"]).all()
