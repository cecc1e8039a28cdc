"""Campaigns: outcomes tie to the orders, and the control group gives the truth back."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written
from sklearn.linear_model import PoissonRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from crmlab.company import planted
from crmlab.company.selling.campaigns import make_campaigns

BIG = ["K05", "K06"]  # the catalogue and the letter: half held out


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_campaigns(story)) for s, story in stories.items()}


@pytest.fixture(scope="module")
def joined(made):
    """Contacts with their campaigns and the truth, by seed."""
    return {
        seed: tables.known["campaign_contacts"]
        .merge(tables.truth["uplift"], on=["campaign_id", "customer_id"])
        .merge(tables.known["campaigns"], on="campaign_id")
        for seed, tables in made.items()
    }


def test_outcomes_are_the_orders_of_the_four_weeks(stories, joined):
    contacts, orders = joined[1], stories[1].named_orders
    both = contacts.merge(orders, on="customer_id", suffixes=("", "_of_order"))
    both = both[both["date"].between(both["sent"], both["last_day"])]
    both["gain"] = both["amount_of_order"] - both["goods_cost"] - both["handling_cost"]
    sums = both.groupby(["campaign_id", "customer_id"]).agg(
        n=("order_id", "size"), paid=("amount_of_order", "sum"), gain=("gain", "sum")
    )
    its = contacts.set_index(["campaign_id", "customer_id"])
    sums = sums.reindex(its.index, fill_value=0)
    assert (its["orders"] == sums["n"]).all()
    assert np.allclose(its["amount"], sums["paid"])
    assert np.allclose(its["margin"], sums["gain"])
    reduced = both["discount_of_order"] > 0
    assert (reduced == both["treated"]).all()


def test_everything_is_over_before_the_cutoff(made):
    campaigns = made[1].known["campaigns"]
    assert len(campaigns) == len(planted.CAMPAIGNS)
    assert (campaigns["last_day"] < planted.CUTOFF).all()


def test_only_those_with_consent_are_chosen_and_the_draw_is_fair(stories, joined):
    for seed, contacts in joined.items():
        frame = stories[seed].people.frame.set_index("customer_id")
        assert frame.loc[contacts["customer_id"], "agreed"].all()
        for _, its in contacts.groupby("campaign_id"):
            expected = its["held_out"].iloc[0]
            error = np.sqrt(expected * (1 - expected) / len(its))
            assert abs((~its["treated"]).mean() - expected) < 4 * error


def test_uplift_is_nothing_for_the_gone_the_sure_and_the_lost(joined):
    for contacts in joined.values():
        nothing = ~contacts["active"]
        nothing |= contacts["response"].isin(["sure thing", "lost cause"])
        assert (contacts.loc[nothing, "uplift"] == 0).all()
        there = contacts[contacts["active"]].groupby("response")["uplift"].mean()
        assert there["persuadable"] > 0.1
        assert there["do not disturb"] < -0.05


def test_treated_against_held_out_gives_the_true_uplift(joined):
    z = []
    for contacts in joined.values():
        for _, its in contacts.groupby("campaign_id"):
            groups = [its.loc[its["treated"] == sent, "orders"] for sent in (0, 1)]
            error = np.sqrt(sum(group.var() / len(group) for group in groups))
            gain = groups[1].mean() - groups[0].mean()
            z.append((gain - its["uplift"].mean()) / error)
    assert np.abs(z).max() < 4
    assert abs(np.mean(z)) < 0.4
    assert np.std(z) < 1.3


def test_over_half_a_year_it_gives_the_true_uplift_too(made, joined):
    """Late campaigns are told in the future; their half-year runs past the cut-off."""
    z = []
    for seed, contacts in joined.items():
        later = made[seed].future["campaign_contacts"]
        known = made[seed].known["campaign_contacts"].dropna(subset="margin_half_year")
        assert set(later["campaign_id"]) == {"K06", "K07"}
        whole = pd.concat([known, later])
        assert len(whole) == len(contacts)
        whole = whole.merge(made[seed].truth["uplift"])
        for _, its in whole.groupby("campaign_id"):
            for seen, true in [
                ("orders_half_year", "uplift_half_year"),
                ("margin_half_year", "extra_margin_half_year"),
            ]:
                sides = [
                    its.loc[its["treated"] == sent, seen].astype(float)
                    for sent in (0, 1)
                ]
                error = np.sqrt(sum(side.var() / len(side) for side in sides))
                gain = sides[1].mean() - sides[0].mean()
                z.append((gain - its[true].mean()) / error)
    assert np.abs(z).max() < 4
    assert abs(np.mean(z)) < 0.4
    assert np.std(z) < 1.3


def test_the_trial_shows_the_true_extra_margin_of_every_segment(stories, joined):
    """Presents are dearer; a truth that forgot it was far too low for gift givers."""
    contacts = pd.concat(
        its.assign(segment=its["customer_id"].map(segments(stories[seed])))
        for seed, its in joined.items()
    )
    z = {}
    for segment, its in contacts.groupby("segment"):
        parts = []
        for _, one in its.groupby("campaign_id"):
            sides = [one.loc[one["treated"] == sent, "margin"] for sent in (0, 1)]
            gain = sides[1].mean() - sides[0].mean() - one["extra_margin"].mean()
            parts.append((gain, sum(side.var() / len(side) for side in sides)))
        gains, variances = np.array(parts).T
        z[segment] = (gains / variances).sum() / np.sqrt((1 / variances).sum())
    assert max(map(abs, z.values())) < 2.5, z


def segments(story):
    traits = story.people.traits["segment"].astype(str)
    return dict(zip(story.people.frame["customer_id"], traits, strict=True))


def test_all_orders_of_the_treated_are_not_the_campaigns(joined):
    """Sure things would have ordered anyway: response alone claims far too much."""
    for contacts in joined.values():
        treated = contacts[contacts["treated"] & contacts["campaign_id"].isin(BIG)]
        assert treated["orders"].mean() > 2 * treated["uplift"].mean() > 0


# --- who to contact -------------------------------------------------------------------


def features(story, contacts, campaign):
    """What the company knows of each contact on the morning of a campaign."""
    its = contacts[contacts["campaign_id"] == campaign].set_index("customer_id")
    sent = its["sent"].iloc[0]
    orders = story.named_orders[story.orders["date"] < sent]
    ago = (sent - orders["date"]).dt.days
    orders = orders.assign(ago=ago, in_year=ago <= 364, in_quarter=ago <= 91)
    orders = orders.assign(reduced=orders["discount"] > 0)
    history = orders.groupby("customer_id").agg(
        n=("ago", "size"),
        year=("in_year", "sum"),
        quarter=("in_quarter", "sum"),
        last=("ago", "min"),
        first=("ago", "max"),
        reduced=("reduced", "mean"),
        mean_amount=("gross", "mean"),
    )
    history = history.reindex(its.index)
    earlier = contacts[(contacts["sent"] < sent) & contacts["treated"]]
    earlier = earlier.groupby("customer_id")["orders"].agg(["sum", "size"])
    earlier = earlier.reindex(its.index, fill_value=0)
    outside = history["n"] - earlier["sum"]
    usual = outside / np.maximum(history["first"] / 28 - earlier["size"], 1)
    answered = (earlier["sum"] + 0.5) / (earlier["size"] * usual + 0.5)
    x = np.log1p(history[["n", "year", "quarter", "last", "first"]])
    x = x.assign(reduced=history["reduced"], answered=np.log(answered))
    return x.assign(met_offers=np.log1p(earlier["sum"])), history, its


def fitted(x, orders):
    poisson = PoissonRegressor(alpha=0.02, solver="newton-cholesky")
    return make_pipeline(StandardScaler(), poisson).fit(x, orders)


@pytest.fixture(scope="module")
def choices(stories, joined):
    """True gain (CNY) of the letter, by seed and by whom it is sent to.

    A two-model uplift learnt from earlier campaigns chooses those whose predicted gain
    is above the cost; the other rules choose as many.
    """
    rows = {}
    for seed, contacts in joined.items():
        earlier = [features(stories[seed], contacts, k) for k in ["K02", "K04", "K05"]]
        x, orders, treated = (
            pd.concat(part)
            for part in zip(
                *[(x, its["orders"], its["treated"]) for x, _, its in earlier],
                strict=True,
            )
        )
        with_it = fitted(x[treated], orders[treated])
        without = fitted(x[~treated], orders[~treated])
        x, history, its = features(stories[seed], contacts, "K06")
        if_sent, if_not = with_it.predict(x), without.predict(x)
        spend, off = history["mean_amount"], its["discount"]
        margin = 0.55 * spend - 11.5
        gain = if_sent * (margin - off * spend) - if_not * margin
        scores = {"uplift": gain, "activity": history["year"]}
        scores |= {"response": if_sent * spend, "risk": history["last"]}
        truth = its["extra_margin"] - its["contact_cost"]
        count = int((gain > its["contact_cost"]).sum())
        rows[seed] = {
            rule: truth.to_numpy()[np.argsort(-np.asarray(score))[:count]].sum()
            for rule, score in scores.items()
        } | {"everybody": truth.sum()}
    return pd.DataFrame(rows).T


def test_predicted_uplift_chooses_better_than_activity_response_and_risk(choices):
    for rule in ["activity", "response", "risk", "everybody"]:
        assert (choices["uplift"] > choices[rule]).all()
    assert (choices["uplift"] > 0).all()
    assert choices["risk"].mean() < 0  # most of them have gone
