"""Organisations that might become accounts, the deals with them, and the sellers.

Each signal is drawn given how the deal ends, independently of the others. By Bayes'
rule the chance of winning is then exactly logistic in the signals, with the log ratios
of the two columns as coefficients (`crmlab.company.selling.lead_truth.lead_model`).
"""

import pandas as pd

WIN_SHARE = 0.30  # of the deals
NOT_PURSUED = 0.20  # prospects for whom the sales team had no time, as a share of all
# Yes-or-no signals at first contact: share among deals won and lost.
LEAD_SIGNS = pd.DataFrame(
    {"won": [0.58, 0.62], "lost": [0.28, 0.36]}, index=["sample_asked", "budget_known"]
)
LEAD_VISITS = {"won": 3.0, "lost": 2.0}  # mean number of visits to the web site
LEAD_CREDIT = pd.DataFrame(  # standing by the credit agency
    {"won": [0.50, 0.38, 0.12], "lost": [0.34, 0.40, 0.26]}, index=["A", "B", "C"]
)
# How the first contact came about; among deals won it follows from what brought the
# customer (planted.ACQUISITION), half of the sales calls being visits at trade fairs.
LEAD_SOURCES = {"search": "website form", "social": "advert", "advert": "advert"}
LEAD_SOURCES |= {"friend": "recommended", "shop": "shop visit"}
FAIR_SHARE = 0.5
LEAD_SOURCES_LOST = pd.Series(
    [0.44, 0.18, 0.20, 0.05, 0.07, 0.06],
    ["cold call", "trade fair", "website form", "advert", "recommended", "shop visit"],
)
LEAD_SECTORS_LOST = pd.Series(  # shares; for deals won see planted.SECTORS
    [0.40, 0.16, 0.34, 0.10], ["office", "hotel", "restaurant", "government"]
)
LEAD_STAFF_LOST = -0.30  # log of the size of those lost against those won
# Roles of the buying centre that the seller met (Johnston & Bonoma 1981, Journal of
# Marketing 45(3), on how wide and how high a seller must reach).
ROLES_MET = pd.DataFrame(
    {
        "won": [0.60, 0.50, 0.90, 0.74, 0.92, 0.70],
        "lost": [0.55, 0.42, 0.52, 0.34, 0.84, 0.68],
    },
    index=["user", "influencer", "decider", "approver", "buyer", "gatekeeper"],
)
DEAL_WEEKS = {"shape": 3.0, "mean": 9.0}  # from opening to closing: Gamma
LEAD_LAG = 2.0  # weeks from first contact to opening the deal, mean
DEAL_STAGES = ["contacted", "met", "offered", "negotiated"]
LOST_AT = [0.28, 0.26, 0.28, 0.18]  # stage at which deals are lost
SALES_HOUR = 120.0  # CNY: an hour of the sales team
HOURS_BY_STAGE = [0.25, 0.50, 0.85, 1.10]  # of the time that a deal won takes
LOST_REASONS = pd.DataFrame(  # shares, by whether the decider had been met
    {"met": [0.34, 0.26, 0.16, 0.12, 0.12], "not met": [0.14, 0.12, 0.14, 0.14, 0.46]},
    index=["price", "rival", "no budget", "bad timing", "no decision"],
)
OFFER_SPREAD = (
    0.35  # log spread of the value offered around what the account is good for
)
LOG_STAFF_SPREAD = 0.8  # as the people are drawn

# --- the sellers ---

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
