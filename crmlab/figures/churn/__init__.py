"""Figures of lesson 05."""

from crmlab.figures.churn.judging import calibration_dots, cost_lines
from crmlab.figures.churn.leaving import (
    retention_triangle,
    said_and_true,
    survival_steps,
)
from crmlab.figures.churn.offers import offers_pay, qini_lines

__all__ = [
    "calibration_dots",
    "cost_lines",
    "offers_pay",
    "qini_lines",
    "retention_triangle",
    "said_and_true",
    "survival_steps",
]
