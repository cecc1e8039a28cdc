"""Ten features of Lantern Tea, and what kind of feature each is for whom."""

import pandas as pd

from .customers import SEGMENTS

# Answers to "how would you feel if we had it / had it not?"
KANO_ANSWERS = ["like", "must-be", "neutral", "live with", "dislike"]
# attractive, one-dimensional, must-be, indifferent, reverse, questionable
KANO_CATEGORIES = list("AOMIRQ")

# Costs in CNY: to build, and to run for a year.
KANO_FEATURES = pd.DataFrame(
    [
        ("free_delivery", "Free delivery from ¥99", "满99元包邮", 20_000, 310_000),
        ("freshness_date", "Packing date on the pack", "标注生产日期", 30_000, 24_000),
        ("undamaged", "Padded boxes, nothing broken", "防震包装", 45_000, 90_000),
        ("order_tracking", "Live order tracking", "订单实时跟踪", 80_000, 30_000),
        ("samples", "A sample with each order", "随单附赠试饮装", 12_000, 150_000),
        ("card", "A card written by hand", "手写贺卡", 4_000, 95_000),
        ("events", "Evenings at the tea room", "茶室品茶会", 60_000, 120_000),
        ("timer", "Brewing timer in the app", "应用内泡茶计时器", 50_000, 12_000),
        ("refills", "Refill pouches instead of tins", "补充装", 35_000, 18_000),
        ("text_offers", "Offers by text each day", "每日短信优惠", 6_000, 40_000),
    ],
    columns=["feature", "name", "name_zh", "cost_to_build", "cost_a_year"],
).set_index("feature")
KANO_FEATURES = KANO_FEATURES.astype({"cost_to_build": float, "cost_a_year": float})
# What the feature is for each needs segment: the category that most of it falls in.
# The overall category is the leading one of the whole population. `refills` is mixed
# on purpose: it splits by segment, so that no overall category is right for it.
KANO_PLANTED = pd.DataFrame(
    [
        list("OOAOMO"),  # free_delivery
        list("MMMMIM"),  # freshness_date
        list("MMMMMM"),  # undamaged
        list("OIOOMO"),  # order_tracking
        list("AAIAAI"),  # samples
        list("AAOAII"),  # card
        list("IAIIII"),  # events
        list("IIIIAI"),  # timer
        list("AIRAIO"),  # refills
        list("RRRRIR"),  # text_offers
    ],
    index=KANO_FEATURES.index,
    columns=[*SEGMENTS, "organisation"],
)
# Given what the feature is for the segment, how a person's own category falls
KANO_SPREAD = pd.DataFrame(
    [
        [0.62, 0.13, 0.02, 0.19, 0.02, 0.02],
        [0.13, 0.62, 0.14, 0.07, 0.02, 0.02],
        [0.03, 0.14, 0.64, 0.15, 0.02, 0.02],
        [0.13, 0.04, 0.10, 0.66, 0.05, 0.02],
        [0.03, 0.02, 0.03, 0.28, 0.62, 0.02],
    ],
    index=list("AOMIR"),
    columns=KANO_CATEGORIES,
)
# Given a person's own category, which pair of answers shows it: (with, without, share)
KANO_PAIRS = {
    "A": [("like", "must-be", 0.12), ("like", "neutral", 0.50)]
    + [("like", "live with", 0.38)],
    "O": [("like", "dislike", 1.0)],
    "M": [("must-be", "dislike", 0.62), ("neutral", "dislike", 0.26)]
    + [("live with", "dislike", 0.12)],
    "I": [("neutral", "neutral", 0.42), ("must-be", "live with", 0.14)]
    + [("neutral", "live with", 0.16), ("live with", "neutral", 0.10)]
    + [("must-be", "neutral", 0.10), ("live with", "live with", 0.08)],
    "R": [("dislike", "like", 0.34), ("dislike", "neutral", 0.26)]
    + [("live with", "like", 0.16), ("neutral", "like", 0.14)]
    + [("dislike", "must-be", 0.10)],
    "Q": [("like", "like", 0.7), ("dislike", "dislike", 0.3)],
}
# Importance as people say it, 1 to 9 (Berger et al. 1993): typical by own category
KANO_IMPORTANCE = pd.Series([5.6, 7.0, 7.6, 3.4, 3.0, 5.0], KANO_CATEGORIES)
KANO_IMPORTANCE_SPREAD = 1.5
KANO_ASKED = 700  # respondents of the second wave who take the Kano questionnaire too
