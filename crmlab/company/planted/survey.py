"""The satisfaction survey: who is asked, who answers, how opinions become answers."""

import pandas as pd

from .customers import SEGMENTS

# --- who is asked, and who answers ---
# Wave 1 asks in the fortnight before mid-2024, wave 2 in the one before the cut-off.
SURVEY_WAVES = pd.DataFrame({"week": [52, 104], "invited": [1500, 2400]}, index=[1, 2])
SURVEY_SHARE = 0.45  # never more than this share of all who can be asked
SURVEY_DAYS = 14  # an invitation can be answered for a fortnight
SURVEY_METHODS = pd.DataFrame(  # share of invitations; shift of the log odds to answer
    {"share": [0.48, 0.32, 0.20], "answers": [-0.20, 0.0, 0.50]},
    index=["email", "app", "phone"],
)
# Log odds of answering. The content and the warm answer more: no weighting by known
# traits can mend that (Groves 2006, Public Opinion Quarterly 70(5)). Long silence and
# a last order that went wrong keep from answering too; those are known, and go with
# satisfaction, so that weighting by them mends a part.
ANSWERING = {"base": 1.10, "satisfaction": 0.42, "attitude": 0.30, "age": 0.015}
ANSWERING |= {"organisation": -0.35, "silent_weeks": -0.055, "member": 0.25}
ANSWERING |= {"last_bad": -1.60}
SILENT_WEEKS = 39  # longer silence than this makes no further difference
SKIPS = 0.03  # chance of leaving one question out
STRAIGHT_LINERS = 0.02  # share of people who tick the same box all the way down

# --- the curve from satisfaction to loyalty, bent by competition ---
# loyalty = low + height × place ** power, where `place` is where satisfaction lies
# between two ends, and power = (answer to rivals) ** rivals × (choice) ** choice. With
# no rival the curve is high and flat, with many it stays low until the top (Jones &
# Sasser 1995, Harvard Business Review 73(6)). The height gives the average slope that
# CHAIN states.
LOYALTY_CURVE = {"low": -1.87, "height": 3.6, "from": -2.6, "to": 2.6}
LOYALTY_CURVE |= {"rivals": 0.22, "choice": 0.75}
# Other sellers that a customer could turn to: mean by size of the city, more where a
# rival has opened shops, next to none for the monopoly kind.
CHOICE_BY_TIER = {1: 3.4, 2: 2.2, 3: 1.0}
CHOICE_OPENED = 1.5
CHOICE_MONOPOLY = 0.15
USUAL_CHOICE = 2.5  # choice that bends the curve neither way

# --- opinions beside the chain, in about standard deviations ---
# Each is a weighted sum of others and a normal rest (`own`). `harm`: unsettled
# complaint of the last half-year. Trust follows Morgan & Hunt 1994, Journal of
# Marketing 58(3); engagement Brodie et al. 2011, Journal of Service Research 14(3).
SIDE_OPINIONS = {
    "image": {"expectation": 0.50, "attitude": 0.50, "own": 0.65},
    "trust": {"satisfaction": 0.55, "attitude": 0.50, "harm": -0.90, "own": 0.55},
    "engagement": {"trust": 0.40, "bond": 2.0, "refers": 0.35, "own": 0.65},
    "closeness": {"attitude": 0.45, "bond": 3.0, "contact": 0.15, "own": 0.70},
    "dialogue": {"trust": 0.35, "contact": 0.30, "harm": -0.50, "own": 0.70},
    "cooperation": {"contact": 0.40, "bond": 1.0, "own": 0.80},
    "mutual": {"value": 0.60, "contact": 0.15, "own": 0.60},
    "follow_up": {"contact": 0.45, "harm": -0.90, "own": 0.75},
    "pleased": {"satisfaction": 0.75, "attitude": 0.55, "own": 0.35},
    "judged": {"satisfaction": 0.55, "quality": 0.55, "own": 0.35},
    "meant": {"loyalty": 0.75, "choice": -0.16, "left": -0.90, "own": 0.35},
    "again": {"loyalty": 1.0, "left": -0.50, "own": 0.0},
    "recommending": {"satisfaction": 0.7, "attitude": 0.35, "refers": 0.3, "own": 0.5},
    "rivals": {"rivals": 0.60, "attitude": -0.35, "satisfaction": -0.25, "own": 0.5},
    "tolerance": {"faults": -1.6, "attitude": 0.25, "trust": 0.20, "own": 0.55},
    "price": {"prices": 1.0, "attitude": -0.15, "own": 0.60},
    "curiosity": {"attitude": 0.20, "engagement": 0.30, "own": 0.85},
}
# Expectations rise: with what one's own orders were like (for one unit of expected
# performance), and for all, a year, as rivals get better too. Perceived quality rises
# by as much as the service did, so that satisfaction stands still.
RISING = {"own": 1.5, "market": 0.30, "quality": 0.22}
# Middle and spread (about mean and standard deviation) that turn opinions into scores
OPINION_SCALE = pd.DataFrame(
    [("expectation", 0.0, 1.0), ("quality", 0.0, 0.92), ("value", 0.0, 0.92)]
    + [("satisfaction", 0.0, 0.87), ("complaints", 0.0, 0.88), ("loyalty", 0.2, 1.1)]
    + [("attitude", 0.1, 0.82), ("again", 0.0, 1.1), ("meant", -0.6, 1.2)]
    + [("recommending", 0.0, 1.05), ("tolerance", 0.0, 1.1)],
    columns=["opinion", "middle", "spread"],
).set_index("opinion")

# --- the measurement model ---
# A question's answer is loading × opinion + the rest, in standard deviations, brought
# to its scale: `typical` is the answer of somebody in the middle. Answers crowd
# towards the nearer end, as they do in real surveys (Peterson & Wilson 1992, Journal
# of the Academy of Marketing Science 20(1)): a logistic curve of this steepness, whose
# ends lie a little beyond the last box.
STEEPNESS = 1.05
BEYOND = 0.6
SURVEY_ITEMS = pd.DataFrame(
    [
        ("expect_overall", "expectation", 0.85, 7.6),
        ("expect_needs", "expectation", 0.82, 7.4),
        ("expect_reliable", "expectation", 0.78, 7.9),
        ("quality_overall", "quality", 0.90, 7.7),
        ("quality_needs", "quality", 0.87, 7.5),
        ("quality_reliable", "quality", 0.83, 7.6),
        ("value_quality_for_price", "value", 0.88, 7.1),
        ("value_price_for_quality", "value", 0.86, 6.7),
        ("satisfied_overall", "satisfaction", 0.90, 7.7),
        ("satisfied_expected", "satisfaction", 0.85, 7.0),
        ("satisfied_ideal", "satisfaction", 0.86, 6.6),
        ("told_us", "complaints", 0.84, 3.0),
        ("told_others", "complaints", 0.86, 3.5),
        ("likely_again", "again", 0.86, 7.5),
        ("stays_if_dearer", "loyalty", 0.78, 5.6),
        ("stays_if_rival_cheaper", "loyalty", 0.76, 5.8),
        ("image_known", "image", 0.72, 7.4),
        ("image_honest", "image", 0.80, 7.3),
        ("image_for_me", "image", 0.82, 6.8),
        ("feels_pleased", "pleased", 0.92, 7.3),
        ("judges_good", "judged", 0.92, 7.5),
        ("means_to_stay", "meant", 0.92, 7.1),
        ("recommend", "recommending", 0.94, 7.8),
        ("rivals_attractive", "rivals", 0.88, 4.8),
        ("tolerates_faults", "tolerance", 0.88, 5.2),
        ("compares_prices", "price", 0.88, 5.9),
        ("tries_new", "curiosity", 0.88, 5.4),
        ("trust_honest", "trust", 0.86, 7.5),
        ("trust_able", "trust", 0.84, 7.8),
        ("trust_cares", "trust", 0.82, 6.9),
        ("engaged_reads", "engagement", 0.80, 4.6),
        ("engaged_talks", "engagement", 0.84, 4.2),
        ("engaged_suggests", "engagement", 0.80, 3.4),
        ("feels_heard", "dialogue", 0.88, 5.9),
        ("works_together", "cooperation", 0.88, 4.2),
        ("both_gain", "mutual", 0.88, 6.3),
        ("feels_close", "closeness", 0.88, 5.0),
        ("follows_up", "follow_up", 0.88, 5.0),
    ],
    columns=["item", "opinion", "loading", "typical"],
).set_index("item")
# What the last half-year did to single questions, in standard deviations
ITEM_HARM = pd.DataFrame(
    [("quality_reliable", "late", -0.40), ("quality_reliable", "fault", -0.70)]
    + [("told_us", "complained", 1.2), ("told_others", "harm", 0.9)],
    columns=["item", "happening", "shift"],
)

# --- the path model that is estimated (ACSI) ---
ACSI_BLOCKS = {
    "expectation": ["expect_overall", "expect_needs", "expect_reliable"],
    "quality": ["quality_overall", "quality_needs", "quality_reliable"],
    "value": ["value_quality_for_price", "value_price_for_quality"],
    "satisfaction": ["satisfied_overall", "satisfied_expected", "satisfied_ideal"],
    "complaints": ["told_us", "told_others"],
    "loyalty": ["likely_again", "stays_if_dearer", "stays_if_rival_cheaper"],
}

# --- answers that are no scores ---
REMEMBERS_COMPLAINT = 0.92  # of complaints in the last half-year
UNRECORDED_COMPLAINT = 0.35  # grumblers who say they complained, but no case is known
HANDLING_SCORE = {"settled": 8.3, "unsettled": 3.6, "unrecorded": 5.0}
# Share of wallet, log odds: kind of loyalty, attitude, satisfaction, rate, choice.
WALLET_KIND = pd.Series(
    [-0.5, 1.6, 0.8, -0.7, 0.3, 0.6, -0.6],
    ["none", "monopoly", "kinship", "incentive", "inertia", "trust", "latent"],
)
WALLET = {"base": 0.55, "attitude": 0.55, "satisfaction": 0.40, "rate": 0.30}
WALLET |= {"choice": -0.15, "own": 0.55}
WALLET_AFTER_LEAVING = 0.12  # those who silently left now and then buy all the same
# Per cent of price: medians, and what moves their logarithm
RISE_TOLERATED = {"middle": 6.5, "loyalty": 0.45, "prices": -0.25, "own": 0.4}
CUT_NEEDED = {"middle": 11.0, "loyalty": -0.35, "prices": -0.20, "own": 0.4}
SWITCH_SAVING = {"middle": 11.0, "loyalty": 0.30, "rivals": -0.35, "own": 0.35}
DECISION_MINUTES = {"middle": 9.0, "attitude": -0.15, "prices": 0.30}
DECISION_MINUTES |= {"organisation": 0.9, "own": 0.55}
DECISION_KIND = pd.Series(  # log minutes
    [0.25, -0.30, -0.30, 0.45, -0.90, -0.35, 0.10], WALLET_KIND.index
)
ELSEWHERE = 2.6  # kinds of things bought elsewhere, times the share spent elsewhere
KNOWS_STAFF = {"kinship": 0.80, "other": 0.05}
NEED_ANSWERS = pd.Series(  # what tea is for, by needs segment
    ["a daily cup", "fine taste", "presents", "health", "no fuss", "serving others"],
    [*SEGMENTS, "organisation"],
)
WANT_ANSWERS = pd.Series(  # what they would like next: a need in the shape of a product
    ["everyday tea", "fine tea", "gift set", "herbal tea", "ready to brew", "teaware"],
    NEED_ANSWERS.index,
)
SAYS_NEED, SAYS_WANT = 0.72, 0.60  # chance of the answer that fits the segment
# What keeps a customer from buying more; the latent kind is held back by something.
HINDRANCES = ["nothing", "opening hours", "delivery area", "not mine to decide", "cost"]
HINDERED = {
    "latent": [0.12, 0.24, 0.24, 0.24, 0.16],
    "other": [0.74, 0.05, 0.05, 0.05, 0.11],
}
