"""Figures of the game."""

from crmlab.figures.game.debrief import lucks, parts, scores
from crmlab.figures.game.league import gain_by_group, standings

__all__ = ["gain_by_group", "lucks", "parts", "scores", "standings"]
