"""Amounts of orders that have been worked out, so that it is not done again.

What an order is meant for hangs on its address only (whose luck, who, week, and which
of the week's), so it is the same under every policy. The quantile of the Gamma
distribution is the dearest number of a week.
"""

import numpy as np
from scipy import special

SLOTS = 64  # more than anybody's orders of a week
MOST = 520  # weeks that are kept: of one luck some kilobytes each; the oldest go first


class Amounts:
    """Amounts by address: of the weeks that one company lived through lately."""

    def __init__(self):
        self._weeks = {}  # sorted addresses and their amounts, by luck and week

    def of(self, engine, week, orders, shape, uniform):
        """`quantiles` of the orders of a week, as far as they are not known by now."""
        who = orders["who"]
        person = engine.number[who].astype(int) * len(engine.people.frame)
        address = SLOTS * (person + engine.person[who]) + orders["slot"]
        key = engine.luck_seed, week
        known, amounts = self._weeks.get(key, (np.array([-1]), np.zeros(1)))
        place = np.minimum(np.searchsorted(known, address), len(known) - 1)
        wanted, new = amounts[place], np.flatnonzero(known[place] != address)
        wanted[new] = quantiles(shape[new], uniform[new])
        if len(new):
            known = np.append(known, address[new])
            order = np.argsort(known)
            amounts = np.append(amounts, wanted[new])
            self._weeks[key] = known[order], amounts[order]
            for oldest in list(self._weeks)[:-MOST]:
                del self._weeks[oldest]
        return wanted


def quantiles(shape, uniform):
    """Amounts that uniform numbers stand for, where 1 is the mean of the person's."""
    return special.gammaincinv(shape, uniform) / shape
