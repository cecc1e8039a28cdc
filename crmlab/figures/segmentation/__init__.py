"""Figures of lesson 03."""

from crmlab.figures.segmentation.changes import answers, plan_gains, stage_mix
from crmlab.figures.segmentation.clusters import choosing_k, cluster_profile
from crmlab.figures.segmentation.decisions import (
    offer_gains,
    refinement_steps,
    value_growth_map,
)
from crmlab.figures.segmentation.scores import explained_by, gain_curves, rfm_grid

__all__ = [
    "answers",
    "choosing_k",
    "cluster_profile",
    "explained_by",
    "gain_curves",
    "offer_gains",
    "plan_gains",
    "refinement_steps",
    "rfm_grid",
    "stage_mix",
    "value_growth_map",
]
