"""The game's year as far as it has been played."""

from crmlab.company import planted


class Lived:
    """The quarters of a game's year that are over.

    quarter: the last of them, 0 before the first
    events: by quarter, the orders and what came of them, as the engine tells of them
    plans: by quarter, the levers that each person met
    state: of all customers at the end of the last quarter
    """

    def __init__(self, firm, past, luck):
        self.engine = firm.engine.side_by_side([firm.luck_seed(luck)])
        self.firm, self.quarter = firm, 0
        self.state, self.events, self.plans = past.state.copy(), {}, {}

    def go_on(self, policy):
        """Live through one more quarter under a policy.

        What is over stays as it was: nothing that is decided later reaches back.
        """
        quarter = self.quarter + 1
        plan = self.firm.plans(policy)[quarter]
        first = planted.HISTORY_WEEKS + self.quarter * planted.QUARTER_WEEKS
        weeks = range(first, first + planted.QUARTER_WEEKS)
        life = self.engine.live(self.state, weeks, lambda week: plan)
        self.events[quarter], self.plans[quarter] = life.events, plan
        self.quarter = quarter
