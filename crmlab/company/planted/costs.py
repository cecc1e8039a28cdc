"""What the company costs beside goods and handling, and those it works with."""

import pandas as pd

# --- the value chain (Porter 1985, Competitive Advantage) ---
BLENDING = 0.14  # of what goods cost: blending and packing; the rest is bought in
# Support activities: share of what they follow, and a fixed part for a quarter and
# 6,000 customers, in CNY; from quarter to quarter with this log spread.
SUPPORT = pd.DataFrame(
    [
        ("procurement", "buyers and tasting", "goods_cost", 0.022, 4000),
        ("technology", "web shop, app and data", "amount", 0.018, 16000),
        ("people", "hiring and training", "amount", 0.020, 9000),
        ("infrastructure", "rent, management and accounts", "amount", 0.055, 30000),
    ],
    columns=["activity", "item", "follows", "share", "fixed"],
)
SUPPORT_SPREAD = 0.04
# The part of customer delivered value that an activity moves most: a value that the
# customer gets, or a cost that the customer bears.
MOVES = {
    "inbound logistics": "product value",
    "operations": "product value",
    "outbound logistics": "time cost",
    "marketing and sales": "image value",
    "service": "service value",
    "procurement": "money cost",
    "technology": "energy cost",
    "people": "personnel value",
    "infrastructure": "psychological cost",
}
ACCOUNT_MANAGER = 24000.0  # CNY a quarter, with all that belongs to the post

# --- mass marketing against one-to-one: what the agency offers, tested elsewhere ---
MARKETING_OPTIONS = pd.DataFrame(
    [
        ("one message to all", 1, 2000, 0.30, 0.060),
        ("a message for each segment", 6, 9000, 1.00, 0.100),
        ("one to one", None, 30000, 2.00, 0.140),
    ],
    columns=["option", "versions", "set_up", "contact_cost", "extra_orders"],
)

# --- suppliers, resellers and the company's own departments ---
SUPPLIERS = pd.DataFrame(
    [
        ("Cloud Peak gardens", "everyday tea", 2008, 0.97),
        ("Orchid Valley gardens", "fine tea", 2012, 0.93),
        ("Meadow herbs", "herbal tea", 2017, 0.95),
        ("Swift Cup filling", "ready to brew", 2020, 0.90),
        ("Jade Kiln", "teaware", 2014, 0.86),
        ("Paper Lantern boxes", "gift set", 2015, 0.91),
    ],
    columns=["name", "category", "since", "in_time"],
)
RESELLERS = pd.DataFrame(  # they buy wholesale, which is not among the orders
    [
        ("Nine Bridges Teahouses", 2018, 0.060, 0.94),
        ("Gift Harbour", 2021, 0.040, 0.88),
        ("Silver Crane airport shops", 2022, 0.020, 0.90),
    ],
    columns=["name", "since", "share", "in_time"],  # share of the company's revenue
)
COURIERS = pd.DataFrame(
    [
        ("Morning Post", ["East", "South", "North"], 2016),
        ("Long Road", ["Central", "West"], 2019),
    ],
    columns=["name", "regions", "since"],
)
COURIER_SHARE = 0.62  # of the handling cost of an order that is sent
DEPARTMENTS = pd.DataFrame(  # who asks whom for what; share answered in time; rating
    [
        ("marketing", "web team", "new pages and offers", 0.71, 3.2),
        ("call centre", "warehouse", "where a parcel is", 0.64, 2.9),
        ("shops", "warehouse", "goods for the shelves", 0.88, 4.0),
        ("finance", "shops", "figures of the month", 0.93, 4.1),
        ("web team", "call centre", "what customers ask", 0.55, 2.6),
        ("warehouse", "procurement", "tea before it runs out", 0.81, 3.6),
    ],
    columns=["asks", "answers", "what", "in_time", "rating"],
)
