"""The six kinds of loyalty, and what each does."""

import pandas as pd

# attitude: shift of what is felt; rate: shift of log rate; leave: shift of the log
# chance of leaving. The rest are factors on how strongly a customer answers to
# satisfaction, rivals, prices and faults; refers: weight as a source of referrals;
# joins: chance of joining the points programme at an order.
KINDS = pd.DataFrame(
    {
        "share": [0.26, 0.08, 0.07, 0.16, 0.18, 0.16, 0.09],
        "attitude": [-0.4, -0.8, 1.0, 0.0, -0.2, 1.1, 0.9],
        "rate": [0.0, 0.10, 0.10, 0.05, 0.0, 0.20, -0.70],
        "leave": [0.25, -0.6, -0.7, 0.10, -0.25, -0.5, -0.1],
        "to_satisfaction": [1.2, 0.15, 0.4, 0.8, 0.4, 0.9, 0.7],
        "to_rivals": [1.3, 0.05, 0.1, 2.4, 0.5, 0.15, 0.8],
        "to_prices": [1.1, 0.2, 0.3, 2.0, 0.5, 0.5, 1.2],
        "to_faults": [1.1, 0.4, 0.3, 1.0, 0.8, 0.5, 0.8],
        "refers": [0.4, 0.1, 1.6, 0.6, 0.2, 2.6, 1.4],
        "joins": [0.10, 0.06, 0.14, 0.55, 0.08, 0.22, 0.14],
    },
    index=["none", "monopoly", "kinship", "incentive", "inertia", "trust", "latent"],
)
# Factors on the shares: where a rival is far away, and by needs segment.
MONOPOLY_BY_TIER = {1: 0.3, 2: 0.8, 3: 2.4}
KIND_TILT = pd.DataFrame(
    {
        "daily drinker": [0.9, 1.0, 1.1, 1.0, 1.2, 1.0, 0.9],
        "connoisseur": [0.8, 0.8, 1.2, 0.4, 0.7, 1.9, 1.5],
        "gift giver": [1.1, 1.0, 1.0, 1.2, 0.9, 0.9, 1.1],
        "health seeker": [1.2, 0.9, 0.8, 1.1, 0.8, 0.9, 1.0],
        "convenience seeker": [1.1, 1.0, 0.6, 1.3, 1.6, 0.5, 0.8],
        "organisation": [0.8, 1.2, 1.6, 0.6, 1.4, 1.2, 0.4],
    },
    index=KINDS.index,
)
