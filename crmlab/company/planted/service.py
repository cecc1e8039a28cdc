"""After the order: delivery, service cases, and what serving a customer costs."""

import pandas as pd

from .buying import CHANNELS
from .customers import REGIONS, SEGMENTS

# --- delivery ---
SENT_DAYS = pd.Series([1, 2, 2, 2, 3], REGIONS.index)  # the quickest parcel, days
PROMISED = 1  # days more, within which a parcel is still in time
LATE_DAYS = 2.5  # a late parcel is late by one day and on average this many more
RATES_PARCEL = 0.30  # share of deliveries that the customer rates with stars

# --- who asks for a lot ---
# Questions, returns and claims come at a rate times the customer's hidden trait
# `demanding`, a Gamma with mean 1 and this shape. So the counts are negative binomial
# (Greenwood & Yule 1920, J. of the Royal Statistical Society 83(2)): a few customers
# make most of the work.
DEMANDING_SHAPE = 0.35
QUESTIONS = 0.26  # questions for each order of a customer with the mean trait
PARCEL_SEARCH = 0.30  # chance that a late parcel is asked after
RETURNS = 0.065  # returns for each order
RETURNS_BY_GROUP = pd.Series(
    [0.8, 0.7, 1.9, 0.9, 1.1, 0.6], [*SEGMENTS, "organisation"]
)
CLAIMS = 0.006  # claims for goods broken or lost on the way, for each order
CLAIMS_LATE = 4.0  # times as many where the parcel was late

# --- consumer rights: requests about one's own data ---
# A request to stop offers or to be forgotten ends consent on the day it is closed; but
# the flag was forgotten in a share of them, and offers go on: the fault to be found.
STOPPED = 0.03  # share of those who agreed to offers and later ask to stop them
DATA_REQUESTS = pd.Series([0.015, 0.025], ["see my data", "forget me"])  # of customers
OVERLOOKED = 0.30
REQUEST_SPREAD = 0.45  # log spread of the hours until closed
# Work is done when it is due: this share is closed on one of the last days. Nobody
# answers for these requests (planted.OWNERS), so that more and more of them lie about:
# the share at the start of the history, and at its end.
DUE_SHARE, DUE_DAYS = 0.30, (27.5, 31.5)
LIES_SHARE, LIES_DAYS = (0.02, 0.30), (150, 420)
DATA_DEADLINE = 30 * 24  # hours within which such a request must be settled
QUESTION_HOURS = 2  # within which a question is meant to be answered
# Questions grow faster than the call centre: log hours until closed, added in a year.
# It is nought at the cut-off.
QUESTIONS_SLOWER = 0.35

# --- how a case goes ---
TOPICS = pd.DataFrame(
    # hours: median until closed; cost: staff time of one case, CNY; at_once: settled at
    # the first contact; content: settled as the customer wished (complaints have their
    # own luck, planted.RECOVERED)
    [
        ("late parcel", 30, 19.0, 0.40, None),
        ("faulty goods", 46, 23.0, 0.35, None),
        ("parcel search", 9, 9.0, 0.60, 0.80),
        ("question", 5, 8.0, 0.80, 0.93),
        ("return", 60, 20.0, 0.55, 0.88),
        ("claim", 96, 34.0, 0.20, 0.66),
        ("stop offers", 12, 5.0, 0.90, 0.97),
        ("see my data", 290, 45.0, 0.05, 0.85),
        ("forget me", 320, 38.0, 0.05, 0.75),
    ],
    columns=["topic", "hours", "cost", "at_once", "content"],
).set_index("topic")
CASE_SPREAD = 0.7  # log spread of the hours until closed
COST_SPREAD = 0.3
UNSETTLED_SLOWER = 2.2  # a case that leaves the customer cross took longer
CASE_CHANNELS = ["phone", "email", "app", "shop"]
THROUGH = pd.DataFrame(  # where a case comes in, by the channel of the order
    [[0.42, 0.42, 0.12, 0.04], [0.26, 0.16, 0.56, 0.02], [0.30, 0.08, 0.06, 0.56]]
    + [[0.78, 0.16, 0.02, 0.04]],
    index=CHANNELS,
    columns=CASE_CHANNELS,
)
THROUGH_COST = pd.Series([1.25, 0.9, 0.7, 1.1], CASE_CHANNELS)
# Paid to the customer: after a complaint a share of the order's amount, more often and
# more where it is settled well; a return gives back what was sent back.
COMPENSATED = (0.30, 0.95)  # chance, for a complaint settled badly and well
COMPENSATION = (0.06, 0.13)  # mean share of the amount, likewise
COMPENSATION_MOST = 300.0  # CNY
REFUND = (0.25, 1.00)  # share of the amount that a return gives back, evenly between
CLAIM_PAID = (0.20, 0.80)  # share of the amount, where a claim is accepted
