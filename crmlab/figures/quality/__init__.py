"""Figures of lesson 08: control charts, drivers, the matrix, the house of quality."""

from crmlab.figures.quality.control import control_chart
from crmlab.figures.quality.drivers import driver_intervals
from crmlab.figures.quality.house import house_of_quality
from crmlab.figures.quality.places import matrix_of_satisfaction

__all__ = [
    "control_chart",
    "driver_intervals",
    "house_of_quality",
    "matrix_of_satisfaction",
]
