"""Figures of lesson 02."""

from crmlab.figures.relationship.closeness import (
    feature_lines,
    played_policies,
    relationship_grid,
)
from crmlab.figures.relationship.comparing import differences, turn_levels
from crmlab.figures.relationship.joining import payback_curves
from crmlab.figures.relationship.views import six_views

__all__ = [
    "differences",
    "feature_lines",
    "payback_curves",
    "played_policies",
    "relationship_grid",
    "six_views",
    "turn_levels",
]
