"""What is true of Lantern Tea: every planted number, in one place.

Nothing else in the simulation holds a parameter. Analysts of the course do not see
this file's numbers; they estimate them, and `datasets/truth/` lets them compare.

Units: rates are per week, money is in CNY (yuan), chances are shares between 0 and 1.
"""

import numpy as np
import pandas as pd

# --- the calendar ---------------------------------------------------------------------
START = pd.Timestamp("2023-07-03")  # a Monday, and the first day with data
CUTOFF = pd.Timestamp("2025-06-30")  # the first day that analysts do not know
FUTURE_END = pd.Timestamp("2025-12-29")  # the half-year kept for validation ends here
HISTORY_WEEKS = 104
FUTURE_WEEKS = 26
YEAR_WEEKS = 52  # the year that the capstone plays

FESTIVALS = pd.Series(
    pd.to_datetime(
        ["2023-09-29", "2024-02-10", "2024-09-17", "2025-01-29", "2025-10-06"]
        + ["2026-02-17"]
    ),
    index=["Mid-Autumn", "Spring Festival"] * 3,
)
FESTIVAL_WEEKS = 3  # gifts are bought in the three weeks before a festival
CLOSED_WEEK = 0.4  # what is left of trade in the week of Spring Festival itself
SEASON_SWING = 0.12  # tea sells 12% above its mean in mid-April, 12% below in October
# Monday to Sunday: share of a week's orders
WEEKDAYS = np.array([0.12, 0.12, 0.13, 0.13, 0.15, 0.19, 0.16])

# --- who the customers are ------------------------------------------------------------
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

# --- how they buy: the buy-till-you-die family ----------------------------------------
# BG/NBD (Fader, Hardie & Lee 2005): rate ~ Gamma(r, alpha), leaving after each repeat
# order ~ Beta(a, b). Gamma-Gamma (Fader & Hardie 2013): an order's amount ~
# Gamma(p, nu), nu ~ Gamma(q, v).
HOUSEHOLDS = {"r": 1.1, "alpha": 8.0, "a": 0.9, "b": 6.5, "p": 5.0, "q": 4.5, "v": 105}
ORGANISATIONS = {"r": 2.0, "alpha": 6, "a": 0.8, "b": 14, "p": 6.0, "q": 4.5, "v": 480}
# New customers come in faster at the start: weights of the first and the last week.
JOIN_FIRST, JOIN_LAST = 1.5, 0.6

# --- where they buy -------------------------------------------------------------------
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
    {"search": 36, "social": 27, "advert": 62, "friend": 20, "shop": 15}
    | {"sales call": 420}
)

# --- what an order holds --------------------------------------------------------------
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
# Those who may join in the year after the cut-off, as a share of the known customers
LATER_POOL = 0.50
LATER_TAKEN = 0.66  # share of them that joins when nothing is changed

# --- loyalty: the six kinds, and none -------------------------------------------------
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

# --- the satisfaction chain (after Fornell et al. 1996) -------------------------------
# Structural coefficients between the factors. `experience` is the customer's running
# mean of performance against expectation, about one standard deviation wide.
CHAIN = {
    ("expectation", "quality"): 0.40,
    ("experience", "quality"): 0.60,
    ("expectation", "value"): 0.10,
    ("quality", "value"): 0.60,
    ("expectation", "satisfaction"): 0.05,
    ("quality", "satisfaction"): 0.55,
    ("value", "satisfaction"): 0.30,
    ("satisfaction", "complaints"): -0.45,
    ("satisfaction", "loyalty"): 0.60,
    ("complaints", "loyalty"): -0.10,
    ("attitude", "loyalty"): 0.45,
}
CHAIN_NOISE = {"quality": 0.60, "value": 0.70, "satisfaction": 0.45}
CHAIN_NOISE |= {"complaints": 0.80, "loyalty": 0.60}

# --- an order's experience, on the scale of performance -------------------------------
PERFORMANCE = {"late": -1.3, "fault": -2.0, "wait": -0.07, "failed": -1.2, "noise": 0.5}
PATIENCE = 5.0  # minutes of waiting that nobody minds
MEMORY = 0.35  # weight of the newest order in the running mean of experience
SCALE = 3.2  # brings that running mean to about one standard deviation
ADAPTING = 0.08  # how fast expectation follows performance (rising expectations)
EXPECTED_FIRST = -0.22  # what customers expect of Lantern Tea before the first order
COMPLAINS = 0.35  # chance of a complaint after a fault; half of it after a late parcel
RECOVERED = 0.45  # share of complaints that the house settles well
RECOVERY = 0.75  # share of the harm that a complaint settled well takes away
FRIEND_TRUST = 0.15  # a referred customer starts more satisfied ...
FRIEND_STAYS = -0.20  # ... and leaves less (Schmitt, Skiera & Van den Bulte 2011)

# --- what satisfaction does -----------------------------------------------------------
RATE_BY_SATISFACTION = 0.10  # log rate for one unit of satisfaction
LEAVE_BY_SATISFACTION = -0.45  # log chance of leaving for one unit of satisfaction
# Causes of leaving beside circumstances: chance after an order, for a customer whose
# factors are 1.
LEAVE_PRICE = 0.060  # while a rival's price is cut
LEAVE_COMPETITOR = 0.050  # where a rival has opened shops
LEAVE_REPUTATION = 0.080  # while the papers write about residues in tea
LEAVE_BAD = {"product": 0.16, "service": 0.09, "experience": 0.08}  # fault, late, wait
CAUSES = ["circumstances", "price", "competitors", "reputation"] + [
    "product",
    "service",
    "experience",
]

# Parcels to far regions are late more often: factor on the share of late parcels.
LATE_BY_REGION = pd.Series([0.7, 0.9, 1.0, 1.2, 1.9], REGIONS.index)

# --- what happened, and when ----------------------------------------------------------
RIVALS = ["Jade Leaf", "Mountain House"]  # a cheap one and a fine one
PRICE_CUT = ("2024-10-14", "2025-01-05", 0.15)  # Jade Leaf cuts its prices by 15%
RATE_PRICE_CUT = -0.22  # log rate while it lasts, times the answer to rivals
RIVAL_OPENS = ("2024-06-03", "South")  # Mountain House opens shops
PRESS = ("2024-03-11", "2024-04-07")
# Operations: the usual level of each measure, its day-to-day spread (log), and the
# special causes: earliest and latest start (drawn by seed), days, level meanwhile.
OPERATIONS = {
    "late": (0.075, 0.20),  # share of parcels
    "fault": (0.022, 0.20),  # share of parcels
    "wait": (3.6, 0.18),  # minutes, on the phone and in shops
    "outage": (0.0, 0.0),  # share of web orders whose payment fails
}
SPECIAL_CAUSES = pd.DataFrame(
    [
        ("courier strike", "late", "2023-11-06", "2023-12-04", 8, 0.42),
        ("packing machine mis-set", "fault", "2024-04-22", "2024-06-10", 18, 0.10),
        ("payment page fails at night", "outage", "2024-07-22", "2024-08-19", 5, 0.16),
        ("new phone system", "wait", "2024-09-02", "2024-10-07", 12, 11.0),
        ("courier strike", "late", "2025-01-13", "2025-03-17", 7, 0.40),
        ("wrong labels", "fault", "2025-02-03", "2025-03-31", 9, 0.11),
        ("phone queue", "wait", "2025-04-07", "2025-05-05", 10, 12.0),
        ("payment page fails at night", "outage", "2025-05-12", "2025-06-09", 8, 0.18),
    ],
    columns=["cause", "measure", "earliest", "latest", "days", "level"],
)

# --- what the company does: levers ----------------------------------------------------
# Five kinds of contact (Kotler): cost of one customer for a quarter, and how warm the
# customer feels about it after some months, times the liking below.
CONTACT = pd.DataFrame(
    {
        "cost": [0.0, 3.0, 14.0, 55.0, 220.0],
        "warmth": [0.0, 0.10, 0.25, 0.42, 0.60],
        "bother": [0.0, 0.0, 0.02, 0.12, 0.25],  # felt by those who like no contact
    },
    index=["basic", "reactive", "accountable", "proactive", "partnership"],
)
LIKES_CONTACT = pd.Series([0.5, 1.1, 0.5, 0.6, -0.2, 1.5], [*SEGMENTS, "organisation"])
BONDING = 0.06  # share of the way to the new warmth that a week brings: it takes time
# Share of customers in each kind of contact under the house policy
HOUSE_CONTACT = {
    "household": [0.62, 0.28, 0.10, 0.0, 0.0],
    "small organisation": [0.20, 0.45, 0.30, 0.05, 0.0],
    "large organisation": [0.05, 0.15, 0.40, 0.30, 0.10],
}
LARGE = 100  # staff from which an organisation counts as large
HOUSE = {"offer": 0.0, "earn": 0.02, "recovery": RECOVERED}
# Service got better in the second year, a step a quarter; the last level goes on.
HOUSE_SERVICE = [0.40, 0.40, 0.40, 0.40, 0.45, 0.50, 0.55, 0.60]
QUARTER_WEEKS = 13
# Service: one unit more divides late parcels, faults and waiting by e to this power
# (diminishing), and lifts performance a little by itself. `OPERATIONS` holds at 0.5.
USUAL_SERVICE = 0.5
SERVICE = {"late": 1.3, "fault": 1.3, "wait": 1.5, "performance": 0.35}
# Points: earned share of the amount, from the launch on.
PROGRAMME_START = "2024-01-29"
PROGRAMME_HELD_OUT = 0.10  # customers to whom it is never offered
# Pull on log rate and log chance of leaving, times the answer to prices
PROGRAMME = {"scale": 0.02, "rate": 0.03, "leave": -0.12}
# A standing offer: log rate = gain × answer × (1 − exp(−surplus / scale)); only the part
# above the reference discount counts, which follows what was offered (Kalyanaram &
# Winer 1995, Marketing Science 14(3)): always cheap soon means never cheap.
OFFER = {"gain": 0.30, "scale": 0.08, "habit": 0.05}

# --- campaigns, each with a held-out control group ------------------------------------
CAMPAIGNS = pd.DataFrame(
    [
        ("Autumn tins", "2023-10-16", "all", 0.20, 0.10, 0.3),
        ("New year gifts", "2024-01-08", "all", 0.20, 0.10, 0.3),
        ("Come back", "2024-05-20", "lapsed", 0.50, 0.20, 4.0),
        ("Moon tins", "2024-08-26", "all", 0.20, 0.10, 0.3),
        ("Winter catalogue", "2024-12-02", "all", 0.50, 0.10, 6.0),
        ("First pick letter", "2025-03-24", "all", 0.50, 0.15, 5.0),
        ("Come back again", "2025-05-19", "lapsed", 0.50, 0.20, 4.0),
    ],
    columns=["name", "sent", "to", "held_out", "discount", "cost"],
)
CAMPAIGN_WEEKS = 4  # an offer is good for four weeks
LAPSED_WEEKS = 13
# How a customer answers to a campaign: share, log rate without it, log rate with it.
RESPONSES = pd.DataFrame(
    {
        "share": [0.30, 0.28, 0.32, 0.10],
        "rate": [0.30, 0.0, -0.35, 0.05],
        "lift": [0.0, 0.95, 0.0, -0.90],
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
