"""The game's year as far as it has been played."""

from crmlab.company import planted
from crmlab.company.play.policies import QUARTERS
from crmlab.company.play.reckoning import quarter_of

START = planted.HISTORY_WEEKS


def play_quarters(firm, past, policy, quarters, luck):
    """Live through the first quarters of a year under a policy.

    quarters: how many, 0 to 4
    Returns the events of those quarters, in order of time, the state at the end of
    each, by quarter, and the levers by quarter.
    """
    plans = firm.plans(policy)
    engine = firm.engine.side_by_side([firm.luck_seed(luck)])
    state, ends, events = past.state.copy(), {}, []
    for q in QUARTERS[:quarters]:
        first = START + (q - 1) * planted.QUARTER_WEEKS
        weeks = range(first, first + planted.QUARTER_WEEKS)
        lived = engine.live(state, weeks, lambda week: plans[quarter_of(week)])
        events.append(lived.events)
        ends[q] = state.copy()
    return events, ends, plans
