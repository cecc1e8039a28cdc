"""Lantern Plus as an expectation: who takes it, and who has ended it, as chances.

Within one of the three levels of `planted.PLUS_RISK` the months go by as chances too:
of those in a level of three months, a third leave it in a month. Renewals come at any
time, so that a month's log risk x is a rate of exp(x), as in `membership.hazard`.
"""

import numpy as np

from .. import planted
from ..membership import NEVER, usual_risk

LEVELS = planted.PLUS_RISK.index.to_numpy()  # first renewal of each level
MONTHS = np.append(np.diff(LEVELS), np.inf)  # that a subscriber stays in it
# Share of the first level's renewals before which nobody may have ordered for two
# months; before none of them for four. On the later levels, all may be so.
FIRST_IDLE = 2 / 3


class PlusAhead:
    """The chance of each person to be subscribed, moved on with their orders.

    running: of those who stay, levels of risk × people; never: not to have taken it
    """

    def __init__(self, engine, state, now, wrong):
        """now: today; wrong: chance of an order to go wrong and not be put right."""
        began = state.plus_from
        next_one = (now - began) // planted.PLUS_MONTH + 1
        level = np.searchsorted(LEVELS, next_one, side="right") - 1
        self.running = np.eye(len(LEVELS))[:, level] * state.plus
        self.never = (began == NEVER).astype(float)
        self.wrong = wrong
        self.risk = np.exp(usual_risk(LEVELS)[:, None] + engine.plus_risk)

    def move(self, orders, weeks):
        """Move on by some weeks with so many orders; returns the chance to be on it."""
        takes = self.never * (1 - np.exp(-planted.PLUS_TAKEN * orders))
        self.never = self.never - takes
        months = 7 * weeks / planted.PLUS_MONTH
        ends = self._ends(orders / months)
        stays = self.running * np.exp(-months * ends)
        moves = -stays * np.expm1(-months / MONTHS)[:, None]
        self.running = stays - moves
        self.running[1:] += moves[:-1]
        self.running[0] += takes
        return self.running.sum(axis=0)

    def _ends(self, orders):
        """Rate of ending a month by level; idle months and bad orders add to it.

        orders: in a month. Nobody orders for two months with chance exp(−2 orders).
        """
        later = planted.PLUS_LATER
        once = np.expm1(later["idle 60"])
        twice = np.exp(later["idle 60"]) * np.expm1(later["idle 120"])
        bad = (1 - np.exp(-orders * self.wrong)) * np.expm1(later["bad"])
        idle = np.exp(-2 * orders)
        two, four = once * idle, twice * idle**2
        ends = self.risk * (1 + bad)
        ends[0] *= 1 + FIRST_IDLE * two
        ends[1:] *= 1 + two + four
        return ends
