"""Figures of lesson 01."""

from crmlab.figures.value.chains import two_chains
from crmlab.figures.value.offers import values_and_costs
from crmlab.figures.value.plans import plans
from crmlab.figures.value.spread import whale
from crmlab.figures.value.tellings import changes, missed_roles

__all__ = [
    "changes",
    "missed_roles",
    "plans",
    "two_chains",
    "values_and_costs",
    "whale",
]
