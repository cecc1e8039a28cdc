"""Figures of lesson 04, customer grading."""

from crmlab.figures.grading.judging import calibration_dots, held_bars
from crmlab.figures.grading.levels import pyramid, two_moves
from crmlab.figures.grading.spending import call_lines, played_lucks

__all__ = [
    "calibration_dots",
    "call_lines",
    "held_bars",
    "played_lucks",
    "pyramid",
    "two_moves",
]
