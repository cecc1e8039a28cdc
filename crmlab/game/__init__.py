"""The capstone: a year in charge of the company."""

from .budget import planned_cost, yearly_budget
from .game import Game
from .past import Past

__all__ = ["Game", "Past", "planned_cost", "yearly_budget"]
