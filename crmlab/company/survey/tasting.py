"""A new tea, offered as a free tin: who tries it, and who passes some on."""

import numpy as np
import pandas as pd
from scipy.special import expit

from .. import planted
from ..ids import named
from ..randomness import stream
from ..story import Tables
from .opinions import opinions_of_wave, standardised

WAVE = 2


def make_tasting(story):
    """One row for each customer who ordered in the quarter, and the true chances."""
    seen = opinions_of_wave(story, WAVE)
    rng = stream(story.seed, "tasting")
    first = pd.Timestamp(planted.TASTING[0])
    orders = story.orders
    day = (orders["date"] - first).dt.days
    own = orders[(day >= 0) & (day < planted.TASTING[1])].drop_duplicates("who")
    own = own[own["date"] < planted.CUTOFF]
    opinions = seen.loc[own["who"].to_numpy()]
    tries = _chance(opinions, planted.TASTES)
    passes = _chance(opinions, planted.PASSES_ON)
    tried = rng.random(len(own)) < tries
    frame = pd.DataFrame(
        {
            "customer_id": named(story.people.frame["customer_id"], own["who"]),
            "offered_on": own["date"].to_numpy(),
            "tried": tried,
            "passed_on": tried & (rng.random(len(own)) < passes),
            "tries": tries.round(4),
            "passes_on": passes.round(4),
        }
    ).sort_values("customer_id")
    return Tables(known={"tasting": frame}, truth={"tasting": frame})


def _chance(opinions, parts):
    log_odds = np.full(len(opinions), parts["base"])
    for name, weight in parts.items():
        if name != "base":
            log_odds = log_odds + weight * standardised(opinions, name)
    return expit(log_odds)
