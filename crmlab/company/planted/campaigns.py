"""Campaigns, and how customers answer to them."""

import pandas as pd

CAMPAIGNS = pd.DataFrame(
    [
        ("Autumn tins", "2023-10-16", "all", 0.20, 0.10, 0.3),
        ("New year gifts", "2024-01-08", "all", 0.20, 0.10, 0.3),
        ("Come back", "2024-05-20", "lapsed", 0.50, 0.20, 4.0),
        ("Moon tins", "2024-08-26", "all", 0.20, 0.10, 0.3),
        ("Winter catalogue", "2024-12-02", "all", 0.50, 0.10, 4.0),
        ("First pick letter", "2025-03-24", "all", 0.50, 0.10, 3.0),
        ("Come back again", "2025-05-19", "lapsed", 0.50, 0.20, 4.0),
    ],
    columns=["name", "sent", "to", "held_out", "discount", "cost"],
)
# A larger discount moves people more, with diminishing returns:
# its lift holds at 10% and grows with 1 − exp(−discount / scale).
COUPON_SCALE = 0.05
COUPON_USUAL = 0.10
CAMPAIGN_WEEKS = 4  # an offer is good for four weeks
CAMPAIGN_AFTER = 26  # weeks from the sending over which its margin is told, too
LAPSED_WEEKS = 13
# How a customer answers to a campaign: share, log rate without it, log rate with it.
RESPONSES = pd.DataFrame(
    {
        "share": [0.30, 0.28, 0.32, 0.10],
        "rate": [0.30, 0.0, -0.35, 0.05],
        "lift": [0.0, 1.40, 0.0, -0.90],
        "leave": [0.0, 0.0, 0.0, 0.06],  # chance of leaving over being bothered
    },
    index=["sure thing", "persuadable", "lost cause", "do not disturb"],
)
RESPONSE_TILT = pd.DataFrame(
    {
        "none": [0.6, 1.1, 1.4, 0.9],
        "monopoly": [1.4, 0.4, 1.2, 0.8],
        "kinship": [1.6, 0.7, 0.6, 0.8],
        "incentive": [0.7, 2.2, 0.6, 0.3],
        "inertia": [1.0, 0.5, 1.0, 2.6],
        "trust": [1.9, 0.7, 0.5, 0.8],
        "latent": [0.4, 2.0, 1.0, 0.5],
    },
    index=RESPONSES.index,
)
# The same by needs: an idea for a present or for health is welcome; who drinks the
# same tea every day would have bought it anyway.
RESPONSE_BY_SEGMENT = pd.DataFrame(
    {
        "daily drinker": [1.6, 0.5, 0.9, 0.8],
        "connoisseur": [1.3, 0.5, 0.9, 2.0],
        "gift giver": [0.6, 2.2, 0.8, 0.4],
        "health seeker": [0.9, 1.6, 0.9, 0.6],
        "convenience seeker": [0.8, 1.0, 1.5, 1.0],
        "organisation": [1.2, 0.6, 1.0, 1.4],
    },
    index=RESPONSES.index,
)
