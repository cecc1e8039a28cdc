"""Churn: who is gone, why, who will go and when, and whom an offer keeps.

    cohort_triangle                  retention, by when customers came
    features_as_of                   what was known of each customer on a day
    calibration, cost_curve          is a chance true; what acting on it costs
    kaplan_meier, log_rank           how long customers stay; do groups differ
    cox, cox_over_time               what moves the risk, and whether it always does
    uplift_scores                    whom an offer moves: two models, one outcome
    uplift_curve, qini               what treating in that order brings
    trial_size                       customers that a trial needs

Plain functions: frames in, frames out, one row a customer with the customer's number as
index. Nothing here loads data. What an offer gained by group, and the lift of a score,
are in ``crmlab.segmentation``: ``offer_gain`` and ``gain_table``.
"""

from crmlab.churn.cohorts import cohort_triangle
from crmlab.churn.features import features_as_of
from crmlab.churn.judging import calibration, cost_curve
from crmlab.churn.qini import qini, uplift_curve
from crmlab.churn.survival import cox, cox_over_time, kaplan_meier, log_rank
from crmlab.churn.uplift import trial_size, uplift_scores

__all__ = [
    "calibration",
    "cohort_triangle",
    "cost_curve",
    "cox",
    "cox_over_time",
    "features_as_of",
    "kaplan_meier",
    "log_rank",
    "qini",
    "trial_size",
    "uplift_curve",
    "uplift_scores",
]
