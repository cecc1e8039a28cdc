"""Figures of the game and of its league."""

from crmlab.figures.game.debrief import parts, scores
from crmlab.figures.game.league import standings
from crmlab.figures.game.quarters import quarters_beside

__all__ = ["parts", "quarters_beside", "scores", "standings"]
