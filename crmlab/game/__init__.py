"""A year in charge of the company: the game, its rules of thumb, score and league.

Game                               decide and play, quarter by quarter
price_list                         the research that can be bought
planned_cost, yearly_budget        what a policy is planned to cost, and may cost
rules_of_thumb                     what managers do without looking
facts, read_policy, write_policy   a policy as a small file, for any company
league                             many teams' files on an unseen company
"""

from .budget import planned_cost, yearly_budget
from .facts import facts
from .game import Game
from .league import league
from .policy_file import read_policy
from .policy_writing import write_policy
from .research import price_list
from .rules import rules_of_thumb

__all__ = ["Game", "planned_cost", "price_list", "yearly_budget", "rules_of_thumb"]
__all__ += ["facts", "league", "read_policy", "write_policy"]
