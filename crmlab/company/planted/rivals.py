"""The two rivals, their prices and offers; what the papers wrote; the economy."""

import pandas as pd

from .buying import CATEGORIES
from .happenings import RIVALS

RIVAL_SIDES = pd.DataFrame(
    {
        "position": ["cheap and quick", "fine and personal"],
        "since": [2016, 2009],
        "products": [64, 41],
        "shops": [0, 22],  # before it opened in another region
        "delivery_hours": [36, 60],  # promised
        "free_delivery_from": [59, 199],  # CNY
        "points_earned": [0.03, 0.0],  # share of the amount
        "answers_in_minutes": [2.0, 6.0],  # usual wait on the phone
    },
    index=RIVALS,
)
SHOPS_OPENED = 6  # by the rival that opens shops
# Usual price of a basket, Lantern Tea's being 100; empty where a rival has none.
RIVAL_LEVEL = pd.DataFrame(
    [[86, 90, 88, 84, 90, 85], [118, 106, 112, None, 109, 115]],
    index=RIVALS,
    columns=CATEGORIES,
    dtype=float,
)
RIVAL_NOISE = 0.012  # log spread of a weekly price around its level
RIVAL_DRIFT = 0.02  # a year: rivals' prices rise with costs
RIVAL_OFFERS_A_YEAR = [9, 4]  # smaller offers, of a week or two
RIVAL_OFFER_DEPTH = (0.05, 0.12)
# What anybody could read in the papers. `kind` and words; dates are in happenings.py.
PAPERS = {
    "festival": "{name}",
    "price cut": "{rival} cuts its prices by {cut:.0%}, until {last:%Y-%m-%d}",
    "price cut ends": "{rival} ends its price cut",
    "shops opened": "{rival} opens {shops} shops in the {region}",
    "press": "Papers report pesticide residues in tea, naming no firm",
    "press ends": "Authority finds tea on sale to be safe",
}
# The economy by quarter, invented: mean and spread of growth and inflation (% on the
# year before), CNY for a US dollar, and the share of retail sales made online (%).
# It moves no customer: what looks like its effect on Lantern Tea is chance and season.
ECONOMY = {
    "growth": (4.9, 0.35),
    "inflation": (0.8, 0.45),
    "exchange_rate": (7.18, 0.06),
    "online_share": (27.0, 0.40),
}
ONLINE_RISES = 0.25  # percentage points a quarter
