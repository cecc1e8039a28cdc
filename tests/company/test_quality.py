"""The house of quality stands: its parts fit each other, the survey and operations."""

import numpy as np
import pandas as pd
import pytest

from crmlab.company import planted
from crmlab.company.simulation import tell
from crmlab.company.survey.quality import make_quality
from crmlab.company.survey.waves import make_survey


@pytest.fixture(scope="module")
def houses(stories):
    return {seed: make_quality(story) for seed, story in stories.items()}


@pytest.fixture(scope="module")
def house(houses):
    return houses[1]


def matrix(house):
    relations = house.known["qfd_relations"]
    return relations.pivot(index="need", columns="measure", values="relation")


def technical_importance(house):
    """Importance × improvement × sales point of each need, times its relations."""
    needs = house.known["qfd_needs"].set_index("need")
    weight = needs["importance"] * needs["goal"] / needs["lantern_tea"]
    weight = weight * needs["sales_point"]
    return matrix(house).mul(weight / weight.sum(), axis=0).sum()


def test_every_need_is_served_and_every_measure_serves(house):
    body = matrix(house)
    assert body.shape == (len(planted.QFD_NEEDS), len(planted.QFD_MEASURES))
    assert set(np.unique(body)) == {0, 1, 3, 9}
    assert (body.max() == 9).all() and (body.max(axis=1) == 9).all()


def test_the_roof_joins_each_pair_once(house):
    roof = house.known["qfd_correlations"]
    pairs = [frozenset(p) for p in roof[["measure", "other_measure"]].to_numpy()]
    assert len(set(pairs)) == len(pairs) and all(len(pair) == 2 for pair in pairs)
    assert set().union(*pairs) <= set(house.known["qfd_measures"]["measure"])
    assert set(roof["correlation"]) == {-2, -1, 1} | {2}


def test_targets_improve_and_are_possible(houses):
    for house in houses.values():
        measures = house.known["qfd_measures"]
        better = np.where(
            measures["direction"] == "lower",
            measures["target"] < measures["lantern_tea"],
            measures["target"] > measures["lantern_tea"],
        )
        assert better.all()
        for column in ("lantern_tea", "jade_leaf", "mountain_house", "target"):
            assert measures[column].between(measures["least"], measures["most"]).all()
        needs = house.known["qfd_needs"]
        assert (needs["goal"] >= needs["lantern_tea"]).all()
        assert needs[["lantern_tea", "goal"]].max().max() <= 5


def test_importance_and_rating_are_the_surveys(stories, house):
    ratings = make_survey(stories[1]).known["survey_ratings"]
    ratings = ratings[ratings["wave"] == 2].astype(
        {c: float for c in ratings.columns[2:]}
    )
    needs = house.known["qfd_needs"]
    for need in needs.itertuples():
        more = planted.QFD_NEEDS.loc[need.need]
        said = ratings[f"importance_{need.attribute}"].mean()
        assert need.importance == pytest.approx(said + more["more_important"], abs=0.15)
        rated = 1 + (ratings[f"rating_{need.attribute}"].mean() - 1) * 4 / 9
        assert need.lantern_tea == pytest.approx(rated + more["better_rated"], abs=0.15)


def test_operations_are_those_of_the_last_half_year(stories, house):
    story = stories[1]
    measures = house.known["qfd_measures"].set_index("measure")["lantern_tea"]
    orders = story.named_orders
    since = planted.CUTOFF - pd.Timedelta(days=182)
    recent = orders[orders["date"].between(since, planted.CUTOFF, inclusive="left")]
    events = story.life.events.loc[recent["event"]]
    posted = (recent["channel"] != "shop").to_numpy()
    assert measures["late_share"] == pytest.approx(
        100 * events["late"][posted].mean(), abs=0.051
    )
    assert measures["fault_share"] == pytest.approx(
        100 * events["fault"].mean(), abs=0.051
    )


def test_the_house_says_the_same_on_every_company(houses):
    first = {technical_importance(house).idxmax() for house in houses.values()}
    assert first == {"pack_age"}
    fresh = matrix(houses[1]).loc["fresh"]
    assert set(fresh.index[fresh == 9]) == {"pack_age", "oxygen"}


def test_those_who_answer_flatter_the_ratings_but_not_the_importance(houses):
    for house in houses.values():
        said, true = house.known["qfd_needs"], house.truth["qfd_needs"]
        assert (said["lantern_tea"] - true["lantern_tea"]).mean() > 0.05
        assert (said["importance"] - true["importance"]).abs().max() < 0.45


def test_the_smallest_company_has_a_house_too():
    house = make_quality(tell(3, planted.SMALLEST))
    assert house.known["qfd_needs"].notna().all(axis=None)
    assert house.known["qfd_measures"].notna().all(axis=None)
