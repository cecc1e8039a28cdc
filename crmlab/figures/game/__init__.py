"""Figures of the game."""

from crmlab.figures.game.league import gain_by_group, standings

__all__ = ["gain_by_group", "standings"]
