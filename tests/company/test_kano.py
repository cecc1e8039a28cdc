"""The Kano questionnaire returns the planted category of each feature."""

import numpy as np
import pandas as pd
import pytest

from crmlab.company import planted
from crmlab.company.simulation import tell
from crmlab.company.survey.kano import make_kano
from crmlab.company.survey.waves import make_survey
from crmlab.satisfaction import EVALUATION_TABLE

MIXED = "refills"  # no one category for all
CLEAR = [feature for feature in planted.KANO_FEATURES.index if feature != MIXED]


@pytest.fixture(scope="module")
def questionnaires(stories):
    return {seed: make_kano(story) for seed, story in stories.items()}


@pytest.fixture(params=range(1, 11))
def tables(questionnaires, request):
    return questionnaires[request.param]


def categories(answers):
    """Each pair of answers looked up in the evaluation table."""
    table = EVALUATION_TABLE.to_numpy()
    return table[answers["functional"].cat.codes, answers["dysfunctional"].cat.codes]


def counts(answers):
    found = pd.crosstab(answers["feature"], categories(answers))
    return found.reindex(columns=planted.KANO_CATEGORIES, fill_value=0)


def everybody(tables):
    true = tables.truth["kano"]
    return true[true["segment"] == "everybody"].set_index("feature")


def test_respondents_are_of_the_second_wave(stories, questionnaires):
    answers = questionnaires[1].known["kano"]
    survey = make_survey(stories[1]).known["survey"]
    asked = set(survey.loc[survey["wave"] == 2, "customer_id"])
    assert set(answers["customer_id"]) <= asked
    assert answers["customer_id"].nunique() == planted.KANO_ASKED
    assert not answers.duplicated(["customer_id", "feature"]).any()
    assert len(answers) == planted.KANO_ASKED * len(planted.KANO_FEATURES)
    assert answers["importance"].between(1, 9).all()


def test_planted_pairs_stand_for_their_category():
    for category, pairs in planted.KANO_PAIRS.items():
        assert sum(share for *_, share in pairs) == pytest.approx(1)
        for functional, dysfunctional, _ in pairs:
            assert EVALUATION_TABLE.loc[functional, dysfunctional] == category
    assert np.allclose(planted.KANO_SPREAD.sum(axis=1), 1)


def test_the_mode_is_the_planted_category(tables):
    found, true = counts(tables.known["kano"]).idxmax(axis=1), everybody(tables)
    assert found[CLEAR].to_dict() == true["category"].astype(str)[CLEAR].to_dict()


def test_every_kind_of_feature_is_there(questionnaires):
    assert set(everybody(questionnaires[1])["category"][CLEAR]) == set("AOMIR")


def test_shares_and_coefficients_are_near_the_truth(tables):
    found, true = counts(tables.known["kano"]), everybody(tables)
    share = found / planted.KANO_ASKED
    assert (share - true[planted.KANO_CATEGORIES]).abs().max(axis=None) < 0.09
    within = found[list("AOMI")].sum(axis=1)
    better = (found["A"] + found["O"]) / within
    worse = -(found["O"] + found["M"]) / within
    assert (better - true["better"]).abs().max() < 0.09
    assert (worse - true["worse"]).abs().max() < 0.09


def test_the_mixed_feature_is_undecided_and_splits_by_segment(questionnaires):
    undecided = 0
    for tables in questionnaires.values():
        answers = tables.known["kano"]
        two = counts(answers).loc[MIXED].nlargest(2).to_numpy()
        n = planted.KANO_ASKED
        least = 1.65 * np.sqrt(two.sum() * (2 * n - two.sum()) / (2 * n))
        undecided += two[0] - two[1] < least  # Fong 1996
    assert undecided >= 4  # of ten; measured 6
    true = questionnaires[1].truth["kano"]
    split = true[true["feature"] == MIXED].set_index("segment")
    assert split["category"]["daily drinker"] == "A"
    assert split["category"]["gift giver"] == "R"


def test_one_segments_delight_is_anothers_must(stories, questionnaires):
    right, asked = 0, 0
    for seed, tables in questionnaires.items():
        story = stories[seed]
        segment = pd.Series(
            story.people.traits["segment"].to_numpy(),
            story.people.frame["customer_id"],
        )
        answers = tables.known["kano"]
        whose = segment.loc[answers["customer_id"]].to_numpy()
        true = tables.truth["kano"].set_index(["segment", "feature"])["category"]
        for name in planted.SEGMENTS:
            found = counts(answers[whose == name]).idxmax(axis=1)
            right += (found == true[name].astype(str).loc[found.index]).sum()
            asked += len(found)
    assert right / asked > 0.97
    planned = planted.KANO_PLANTED.loc["free_delivery"]
    assert planned["gift giver"] == "A" and planned["convenience seeker"] == "M"


def test_the_important_is_what_must_be(questionnaires):
    answers = questionnaires[1].known["kano"]
    mean = answers.groupby(categories(answers))["importance"].mean()
    assert mean["M"] > mean["A"] > mean["I"]


def test_the_smallest_company_answers_too():
    tables = make_kano(tell(3, planted.SMALLEST))
    assert set(tables.known["kano"]["feature"]) == set(planted.KANO_FEATURES.index)
    assert tables.truth["kano"]["A"].notna().all()
