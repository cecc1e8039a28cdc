"""The company behind a firm or a game: its tables, and what they tell of customers."""

from weakref import WeakKeyDictionary

import pandas as pd

from crmlab import wanted
from crmlab.company import DEFAULT_CUSTOMERS, simulate
from crmlab.company.play import Firm, Policy
from crmlab.datasets import load

from .budget import yearly_budget
from .facts import VALUES, facts
from .grouping import usual_groups
from .past import kept_for, past_of
from .policy_file import fits

TABLES = ["customers", "orders", "service_cases", "programme_tiers", "contact_costs"]
_TABLES, _FACTS = WeakKeyDictionary(), WeakKeyDictionary()


def firm_of(played, asks):
    """The `Firm` of a `Game`, or the firm itself; asks: the function that needs it."""
    firm = getattr(played, "firm", played)
    if not isinstance(firm, Firm):
        kind = type(played).__name__
        raise ValueError(f"{asks}() needs a Game or a Firm, not a {kind}.")
    return firm


def budget_of(budget, firm, asks):
    """A budget in CNY; the game's if none is given."""
    if budget is None:
        return yearly_budget(firm)
    return wanted.number(budget, asks, "budget", low=0)


def lucks_of(lucks, asks, what="lucks"):
    """Lucks as a list of whole numbers, at least one."""
    lucks = wanted.listed(lucks, asks, what)
    return [wanted.whole(luck, asks, f"a luck in {what}") for luck in lucks]


def policy_of_player(played, policy, asks):
    """The policy that is given, or else the game's own."""
    policy = getattr(played, "policy", None) if policy is None else policy
    if not isinstance(policy, Policy):
        kind = type(policy).__name__
        raise ValueError(f"{asks}() needs a Policy, or a Game with one, not a {kind}.")
    return policy


def tables_of(firm):
    """The tables that rules and course policy are computed from, as a dict."""
    return kept_for(firm, _TABLES, _tables)


def _tables(firm):
    seed, size = firm.engine.seed, firm.people.known
    if size == DEFAULT_CUSTOMERS:
        return {name: load(name, seed=seed) for name in TABLES}
    known = simulate(seed, size).tables
    return {name: known[name] for name in TABLES}


def facts_of(firm):
    """Facts of each customer, as `facts` returns them."""
    return kept_for(firm, _FACTS, _facts)


def _facts(firm):
    return facts(tables_of(firm), usual_groups(firm, past_of(firm).last_year))


# Each group, as a policy file says it; a customer is of the first that fits.
CELLS = {
    f"silent {kind}": {"kind": [kind], "stage": ["decline"]} for kind in VALUES["kind"]
} | {
    f"{grade} {kind}": {"kind": [kind], "grade": [grade]}
    for kind in VALUES["kind"]
    for grade in VALUES["grade"]
}


def cells_of(firm):
    """Customers by kind and grade, the silent apart: a Series of group names.

    "A household" are the best fifth of households by last year's margin; who has not
    ordered for half a year, is among the "silent household" instead.
    """
    known = facts_of(firm)
    cells = pd.Series(None, known.index, dtype=object, name="group")
    for name, where in CELLS.items():
        cells = cells.mask(cells.isna() & fits(where, known), name)
    return cells
