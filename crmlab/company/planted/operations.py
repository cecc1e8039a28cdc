"""Operations by day: what is measured, and the four improvements of the second year."""

import pandas as pd

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
