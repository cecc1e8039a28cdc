"""What happened, and when: rivals, the press, operations and their improvements."""

import pandas as pd

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
    "wait": (3.6, 0.18),  # minutes in the phone queue
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
        ("phone queue", "wait", "2025-04-07", "2025-05-05", 14, 15.0),
        ("payment page fails at night", "outage", "2025-05-12", "2025-06-09", 8, 0.18),
    ],
    columns=["cause", "measure", "earliest", "latest", "days", "level"],
)
# Scenarios of the year after the cut-off; the quiet year has none of this. What
# changes, where, from when to when, and how: a rival's shops and price cut, as in the
# history; a factor on the usual level of operations; a factor on what the contact team
# and the warehouse can do; the budget of all levers, as a share of the house policy's
# spending.
SCENARIOS = pd.DataFrame(
    [
        ("rival", "rival's shops", "East", "2025-07-14", None, 1.0),
        ("rival", "rival's shops", "North", "2025-07-14", None, 1.0),
        ("rival", "price cut", "all", "2025-07-14", "2025-10-05", PRICE_CUT[2]),
        ("slump", "fault", "all", "2025-07-28", "2026-04-26", 5.0),
        ("slump", "late", "all", "2025-07-28", "2026-04-26", 3.0),
        ("slump", "service capacity", "all", None, None, 0.8),
        ("thin", "contact capacity", "all", None, None, 0.5),
        ("thin", "service capacity", "all", None, None, 0.75),
        ("thin", "budget", "all", None, None, 0.75),
    ],
    columns=["scenario", "change", "where", "first", "last", "size"],
)
SCENARIO_NAMES = ["quiet", *SCENARIOS["scenario"].unique()]

# --- operations by day ---

# Hours on the way to the local depot: a parcel that takes longer than planned is late.
# Normal, with a mean that follows from the share of late parcels.
DEPOT_HOURS = {"planned": 26.0, "spread": 4.2}
PARCELS_SAMPLED = 5  # a day
# A tin of 100 g, one a day from the packing line, in grams.
TIN_WEIGHT = {"mean": 101.0, "spread": 0.8}
TIN_SHIFTS = {"packing machine mis-set": -2.4}  # while that special cause lasts
CARD_DECLINED = 0.03  # share of web orders paid at a second try, for no special cause
# The four turns of plan, do, check, act: one at the start of each quarter of the second
# year (planted.HOUSE_SERVICE says what they brought), with the cost in CNY.
IMPROVEMENTS = pd.DataFrame(
    [
        ("Count and stack at two desks, check each label", "faults", 0.020, 9000),
        ("Hand parcels over at noon and at six", "late parcels", 0.060, 14000),
        ("One more hand on the phone at noon and from five", "wait", 3.2, 16000),
        ("A second courier for far regions", "late parcels", 0.055, 21000),
    ],
    columns=["done", "measure", "target", "cost"],
)
