"""The points programme: what a point is worth, how points are used, and the tiers."""

import pandas as pd

POINT = 0.01  # CNY: what a point buys from the rewards shelf
WELCOME_POINTS = 200  # on joining the programme
POINTS_LAST = 365  # days after which unused points are lost
# Some members never ask for a reward; the others do at an order with this chance, and
# then use up what they have. Together they leave about 1 − POINTS_REDEEMED unused
# (breakage of 15 to 30% is usual: Breugelmans et al. 2015, Marketing Letters 26(2)).
NEVER_REDEEM = 0.10
REDEEM_CHANCE = 0.40
# Tiers by the amount paid in the year before each quarter's first day, CNY.
TIERS = pd.Series([0, 1200, 4000], ["basic", "silver", "gold"])
