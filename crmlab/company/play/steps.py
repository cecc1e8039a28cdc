"""The weeks of any year in eight steps, for looking ahead."""

from copy import copy

from .. import planted
from .worth import YEAR_AHEAD, mean_gross, order_margin


class Step:
    """Some weeks of any year: length, season (sum of factors), gross and margin."""

    def __init__(self, engine, weeks):
        self.length = len(weeks)
        self.season = engine.world.rate[weeks].sum(axis=0)[engine.segment]
        self.gross = mean_gross(engine, weeks)
        self.margin = order_margin(engine, weeks)

    def only(self, who):
        """The step of some people, as their rows."""
        some = copy(self)
        for name in ("season", "gross", "margin"):
            setattr(some, name, getattr(self, name)[who])
        return some


def steps_of_a_year(engine):
    """Four and nine weeks of each quarter: a letter's offer is good for four."""
    steps = []
    for first in YEAR_AHEAD[:: planted.QUARTER_WEEKS]:
        split = first + planted.CAMPAIGN_WEEKS
        steps.append(Step(engine, range(first, split)))
        steps.append(Step(engine, range(split, first + planted.QUARTER_WEEKS)))
    return steps
