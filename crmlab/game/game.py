"""A year in charge of the company, quarter by quarter.

game = Game(seed=2025, scenario="quiet")
game.reports()["results"]
game.decide({"service": 0.65, "contact": {"C household": "basic"}})
game.next_quarter()
"""

from crmlab import wanted
from crmlab.company import planted
from crmlab.company.play import Policy, PolicyError

from . import research, saving
from .budget import planned_cost
from .decisions import as_decision, together
from .quarter_page import QuarterPage
from .standing import Standing


class Game(Standing):
    """A year in charge of Lantern Tea.

    seed, customers: the company; scenario: "quiet", "rival", "slump" or "thin"
    quarter: the one to decide, 1 to 4; 5 when the year is over
    budget: what all levers together may be planned to cost in the year, CNY
    research: what has been bought, as a list of (quarter, name)
    Raises ValueError for a scenario that there is not, or where seed and customers are
    no whole numbers, from 0 and from 50. Nothing may be missing.
    """

    def __init__(
        self,
        seed=planted.DEFAULT_SEED,
        scenario="quiet",
        customers=planted.DEFAULT_CUSTOMERS,
    ):
        seed = wanted.whole(seed, "Game", "seed")
        wanted.one_of(scenario, planted.SCENARIO_NAMES, "Game", "scenario")
        low = planted.SMALLEST
        customers = wanted.whole(customers, "Game", "customers", low=low)
        super().__init__(seed, scenario, customers)

    def buy(self, name):
        """Buy research for this quarter; its price comes off the year's profit.

        name: "survey", "leads" or "grades", which are told at once: a frame, two
            frames, a Series from customer_id to group; or "trial", which is reported
            after the quarter. `price_list()` has the prices.
        Raises PolicyError where there is no such research, it has been bought this
        quarter, the year is over, or, for a trial, the held out make the plan too dear.
        """
        self._still_open("buy research for")
        if name not in research.PRICES:
            names = ", ".join(research.PRICES)
            raise PolicyError(f"There is no research {name!r}; there is {names}.")
        if (self.quarter, name) in self.research:
            raise PolicyError(f"You have bought {name!r} this quarter already.")
        if name == "trial" and self.decided:
            decision = self.decided.held_out(self.seed, self.quarter)
            self._affordable(decision)
            self.decided = decision
        self.research.append((self.quarter, name))
        return None if name == "trial" else self.told(name)

    def told(self, name):
        """What research tells that has been bought this quarter, once more.

        Raises PolicyError where it has not been bought.
        """
        if (self.quarter, name) not in self.research:
            raise PolicyError(f"You have not bought {name!r} this quarter.")
        return research.tell(name, self.firm, self._past, self._lived, self._books())

    def decide(self, levers):
        """Decide the quarter to come; as often as you like before it is played.

        levers: a `Policy`, of which this quarter's part is taken; or a dict from lever
            to a value for all groups, those who join in the year too, or to a dict from
            group ("newcomers" among them) to value, with "acquisition", a multiple of
            the house's budget. What is not named is as under the house policy.
        Returns what each lever is planned to cost in the quarter, CNY.
        Raises PolicyError where the year is over, a lever or group is unknown, a value
        cannot be, or the budget does not reach.
        """
        self._still_open("decide")
        if isinstance(levers, Policy):
            self.firm.plans(levers)  # which says what is wrong with it
        decision = as_decision(levers, self.groups, self.quarter)
        if (self.quarter, "trial") in self.research:
            decision = decision.held_out(self.seed, self.quarter)
        cost = self._affordable(decision)
        self.decided = decision
        return cost.rename("planned").round(0)

    def next_quarter(self):
        """Play the quarter that is decided; nothing of it can be undone.

        Returns its page: what changed and, as far as the books can tell, why. Without
        a decision the quarter is played under the house policy.
        Raises PolicyError where the year is over, or the budget does not reach.
        """
        self._still_open("play")
        if self.decided is None:
            self.decide({})
        self.go_on_with(self.decided)
        return QuarterPage(self)

    def go_on_with(self, decision):
        """Play a quarter with a `Decision` of which all is known to be right."""
        self.decisions.append(decision)
        self.decided = None
        self._forget()
        self._lived.go_on(self.policy)

    def save(self, path):
        """Write the game to a small text file; see `Game.load`.

        Raises GameFileError, in one sentence, where it cannot be written.
        """
        saving.write(self, path)

    @classmethod
    def load(cls, path):
        """The game that was saved in a file, as it stood then.

        Raises GameFileError, in one sentence, where the file is missing, damaged, or no
        saved game.
        """
        return saving.read(path, cls)

    def _affordable(self, decision):
        """What a decision is planned to cost, by lever; refused over the budget."""
        policy = together([*self.decisions, decision])
        cost = planned_cost(self.firm, policy).loc[self.quarter]
        if cost.sum() > self.most + 0.5:
            raise PolicyError(
                f"The budget does not reach: quarter {self.quarter} is planned to cost "
                f"¥{cost.sum():,.0f}, and at most ¥{self.most:,.0f} can go there."
            )
        return cost

    def _still_open(self, what):
        if self.over:
            raise PolicyError(f"The year is over: there is no quarter to {what}.")
