"""A year in charge of the company: the game, its rules of thumb, score and league.

Game                               decide and play, quarter by quarter
price_list                         the research that can be bought
planned_cost, yearly_budget        what a policy is planned to cost, and may cost
"""

from .budget import planned_cost, yearly_budget
from .game import Game
from .research import price_list

__all__ = ["Game", "planned_cost", "price_list", "yearly_budget"]
