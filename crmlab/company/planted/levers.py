"""What the company does: service, contact, offers, points; and what it costs."""

import pandas as pd

from .buying import CHANNELS
from .customers import REGIONS, SEGMENTS
from .satisfaction import RECOVERED

# --- what the company does: levers ---
# Five kinds of contact (Kotler): cost of one customer for a quarter, and how warm the
# customer feels about it after some months, times the liking below.
CONTACT = pd.DataFrame(
    {
        "cost": [0.0, 2.0, 10.0, 40.0, 150.0],
        "warmth": [0.0, 0.10, 0.25, 0.42, 0.60],
        "bother": [0.0, 0.0, 0.02, 0.12, 0.25],  # felt by those who like no contact
    },
    index=["basic", "reactive", "accountable", "proactive", "partnership"],
)
LIKES_CONTACT = pd.Series([0.5, 1.4, 0.5, 0.6, -0.2, 2.4], [*SEGMENTS, "organisation"])
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
# A standing offer: log rate = gain × answer × (1 − exp(−surplus / scale)); only what is
# above the reference discount counts, which follows what was offered (Kalyanaram &
# Winer 1995, Marketing Science 14(3)): always cheap soon means never cheap.
OFFER = {"gain": 0.50, "scale": 0.08, "habit": 0.06}

# --- what things cost ---
HANDLING = pd.Series([9.0, 8.0, 12.0, 17.0], CHANNELS)  # an order: picking, staff, post
HANDLING_BY_REGION = pd.Series([0.9, 1.0, 1.0, 1.1, 1.4], REGIONS.index)
HANDLING_BY_SIZE = 0.015  # of the gross amount, for weight and packing
COMPLAINT_COST = 22.0  # staff time for one complaint
# Under a policy. Costs grow faster than effects, so that the best is in between.
SERVICE_COST = 9.0  # an order at full service; falls with the square of the level
SETTLING_COST = 70.0  # a complaint, times the square of the share settled well
LETTER_COST = 3.0  # an offer by letter: print and post
POINTS_REDEEMED = 0.75  # the rest of the points is never used (breakage)
# Crowding: the team that keeps in touch is used up at twice the house's need, the
# warehouse at 1.25 times the house's service; beyond that, everybody gets less.
CONTACT_CAPACITY = 2.0
SERVICE_CAPACITY = 1.25
# Acquisition: newcomers grow with the budget to this power (Reinartz, Thomas & Kumar
# 2005, Journal of Marketing 69(1), found strongly diminishing returns).
ACQUISITION_POWER = 0.15
# Newcomers through friends: log of their number for a unit of satisfaction of those
# who recommend, above what it is at the cut-off under the house policy.
REFERRALS_BY_SATISFACTION = 0.5
ADVOCATES_USUALLY = 0.16
DISCOUNT_RATE = 0.10  # a year, for customer equity
