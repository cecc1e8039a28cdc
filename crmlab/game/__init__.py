"""A year in charge of the company: the game, its rules of thumb, score and league.

    Game                               decide and play, quarter by quarter
    price_list                         the research that can be bought
    planned_cost, yearly_budget        what a policy is planned to cost, and may cost
    facts, read_policy, write_policy   a policy as a small file, for any company
    league                             many teams' files on an unseen company
"""

from .budget import planned_cost, yearly_budget
from .facts import VALUES, facts
from .game import Game
from .league import league
from .policy_file import as_policy, read_policy, read_rows
from .policy_writing import write_policy
from .research import price_list
from .saving import GameFileError

__all__ = ["Game", "GameFileError", "planned_cost", "price_list", "yearly_budget"]
__all__ += ["VALUES", "as_policy", "facts", "league", "read_policy", "read_rows"]
__all__ += ["write_policy"]
