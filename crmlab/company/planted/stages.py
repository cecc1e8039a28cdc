"""The ladder from stranger to buyer, and the stages of a relationship."""

import pandas as pd

# By what brings a buyer: chance that somebody reached comes to look, and that somebody
# who looks buys. Who comes through friends buys most readily.
LADDER = pd.DataFrame(
    {
        "comes": [0.060, 0.015, 0.008, 0.250, 0.040],
        "buys": [0.18, 0.12, 0.10, 0.30, 0.22],
    },
    index=["search", "social", "advert", "friend", "shop"],
)
# A relationship is in its first year of growth after a second order, then mature; it is
# in decline in the last quarter before the customer leaves.
GROWTH_DAYS = 365
DECLINE_DAYS = 91
STAGE_NAMES = ["initial", "growth", "maturity", "decline", "gone"]
