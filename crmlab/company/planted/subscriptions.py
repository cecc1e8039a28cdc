"""Lantern Plus and the points programme."""

import pandas as pd

PLUS_START = "2023-10-02"
PLUS_MONTH = 30  # days from one renewal to the next
PLUS_TAKEN = 0.10  # chance of taking it at an order, the same at every order
# What it adds to the log rate of orders while it runs: parcels cost nothing more.
# Iyengar, Park & Yu (2022, J. of Marketing Research 59(6)) found a larger rise.
PLUS_LIFT = 0.22
PLUS_PRICES = [20, 25, 30]  # CNY a month: a price test, drawn at random
PLUS_AUTOMATIC = 0.60  # share that lets the bank renew
PLUS_FREE_MONTH = 0.50  # share that was given the first month, drawn at random
PLUS_COST = 7.0  # CNY a month: what the free deliveries cost the company
# Chance of ending at a renewal of a subscriber for whom all below is 0, from the
# numbered renewal on: the risk falls with time (Schweidel, Fader & Bradlow 2008,
# Journal of Marketing 72(1), found that in contracts).
PLUS_RISK = pd.Series([0.090, 0.032, 0.018], [1, 4, 13])
# Log hazard ratios: of what the company can see at the start ...
PLUS_HAZARD = pd.Series(
    {"price": 0.05, "automatic": -0.70, "free_month": 0.40, "organisation": -0.35}
)
# ... what Cox regression finds for them on 47,000 subscribers of one large company:
# mostly nearer to zero, because what happens later, below, thins out those at risk, and
# because the save offer of the last spring moved those who renew by hand to stay ...
PLUS_HAZARD_SEEN = pd.Series(
    {"price": 0.041, "automatic": -0.51, "free_month": 0.35, "organisation": -0.47}
)
PLUS_USUAL_PRICE = 25  # where the price counts 0
# ... and of what happens later: no order for two months, for four (both count then), an
# order that went wrong in the month before, a unit of satisfaction (which nobody sees).
PLUS_LATER = {"idle 60": 1.10, "idle 120": 1.20, "bad": 0.60, "satisfaction": -0.20}
# What is said on the form, as shares for each of the true grounds; the usual ground has
# this weight against what the others add to the log risk.
PLUS_USUALLY_SAID = 0.3
PLUS_REASONS = pd.DataFrame(
    {
        "usual": [0.20, 0.20, 0.05, 0.30, 0.25],
        "price": [0.70, 0.10, 0.03, 0.05, 0.12],
        "bad": [0.08, 0.10, 0.60, 0.07, 0.15],
        "idle": [0.12, 0.55, 0.05, 0.13, 0.15],
    },
    index=["too expensive", "not used enough", "poor service", "other", "not said"],
)

# --- the trial of a save offer: a letter, and half of the next month's price ---
SAVE_TRIAL = ("2025-03-31", 91)  # the day of the letter, days until the outcome
SAVE_SHARE = 0.50  # of the running subscribers, drawn at random, get the offer
SAVE_DISCOUNT = 0.50  # off the price of the next month
SAVE_LETTER = 3.0  # CNY
# Who answers how, by who renews and how long ago the last order was. Who lets the bank
# renew and does not order is reminded of a payment forgotten: leave sleeping dogs lie.
# Who renews by hand thinks each month, and can be won, unless long gone (Ascarza 2018,
# Journal of Marketing Research 55(1): those at highest risk are not those to target).
SAVE_ANSWERS = ["persuadable", "sure thing", "lost cause", "do not disturb"]
SAVE_RESPONSES = pd.DataFrame(
    [[0.60, 0.27, 0.10, 0.03], [0.68, 0.05, 0.24, 0.03], [0.04, 0.02, 0.88, 0.06]]
    + [[0.08, 0.68, 0.02, 0.22], [0.08, 0.18, 0.10, 0.64], [0.03, 0.05, 0.40, 0.52]],
    index=["by hand, ordered", "by hand, idle 60", "by hand, idle 120"]
    + ["automatic, ordered", "automatic, idle 60", "automatic, idle 120"],
    columns=SAVE_ANSWERS,
)
SAVE_EFFECT = pd.Series([-2.0, 0.0, 0.0, 1.2], SAVE_ANSWERS)  # log hazard ratio
# The company's old rule scores risk by points, from what it sees.
SAVE_POINTS = {"by hand": 15, "idle 60": 25, "idle 120": 25, "bad": 10, "new": 10}

# --- the points programme ---

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
