"""The game: decide, play, report, research; what a manager may and may not know."""

import numpy as np
import pandas as pd
import pytest

from crmlab.company.play import Policy, PolicyError, steady_policy
from crmlab.game import Game, planned_cost, price_list, yearly_budget
from crmlab.game.books import Books
from crmlab.game.decisions import as_decision, together
from crmlab.game.lots import HELD_OUT
from crmlab.game.reports import all_reports
from crmlab.game.standing import LUCK

SMALL = 1200
PLAN = {
    "service": {"A organisation": 0.8, "A household": 0.65},
    "contact": {"C household": "basic"},
    "acquisition": 1.05,
}
# What the engine knows of an order and nobody writes down.
HIDDEN = ["performance", "cause", "left", "takes", "enrols", "then", "clock", "slot"]


def small(scenario="quiet", seed=7):
    return Game(seed, scenario, customers=SMALL)


@pytest.fixture(scope="module")
def played():
    """A game with two quarters played."""
    game = small("slump")
    for _ in range(2):
        game.decide(PLAN)
        game.next_quarter()
    return game


@pytest.fixture(scope="module")
def quiet():
    """A game at its start, in a year whose warehouse reaches every level of service."""
    return small()


# --- the year -------------------------------------------------------------------------


def test_the_books_of_a_year_are_the_engine_s(played):
    year = played.firm.play(played.policy, LUCK)
    made = played.quarters()["this year"][:2]
    winning = played.planned["acquisition"].to_numpy()
    profit = year.quarters["profit"].to_numpy()
    assert (made.to_numpy() - winning)[:2] == pytest.approx(profit[:2], abs=0.05)
    assert played.profit == pytest.approx(profit[:2].sum(), abs=0.05)


def test_what_is_decided_later_does_not_reach_back(played):
    firm, groups = played.firm, played.groups
    house = firm.live(together([as_decision(PLAN, groups, 1)]), LUCK)[0]
    wild = {"service": 1.0, "offer": 0.3, "acquisition": 3.0}
    later = [as_decision(PLAN, groups, 1), as_decision(wild, groups, 2)]
    other = firm.live(together(later), LUCK)[0]
    end = 7 * (104 + 13)
    mine = played._lived.events[1].reset_index(drop=True)
    for events in (house, other):
        before = events[events["day"] < end].reset_index(drop=True)
        pd.testing.assert_frame_equal(before, mine, check_dtype=False)
    assert len(house) != len(other)


def test_a_quarter_without_a_decision_is_the_house_s():
    game = small()
    game.next_quarter()
    house = game.firm.play(Policy(), LUCK).quarters["profit"][0]
    assert game.profit == pytest.approx(house, abs=0.05)


def test_other_groups_in_a_later_quarter_mean_what_they_say(quiet):
    firm, groups = quiet.firm, quiet.groups
    kind = groups.str.split().str[-1]
    first = as_decision({"service": {"A household": 0.9}}, groups, 1)
    second = as_decision({"service": {"organisation": 0.3}}, kind, 2)
    plans = firm.plans(together([first, second]))
    service = {
        q: pd.Series(plans[q].service[:SMALL], firm.customer_ids) for q in (1, 2)
    }
    assert (service[1][groups == "A household"] == 0.9).all()
    assert (service[1][groups != "A household"] == 0.6).all()
    assert (service[2][kind == "organisation"] == 0.3).all()
    assert (service[2][kind == "household"] == 0.6).all()


def test_a_customer_in_no_group_is_treated_as_by_the_house(quiet):
    some = quiet.groups[quiet.groups == "A household"]
    plans = quiet.firm.plans(together([as_decision({"service": 0.9}, some, 1)]))
    service = pd.Series(plans[1].service[:SMALL], quiet.firm.customer_ids)
    assert (service[some.index] == 0.9).all()
    assert (service.drop(some.index) == 0.6).all()


def test_a_policy_is_taken_quarter_by_quarter():
    game = small()
    policy = steady_policy(game.groups, service=0.62, acquisition=1.02)
    for _ in range(2):
        game.decide(policy)
        game.next_quarter()
    year = game.firm.play(policy, LUCK).quarters["profit"][:2].sum()
    assert game.profit == pytest.approx(year, abs=0.05)


def test_groups_that_are_numbers_are_names_too(quiet):
    number = quiet.groups.str.startswith("A").astype(int)
    policy = steady_policy(number, service={1: 0.9})
    decision = as_decision(policy, quiet.groups, 1).held_out(7, 1)
    plans = quiet.firm.plans(together([decision]))
    service = pd.Series(plans[1].service[:SMALL], quiet.firm.customer_ids)
    assert (service[decision.groups == "1"] == 0.9).all()
    assert (service[decision.groups != "1"] == 0.6).all()


# --- the budget -----------------------------------------------------------------------


def test_the_plan_of_the_house_costs_about_what_the_house_spends(played):
    planned = planned_cost(played.firm, Policy()).to_numpy().sum()
    assert played.firm.play(Policy(), 3).spent == pytest.approx(planned, rel=0.15)


def test_a_plan_is_priced_without_luck_and_by_lever(quiet):
    firm, groups = quiet.firm, quiet.groups
    house = planned_cost(firm, Policy()).sum()
    better = planned_cost(firm, steady_policy(groups, service=0.7)).sum()
    assert better["service"] > house["service"]
    assert better.drop("service").to_list() == house.drop("service").to_list()
    twice = planned_cost(firm, Policy(acquisition=(2.0,) * 4))["acquisition"].sum()
    assert twice == pytest.approx(2 * house["acquisition"])


def test_the_thin_year_does_not_pay_for_the_house():
    game = small("thin")
    assert yearly_budget(game.firm) < planned_cost(game.firm, Policy()).to_numpy().sum()
    with pytest.raises(PolicyError, match="budget does not reach: quarter") as refused:
        for _ in range(4):
            game.next_quarter()
    assert str(refused.value).count(". ") == 0


def test_what_is_refused_is_not_decided():
    game = small()
    game.decide({"service": 0.62})
    with pytest.raises(PolicyError, match="does not reach"):
        game.decide({"contact": "partnership"})
    assert (game.decided.levers["service"] == 0.62).all()


def test_a_whole_year_within_the_game_keeps_to_the_budget():
    game = small("thin")
    cut = {"contact": "basic", "acquisition": 0.6}
    for _ in range(4):
        game.decide(cut)
        game.next_quarter()
    assert game.left >= 0
    assert game.over
    with pytest.raises(PolicyError, match="The year is over"):
        game.decide(cut)
    with pytest.raises(PolicyError, match="The year is over"):
        game.next_quarter()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"servis": 0.7}, "There is no lever 'servis'"),
        ({"service": {"Z": 0.7}}, "'Z', a group that there is not"),
        ({"service": 2}, "service must be between 0 and 1"),
        ({"contact": "daily"}, "unknown contact 'daily'"),
        ({"acquisition": -1}, "acquisition must be a number of 0 or more"),
        ({"acquisition": "much"}, "acquisition must be a number of 0 or more"),
        ({"acquisition": None}, "acquisition must be a number of 0 or more"),
        ({"acquisition": float("nan")}, "acquisition must be a number of 0 or more"),
        ({"service": [0.7]}, "service"),
        ([], "decide\\(\\) takes a Policy or a dict"),
        (Policy(pd.DataFrame({"service": [0.7]})), "the levers lack"),
        (steady_policy(pd.Series({"X1": "A"}), service=0.7), "first X1"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_a_sentence(played, said, why):
    with pytest.raises(PolicyError, match=why):
        played.decide(said)


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        (["A"], "must be a Series"),
        (pd.Series({"X1": "A"}), "1 customers that are not in this company, first X1"),
        (pd.Series(dtype=object), "0 customers"),
        (pd.Series(["A", "B"], ["C000001", "C000001"]), "C000001 twice"),
        (pd.Series({"C000001": "newcomers"}), "may not be called 'newcomers'"),
    ],
)
def test_groups_that_cannot_be_are_refused_in_a_sentence(played, groups, why):
    with pytest.raises(PolicyError, match=why):
        played.groups = groups


# --- the reports ----------------------------------------------------------------------


def test_reports_hang_on_nothing_that_is_not_written_down(played):
    """All but the survey are the same where the hidden columns are not there at all."""
    game = small("slump")
    for _ in range(2):
        game.decide(PLAN)
        game.next_quarter()
    lived, past = game._lived, game._past
    survey = game.reports()["survey"]
    lived.events = {q: e.drop(columns=HIDDEN) for q, e in lived.events.items()}
    assert set(past.written) & set(HIDDEN) == set()
    books = Books(game.firm, past, lived, game.groups)
    lived.events = played._lived.events
    for name, table in all_reports(books, game).items():
        pd.testing.assert_frame_equal(table, game.reports()[name])
    assert "asked" in survey


def test_reports_do_not_tell_who_has_left(played):
    """Those who have left for good count until they have been silent for long."""
    lived = played._lived
    left = lived.events[2].loc[lived.events[2]["left"], "who"]
    churn, results = played.reports()["churn"], played.reports()["results"]
    on_the_books = results.loc["all", "customers"]
    assert on_the_books == lived.state.came.sum()
    assert len(left) > 20
    assert churn.loc["all", "silent"] < (~lived.state.active & lived.state.came).sum()


def test_the_survey_tells_of_those_who_answer_only(played):
    from crmlab.game.asking import QUESTIONS, survey

    answers = survey(played.firm, played._past, played._lived, 300)
    silent = answers[~answers["answered"]]
    assert set(answers) == {"who", "answered", *QUESTIONS}
    assert len(silent) > 50
    assert silent[QUESTIONS].isna().all(axis=None)
    assert answers.loc[answers["answered"], QUESTIONS].notna().all(axis=None)
    reported = played.reports()["survey"].loc["all"]
    assert reported["answered"] == answers["answered"].sum()
    assert reported["satisfied"] == pytest.approx(answers["satisfied_overall"].mean())


def test_alarms_ring_in_the_slump_and_not_in_the_quiet_year(played):
    assert (played.reports()["alarms"]["weeks above"] >= 4).all()
    quiet = small()
    quiet.next_quarter()
    assert (quiet.reports()["alarms"]["weeks above"] <= 2).all()


def test_rivals_are_in_the_papers_when_they_do_it():
    game = small("rival")
    assert game.reports()["news"].empty
    game.next_quarter()
    said = " ".join(game.reports()["news"]["what"])
    assert "opens" in said and "cuts its prices" in said


def test_reports_stand_before_the_first_quarter_too():
    game = small()
    reports = game.reports()
    assert game.profit == 0
    assert reports["results"].loc["all", "orders"] > 0
    assert reports["spending"]["spent"].sum() == 0


def test_the_page_says_what_changed_and_what_it_cannot_know(played):
    page = small("slump")
    page.decide(PLAN)
    page = page.next_quarter()
    said = str(page)
    assert "You changed service for" in said
    assert "stood above their limits" in said
    assert "cannot say" in said
    html = page._repr_html_()
    assert html.count("<thead>") == 2 and "nan" not in html.lower()


# --- research -------------------------------------------------------------------------


def test_research_costs_profit_and_is_bought_once_a_quarter():
    game = small()
    game.next_quarter()
    before = game.profit
    for name in price_list().index:
        game.buy(name)
        with pytest.raises(PolicyError, match="already"):
            game.buy(name)
    assert game.profit == pytest.approx(before - price_list()["price"].sum())
    assert game.left == pytest.approx(game.budget - game.planned.to_numpy().sum())
    with pytest.raises(PolicyError, match="There is no research 'gossip'"):
        game.buy("gossip")


def test_a_trial_holds_out_half_of_each_group_by_lot():
    game = small()
    game.buy("trial")
    game.decide({"offer": {"A household": 0.1}})
    game.next_quarter()
    names = game.decisions[0].groups.value_counts()
    for group in game.groups.unique():
        assert abs(names[group] - names[group + HELD_OUT]) <= 1
    plan = game._lived.plans[1].offer[:SMALL]
    treated = (game.decisions[0].groups == "A household").to_numpy()
    assert (plan[treated] == 0.1).all() and (plan[~treated] == 0).all()
    trial = game.reports()["trial"]
    assert trial.loc["all", ["treated", "held out"]].sum() == SMALL
    assert "trial" not in small().reports()


def test_a_trial_s_interval_holds_the_truth_of_nothing_done():
    """Held out or not is by lot: where nothing is done, it is chance alone."""
    inside = 0
    for seed in range(4):
        game = small(seed=seed)
        game.buy("trial")
        game.next_quarter()
        trial = game.reports()["trial"].drop(index="all")
        inside += (trial["gain"].abs() <= trial["give or take"]).sum()
    assert 19 <= inside <= 24  # of 24, 95% are meant to


def test_a_trial_shows_what_is_plain_within_a_quarter():
    """Contact that costs more than it brings; letters bring orders and no money."""
    game = Game(2025, "quiet")
    game.buy("trial")
    game.decide(
        {"contact": {"C household": "accountable"}, "letter": {"B household": 0.2}}
    )
    game.next_quarter()
    trial = game.reports()["trial"]
    loses, letters = trial.loc["C household"], trial.loc["B household"]
    assert loses["gain"] + loses["give or take"] < 0
    assert letters["more orders, %"] > letters["give or take, %"]
    assert letters["gain"] < letters["give or take"]


def test_grades_of_today_know_who_is_silent(played):
    grades = small("slump")
    grades.next_quarter()
    found = grades.buy("grades")
    assert found.index.equals(grades.firm.customer_ids)
    orders = grades._books().orders
    last = orders.groupby("who")["day"].max()
    silent = grades._books().day - last[last.index < SMALL] > 7 * 26
    assert (found.str.startswith("D").to_numpy() == silent.to_numpy()).all()
    grades.groups = found
    grades.decide({"contact": {"D household": "basic"}})


def test_the_study_of_leads_shows_how_little_more_money_brings():
    game = Game(2025, "quiet")
    pilot, ways = game.buy("leads")
    assert pilot["newcomers"].is_monotonic_increasing
    assert pilot.loc[2.0, "newcomers"] < 1.5 * pilot.loc[0.5, "newcomers"]
    assert (ways["margin of one"] > 0).all()


def test_the_price_of_grades_makes_a_choice():
    """Worth it at the start for who cuts contact by grade; too late in quarter 4."""
    game, price = Game(2025, "quiet"), price_list()["price"]["grades"]
    basic = {"contact": dict.fromkeys(["B household", "C household"], "basic")}
    silent = dict.fromkeys(["D household", "D organisation"], "basic")
    better = {"contact": basic["contact"] | silent}
    stay = [as_decision(basic, game.groups, q) for q in (1, 2, 3, 4)]
    without, gains = game.firm.play(together(stay), LUCK).both, {}
    for quarter in (1, 2, 3, 4):
        if quarter in (1, 4):
            new = as_decision(better, game.buy("grades"), quarter)
            plan = [*stay[: quarter - 1], *[new] * (5 - quarter)]
            gains[quarter] = game.firm.play(together(plan), LUCK).both - without
        if quarter < 4:
            game.go_on_with(stay[0])
    assert gains[1] > price > gains[4] > 0


def test_the_price_of_the_study_of_leads_makes_a_choice():
    """A quarter less money for winning customers: the whole year, or the last only."""
    firm, price = Game(2025, "quiet").firm, price_list()["price"]["leads"]
    house = firm.play(Policy(), LUCK).both
    early = firm.play(Policy(acquisition=(0.75,) * 4), LUCK).both
    late = firm.play(Policy(acquisition=(1.0, 1.0, 1.0, 0.75)), LUCK).both
    assert house - early > 3 * price
    assert house - late < price


def test_the_larger_survey_is_the_surer_of_a_small_group():
    game = Game(2025, "slump")
    game.next_quarter()
    usual, larger = game.reports()["survey"], game.buy("survey")
    small = ["A organisation", "B organisation", "C organisation"]
    assert (larger["answered"][small] > 2 * usual["answered"][small]).all()
    assert larger["give or take"][small].max() < 0.8


def test_the_larger_survey_asks_as_many_of_each_group(played):
    game = small("slump")
    table = game.buy("survey")
    sizes = game.groups.value_counts().clip(upper=250)
    assert table["asked"].drop("all").to_dict() == sizes.to_dict()
    assert game.reports()["survey"].loc["all", "asked"] == 300


def test_the_same_game_is_the_same_twice():
    pages = []
    for _ in range(2):
        game = small("rival")
        game.buy("survey")
        game.decide(PLAN)
        pages.append(game.next_quarter())
    assert str(pages[0]) == str(pages[1])
    for name, table in pages[0].reports.items():
        pd.testing.assert_frame_equal(table, pages[1].reports[name])


def test_a_scenario_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="knows no scenario 'war'"):
        Game(7, "war", customers=100)


def test_a_figure_of_the_game_is_finite(played):
    quarters = played.quarters()
    assert np.isfinite(quarters["a year before"]).all()
    assert quarters["this year"].notna().to_list() == [True, True, False, False]
