"""How one asks moves what one hears; what was planted comes back from the trials."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written
from scipy.special import expit

from crmlab.company import CUTOFF, planted
from crmlab.company.records.case_poll import make_case_poll
from crmlab.company.story import Tables
from crmlab.company.survey.asking import make_asking
from crmlab.company.survey.calling_list import make_calling_list
from crmlab.company.survey.ratings import value_levels
from crmlab.company.survey.tasting import make_tasting
from crmlab.company.survey.waves import make_survey, make_wave

LAST = planted.SURVEY_WAVES.index[-1]


@pytest.fixture(scope="module")
def made(stories):
    """Trials, lists, polls and everybody's answers, by seed."""
    result = {}
    for seed, story in stories.items():
        wave = make_wave(story, LAST)
        tables = as_written(make_asking(story))
        made = Tables(truth={"survey_everyone": wave.answers})
        tables.add(as_written(make_calling_list(story, made)))
        customer = story.people.frame["customer_id"].to_numpy()[wave.answers.index]
        tables.everyone = wave.answers["satisfied_overall"].set_axis(customer)
        result[seed] = tables
    return result


def off_by(made, trial, arm, arms, column):
    """Mean answer less what the truth says of those who answer, in standard errors."""
    z = []
    for tables in made.values():
        own = tables.known[trial]
        said = own.loc[own[column] == arm, "satisfied_overall"].dropna().astype(float)
        true = tables.truth["asking"].set_index(["trial", "arm"])
        true = true.loc[(arms, arm), "who_answers"]
        z.append((said.mean() - true) / (said.std() / np.sqrt(len(said))))
    return np.array(z)


def test_who_would_answer_is_told_customer_by_customer(stories, made):
    """Readiness in the truth gives the share who would answer, by each method."""
    for seed, story in stories.items():
        ready = as_written(make_survey(story)).truth["attitudes"]["ready"]
        true = made[seed].truth["asking"].set_index(["trial", "arm"])["answers"]
        for way, shift in planted.ASKING["answers"].items():
            share = expit(ready + shift).mean()
            assert share == pytest.approx(true["method", way], abs=1e-4)


@pytest.mark.parametrize("arm", ["web", "paper"])
def test_methods_without_interviewers_give_their_true_mean(made, arm):
    z = off_by(made, "method_trial", arm, "method", "method")
    assert abs(z.mean()) < 3 / np.sqrt(len(z))


def test_people_are_kinder_to_a_person_who_asks(made):
    gaps, firsts = [], 0
    for tables in made.values():
        own = tables.known["method_trial"].dropna(subset="satisfied_overall")
        mean = own.groupby("method", observed=True)["satisfied_overall"].mean()
        true = tables.truth["asking"].set_index("arm")["who_answers"]
        gaps.append(
            [
                mean[m] - mean["web"] - (true[m] - true["web"])
                for m in ("phone", "in shop")
            ]
        )
        firsts += mean["in shop"] > mean["web"]
        every = tables.truth["asking"].set_index("arm")["everybody"]
        assert every["in shop"] > every["phone"] > every["web"] + 0.2
    # Interviewers lean this way or that; over ten seeds it evens out.
    assert (np.abs(np.mean(gaps, axis=0)) < 0.2).all()
    assert firsts >= 9


def test_more_answer_to_a_person(made):
    for tables in made.values():
        share = tables.known["method_trial"].groupby("method")["answered"].mean()
        true = tables.truth["asking"].set_index("arm")["answers"]
        assert (np.abs(share - true[share.index.astype(str)].to_numpy()) < 0.08).all()
        assert share["in shop"] > share["phone"] > share["web"] > share["paper"]


def test_interviewers_lean_as_planted(made):
    pairs = []
    for tables in made.values():
        own = tables.known["method_trial"].dropna(subset=["interviewer"])
        said = own["satisfied_overall"].astype(float)
        centred = said - said.groupby(own["method"].astype(str)).transform("mean")
        leaning = tables.truth["interviewers"].set_index("interviewer")["kinder"]
        mean = centred.groupby(own["interviewer"]).mean()
        pairs.append(np.corrcoef(mean[leaning.index], leaning)[0, 1])
    assert np.mean(pairs) > 0.6


@pytest.mark.parametrize("arm", planted.WORDINGS.index)
def test_each_wording_gives_its_true_mean(made, arm):
    z = off_by(made, "wording_trial", arm, "wording", "wording")
    assert abs(z.mean()) < 3 / np.sqrt(len(z))


def test_leading_words_and_lopsided_boxes_please(made):
    seen = []
    for tables in made.values():
        own = tables.known["wording_trial"]
        by = own.groupby("wording", observed=True)["satisfied_overall"]
        mean, error = by.mean(), by.std() / np.sqrt(by.size())
        t = (mean - mean["plain"]) / np.hypot(error, error["plain"])
        seen.append([t["leading"] > 2, t["lopsided"] > 1, t["after price"] < -1])
    assert (np.sum(seen, axis=0) >= [9, 8, 8]).all()


def test_two_questions_in_one_measure_less(made):
    """The double-barrelled one: about the same mean, but it hangs less together."""
    less = 0
    for tables in made.values():
        own = tables.known["wording_trial"]
        by = own.groupby("wording", observed=True)[["satisfied_overall", "recommend"]]
        r = by.corr().iloc[0::2, 1].droplevel(1)
        less += r["double-barrelled"] < r["plain"] - 0.1
    assert less >= 9


def test_the_list_holds_everybody_once(made):
    tables = made[1]
    own = tables.known["calling_list"]
    assert set(own["customer_id"]) == set(tables.everyone.index)
    assert (own["place"] == np.arange(1, len(own) + 1)).all()
    assert (own["line"] == (own["place"] - 1) % planted.SHEET_LINES + 1).all()
    assert own.groupby("sheet").size().iloc[:-1].eq(planted.SHEET_LINES).all()


def draws(said, step):
    return np.array([said[start::step].mean() for start in range(step)])


def test_a_systematic_sample_that_meets_the_sheets_is_far_off(made):
    """Every 24th name: its mean hangs on the line. Every 25th: as if at random."""
    bad, good = [], []
    for tables in made.values():
        order = tables.known["calling_list"]["customer_id"]
        said = tables.everyone[order].to_numpy(float)
        for step, found in ((24, bad), (25, good)):
            fair = said.std() / np.sqrt(len(said) / step)
            found.append(draws(said, step).std() / fair)
    assert min(bad) > 3
    assert 0.8 < np.mean(good) < 1.2
    for tables in made.values():
        line = tables.truth["calling_list"].query("grouping == 'line'")
        line = line.set_index("group")["satisfied_overall"]
        assert line["1"] > line["12"] + 1.0


def test_branches_are_clusters(made):
    """Within a branch answers are alike; the correlation is about the planted one."""
    found = []
    for tables in made.values():
        own = tables.known["calling_list"]
        said = tables.everyone[own["customer_id"]].to_numpy(float)
        groups = pd.Series(said).groupby(own["branch"].to_numpy())
        size, between = groups.size().mean(), groups.mean().var()
        within = groups.var().mean()
        between -= within / size
        found.append(between / (between + within))
    loading = planted.SURVEY_ITEMS.loc["satisfied_overall", "loading"]
    assert np.mean(found) == pytest.approx(
        (planted.BRANCH_SORTS * loading) ** 2, rel=0.2
    )


@pytest.fixture(scope="module")
def polls(stories):
    return {s: as_written(make_case_poll(story)) for s, story in stories.items()}


def test_the_poll_is_of_closed_cases(polls, stories):
    poll = polls[1].known["case_poll"]
    cases = stories[1].cases.set_index("case_id").loc[poll["case_id"]]
    assert (poll["answered_on"] >= cases["closed"].to_numpy()).all()
    assert (poll["answered_on"] < CUTOFF).all()
    assert len(poll) > 1500


def test_regression_on_the_poll_gives_the_slopes_back(polls, stories):
    z = []
    for seed, tables in polls.items():
        poll = tables.known["case_poll"].merge(stories[seed].cases, on="case_id")
        x = pd.DataFrame(
            {
                "one": 1.0,
                "settled": poll["settled"].astype(float),
                "first_contact": poll["first_contact"].astype(float),
                "log_days": np.log(poll["hours_to_close"].clip(lower=1) / 24),
            }
        ).to_numpy(float)
        # Satisfaction is hidden, and goes with none of the others by much.
        true = tables.truth["case_poll"].set_index(["question", "column"])["everybody"]
        for question in planted.CASE_POLL.index:
            y = poll[question].to_numpy(float)
            slope, rest, *_ = np.linalg.lstsq(x, y, rcond=None)
            error = np.sqrt(rest / len(y) * np.diag(np.linalg.inv(x.T @ x)))
            names = ["settled", "first_contact", "log_days"]
            z.append((slope[1:] - true[question][names].to_numpy()) / error[1:])
    z = np.array(z)
    assert np.abs(z).max() < 4.5
    assert (np.abs(z.mean(axis=0)) < 1.0).all()


def test_effort_is_moved_by_the_first_contact_and_recommending_is_not(polls):
    for tables in polls.values():
        true = tables.truth["case_poll"].set_index(["question", "column"])["everybody"]
        assert true["ease", "first_contact"] > 0.5
        assert abs(true["recommend", "first_contact"]) < 0.15


def test_what_is_planted_moves_the_answers_less_what_boxes_take_off(polls):
    for tables in polls.values():
        true = tables.truth["case_poll"].set_index(["question", "column"])
        planned, found = true["planted"], true["everybody"]
        moved = planned.abs() > 0.3
        assert moved["ease"].tolist() == [True, True, True, False]
        assert moved["satisfied"].tolist() == [True, False, False, True]
        assert moved["recommend"].tolist() == [True, False, False, True]
        assert (found / planned)[moved].between(0.5, 1.1).all(), true


def test_the_curious_try_and_those_who_recommend_pass_on(stories):
    z, slopes, passing = [], [], []
    for story in stories.values():
        tables = as_written(make_tasting(story))
        own = tables.known["tasting"].merge(tables.truth["tasting"], on="customer_id")
        assert not (own["passed_on"] & ~own["tried"]).any()
        taken = own[own["tried"]]
        pairs = [(own["tried"], own["tries"]), (taken["passed_on"], taken["passes_on"])]
        for did, chance in pairs:
            spread = np.sqrt((chance * (1 - chance)).sum())
            z.append((did - chance).sum() / spread)
        # Log odds of the chance are linear in the opinion: who is far up tries more.
        upper = own["tries"] > own["tries"].median()
        slopes.append(own["tried"][upper].mean() - own["tried"][~upper].mean())
        upper = taken["passes_on"] > taken["passes_on"].median()
        on = taken["passed_on"]
        passing.append(on[upper].mean() - on[~upper].mean())
    z = np.array(z).reshape(-1, 2)
    assert (np.abs(z.mean(axis=0)) < 3 / np.sqrt(len(z))).all()
    assert min(slopes) > 0.2 and min(passing) > 0.05, passing


def test_rivals_get_better_by_as_much_as_planted(stories):
    story = stories[1]
    waves = [make_wave(story, number) for number in planted.SURVEY_WAVES.index]
    levels = [
        value_levels(w.opinions, w.week).set_index(["company", "item"])["level"]
        for w in waves
    ]
    rise = levels[1] - levels[0]
    # Liking for rivals hangs a little on satisfaction, so it moves too.
    for rival in planted.RATED_COMPANIES[1:]:
        better = rise[rival, "product_value"] - rise[rival, "image_value"]
        assert better == pytest.approx(planted.RIVALS_IMPROVE, abs=0.01)
