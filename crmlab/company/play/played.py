"""Years that have been played, so that the same one need not be played again.

A year hangs on the company, on what each person meets in each quarter, and on luck. A
cell that is run again, or a policy that is tried again, costs next to nothing.
"""

import hashlib

import numpy as np

from . import partly
from .year import Year

MOST = 100  # years that are kept, of not quite a megabyte each; the oldest go first
SUMS = ["profit", "equity", "both", "spent"]
_years, _sums = {}, {}  # by what decides them


def what_decides(firm, policy, plans):
    """The company, and what each person meets: all that decides a year but its luck.

    plans: levers by quarter, as made by `Firm.plans`
    """
    met, before = hashlib.sha256(), None
    for quarter, levers in plans.items():
        if levers is not before:  # most often a quarter is as the one before
            met.update(f"quarter {quarter}".encode())
            for name, values in vars(levers).items():
                met.update(name.encode() + np.asarray(values).tobytes())
        before = levers
    budget = tuple(float(part) for part in policy.acquisition)
    company = firm.engine.seed, firm.people.known, firm.scenario
    return *company, budget, met.hexdigest()


def years(decides, lucks, play):
    """The `Year` of each luck; `play` is given the lucks that are new."""
    found = {luck: _years.get((decides, luck)) for luck in lucks}
    new = [luck for luck, year in found.items() if year is None]
    found |= dict(zip(new, play(new) if new else [], strict=True))
    for luck in new:
        _years[decides, luck] = found[luck]
        _sums[decides, luck] = _sums_of(found[luck])
    for oldest in list(_years)[:-MOST]:
        del _years[oldest]
    return [_apart(found[luck]) for luck in lucks]


def sums(decides, lucks, play):
    """What each luck's year brought and cost in all, as a list of rows of `SUMS`."""
    new = [luck for luck in dict.fromkeys(lucks) if (decides, luck) not in _sums]
    for luck, year in zip(new, play(new) if new else [], strict=True):
        _sums[decides, luck] = _sums_of(year)
    return [_sums[decides, luck] for luck in lucks]


def _sums_of(year):
    return [getattr(year, name) for name in SUMS]


def forget():
    """Forget all years, so that they are played again."""
    _years.clear()
    _sums.clear()
    partly.forget()


def _apart(year):
    """The year with frames of its own: what is done to them changes no other's.

    pandas copies the numbers of such a frame when they are first changed.
    """
    own = [f.copy(deep=False) for f in (year.quarters, year.customers)]
    return Year(*own)
