"""Figures of lesson 06: the map of a sale, funnels, worth, alarms, records."""

from crmlab.figures.touchpoints.alarms import alarm_line
from crmlab.figures.touchpoints.bills import two_bills
from crmlab.figures.touchpoints.matrix import matrix
from crmlab.figures.touchpoints.records import staleness
from crmlab.figures.touchpoints.sale import funnel_lines, map_of_sale
from crmlab.figures.touchpoints.waiting import patience
from crmlab.figures.touchpoints.worth import credit_dots

__all__ = [
    "alarm_line",
    "credit_dots",
    "funnel_lines",
    "map_of_sale",
    "matrix",
    "patience",
    "staleness",
    "two_bills",
]
