"""A year in charge of the company, quarter by quarter.

game = Game(seed=2025, scenario="quiet")
game.reports()
game.decide({"service": 0.7, "contact": {"A organisation": "proactive"}})
game.next_quarter()
"""

import pandas as pd

from crmlab.company import planted
from crmlab.company.play import Firm, PolicyError
from crmlab.company.play.policies import QUARTERS

from .budget import planned_cost, yearly_budget
from .decisions import as_decision, together
from .grouping import usual_groups
from .past import past_of
from .playing import play_quarters

LUCK = 1000  # the year of a game: none of those that a policy is scored on


class Game:
    """A year in charge of Lantern Tea.

    seed, customers: the company; scenario: "quiet", "rival", "slump" or "thin"
    quarter: the one to decide, 1 to 4; 5 when the year is over
    groups: Series from customer_id to group; a Series of your own may be put here
    budget: what all levers together may be planned to cost in the year, CNY
    left: what of it is not yet decided, after the house policy in the quarters to come
    """

    def __init__(
        self,
        seed=planted.DEFAULT_SEED,
        scenario="quiet",
        customers=planted.DEFAULT_CUSTOMERS,
    ):
        self.seed, self.scenario, self.customers = seed, scenario, customers
        self.firm = Firm(seed, customers, scenario)
        self.past = past_of(self.firm)
        self.groups = usual_groups(self.firm, self.past.orders)
        self.budget = yearly_budget(self.firm)
        self.decisions = []  # of the quarters that have been played
        self.decided = None  # for the quarter to come
        self.bought = []  # research, with the quarter in which it was bought

    @property
    def quarter(self):
        return len(self.decisions) + 1

    @property
    def over(self):
        return self.quarter > QUARTERS[-1]

    @property
    def policy(self):
        """The `Policy` of the quarters decided so far; then the house's."""
        planned = [self.decided] if self.decided else []
        return together([*self.decisions, *planned])

    @property
    def planned(self):
        """What each lever is planned to cost, quarters × levers, CNY."""
        return planned_cost(self.firm, self.policy)

    @property
    def left(self):
        return round(self.budget - float(self.planned.to_numpy().sum()), 2)

    def decide(self, levers):
        """Decide the quarter to come; as often as you like before it is played.

        levers: a `Policy`, or a dict from lever to a value for all groups or to a dict
            from group to value, and "acquisition": a multiple of the house's budget.
            What is not named is as under the house policy.
        Returns what each lever is planned to cost in the quarter, CNY.
        Raises PolicyError where the year is over, a lever or group is unknown, a value
        cannot be, or the budget does not reach.
        """
        self._still_open("decide")
        decision = as_decision(levers, self.groups, self.quarter)
        policy = together([*self.decisions, decision])
        cost = planned_cost(self.firm, policy)
        over = float(cost.to_numpy().sum()) - self.budget
        if over > 0.5:
            raise PolicyError(
                f"The budget does not reach: with this the year is planned to cost "
                f"¥{over:,.0f} more than the ¥{self.budget:,.0f} there are."
            )
        self.decided = decision
        return cost.loc[self.quarter].rename("planned").round(0)

    def next_quarter(self):
        """Play the quarter; what is decided cannot be undone. Returns its page."""
        self._still_open("next_quarter")
        self.decisions.append(self.decided or as_decision({}, self.groups, 1))
        self.decided = None
        return self.reports()

    def reports(self):
        """What a manager sees after the last quarter, as a dict of frames."""
        events, _, _ = play_quarters(
            self.firm, self.past, self.policy, len(self.decisions), LUCK
        )
        counts = [len(e) for e in events]
        return {"results": pd.DataFrame({"orders": counts})}

    def _still_open(self, what):
        if self.over:
            raise PolicyError(f"The year is over: there is no quarter to {what}.")
