"""Figures of lesson 08a: samples drawn many times, and estimates beside the truth."""

from crmlab.figures.survey.draws import spread_of_means
from crmlab.figures.survey.estimates import beside_the_truth

__all__ = ["beside_the_truth", "spread_of_means"]
