"""Rules of thumb, course policy, score and debrief of the game, on a small company."""

import pandas as pd
import pytest
from figure_checks import assert_told

from crmlab.company.play import NEWCOMERS, Firm, Policy, steady_policy
from crmlab.figures.game import parts, scores
from crmlab.game import (
    Game,
    course_policy,
    debrief,
    found,
    planned_cost,
    rules_of_thumb,
    score,
    yearly_budget,
)
from crmlab.game.budgets import over_budget
from crmlab.game.entries import entries, from_entries
from crmlab.game.known import cells_of, facts_of, tables_of
from crmlab.game.level import up_to_budget

SEED, SIZE = 7, 300


@pytest.fixture(scope="module")
def firm():
    return Firm(SEED, SIZE)


@pytest.fixture(scope="module")
def thin():
    return Firm(SEED, SIZE, "thin")


@pytest.fixture(scope="module")
def two_groups(firm):
    """A policy with two levers, in other quarters for one of two groups."""
    groups = facts_of(firm)["kind"].astype(object)
    rows = [(q, "household", 0.7, None) for q in (1, 2, 3, 4)]
    rows += [(q, "organisation", 1.0, 0.9) for q in (3, 4)]
    levers = pd.DataFrame(rows, columns=["quarter", "group", "service", "recovery"])
    return Policy(levers, groups, (1.0, 1.2, 1.0, 1.0))


@pytest.mark.parametrize("which", ["firm", "thin"])
def test_all_rules_and_the_course_spend_the_budget_and_no_more(which, request):
    firm = request.getfixturevalue(which)
    budget = yearly_budget(firm)
    plans = rules_of_thumb(firm) | {"course": course_policy(firm)}
    for name, plan in plans.items():
        cost = planned_cost(firm, plan)
        assert over_budget(cost, budget) is None, name
        least = 0.9 if name == "loudest complainers" else 0.98  # whole customers
        assert cost.to_numpy().sum() > least * budget, name


def test_the_loudest_are_those_who_complained_most(firm):
    plan = rules_of_thumb(firm)["loudest complainers"]
    loud = plan.groups.index[plan.groups == "loudest"]
    cases = tables_of(firm)["service_cases"]
    last = cases[cases["opened"] >= "2024-07-01"]
    topics = ["late parcel", "faulty goods", "claim"]
    heard = last[last["topic"].isin(topics)]["customer_id"].value_counts()
    assert len(loud) > 3
    assert heard.reindex(loud).min() >= heard.drop(loud).max()


def test_the_course_looks_at_the_tables_alone(firm):
    rival = Firm(SEED, SIZE, "rival")  # what comes is in no table
    one, other = (course_policy(f, yearly_budget(firm)) for f in (firm, rival))
    pd.testing.assert_frame_equal(one.levers, other.levers)
    assert one.acquisition == other.acquisition


def test_service_follows_what_is_at_stake(firm):
    levers = course_policy(firm).levers.query("quarter == 1").set_index("group")
    assert levers.loc["A organisation", "service"] == 1
    assert levers.loc["C household", "service"] < levers.loc["A household", "service"]
    assert levers.loc["silent household", "contact"] == "basic"
    assert NEWCOMERS in levers.index


def test_a_knob_stops_just_below_the_budget(firm):
    groups = facts_of(firm)["kind"].astype(object)
    house = planned_cost(firm, Policy()).to_numpy().sum()

    def plan(level):
        return steady_policy(groups, service=level)

    policy, level = up_to_budget(firm, 1.02 * house, plan, 0.6, 1.0)
    assert over_budget(planned_cost(firm, policy), 1.02 * house) is None
    assert over_budget(planned_cost(firm, plan(level + 0.001)), 1.02 * house)
    with pytest.raises(ValueError, match="cheapest"):
        up_to_budget(firm, 0.5 * house, plan, 0.6, 1.0)


def test_the_score_sets_a_plan_beside_the_others(firm, two_groups):
    table = score(firm, two_groups, lucks=range(2)).set_index("plan")
    assert table.loc["doing nothing", "gain"] == 0
    played = firm.compare({"it": two_groups}, range(2))["both_gain"]
    assert table.loc["yours", "gain"] == pytest.approx(played.mean(), abs=1)
    assert table.loc["yours", "noise"] == pytest.approx(played.std(), abs=1)
    assert table["gain"].is_monotonic_decreasing
    assert table["of_best"].isna().all()  # nothing was searched for this company
    rules = ["spread evenly", "loudest complainers", "discounts"]
    assert table.loc["course policy", "gain"] > table.loc[rules, "gain"].max()
    best = score(firm, two_groups, lucks=[0], best=two_groups).set_index("plan")
    assert best.loc["best found", "of_best"] == 1 == best.loc["yours", "of_best"]
    assert_told(scores(table.reset_index(), title="Mine"), "Mine", "doing nothing 0")


def test_research_is_paid_by_the_score():
    game = Game(SEED, customers=100)
    game.buy("survey")
    row = score(game, lucks=[0]).set_index("plan").loc["yours"]
    assert row["gain"] == row["profit_gain"] == -game.research_cost < 0


def test_doing_nothing_is_too_dear_in_a_thin_year(thin):
    table = score(thin, Policy(), lucks=[0]).set_index("plan")
    assert table["over_budget"].to_dict()["doing nothing"]
    assert not table.loc[["course policy", "spread evenly"], "over_budget"].any()


def test_decisions_taken_apart_and_put_together_are_the_same_policy(firm, two_groups):
    again = from_entries(entries(two_groups), two_groups.groups)
    assert again.acquisition == two_groups.acquisition
    one, other = (firm.play(p).customers for p in (two_groups, again))
    pd.testing.assert_frame_equal(one, other)
    none = from_entries(entries(Policy()), two_groups.groups)
    assert none.changes_nothing


def test_the_shares_add_up_to_the_gain(firm, two_groups):
    told = debrief(firm, two_groups, lucks=[0, 1], years=range(3))
    assert told.yours is None
    gain = firm.compare({"it": two_groups}, [0, 1])["both_gain"].mean()
    sums = told.parts.groupby("kind")["share"].sum()
    assert sums.to_list() == pytest.approx([gain] * 3, abs=5)
    mine = told.parts.set_index(["kind", "part"])
    service = entries(two_groups).query("lever == 'service'")
    alone = from_entries(service, two_groups.groups)
    alone = firm.compare({"it": alone}, [0, 1])["both_gain"].mean()
    assert mine.loc[("lever", "service"), "alone"] == pytest.approx(alone, abs=1)
    assert set(mine.loc["quarter"].index) == {1, 2, 3, 4, "together"}
    one = debrief(firm, two_groups, lucks=[0], years=[0], kinds=["lever"]).parts
    two = debrief(firm, two_groups, lucks=[1], years=[1], kinds=["lever"]).parts
    assert set(one["kind"]) == {"lever"} and one["error"].isna().all()
    gap = (one["share"] - two["share"]).abs()[:-1] / 2  # the error of a mean of two
    told_error = mine.loc["lever"]["error"].dropna()
    assert told_error.to_list() == pytest.approx(gap.to_list(), abs=1)
    with pytest.raises(ValueError, match="kind"):
        debrief(firm, two_groups, kinds=["colour"])
    years = firm.compare({"it": two_groups}, range(3))
    assert told.years["gain"].to_list() == years["both_gain"].to_list()
    assert_told(parts(told, "group", title="By group"), "By group", "organisation")


def test_luck_is_what_the_same_decisions_would_not_have_brought():
    game = Game(SEED, customers=100)
    game.decide({"service": 0.62})
    game.next_quarter()
    told = debrief(game, lucks=[0], years=range(4))
    mine = game.firm.compare({"it": game.policy}, [int(told.yours["luck"])])
    assert told.yours["gain"] == mine["both_gain"].iloc[0]
    assert told.yours["luck"] not in range(1000)
    assert "was luck" in told.said
    with pytest.raises(ValueError, match="nothing was decided"):
        debrief(Game(SEED, customers=100))


def test_nothing_is_found_ahead_for_another_company():
    with pytest.raises(ValueError, match=r"seed 7 .*call search\(\)"):
        found(7, "quiet")


def test_the_cells_tell_all_customers_apart(firm):
    cells = cells_of(firm)
    assert cells.notna().all() and len(cells) == SIZE
    known = facts_of(firm)
    silent = cells.str.startswith("silent")
    assert (silent == (known["stage"] == "decline")).all()
