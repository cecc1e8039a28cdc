"""Figures of lesson 07."""

from crmlab.figures.satisfaction.kano import kano_map, kano_segments
from crmlab.figures.satisfaction.paths import path_diagram, path_intervals

__all__ = ["kano_map", "kano_segments", "path_diagram", "path_intervals"]
