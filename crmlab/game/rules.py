"""Rules of thumb: what managers do without looking, each with the same budget.

Where the budget is less than the house policy costs, each first cuts across the board:
every lever by the same share.
"""

import numpy as np
import pandas as pd

from crmlab.company import CUTOFF, planted
from crmlab.company.play import NEWCOMERS, Policy
from crmlab.company.play.policies import QUARTERS
from crmlab.lifetime.indicators import COMPLAINTS

from .budget import planned_cost
from .known import budget_of, firm_of, tables_of
from .level import up_to_budget

ALL, LOUD, FAR = "everyone", "loudest", "everyone, no contact"
FAVOURITE = 0.05  # in a year of cuts: so much of the house's spending for the favourite
YEAR = 364  # days


def rules_of_thumb(played, budget=None):
    """Three policies that a manager might think of first, as a dict by name.

    played  a `Game` or a `Firm`
    budget  what each may be planned to cost in the year, CNY; the game's if missing
    "spread evenly"       the same better service for everybody
    "loudest complainers" best service, settled complaints and calls of our own accord
                          for those who complained most last year, as many as the
                          budget reaches
    "discounts"           a standing offer to everybody
    In a year of cuts, "spread evenly" cuts every lever by the same share; the other two
    cut deeper, by 5% of what the house policy costs, and spend that on their favourite.

    Raises ValueError where played is neither, budget is no number from 0 on, or a year
    of cuts would have to cut everything.
    """
    firm = firm_of(played, "rules_of_thumb")
    budget = budget_of(budget, firm, "rules_of_thumb")
    house = planned_cost(firm, Policy()).to_numpy().sum()
    share = 1.0
    if budget < house:
        even = up_to_budget(firm, budget, lambda s: _plan(firm, s), 0.0, 1.0)
        poorer = budget - FAVOURITE * house
        share = up_to_budget(firm, poorer, lambda s: _plan(firm, s), 0.0, 1.0)[1]
    else:
        even = up_to_budget(
            firm, budget, lambda x: _plan(firm, 1.0, service=x), 0.6, 1.0
        )
    loud = _loudest(firm)
    most = len(loud)
    complainers = up_to_budget(
        firm, budget, lambda x: _plan(firm, share, loud=loud[: int(x)]), 0, most
    )
    offers = up_to_budget(firm, budget, lambda x: _plan(firm, share, offer=x), 0.0, 0.4)
    plans = [even, complainers, offers]
    names = ["spread evenly", "loudest complainers", "discounts"]
    return {name: plan[0] for name, plan in zip(names, plans, strict=True)}


def _loudest(firm):
    """Who complained last year, the loudest first: most complaints, then the latest."""
    cases = tables_of(firm)["service_cases"]
    last = cases["opened"] >= CUTOFF - pd.Timedelta(days=YEAR)
    mine = cases[last & cases["topic"].isin(COMPLAINTS)].groupby("customer_id")
    heard = mine["opened"].agg(["size", "max"])
    return heard.sort_values(["size", "max"], ascending=False, kind="stable").index


def _plan(firm, share, service=None, offer=0.0, loud=()):
    """The house policy with every lever's cost times a share, and one favourite.

    The costs of service and of settling complaints go with the square of the level.
    Contact comes in kinds only: so the others do without, spread evenly over the list.
    """
    groups = pd.Series(ALL, firm.customer_ids, dtype=object)
    place = np.arange(len(groups))
    cut = np.floor((place + 1) * (1 - share)) > np.floor(place * (1 - share))
    groups[cut] = FAR
    groups[list(loud)] = LOUD
    house = planted.HOUSE
    level = planted.HOUSE_SERVICE[-1] * np.sqrt(share) if service is None else service
    row = {"service": level, "recovery": house["recovery"] * np.sqrt(share)}
    row |= {"earn": house["earn"] * share, "offer": offer}
    rows = {ALL: row, FAR: row | {"contact": "basic"}, NEWCOMERS: row}
    if len(loud):
        best = {"service": 1.0, "recovery": 1.0, "contact": "proactive"}
        rows[LOUD] = row | best
    known = {*groups.unique(), NEWCOMERS}
    table = pd.DataFrame([{"group": g} | r for g, r in rows.items() if g in known])
    levers = pd.DataFrame({"quarter": list(QUARTERS)}).merge(table, how="cross")
    return Policy(levers, groups, (share,) * len(QUARTERS))
