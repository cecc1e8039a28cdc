"""Figures of lesson 09."""

from crmlab.figures.loyalty.arrows import value_drivers
from crmlab.figures.loyalty.comparing import intervals, quadrant_tiles
from crmlab.figures.loyalty.money import earn_rate_curves, worth_in_parts

__all__ = [
    "earn_rate_curves",
    "intervals",
    "quadrant_tiles",
    "value_drivers",
    "worth_in_parts",
]
