"""The tables of contact of the ten companies, made once for all tests."""

from crmlab.company.contact import make_contact
from crmlab.company.simulation import _as_described

SEEDS = range(1, 11)
_made = {}


def contact(stories, seed):
    """Known, future and true tables of one seed, with their described columns."""
    if seed not in _made:
        made = make_contact(stories[seed])
        made.known = _as_described(made.known, "known")
        made.future = _as_described(made.future, "future")
        made.truth = _as_described(made.truth, "truth")
        _made[seed] = made
    return _made[seed]
