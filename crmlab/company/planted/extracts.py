"""Three raw systems: who is in them, how their records age, and what is misspelt."""

import pandas as pd

EXTRACTED = 2000  # customers whose records are drawn from the systems, at most
SYSTEMS = pd.DataFrame(
    # How a record comes about: share of customers entered twice; chance that a record
    # was brought up to date when the customer last came by.
    # What is left out: shares without phone, email, address.
    # What is misspelt: shares of names, phones, addresses; names with the given name
    # first; streets abbreviated.
    {
        "twice": [0.08, 0.10, 0.12],
        "updated": [0.60, 0.20, 0.90],
        "no_phone": [0.22, 0.08, 0.03],
        "no_email": [0.03, 0.75, 0.55],
        "no_address": [0.12, 0.40, 0.18],
        "name_typo": [0.06, 0.10, 0.20],
        "phone_typo": [0.02, 0.04, 0.05],
        "address_typo": [0.05, 0.06, 0.12],
        "given_first": [0.35, 0.05, 0.10],
        "abbreviated": [0.30, 0.60, 0.40],
    },
    index=["web", "till", "call_centre"],
)
# How fast details change: changes a year of one customer. About one household in eight
# moves in a year, as it does in many countries.
CHANGES = pd.Series({"address": 0.12, "phone": 0.08, "email": 0.05})
VERSIONS = 8  # details that one customer may have had; more changes have no chance
# Share of customers who live with another of the same family name in the same city:
# one address, one phone, two customers.
RELATIVES = 0.10
TYPOS = pd.Series([0.4, 0.4, 0.2], ["swapped", "dropped", "doubled"])  # of two letters
