"""Grading: who is worth how much of the hours there are?

    payment_record                      credit standing, from invoices
    scaled, composite, grades           from bases to one score and four grades
    all_weights, holding                how far the grades hang on the weights
    moves, split_at_random              up and down, and what chance alone would move
    marks, rising_marks                 the pyramid: by what marks a grade is told
    WinModel, calibration               prospects: the chance of winning a deal
    margin_per_hour, call_down          whom to call, under the hours there are

All take frames and return frames, one row a customer or prospect. Nothing here loads
data.
"""

from crmlab.grading.calling import call_down, margin_per_hour
from crmlab.grading.credit import payment_record
from crmlab.grading.moving import moves, split_at_random
from crmlab.grading.pyramid import marks, rising_marks
from crmlab.grading.scoring import (
    SHARES,
    all_weights,
    composite,
    grades,
    holding,
    scaled,
)
from crmlab.grading.winning import WinModel, calibration

__all__ = [
    "SHARES",
    "WinModel",
    "all_weights",
    "calibration",
    "call_down",
    "composite",
    "grades",
    "holding",
    "margin_per_hour",
    "marks",
    "moves",
    "payment_record",
    "rising_marks",
    "scaled",
    "split_at_random",
]
