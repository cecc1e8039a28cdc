"""Organisations as accounts: who buys for them, how they pay, who is in trouble."""

import pandas as pd

# The five roles of Webster & Wind (1972, Journal of Marketing 36(2)), and the approver.
ROLES = ["user", "influencer", "decider", "approver", "buyer", "gatekeeper"]

# Organisations by size: from how many staff on each class begins.
SIZE_CLASSES = pd.Series([0, 25, 100, 300], ["tiny", "small", "large", "huge"])
# Who sits where: one row a person of the buying centre, with the roles that the person
# plays and the chance that there is such a person at all.
SEATS = pd.DataFrame(
    [
        ("tiny", "owner", "decider approver buyer", 1.0),
        ("tiny", "assistant", "user gatekeeper", 0.7),
        ("small", "managing director", "decider approver", 1.0),
        ("small", "office manager", "buyer gatekeeper", 1.0),
        ("small", "team leader", "user", 1.0),
        ("small", "head of operations", "influencer", 0.6),
        ("large", "finance director", "approver", 1.0),
        ("large", "head of administration", "decider", 1.0),
        ("large", "purchasing officer", "buyer", 1.0),
        ("large", "pantry supervisor", "user", 1.0),
        ("large", "personnel manager", "influencer", 0.8),
        ("large", "director's secretary", "gatekeeper", 0.8),
        ("huge", "chief financial officer", "approver", 1.0),
        ("huge", "head of procurement", "decider", 1.0),
        ("huge", "purchasing officer", "buyer", 1.0),
        ("huge", "catering supervisor", "user", 1.0),
        ("huge", "pantry supervisor", "user", 0.8),
        ("huge", "personnel manager", "influencer", 0.9),
        ("huge", "works council member", "influencer", 0.6),
        ("huge", "front desk manager", "gatekeeper", 0.9),
    ],
    columns=["size_class", "job_title", "roles", "chance"],
)
# Chance that Lantern Tea knows who plays a role. Who uses and who orders is easily met;
# who approves sits far from the seller.
ROLE_KNOWN = pd.Series([0.75, 0.50, 0.60, 0.45, 0.96, 0.55], ROLES)
# Keeping in touch finds people out: the share of the unknown roles that each kind of
# contact has brought to light.
CLOSENESS = pd.Series(
    [0.0, 0.10, 0.30, 0.60, 0.85],
    ["basic", "reactive", "accountable", "proactive", "partnership"],
)
# Days since somebody at the account was last spoken to: mean, by kind of contact.
DAYS_SINCE_CONTACT = pd.Series([260, 150, 75, 30, 12], CLOSENESS.index)
ACCOUNT_CHANNELS = pd.DataFrame(  # how each role is reached, shares
    [[0.15, 0.40, 0.25, 0.20], [0.20, 0.40, 0.30, 0.10], [0.35, 0.25, 0.35, 0.05]]
    + [[0.25, 0.45, 0.28, 0.02], [0.05, 0.40, 0.35, 0.20], [0.02, 0.20, 0.75, 0.03]],
    index=ROLES,
    columns=["visit", "email", "phone", "app"],
)

# --- how organisations pay ---

DEPOSIT = (
    0.30  # share of a sent order that organisations pay at once; invoiced is the rest
)
WRITE_OFF_DAYS = 180  # after the day it was due, an unpaid invoice is given up
# Strain, hidden, about one standard deviation wide: how hard an organisation finds it
# to pay its bills. A weighted sum of how late it usually pays (standardised), the log
# of its staff (likewise), whether it will give up for circumstances of its own within
# the half-year after the cut-off or has done so, and the rest.
STRAIN = {"pays": 0.55, "size": -0.30, "gives up": 0.90, "own": 0.65}
# Chance that who gave up for such circumstances leaves the last invoice unpaid: log
# odds, for strain 0 and a unit of it. Since the log of touchpoints was switched on,
# nothing is sent on account while a bill is open, and nothing was lost.
UNPAID = (0.0, 0.8)
# The agency sees strain with an error of this spread, and gives a letter by it.
AGENCY_ERROR = 0.70
AGENCY_LETTERS = ["A", "B", "C", "D"]
AGENCY_LIMITS = [-0.45, 0.45, 1.35]
# Staff in a year: log growth for strain 0, for a unit of strain, and its own spread
STAFF_GROWTH = (0.045, -0.055, 0.07)
