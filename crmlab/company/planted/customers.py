"""Who the customers are, and how they came to be customers."""

import pandas as pd

DEFAULT_SEED = 2025
DEFAULT_CUSTOMERS = 6000
SMALLEST = 50
ORGANISATION_SHARE = 0.06
REGIONS = pd.Series(
    [0.34, 0.22, 0.18, 0.14, 0.12], ["East", "South", "North", "Central", "West"]
)
CITY_TIERS = pd.DataFrame(  # share of tiers 1, 2, 3 by region
    [[0.40, 0.35, 0.25], [0.42, 0.33, 0.25], [0.35, 0.35, 0.30]]
    + [[0.15, 0.45, 0.40], [0.12, 0.38, 0.50]],
    index=REGIONS.index,
    columns=[1, 2, 3],
)
SEGMENTS = [
    "daily drinker",
    "connoisseur",
    "gift giver",
    "health seeker",
    "convenience seeker",
]
# Family life cycle: share of households, ages, and the needs that the stage brings.
STAGES = pd.DataFrame(
    {
        "share": [0.16, 0.17, 0.22, 0.16, 0.19, 0.10],
        "youngest": [19, 24, 27, 38, 50, 60],
        "oldest": [32, 38, 44, 56, 70, 85],
        "daily drinker": [0.10, 0.16, 0.22, 0.33, 0.43, 0.48],
        "connoisseur": [0.08, 0.12, 0.08, 0.14, 0.22, 0.20],
        "gift giver": [0.20, 0.24, 0.26, 0.26, 0.14, 0.08],
        "health seeker": [0.17, 0.22, 0.22, 0.15, 0.18, 0.20],
        "convenience seeker": [0.45, 0.26, 0.22, 0.12, 0.03, 0.04],
        "low": [0.45, 0.25, 0.28, 0.25, 0.30, 0.45],  # income bands
        "middle": [0.43, 0.50, 0.50, 0.48, 0.47, 0.42],
        "high": [0.12, 0.25, 0.22, 0.27, 0.23, 0.13],
    },
    index=["young single", "young couple", "young children"]
    + ["teenagers", "empty nest", "older single"],
)
# Regions tilt the needs: a factor on the chances above.
REGION_TILT = pd.DataFrame(
    {
        "East": [1.0, 1.0, 1.2, 1.0, 1.0],
        "South": [0.9, 1.6, 1.0, 1.0, 0.9],
        "North": [0.9, 0.7, 1.2, 1.0, 1.2],
        "Central": [1.2, 0.9, 0.9, 1.0, 1.0],
        "West": [1.4, 0.8, 0.7, 1.1, 0.9],
    },
    index=SEGMENTS,
)
# How a segment differs, in standard deviations of the trait. The three rows of shifts
# are uncorrelated over households, because BG/NBD and Gamma-Gamma assume that rate,
# leaving and spend are independent of each other.
SEGMENT_SHIFT = pd.DataFrame(
    {
        "rate": [0.50, 0.75, -0.90, 0.40, -0.65],
        "spend": [-0.65, 1.30, 0.70, 0.00, -0.70],
        "leave": [-0.50, -0.20, -0.20, 0.85, 0.20],
    },
    index=SEGMENTS,
)
# The sign-up form asks what tea is for: a noisy view of the segment.
LIFESTYLES = pd.Series(
    ["tradition", "taste", "sociable", "health", "convenience"], SEGMENTS
)
LIFESTYLE_TRUE = 0.62  # chance that the answer is the one that fits the segment
LIFESTYLE_ANSWERED = 0.70
CONSENT = 0.72
SECTORS = pd.DataFrame(
    {
        "share": [0.46, 0.20, 0.24, 0.10],
        "staff": [60, 110, 25, 150],  # median size
        "rate": [0.0, 0.3, 0.5, -0.7],  # shift of the rate, in standard deviations
        "spend": [-0.1, 0.6, -0.4, 0.5],
    },
    index=["office", "hotel", "restaurant", "government"],
)
# Those who may join in the year after the cut-off, as a share of the known customers
LATER_POOL = 0.50
LATER_TAKEN = 0.66  # share of them that joins when nothing is changed

# --- the ladder from stranger to buyer ---

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
