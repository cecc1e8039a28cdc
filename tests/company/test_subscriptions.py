"""Lantern Plus: survival and hazards come back; risk is the wrong guide to save by."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight

from crmlab.company import planted
from crmlab.company.selling.subscriptions import make_subscriptions


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_subscriptions(story)) for s, story in stories.items()}


def durations(subscriptions):
    """Renewals that each was at risk, and whether the last of them ended it."""
    event = subscriptions["ended"].notna()
    days = (subscriptions["ended"].fillna(planted.CUTOFF) - subscriptions["started"]).dt
    # On the cut-off date's own renewal nothing is known yet.
    months = np.where(event, days.days, days.days - 1) // planted.PLUS_MONTH
    at_risk = months > 0
    return subscriptions[at_risk], months[at_risk], event[at_risk].astype(int)


def test_contracts_begin_with_an_order_and_end_at_a_renewal(made, stories):
    known = made[1].known["subscriptions"]
    assert known["customer_id"].is_unique
    orders = stories[1].named_orders[["customer_id", "date"]].drop_duplicates()
    begun = known.merge(
        orders, left_on=["customer_id", "started"], right_on=["customer_id", "date"]
    )
    assert len(begun) == len(known)
    over = known[known["ended"].notna()]
    days = (over["ended"] - over["started"]).dt.days
    assert (days % planted.PLUS_MONTH == 0).all()
    assert (days > 0).all()
    assert (over["ended"] < planted.CUTOFF).all()
    assert (known["reason"].isna() == known["ended"].isna()).all()


def test_the_future_tells_how_running_contracts_go_on(made):
    known, future = (x["subscriptions"] for x in (made[1].known, made[1].future))
    running = set(known[known["ended"].isna()]["customer_id"])
    assert running <= set(future["customer_id"])
    assert (future["ended"].dropna() >= planted.CUTOFF).all()
    strangers = future[~future["customer_id"].isin(known["customer_id"])]
    assert (strangers["started"] >= planted.CUTOFF).all()


def test_kaplan_meier_gives_the_true_curve(made):
    z = []
    for tables in made.values():
        _, months, event = durations(tables.known["subscriptions"])
        estimate = SurvfuncRight(months, event)
        true = tables.truth["subscription_survival"].set_index("month")["survival"]
        assert abs(estimate.quantile(0.5) - (true <= 0.5).idxmax()) <= 1
        at = np.isin(estimate.surv_times, [3, 6, 9, 12])
        gap = estimate.surv_prob[at] - true.loc[estimate.surv_times[at]]
        z.append(gap / estimate.surv_prob_se[at])
    assert np.abs(z).max() < 4
    assert abs(np.mean(z)) < 0.8  # the four points of a curve go together


def test_cox_gives_the_hazard_ratios(made, stories):
    terms, z, found = list(planted.PLUS_HAZARD.index), [], []
    for seed, tables in made.items():
        known, months, event = durations(tables.known["subscriptions"])
        kind = stories[seed].people.frame.set_index("customer_id")["kind"]
        work = kind.loc[known["customer_id"]].to_numpy() == "organisation"
        x = known.assign(organisation=work)[terms].astype(float)
        fit = PHReg(months, x, status=event, ties="efron").fit()
        seen = tables.truth["subscription_hazards"]["seen"]
        z.append((fit.params - seen) / fit.bse)
        found.append(fit.params)
    assert np.abs(z).max() < 4
    assert (np.abs(np.mean(z, axis=0)) < 1.1).all()
    planned = planted.PLUS_HAZARD[["price", "automatic", "free_month"]]
    share = np.mean(found, axis=0)[:3] / planned
    assert share.between(0.6, 1.05).all()  # what cannot be seen draws them to zero


def test_the_risk_of_ending_falls_with_time(made):
    for tables in made.values():
        _, months, event = durations(tables.known["subscriptions"])
        early = event[months <= 3].sum() / np.minimum(months, 3).sum()
        late = event[months > 12].sum() / np.maximum(months - 12, 0).sum()
        assert early > 1.15 * late


# --- the save offer -------------------------------------------------------------------


@pytest.fixture(scope="module")
def trials(made):
    """The trial with the truth, its terms, and the cell that a student would form."""
    both = {}
    for seed, tables in made.items():
        known = tables.known
        terms = known["subscriptions"][["customer_id", "price", "automatic", "ended"]]
        trial = known["save_offer_trial"][
            ["customer_id", "days_since_order", "risk_score", "offered", "stayed"]
        ]
        truth = tables.truth["save_offer"][
            ["customer_id", "response", "stay_without", "stay_with", "uplift"]
        ]
        frame = trial.merge(terms, on="customer_id").merge(truth, on="customer_id")
        idle = np.digitize(frame["days_since_order"], [60, 120])
        both[seed] = frame.assign(cell=3 * frame["automatic"] + idle)
    return both


def gain(group):
    """Share that stayed with the offer less the share without it, and its error."""
    with_it, without = (group.loc[group["offered"] == on, "stayed"] for on in (1, 0))
    error = np.sqrt(with_it.var() / len(with_it) + without.var() / len(without))
    return with_it.mean() - without.mean(), error


def test_the_trial_is_fair_and_its_outcome_is_the_contracts(trials):
    for trial in trials.values():
        assert len(trial) > 700
        assert abs(trial["offered"].mean() - 0.5) < 4 * 0.5 / np.sqrt(len(trial))
        assert (trial["stayed"] == trial["ended"].isna()).all()
        assert (trial["ended"].dropna() >= planted.SAVE_TRIAL[0]).all()


def test_the_trial_gives_the_true_effect(trials):
    z = []
    for trial in trials.values():
        for part in (trial["automatic"], ~trial["automatic"]):
            effect, error = gain(trial[part])
            z.append((effect - trial.loc[part, "uplift"].mean()) / error)
    assert np.abs(z).max() < 4
    assert abs(np.mean(z)) < 0.7


def test_the_old_rule_does_tell_who_is_at_risk(trials):
    for trial in trials.values():
        risk = 1 - trial["stay_without"]
        assert np.corrcoef(trial["risk_score"], risk)[0, 1] > 0.5


def test_saving_by_risk_loses_money_and_by_uplift_earns_it(trials):
    earned = {}
    for seed, trial in trials.items():
        worth = 8 * (trial["price"] - planted.PLUS_COST)  # eight months' margin
        cost = planted.SAVE_LETTER + (
            planted.SAVE_DISCOUNT * trial["price"] * trial["stay_with"]
        )
        true = (trial["uplift"] * worth - cost).to_numpy()
        estimate = trial["cell"].map(
            {cell: gain(group)[0] for cell, group in trial.groupby("cell")}
        )
        by_uplift = np.flatnonzero(estimate * worth > cost)
        by_risk = np.argsort(-trial["risk_score"], kind="stable")[: len(by_uplift)]
        earned[seed] = true[by_risk].sum(), true[by_uplift].sum()
        top = trial.iloc[by_risk]["response"].isin(["lost cause", "do not disturb"])
        assert top.mean() > 0.5
    earned = pd.DataFrame(earned, index=["risk", "uplift"]).T
    assert (earned["risk"] < 0).all()
    # By so few answers a cell, luck may choose badly at one company in ten.
    assert (earned["uplift"] > earned["risk"]).sum() >= 9
    assert earned["uplift"].mean() > 500
