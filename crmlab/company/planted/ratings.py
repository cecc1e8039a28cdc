"""What customers think of eight sides of the company, and of its rivals."""

import numpy as np
import pandas as pd

from .customers import SEGMENTS

# --- eight attributes: how they are rated, and what they do for satisfaction ---
# weight: satisfaction (in standard deviations) for one standard deviation of the
# opinion on this attribute, the others held fixed. strand: opinions within a strand are
# nearly one and the same, and a halo joins all (Thorndike 1920; Wirtz & Bateson 1995).
# typical: rating of somebody in the middle; importance: the same for "how important".
ATTRIBUTES = pd.DataFrame(
    [
        ("tea_quality", "tea", 0.24, 8.3, 8.6),
        ("freshness", "tea", 0.23, 7.9, 8.2),
        ("delivery", "service", 0.13, 6.4, 7.6),
        ("staff", "service", 0.12, 7.9, 6.8),
        ("complaints", "service", 0.12, 5.9, 6.2),
        ("price", "shop window", 0.04, 6.3, 8.5),
        ("website", "shop window", 0.03, 7.0, 7.0),
        ("packaging", "shop window", 0.02, 7.9, 5.6),
    ],
    columns=["attribute", "strand", "weight", "typical", "importance"],
).set_index("attribute")
HALO = 0.60  # variance that all eight opinions share
STRAND = 0.38  # variance that a strand shares; what is left is an attribute's own
RATING_LOADING = 0.995  # of a rating on the opinion; little noise, much collinearity
# What the last half-year does to one attribute's own part, in standard deviations
RATING_HARM = pd.DataFrame(
    [("delivery", "late", -0.45), ("freshness", "fault", -0.60)]
    + [("staff", "waited", -0.40), ("website", "failed", -0.80)]
    + [("complaints", "harm", -1.10), ("complaints", "soothed", 0.90)],
    columns=["attribute", "happening", "shift"],
)
# Importance, as people say it: shifts by needs segment, in standard deviations
IMPORTANCE_SHIFT = pd.DataFrame(
    {
        "daily drinker": [0.0, 0.1, 0.0, 0.0, 0.0, 0.7, -0.3, -0.6],
        "connoisseur": [0.9, 0.6, -0.2, 0.4, 0.0, -0.9, -0.4, 0.0],
        "gift giver": [0.0, -0.2, 0.4, 0.0, 0.1, -0.3, 0.0, 1.4],
        "health seeker": [0.2, 0.9, -0.1, 0.1, 0.0, -0.1, 0.0, -0.2],
        "convenience seeker": [-0.6, -0.4, 0.6, -0.4, 0.0, 0.3, 1.0, -0.3],
        "organisation": [-0.2, 0.0, 0.7, 0.4, 0.6, 0.1, -0.2, -0.4],
    },
    index=ATTRIBUTES.index,
)[[*SEGMENTS, "organisation"]]
IMPORTANCE_STYLE = 0.45  # share of variance: some call everything important

# --- SERVQUAL (Parasuraman, Zeithaml & Berry 1988): 1 to 7, two questions each ---
# expected, gap: typical expectation, and typical perception less expectation;
# harmed_by: what in the last half-year lowers the perception, and by how much
SERVQUAL = pd.DataFrame(
    [
        ("tangibles", 4.9, 0.20, "none", 0.0),
        ("reliability", 5.8, -0.85, "late", -0.7),
        ("responsiveness", 5.4, -0.60, "waited", -0.8),
        ("assurance", 5.5, -0.25, "fault", -0.6),
        ("empathy", 4.8, -0.35, "harm", -0.9),
    ],
    columns=["dimension", "expected", "gap", "happening", "shift"],
).set_index("dimension")
SERVQUAL_ITEMS = 2
SERVQUAL_STEP = 0.55  # points of expectation, or of the gap, for a unit of opinion
SERVQUAL_OWN, SERVQUAL_NOISE = 0.4, 0.6  # points: of a dimension, and of a question

# --- customer delivered value (Kotler): values and costs, 1 to 10, by company ---
RATED_COMPANIES = ["Lantern Tea", "Jade Leaf", "Mountain House"]
VALUE_ITEMS = pd.DataFrame(
    [
        ("product_value", "value", 7.5, 6.1, 8.0),
        ("service_value", "value", 6.9, 5.6, 6.9),
        ("personnel_value", "value", 7.2, 5.3, 7.1),
        ("image_value", "value", 6.9, 5.4, 7.7),
        ("money_cost", "cost", 5.6, 4.0, 7.6),
        ("time_cost", "cost", 4.4, 4.0, 5.3),
        ("energy_cost", "cost", 4.0, 4.5, 4.9),
        ("psychological_cost", "cost", 3.5, 5.0, 3.6),
    ],
    columns=["item", "side", *RATED_COMPANIES],
).set_index("item")
# What moves the answers on Lantern Tea: an opinion, and points for a unit of it
VALUE_MOVED_BY = {
    "product_value": ("quality", 1.2),
    "service_value": ("satisfaction", 1.1),
    "personnel_value": ("trust", 1.0),
    "image_value": ("image", 1.0),
    "money_cost": ("value", -1.1),
    "time_cost": ("quality", -0.6),
    "energy_cost": ("satisfaction", -0.6),
    "psychological_cost": ("trust", -0.9),
}
RIVAL_MOVED_BY = 0.9  # points of value (less: of cost) for a unit of liking rivals
VALUE_STYLE, VALUE_NOISE = 0.6, 1.0  # points: a person's own style, and chance
KNOWS_RIVAL = pd.Series([0.85, 0.62], RATED_COMPANIES[1:])
KNOWS_OPENED = 0.25  # more know the rival whose shops have opened near by
TIME_COST_OPENED = -1.3  # points, where the rival has opened shops
RIVALS_IMPROVE = 0.35  # points of product and service value a year
VALUE_HARM = {"time_cost": ("late", 0.9), "energy_cost": ("waited", 0.8)}
VALUE_HARM |= {"psychological_cost": ("fault", 0.9)}


def attribute_covariance():
    """Covariance of the opinions on the eight attributes, each of variance 1."""
    strand = ATTRIBUTES["strand"].to_numpy()
    together = HALO + STRAND * (strand[:, None] == strand)
    return together + (1 - HALO - STRAND) * np.eye(len(strand))
