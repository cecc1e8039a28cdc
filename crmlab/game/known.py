"""The company behind a firm or a game: its tables, and what they tell of customers."""

from weakref import WeakKeyDictionary

import pandas as pd

from crmlab.company import DEFAULT_CUSTOMERS, simulate
from crmlab.datasets import load

from .facts import VALUES, facts
from .grouping import usual_groups
from .past import past_of
from .policy_file import fits

TABLES = ["customers", "orders", "service_cases", "programme_tiers", "contact_costs"]
_TABLES, _FACTS = WeakKeyDictionary(), WeakKeyDictionary()


def firm_of(played):
    """The `Firm` of a `Game`, or the firm itself."""
    return getattr(played, "firm", played)


def tables_of(firm):
    """The tables that rules and course policy are computed from, as a dict."""
    if firm not in _TABLES:
        seed, size = firm.engine.seed, firm.people.known
        if size == DEFAULT_CUSTOMERS:
            made = {name: load(name, seed=seed) for name in TABLES}
        else:
            known = simulate(seed, size).tables
            made = {name: known[name] for name in TABLES}
        _TABLES[firm] = made
    return _TABLES[firm]


def facts_of(firm):
    """Facts of each customer, as `facts` returns them."""
    if firm not in _FACTS:
        groups = usual_groups(firm, past_of(firm).last_year)
        _FACTS[firm] = facts(tables_of(firm), groups)
    return _FACTS[firm]


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
