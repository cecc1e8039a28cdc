"""A year in charge of the company: the game, its rules of thumb, score and league."""

from .budget import planned_cost, yearly_budget
from .game import Game

__all__ = ["Game", "planned_cost", "yearly_budget"]
