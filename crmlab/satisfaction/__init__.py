"""Satisfaction: what pleases, what satisfaction hangs on, and a number for it.

    kano_category, kano_counts, kano_table    the Kano questionnaire, read
    better_worse, kano_points                 coefficients with intervals; points
    net_reach, served, best_set               what to build for whom
    PathModel, STRUCTURES                     ACSI and its kin, by partial least squares
    bootstrap, compare_groups                 how far chance could move them
    satisfaction_index, indices               the index from 0 to 100
    architecture, fornell_larcker, htmt,
    cross_loadings                            roles of the factors; validity checks
    servqual_scores, servqual_gaps            SERVQUAL

Functions take frames and return frames; ``PathModel`` follows scikit-learn. Nothing
here loads data.
"""

from crmlab.satisfaction.groups import compare_groups
from crmlab.satisfaction.index import indices, satisfaction_index
from crmlab.satisfaction.kano import (
    ANSWERS,
    CATEGORIES,
    EVALUATION_TABLE,
    better_worse,
    kano_category,
    kano_counts,
    kano_table,
)
from crmlab.satisfaction.kano_more import (
    best_set,
    kano_points,
    net_reach,
    served,
)
from crmlab.satisfaction.path_model import PathModel
from crmlab.satisfaction.resampling import bootstrap
from crmlab.satisfaction.servqual import DIMENSIONS, servqual_gaps, servqual_scores
from crmlab.satisfaction.structures import STRUCTURES, architecture
from crmlab.satisfaction.validity import cross_loadings, fornell_larcker, htmt

__all__ = [
    "ANSWERS",
    "CATEGORIES",
    "DIMENSIONS",
    "EVALUATION_TABLE",
    "STRUCTURES",
    "PathModel",
    "architecture",
    "best_set",
    "better_worse",
    "bootstrap",
    "compare_groups",
    "cross_loadings",
    "fornell_larcker",
    "htmt",
    "indices",
    "kano_category",
    "kano_counts",
    "kano_points",
    "kano_table",
    "net_reach",
    "satisfaction_index",
    "served",
    "servqual_gaps",
    "servqual_scores",
]
