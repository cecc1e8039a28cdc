"""The survey hangs together with what happened, and with what customers think."""

import numpy as np
import pandas as pd
import pytest

from crmlab.company import planted
from crmlab.company.files import descriptors
from crmlab.company.simulation import tell
from crmlab.company.survey.opinions import HALF_YEAR
from crmlab.company.survey.paths import pls
from crmlab.company.survey.waves import make_survey, make_wave

KEY = ["customer_id", "wave"]
SCORES = planted.SURVEY_ITEMS.index


@pytest.fixture(scope="module")
def story(stories):
    return stories[1]


@pytest.fixture(scope="module")
def tables(story):
    return make_survey(story)


@pytest.fixture(scope="module")
def lately(story):
    """What happened in the half-year before the cut-off, one row a customer."""
    events = story.life.events
    day = 7 * planted.HISTORY_WEEKS
    recent = events[events["day"].between(day - HALF_YEAR, day - 1)]
    number = story.people.frame["customer_id"].to_numpy()[recent["who"]]
    marks = ["late", "fault", "complains", "settled"]
    return recent.groupby(number)[marks].max()


def wave_two(table):
    return table[table["wave"] == 2].set_index("customer_id")


def test_who_answered_is_who_is_in_the_survey(tables):
    invited = tables.known["survey_invitations"]
    assert invited.groupby("wave").size().tolist() == [1500, 2400]
    assert not invited.duplicated(KEY).any()
    answered = invited.loc[invited["answered"], KEY].reset_index(drop=True)
    for name in ("survey", "survey_ratings", "servqual"):
        assert tables.known[name][KEY].equals(answered)
    valued = tables.known["value_ratings"]
    assert not valued.duplicated([*KEY, "company"]).any()
    ours = valued.loc[valued["company"] == "Lantern Tea", KEY]
    assert set(map(tuple, ours.to_numpy())) == set(map(tuple, answered.to_numpy()))


def test_nobody_is_asked_before_the_first_order_or_answers_out_of_time(story, tables):
    frame = tables.known["survey"].merge(tables.known["survey_invitations"], on=KEY)
    joined = story.people.frame.set_index("customer_id")["joined"]
    assert (joined.loc[frame["customer_id"]].to_numpy() < frame["sent"]).all()
    waited = (frame["answered_on"] - frame["sent"]).dt.days
    assert waited.between(0, planted.SURVEY_DAYS - 1).all()
    assert (frame["answered_on"] < planted.CUTOFF).all()


def test_answers_come_after_the_orders_that_they_are_about(story, tables):
    orders = story.named_orders[story.orders["date"] < planted.CUTOFF]
    last = orders.groupby("customer_id")["date"].max()
    second = wave_two(tables.known["survey"])
    assert (second["answered_on"] >= last.loc[second.index]).all()


def test_answers_are_on_their_scales_and_few_are_left_out(tables):
    answers = tables.known["survey"][SCORES]
    lowest = np.where(SCORES == "recommend", 0, 1)
    assert (answers.min() >= lowest).all() and (answers.max() == 10).all()
    assert 0.02 < answers.isna().mean().mean() < 0.04
    servqual = tables.known["servqual"].drop(columns=KEY)
    assert servqual.min().min() == 1 and servqual.max().max() == 7
    values = tables.known["value_ratings"][planted.VALUE_ITEMS.index]
    assert values.min().min() == 1 and values.max().max() == 10


def test_a_few_tick_straight_down(story):
    wave = make_wave(story, 2)
    ratings = wave.ratings.filter(like="rating_")
    for page in (wave.answers[sum(planted.ACSI_BLOCKS.values(), [])[:11]], ratings):
        straight = (page.nunique(axis=1) == 1).mean()
        assert 0.01 < straight < 0.09


def test_price_questions_follow_the_answer_on_buying_again(story):
    answers = make_wave(story, 2).answers
    likely = answers["likely_again"] >= 6
    assert answers["price_rise_tolerated"].notna().equals(likely)
    assert answers["price_cut_needed"].isna().equals(likely)
    assert answers["complaint_handling"].notna().equals(answers["complained"])


def test_respondents_answer_as_the_truth_says_that_they_would(tables):
    truth = tables.truth["survey_everyone"].set_index("customer_id")
    for name in ("survey", "survey_ratings"):
        said = wave_two(tables.known[name])
        for column in said.columns.intersection(truth.columns):
            given = said[column].dropna()
            assert (given == truth.loc[given.index, column]).all(), column


def test_satisfaction_is_the_engines(story):
    for number, week in planted.SURVEY_WAVES["week"].items():
        seen = make_wave(story, number).opinions
        felt = story.engine.satisfaction(story.life.kept[week])[seen.index]
        assert np.allclose(seen["satisfaction"], felt)


def test_a_late_parcel_and_a_fault_show_in_the_answers(tables, lately):
    said = wave_two(tables.known["survey"]).join(
        wave_two(tables.known["survey_ratings"]).drop(columns="wave")
    )
    said = said.join(lately, how="inner")
    for mark, column in [("late", "rating_delivery"), ("fault", "rating_freshness")]:
        means = said.groupby(mark)[column].mean()
        assert means[True] < means[False] - 0.3, column
    trouble = said["late"] | said["fault"]
    means = said.groupby(trouble)["satisfied_overall"].mean()
    assert means[True] < means[False]


def test_who_complained_says_so_and_says_how_it_went(tables, lately):
    truth = tables.truth["survey_everyone"].set_index("customer_id")
    truth = truth.join(lately).fillna({"complains": False, "settled": False})
    by_case = truth.groupby(truth["complains"].astype(bool))["complained"].mean()
    assert by_case[True] > 0.85 and by_case[False] < 0.03
    cases = truth[truth["complains"].astype(bool)]
    handled = cases.groupby(cases["settled"].astype(bool))["complaint_handling"].mean()
    assert handled[True] > handled[False] + 3


def test_those_who_left_know_that_they_buy_elsewhere(story):
    wave = make_wave(story, 2)
    left = wave.opinions["left"] > 0
    share = wave.answers["share_of_wallet"].groupby(left).mean()
    assert share[True] < 12 and share[False] > 50
    money = wave.opinions["share_of_wallet"] * wave.opinions["wallet"]
    traits = story.people.traits.iloc[wave.opinions.index]
    spent = traits["rate"] * traits["mean_spend"] * planted.YEAR_WEEKS
    assert np.allclose(money[~left], spent[~left])


def test_descriptions_of_a_question_are_the_same_in_both_tables():
    fields = {}
    for section, name in [("known", "survey"), ("known", "survey_ratings")]:
        for field in descriptors.read(section)[name]["schema"]["fields"]:
            fields[field["name"]] = field["description"]
    everyone = descriptors.read("truth")["survey_everyone"]["schema"]["fields"]
    for field in everyone[1:]:
        assert field["description"] == fields[field["name"]]


@pytest.mark.parametrize("without", [(), ("experience", "organisations")])
def test_the_smallest_company_has_a_survey_too(without):
    tables = make_survey(tell(3, planted.SMALLEST, without))
    assert len(tables.truth["survey_everyone"]) == planted.SMALLEST
    assert len(tables.known["survey"])


def test_without_experience_nothing_has_happened_to_opinions():
    story = tell(3, 300, ("experience",))
    seen = make_wave(story, 2).opinions
    assert (seen[["experience", "bond", "harm", "late"]] == 0).all(axis=None)


def test_the_same_seed_gives_the_same_survey(story, tables):
    again = make_survey(story)
    for name, frame in tables.known.items():
        pd.testing.assert_frame_equal(frame, again.known[name])


def test_pls_on_single_items_is_regression_and_turns_loadings_up():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(500, 2))
    y = x @ [0.5, -0.3] + rng.normal(size=500)
    data = pd.DataFrame({"a": x[:, 0], "b": x[:, 1], "y": y})
    blocks = {"A": ["a"], "B": ["b"], "Y": ["y"]}
    paths, weights = pls(data.corr(), blocks, [("A", "Y"), ("B", "Y")])
    z = (data - data.mean()) / data.std(ddof=0)
    slopes = np.linalg.lstsq(z[["a", "b"]], z["y"], rcond=None)[0]
    assert np.allclose([paths["A", "Y"], paths["B", "Y"]], slopes)
    assert np.allclose(list(weights.values()), 1)
