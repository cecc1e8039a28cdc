"""Clean calls of the methods of crmlab.game."""

from functools import cache

from crmlab import game
from crmlab.company.play import Firm, steady_policy

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


CALLS = {"Game": opening}
INPUTS = {
    "Game": lambda: {"seed": 7, "scenario": "quiet", "customers": FEW},
    "planned_cost": lambda: {"firm": firm(), "policy": policy()},
    "price_list": dict,
    "yearly_budget": lambda: {"firm": firm()},
}
