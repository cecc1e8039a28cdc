"""Figures of the game and of its league."""

from crmlab.figures.game.debrief import lucks, parts, scores
from crmlab.figures.game.league import gain_by_group, standings
from crmlab.figures.game.quarters import quarters_beside

__all__ = ["gain_by_group", "lucks", "parts", "quarters_beside", "scores", "standings"]
