"""The people who buy for an organisation: roles, titles, and who of them is known."""

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
