"""Where a game stands: what has been decided, what is left, what the books say."""

import pandas as pd

from crmlab.company.play import Firm
from crmlab.company.play.policies import QUARTERS

from . import research
from .books import Books
from .budget import planned_cost, yearly_budget
from .budgets import MOST_A_QUARTER
from .decisions import together
from .grouping import checked_groups, usual_groups
from .past import past_of
from .playing import Lived
from .reports import all_reports

LUCK = 1000  # the year of a game: none of those that a policy is scored on


class Standing:
    """Where a game stands; `Game` has the moves.

    seed, scenario, customers: as in `Firm`
    """

    def __init__(self, seed, scenario, customers):
        self.seed, self.scenario, self.customers = seed, scenario, customers
        self.firm = Firm(seed, customers, scenario)
        self._past = past_of(self.firm)
        self._lived = Lived(self.firm, self._past, LUCK)
        self.usual_groups = usual_groups(self.firm, self._past.last_year)
        self._groups = self.usual_groups
        self.budget = yearly_budget(self.firm)
        self.decisions = []  # of the quarters that have been played
        self.decided = None  # for the quarter to come
        self.research = []
        self._forget()

    @property
    def quarter(self):
        """The quarter to decide, 1 to 4; 5 when the year is over."""
        return len(self.decisions) + 1

    @property
    def over(self):
        """Whether the year is over."""
        return self.quarter > QUARTERS[-1]

    @property
    def groups(self):
        """Series from customer_id to group; a Series of your own may be put here.

        It holds from the quarter on that is decided next. Raises PolicyError where it
        is no Series, or names a customer that there is not.
        """
        return self._groups

    @groups.setter
    def groups(self, groups):
        self._groups = checked_groups(groups, self.firm.customer_ids)
        self._forget()

    @property
    def policy(self):
        """The `Policy` of the quarters decided so far; after them, the house's."""
        planned = [self.decided] if self.decided else []
        return together([*self.decisions, *planned])

    @property
    def planned(self):
        """What each lever is planned to cost in the quarters decided, CNY."""
        quarters = list(QUARTERS[: len(self.decisions) + bool(self.decided)])
        return planned_cost(self.firm, self.policy).loc[quarters]

    @property
    def left(self):
        """What of the budget is left for the quarters not yet decided, CNY."""
        return round(self.budget - float(self.planned.to_numpy().sum()), 2)

    @property
    def most(self):
        """What the quarter to come may be planned to cost at most, CNY.

        No quarter may take more than three tenths of the budget, and complaints of the
        later ones must still be paid for, whatever else is stopped.
        """
        if self.over:
            return 0.0
        before = list(QUARTERS[: len(self.decisions)])
        gone = float(self.planned.loc[before].to_numpy().sum())
        least = self._past.usual.least(self.quarter)
        return min(MOST_A_QUARTER * self.budget, self.budget - gone - least)

    @property
    def profit(self):
        """Profit of the quarters played, after all levers and research, CNY."""
        gone = self.planned["acquisition"][: len(self.decisions)].sum()
        made = self._books().profits().loc[1:].sum()
        return round(float(made - gone) - self.research_cost, 2)

    @property
    def research_cost(self):
        """What the research bought so far takes off the year's profit, CNY."""
        return sum(research.PRICES[name] for _, name in self.research)

    def reports(self):
        """What a manager sees after the last quarter: a dict from name to frame.

        results, complaints, churn and survey by group; alarms of the touchpoints;
        newcomers; news; spending against the plan; and trial, if one was bought.
        """
        if self._reports is None:
            self._reports = all_reports(self._books(), self)
        return dict(self._reports)

    def quarters(self):
        """Profit of each quarter before winning customers: a frame by quarter, CNY.

        a year before, and this year: a gap for those that have not been played.
        """
        made = self._books().profits().reindex(range(-3, 5))
        table = {"a year before": made.to_numpy()[:4], "this year": made.to_numpy()[4:]}
        return pd.DataFrame(table, pd.Index(QUARTERS, name="quarter"))

    def _forget(self):
        """Another quarter or grouping: books and reports must be made anew."""
        self._reports, self._kept = None, None

    def _books(self):
        if self._kept is None:
            self._kept = Books(self.firm, self._past, self._lived, self.groups)
        return self._kept
