"""Prospects and deals: logistic regression gives the planted coefficients back."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from as_written import as_written
from sklearn.metrics import roc_auc_score

from crmlab.company import planted
from crmlab.company.selling.lead_truth import INTERCEPT
from crmlab.company.selling.prospects import make_prospects


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_prospects(story)) for s, story in stories.items()}


def design(prospects, model):
    """The columns of the lead model, one for each coefficient that is not a base."""
    numbers = prospects.assign(log_staff=np.log(prospects["staff"].astype(float)))
    columns = {}
    for row in model.itertuples():
        if row.column == INTERCEPT:
            columns[row.column] = np.ones(len(prospects))
        elif pd.isna(row.level):
            columns[row.column] = numbers[row.column].astype(float)
        else:
            columns[row.column, row.level] = (prospects[row.column] == row.level) * 1.0
    bases = [("credit", "A"), ("source", "cold call"), ("sector", "office")]
    names = [name for name in columns if name not in bases]
    true = dict(zip(columns, model["coefficient"], strict=True))
    x = np.column_stack([columns[name] for name in names])
    return x, pd.Series([true[name] for name in names], [str(n) for n in names])


@pytest.fixture(scope="module")
def fits(made):
    """Logistic regressions on the closed deals, with the truth beside them."""
    results = {}
    for seed, tables in made.items():
        deals = tables.known["deals"].merge(tables.known["prospects"], on="prospect_id")
        closed = deals[deals["outcome"] != "open"]
        x, true = design(closed, tables.truth["lead_model"])
        won = (closed["outcome"] == "won").to_numpy(float)
        fit = sm.Logit(won, x).fit(disp=0)
        results[seed] = closed, won, fit, true
    return results


def test_each_deal_won_is_an_organisation_that_joined_that_day(made, stories):
    deals = made[1].known["deals"].merge(made[1].known["prospects"], on="prospect_id")
    won = deals[deals["outcome"] == "won"]
    frame = stories[1].people.frame.set_index("customer_id").loc[won["customer_id"]]
    assert (frame["joined"].to_numpy() == won["closed"].to_numpy()).all()
    for column in ["name", "sector", "staff", "region"]:
        assert (frame[column].astype(object).to_numpy() == won[column].to_numpy()).all()
    assert won["customer_id"].is_unique
    assert deals[deals["outcome"] != "won"]["customer_id"].isna().all()


def test_open_deals_hold_nothing_of_how_they_end(made):
    for tables in made.values():
        known, future = tables.known["deals"], tables.future["deals"]
        still = known[known["outcome"] == "open"].set_index("deal_id")
        assert still[["closed", "reason", "customer_id"]].isna().all(axis=None)
        ends = future.set_index("deal_id").loc[still.index]
        assert (ends["closed"] >= planted.CUTOFF).all()
        assert (still["hours"] <= ends["hours"]).all()
        assert (still["stage"].cat.codes <= ends["stage"].cat.codes).all()
        for role in planted.ROLES_MET.index:
            assert (still[f"met_{role}"] <= ends[f"met_{role}"]).all()
            assert still[f"met_{role}"].sum() < ends[f"met_{role}"].sum()
        closed = known[known["outcome"] != "open"]
        assert (closed["closed"] < planted.CUTOFF).all()
        assert (closed["opened"] < closed["closed"]).all()


def test_a_prospect_is_called_pursued_once_there_is_a_deal(made):
    prospects, deals = (made[1].known[name] for name in ("prospects", "deals"))
    pursued = prospects.loc[prospects["pursued"], "prospect_id"]
    assert set(pursued) == set(deals["prospect_id"])
    assert 0.1 < 1 - len(pursued) / len(prospects) < 0.35


def test_logistic_regression_gives_the_coefficients_back(fits):
    z = pd.DataFrame(
        {
            seed: (fit.params - true) / fit.bse
            for seed, (_, _, fit, true) in fits.items()
        }
    )
    assert np.abs(z).max(axis=None) < 4
    assert (np.abs(z.mean(axis=1)) < 1.1).all()
    assert 0.8 < np.sqrt((z**2).mean(axis=None)) < 1.35
    signs = ["sample_asked", "budget_known", "visits", "log_staff"]
    for _, _, fit, true in fits.values():
        of_seed = pd.Series(fit.params, true.index)
        assert (np.abs(of_seed[signs] / true[signs] - 1) < 0.6).all()


def test_the_true_chances_are_calibrated_and_tell_deals_apart(made, fits):
    for seed, (closed, won, fit, _) in fits.items():
        chance = closed[["prospect_id"]].merge(made[seed].truth["leads"])["win_chance"]
        assert abs(chance.mean() - won.mean()) < 0.04
        assert 0.74 < roc_auc_score(won, chance) < 0.88
        assert roc_auc_score(won, fit.predict()) > roc_auc_score(won, chance) - 0.01


def test_the_score_ranks_the_deals_of_the_half_year_to_come(made, fits):
    levels = []
    for seed, (*_, fit, _) in fits.items():
        tables = made[seed]
        later = tables.future["deals"].merge(
            tables.known["prospects"], on="prospect_id"
        )
        x, _ = design(later, tables.truth["lead_model"])
        won = later["outcome"] == "won"
        levels.append(roc_auc_score(won, fit.predict(x)))
    assert min(levels) > 0.65
    assert 0.74 < np.mean(levels) < 0.88


def test_deals_that_met_neither_decider_nor_approver_are_lost(fits):
    for closed, won, _, _ in fits.values():
        neither = ~(closed["met_decider"] | closed["met_approver"])
        assert neither.sum() > 100
        assert won[neither].mean() < 0.3 * won.mean()
