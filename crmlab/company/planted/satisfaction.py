"""The satisfaction chain, an order's experience, and what satisfaction does."""

import pandas as pd

from .customers import REGIONS

# --- the satisfaction chain (after Fornell et al. 1996) ---
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

# --- an order's experience, on the scale of performance ---
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

# --- what satisfaction does ---
RATE_BY_SATISFACTION = 0.10  # log rate for one unit of satisfaction
LEAVE_BY_SATISFACTION = -0.45  # log chance of leaving for one unit of satisfaction
# Causes of leaving beside circumstances: chance after an order, for a customer whose
# factors are 1.
LEAVE_PRICE = 0.060  # while a rival's price is cut
LEAVE_COMPETITOR = 0.050  # where a rival has opened shops
LEAVE_REPUTATION = 0.080  # while the papers write about residues in tea
LEAVE_BAD = {"product": 0.16, "service": 0.09, "experience": 0.08}  # fault, late, wait
LEAVE_BAD |= {"elsewhere": 0.20}  # who had to order elsewhere, and may stay there
CAUSES = ["circumstances", "price", "competitors", "reputation"] + [
    "product",
    "service",
    "experience",
]

# Parcels to far regions are late more often: factor on the share of late parcels.
LATE_BY_REGION = pd.Series([0.7, 0.9, 1.0, 1.2, 1.9], REGIONS.index)
