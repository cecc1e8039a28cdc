"""Figures of the game."""

from crmlab.figures.game.quarters import quarters_beside

__all__ = ["quarters_beside"]
