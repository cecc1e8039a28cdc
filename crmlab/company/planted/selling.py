"""The sellers, their hours, and where the hours of a deal go."""

import pandas as pd

# The sales team from the cut-off on: hours a week for a company of 6,000 customers, for
# deals with prospects and for looking after accounts. Sellers do not differ in skill:
# who wins more was given the better prospects, or was lucky.
SELLERS = pd.DataFrame(
    [
        ("Shen Lan", "East", 8, 22),
        ("Gao Ming", "South Central", 6, 24),
        ("Ruan Qing", "North West", 6, 20),
    ],
    columns=["seller", "regions", "prospect_hours", "account_hours"],
)
SELLER_OF = {
    region: row.seller for row in SELLERS.itertuples() for region in row.regions.split()
}
# What marketing's desk thinks of a prospect at first contact: log spread of its errors
DESK_ERROR = {"value": 0.45, "hours": 0.30}
