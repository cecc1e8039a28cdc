"""Clean calls of the methods of crmlab.game."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

from crmlab import game
from crmlab.company.play import Firm, steady_policy
from crmlab.game.known import cells_of
from crmlab.game.league import Field, policy_files, ranked
from crmlab.game.tries import tried

FEW = 60  # customers


@cache
def firm():
    return Firm(7, FEW)


def policy():
    groups = firm().people.frame[:FEW].set_index("customer_id")["kind"].astype(object)
    return steady_policy(groups, service=0.65)


def opening(seed, scenario, customers):
    """What a game's first reports say, as the value of a call."""
    return game.Game(seed, scenario, customers).reports()["results"]


GROUPS = ["A household", "B household", "C household"]


def tables():
    """Three customers, with as many tables as facts are made from."""
    who = ["c1", "c2", "c3"]
    day = pd.to_datetime(["2025-06-01", "2024-12-01", "2025-05-05"])
    customers = {"customer_id": who, "kind": "household", "region": "East"}
    cases = {"customer_id": ["c1"], "opened": day[:1], "topic": ["claim"]}
    return {
        "customers": pd.DataFrame(customers | {"contact_type": "basic"}),
        "orders": pd.DataFrame(
            {"customer_id": who, "date": day, "amount": [9.5, 8, 7]}
        ),
        "service_cases": pd.DataFrame(cases),
        "programme_tiers": pd.DataFrame({"customer_id": ["c2"]}),
    }


def known():
    return game.facts(tables(), pd.Series(GROUPS, ["c1", "c2", "c3"]))


@cache
def folder():
    place = Path(mkdtemp())
    (place / "team.csv").write_text("group,service\neveryone,0.62\n")
    return place


def small_league(folder, seed, scenario, lucks):
    """A league on a company of few customers."""
    files = policy_files(folder)
    return ranked(Field(seed, scenario, lucks, customers=FEW).play(files))


def written(policy, facts, by):
    """What stands in the file that is written."""
    return game.write_policy(policy, folder() / "mine.yml", facts, by).read_text()


def read(path, facts):
    """What each group meets, and how many are in it."""
    policy = game.read_policy(path, facts)
    return policy.levers, policy.groups.value_counts()


def searched(played, budget, seconds, lucks):
    """The levers that a search finds that has tried before, and has no time."""
    plan = game.search(played, budget, seconds, lucks=lucks, rows=rows())
    return plan.levers, plan.acquisition


def advised(played, budget):
    plan = game.course_policy(played, budget)
    return plan.levers, plan.acquisition


def by_rules(played, budget):
    return {n: p.levers for n, p in game.rules_of_thumb(played, budget).items()}


@cache
def known_find():
    plan = game.found(2025, "quiet")
    return plan.levers, plan.groups.value_counts()


def find(seed, scenario):
    """What was found ahead; the clean call makes the company once only."""
    if (seed, scenario) != (2025, "quiet"):
        return game.found(seed, scenario)
    return known_find()


@cache
def rows():
    return tried(firm(), cells_of(firm()), [0])


def taken_apart(played, policy, lucks, years, kinds):
    """The frames of a debrief."""
    told = game.debrief(played, policy, lucks, years, kinds)
    return told.parts, told.years


CALLS = {"Game": opening, "league": small_league}
CALLS |= {"search": searched, "debrief": taken_apart, "found": find}
CALLS |= {"course_policy": advised, "rules_of_thumb": by_rules}
CALLS |= {"write_policy": written, "read_policy": read}
INPUTS = {
    "course_policy": lambda: {"played": firm(), "budget": 4_400},
    "debrief": lambda: {
        "played": firm(),
        "policy": policy(),
        "lucks": [0],
        "years": [0, 1],
        "kinds": ["group", "lever"],
    },
    "found": lambda: {"seed": 2025, "scenario": "quiet"},
    "rules_of_thumb": lambda: {"played": firm(), "budget": 4_400},
    "score": lambda: {"played": firm(), "policy": policy(), "lucks": [0]},
    "search": lambda: {
        "played": firm(),
        "budget": 4_400,
        "seconds": 0,
        "lucks": [0],
    },
    "facts": lambda: {
        "tables": tables(),
        "groups": pd.Series(GROUPS, ["c1", "c2", "c3"]),
    },
    "league": lambda: {
        "folder": str(folder()),
        "seed": 7,
        "scenario": "quiet",
        "lucks": [0],
    },
    "read_policy": lambda: {"path": str(folder() / "team.csv"), "facts": known()},
    "write_policy": lambda: {
        "policy": steady_policy(known()["grade"], service=0.65),
        "facts": known(),
        "by": ["grade"],
    },
    "Game": lambda: {"seed": 7, "scenario": "quiet", "customers": FEW},
    "planned_cost": lambda: {"firm": firm(), "policy": policy()},
    "price_list": dict,
    "yearly_budget": lambda: {"firm": firm()},
}
