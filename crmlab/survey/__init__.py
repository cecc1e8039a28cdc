"""Surveys: who is asked, who answers, and how near that comes to the whole.

    simple_sample, systematic_sample,            drawing a sample
    stratified_sample, cluster_sample, allocate
    repeated_means                               one way of drawing, a thousand times
    weighted_mean, effective_size                the answer and its error
    size_for_mean, size_for_share,               how many must answer
    size_for_difference
    post_stratify, rake                          weights against non-response
    top_box                                      the share of good answers

Functions take frames and return frames. Nothing here loads data. Whether questions hold
together, and the net promoter score, are in ``crmlab.loyalty``: ``alpha_interval`` and
``promoter_score``.
"""

from crmlab.survey.drawing import (
    allocate,
    cluster_sample,
    simple_sample,
    stratified_sample,
    systematic_sample,
)
from crmlab.survey.precision import (
    effective_size,
    size_for_difference,
    size_for_mean,
    size_for_share,
    weighted_mean,
)
from crmlab.survey.repeating import repeated_means
from crmlab.survey.scores import top_box
from crmlab.survey.weighting import post_stratify, rake

__all__ = [
    "allocate",
    "cluster_sample",
    "effective_size",
    "post_stratify",
    "rake",
    "repeated_means",
    "simple_sample",
    "size_for_difference",
    "size_for_mean",
    "size_for_share",
    "stratified_sample",
    "systematic_sample",
    "top_box",
    "weighted_mean",
]
