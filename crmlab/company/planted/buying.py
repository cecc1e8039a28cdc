"""How they buy: rates, leaving, spend, channels, baskets."""

import numpy as np
import pandas as pd

from .customers import SEGMENTS

# --- how they buy: the buy-till-you-die family ---
# BG/NBD (Fader, Hardie & Lee 2005): rate ~ Gamma(r, alpha), leaving after each repeat
# order ~ Beta(a, b). Gamma-Gamma (Fader & Hardie 2013): an order's amount ~
# Gamma(p, nu), nu ~ Gamma(q, v).
HOUSEHOLDS = {"r": 1.1, "alpha": 8.0, "a": 0.9, "b": 6.5, "p": 5.0, "q": 4.5, "v": 105}
ORGANISATIONS = {"r": 3.0, "alpha": 10, "a": 0.8, "b": 14, "p": 6.0, "q": 7.0, "v": 780}
# New customers come in faster at the start: weights of the first and the last week.
JOIN_FIRST, JOIN_LAST = 1.5, 0.6

# --- where they buy ---
CHANNELS = ["web", "app", "shop", "phone"]
CHANNEL_OF = pd.DataFrame(  # preferred channel by segment
    [[0.34, 0.26, 0.34, 0.06], [0.36, 0.18, 0.42, 0.04], [0.40, 0.34, 0.20, 0.06]]
    + [[0.34, 0.42, 0.20, 0.04], [0.26, 0.62, 0.11, 0.01], [0.38, 0.10, 0.07, 0.45]],
    index=[*SEGMENTS, "organisation"],
    columns=CHANNELS,
)
CHANNEL_LOYALTY = 0.75  # share of orders placed in the preferred channel
ACQUISITION = pd.DataFrame(  # share by segment; cost of one customer won
    {
        "search": [0.28, 0.30, 0.32, 0.30, 0.20, 0.18],
        "social": [0.10, 0.14, 0.16, 0.26, 0.42, 0.00],
        "advert": [0.16, 0.08, 0.20, 0.18, 0.20, 0.05],
        "friend": [0.20, 0.26, 0.16, 0.16, 0.12, 0.12],
        "shop": [0.26, 0.22, 0.16, 0.10, 0.06, 0.05],
        "sales call": [0.00, 0.00, 0.00, 0.00, 0.00, 0.60],
    },
    index=[*SEGMENTS, "organisation"],
)
ACQUISITION_COST = pd.Series(
    {"search": 85, "social": 64, "advert": 140, "friend": 45, "shop": 40}
    | {"sales call": 900}
)

# --- what an order holds ---
GIFT = pd.Series(  # chance that an order is a present, and before a festival
    [0.04, 0.10, 0.45, 0.05, 0.06, 0.10], [*SEGMENTS, "organisation"]
)
GIFT_FESTIVAL = pd.Series(
    [0.22, 0.30, 0.85, 0.22, 0.25, 0.60], [*SEGMENTS, "organisation"]
)
GIFT_AMOUNT = 1.35  # a present costs more than tea for oneself
FESTIVAL_RATE = pd.Series(  # factor on the rate in the weeks before a festival
    [1.10, 1.15, 2.60, 1.10, 1.15, 1.70], [*SEGMENTS, "organisation"]
)
CATEGORIES = ["everyday tea", "fine tea", "herbal tea", "ready to brew"] + [
    "teaware",
    "gift set",
]
BASKET = pd.DataFrame(  # what an order's lines are chosen from, by segment
    [[0.64, 0.12, 0.06, 0.06, 0.08, 0.04], [0.09, 0.58, 0.03, 0.00, 0.24, 0.06]]
    + [[0.10, 0.18, 0.06, 0.04, 0.14, 0.48], [0.14, 0.08, 0.60, 0.05, 0.08, 0.05]]
    + [[0.10, 0.03, 0.12, 0.64, 0.07, 0.04], [0.40, 0.14, 0.08, 0.26, 0.05, 0.07]],
    index=[*SEGMENTS, "organisation"],
    columns=CATEGORIES,
)
LINES = np.array([0.30, 0.42, 0.28])  # one, two or three lines in an order
