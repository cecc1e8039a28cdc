"""Exercises of appendix A2: what checks them.

Each is declared in the module that computes it, in pandas: the student asks an engine.
Their text and solutions are in solutions/A2_at_scale/A2_at_scale.ipynb, their hints and
messages in texts/A2.yml.
"""

from crmlab.practice.declare import Exercise
from crmlab.practice.ea2_at_scale import bill, nights, sampling, summaries

EXERCISES = (
    summaries.EA2_1,
    nights.EA2_2,
    nights.EA2_3,
    summaries.EA2_4,
    sampling.EA2_5,
    bill.EA2_6,
    Exercise("EA2.7", "open", minutes=15, concepts=("3.5",), open_points=4),
)
