"""The search for the best policy: tries, knapsack and what comes of it."""

from itertools import product

import pandas as pd
import pytest

from crmlab.company.play import Firm, Policy, steady_policy
from crmlab.game import found, planned_cost, search, tries, yearly_budget
from crmlab.game.budgets import over_budget
from crmlab.game.course import course_policy
from crmlab.game.entries import entries
from crmlab.game.knapsack import knapsack, policy_of
from crmlab.game.known import cells_of
from crmlab.game.tries import Worth, roomy, tried

LUCKS = [200, 201]


@pytest.fixture(scope="module")
def firm():
    return Firm(7, 300)


@pytest.fixture(scope="module")
def rows(firm):
    few = {"service": (0.4, 0.8, 1.0), "earn": (0.01,), "contact": ("basic",)}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tries, "LEVELS", few)
        patched.setattr(tries, "LATE_LEVELS", {"service": (1.0,)})
        patched.setattr(tries, "ACQUISITION", (0.5, 1.5))
        return tried(firm, cells_of(firm), LUCKS)


def test_gains_of_groups_add_up_to_the_gain(firm):
    groups = cells_of(firm)
    plan = steady_policy(groups, service=0.65)
    gain, _ = Worth(firm, groups, LUCKS).gain(plan)
    whole = firm.compare({"it": plan}, LUCKS)["both_gain"].mean()
    assert gain.sum() == pytest.approx(whole, abs=1)


def test_there_is_room_for_all_in_the_tries_only(firm):
    groups = cells_of(firm)
    everybody = steady_policy(groups, service=1.0)
    wide = roomy(firm)
    assert wide.plans(everybody)[1].service[0] == 1.0
    assert firm.plans(everybody)[1].service[0] < 1.0


def test_the_knapsack_is_the_best_of_all_choices(firm, rows):
    """Of a few rows, where all choices can be counted."""
    groups = cells_of(firm)
    served = rows["lever"] == "service"
    few = rows[served & rows["group"].isin(["A household", "B organisation"])]
    few = few.reset_index(drop=True)
    house = planned_cost(firm, Policy()).to_numpy().sum()
    each = [[None, *mine.index] for _, mine in few.groupby("group")]
    choices, wide = [], roomy(firm)
    for picked in product(*each):
        mine = few.loc[[i for i in picked if i is not None]]
        gain = (mine["gain"] - 2 * mine["error"]).sum()
        choices.append((gain, planned_cost(wide, policy_of(mine, groups))))
    for budget in (0.99 * house, 1.02 * house):
        best = max(gain for gain, cost in choices if not over_budget(cost, budget))
        got = knapsack(firm, few, groups, budget)
        assert (got["gain"] - 2 * got["error"]).sum() == pytest.approx(best, abs=1)
    with pytest.raises(ValueError, match="No plan fits"):
        knapsack(firm, few, groups, 0.5 * house)


def test_the_search_is_never_behind_its_starts_and_fits(firm, rows):
    budget = yearly_budget(firm)
    policy = search(firm, seconds=2, lucks=LUCKS, rows=rows)
    assert over_budget(planned_cost(firm, policy), budget) is None
    starts = {
        "found": policy,
        "course": course_policy(firm),
        "knapsack": policy_of(
            knapsack(firm, rows, cells_of(firm), budget), policy.groups
        ),
    }
    gain = firm.compare(starts, LUCKS).groupby("policy")["both_gain"].mean()
    assert gain["found"] >= gain.max() - 0.01


@pytest.mark.parametrize("scenario", ["quiet", "rival", "slump", "thin"])
def test_what_was_found_ahead_fits_the_budget(scenario):
    policy = found(2025, scenario)
    firm = Firm(2025, scenario=scenario)
    cost = planned_cost(firm, policy)
    assert over_budget(cost, yearly_budget(firm)) is None
    assert len(entries(policy)) > 20
    assert isinstance(policy.groups, pd.Series)


def test_a_recipe_learnt_by_heart_loses_in_the_slump():
    firm = Firm(2025, scenario="slump")
    recipes = {name: found(2025, name) for name in ("quiet", "slump")}
    played = firm.compare(recipes, range(300, 303))
    gain = played.pivot(index="luck", columns="policy", values="both_gain")
    ahead = gain["slump"] - gain["quiet"]
    assert ahead.min() > 0 and ahead.mean() > 5 * ahead.sem()
    assert ahead.mean() > 0.1 * gain["slump"].mean()
