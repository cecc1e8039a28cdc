"""The points programme: the ledger adds up, and members are not its own work."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written

from crmlab.company import planted
from crmlab.company.selling.programme import make_programme


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_programme(story)) for s, story in stories.items()}


@pytest.fixture(scope="module")
def ledger(made):
    """Known and later entries of the first company, in order of time."""
    parts = made[1].known, made[1].future
    return pd.concat([part["programme_ledger"] for part in parts], ignore_index=True)


def test_balances_add_up_and_never_fall_below_zero(ledger):
    assert (ledger["balance"] == ledger.groupby("customer_id")["points"].cumsum()).all()
    assert (ledger["balance"] >= 0).all()
    assert ledger["date"].is_monotonic_increasing
    # A reward uses up what there is.
    assert (ledger.loc[ledger["kind"] == "redeemed", "balance"] == 0).all()


def test_points_are_two_for_each_yuan_of_a_members_order(stories, ledger):
    story = stories[1]
    earned = ledger[ledger["kind"] == "earned"].set_index("order_id")["points"]
    member = story.life.events["member"].to_numpy()[story.orders["event"]]
    orders = story.named_orders[member].set_index("order_id")["amount"]
    expected = np.round(orders * planted.HOUSE["earn"] / planted.POINT).astype(int)
    assert (earned == expected[expected > 0].loc[earned.index]).all()
    assert len(earned) == (expected > 0).sum()


def test_everyone_joins_once_and_first(ledger):
    first = ledger.groupby("customer_id")["kind"].first()
    assert (first == "welcome").all()
    assert ledger[ledger["kind"] == "welcome"]["customer_id"].is_unique


def test_points_expire_a_year_after_they_were_earned(ledger):
    lost = ledger[ledger["kind"] == "expired"]
    earned = ledger[ledger["points"] > 0]
    year_before = lost["date"] - pd.Timedelta(days=planted.POINTS_LAST)
    lots = earned.groupby(["customer_id", "date"])["points"].sum()
    theirs = lots.loc[pd.MultiIndex.from_arrays([lost["customer_id"], year_before])]
    assert (-lost["points"].to_numpy() <= theirs.to_numpy()).all()
    # Nothing older than a year is ever left.
    last = ledger.groupby("customer_id").last()
    recent = earned["date"] >= planted.FUTURE_END - pd.Timedelta(days=365)
    fresh = earned[recent].groupby("customer_id")["points"].sum()
    assert (last["balance"] <= fresh.reindex(last.index, fill_value=0)).all()


def test_about_a_quarter_of_the_points_is_never_used(made):
    for tables in made.values():
        parts = tables.known, tables.future
        whole = pd.concat([part["programme_ledger"] for part in parts])
        ends = planted.FUTURE_END - pd.Timedelta(days=planted.POINTS_LAST)
        due = whole[(whole["points"] > 0) & (whole["date"] < ends)]["points"].sum()
        lost = -whole[whole["kind"] == "expired"]["points"].sum()
        assert abs(lost / due - (1 - planted.POINTS_REDEEMED)) < 0.07


def test_tiers_follow_the_years_spend(made, stories):
    tiers, orders = made[1].known["programme_tiers"], stories[1].named_orders
    review = pd.Timestamp("2025-04-01")
    moved = tiers["customer_id"].duplicated()  # the first row is that of joining
    row = tiers[(tiers["since"] == review) & moved].set_index("customer_id")
    assert len(row) > 50
    year = orders["date"].between(review - pd.Timedelta(days=365), "2025-03-31")
    paid = orders[year].groupby("customer_id")["amount"].sum()
    paid = paid.reindex(row.index, fill_value=0)
    assert np.allclose(paid, row["paid_in_year"], atol=0.02)
    assert ((row["tier"] == "gold") == (row["paid_in_year"] >= 4000)).all()
    assert ((row["tier"] == "basic") == (row["paid_in_year"] < 1200)).all()


# --- what the programme does ----------------------------------------------------------


def orders_of_last_year(story):
    """Orders in the 52 weeks before the cut-off of those who had joined before them."""
    begins = planted.CUTOFF - pd.Timedelta(weeks=52)
    orders = story.named_orders[story.orders["date"].between(begins, "2025-06-29")]
    frame = story.people.frame[story.people.frame["joined"] < begins]
    count = np.bincount(orders["who"], minlength=len(story.people.frame))
    return frame.assign(orders=count[frame.index])


def difference(group, other):
    error = np.sqrt(group.var() / len(group) + other.var() / len(other))
    return group.mean() - other.mean(), error


def test_held_out_customers_are_never_members(made, stories):
    for seed, tables in made.items():
        frame = stories[seed].people.frame.set_index("customer_id")
        members = tables.known["programme_ledger"]["customer_id"].unique()
        assert not frame.loc[members, "programme_held_out"].any()


def test_the_held_out_group_shows_a_small_effect_and_members_a_large_one(made, stories):
    for seed, tables in made.items():
        truth, last = tables.truth["programme"], orders_of_last_year(stories[seed])
        gain = truth["orders_with"] - truth["orders_without"]
        true = gain[truth["member"]].mean()
        assert 0 < true < 0.4
        offered, held_out = (
            last.loc[last["programme_held_out"] == out, "orders"] for out in (0, 1)
        )
        effect, error = difference(offered, held_out)
        assert abs(effect - gain[truth["member"]].sum() / len(truth)) < 3.5 * error
        # Members buy more because those who buy more become members.
        ledger = tables.known["programme_ledger"]
        member = last["customer_id"].isin(ledger["customer_id"])
        naive, error = difference(last["orders"][member], last["orders"][~member])
        assert naive - 5 * error > 5 * true


def test_the_company_saw_one_of_the_two_lives(made, stories):
    for seed, tables in made.items():
        trial, orders = tables.truth["programme_trial"], stories[seed].named_orders
        launch = pd.Timestamp(planted.PROGRAMME_START)
        since = orders[(orders["date"] >= launch) & (orders["date"] < planted.CUTOFF)]
        count = since.groupby("customer_id").size()
        count = count.reindex(trial["customer_id"], fill_value=0).to_numpy()
        seen = trial["orders_without"].where(trial["held_out"], trial["orders_with"])
        assert (seen == count).all()


def test_each_design_is_unbiased_and_a_larger_or_stratified_draw_errs_less(made):
    z, spread = [], []
    for tables in made.values():
        designs = tables.truth["programme_designs"].set_index("design")
        gain = designs["true_effect"].iloc[0]
        assert -0.05 < gain < 0.3
        z.append((designs["estimate"] - gain) / designs["error"])
        spread.append(designs["spread"])
        assert designs["error"].between(0.6 * spread[-1], 1.5 * spread[-1]).all()
    assert np.abs(z).max() < 4 and (np.abs(np.mean(z, axis=0)) < 1.1).all()
    random, stratified, half, both = np.mean(spread, axis=0)
    assert both < half < stratified < random
