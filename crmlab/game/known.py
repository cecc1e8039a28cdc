"""The company behind a firm or a game: its tables, and what they tell of customers."""

from weakref import WeakKeyDictionary

from crmlab.company import DEFAULT_CUSTOMERS, simulate
from crmlab.datasets import load

from .facts import facts
from .grouping import usual_groups
from .past import past_of

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
        groups = usual_groups(firm, past_of(firm).orders)
        _FACTS[firm] = facts(tables_of(firm), groups)
    return _FACTS[firm]


def cells_of(firm):
    """Customers by kind, grade and whether they still order: a Series of group names.

    "A household" are the best fifth of households by last year's margin, without those
    who have been silent for half a year: "A household, silent".
    """
    known = facts_of(firm)
    silent = known["stage"].eq("decline").map({True: ", silent", False: ""})
    return (known["grade"] + " " + known["kind"] + silent).astype(object)
