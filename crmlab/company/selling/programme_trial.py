"""The trial of the points programme: both outcomes of each customer, and three designs.

The company held out customers at random, one in ten. What other draws would have shown
is told from the same outcomes.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import luck
from .otherwise import count_within, live_again, some_of

START_DAY = (pd.Timestamp(planted.PROGRAMME_START) - planted.START).days
LAST_DAY = 7 * planted.HISTORY_WEEKS - 1
STRATA = 5
REDRAWS = 300
DESIGN_COLUMNS = ["design", "customers", "held_out", "days", "estimate", "error"]
DESIGN_COLUMNS += ["spread", "true_effect"]


def make_trial(story):
    """Two frames: orders with and without the offer, by customer; and by design.

    It covers customers who had joined before the launch (a sample in a very large
    company), and the orders from the launch to the cut-off.
    """
    frame = story.people.frame
    early = np.flatnonzero(frame["joined"] < planted.PROGRAMME_START)
    who = some_of(early)
    everybody = np.ones(len(frame), bool)
    orders = {}
    for name, offered in (("without", ~everybody), ("with", everybody)):
        lived = live_again(story, who, planted.HISTORY_WEEKS, offered=offered)
        orders[name] = count_within(lived, who, START_DAY, LAST_DAY)
        # Until the launch both lives are one.
        before = count_within(lived, who, START_DAY - 182, START_DAY - 1)
    trial = pd.DataFrame(
        {
            "customer_id": frame["customer_id"].to_numpy()[who],
            "held_out": frame["programme_held_out"].to_numpy()[who],
            "orders_before": before,
            "orders_without": orders["without"],
            "orders_with": orders["with"],
        }
    )
    if trial["held_out"].sum() < 4 * STRATA:  # too small a company for a trial
        return trial, pd.DataFrame(columns=DESIGN_COLUMNS)
    return trial, _designs(trial, luck(story.seed, "another draw", who))


# --- designs --------------------------------------------------------------------------


def _designs(trial, uniform):
    """Estimate, its standard error, and the truth, for each way to draw."""
    stratum = strata(trial)
    one = np.zeros(len(trial), int)
    share = planted.PROGRAMME_HELD_OUT
    plans = [
        ("random, as drawn", share, one, trial["held_out"].to_numpy()),
        ("stratified", share, stratum, _draw(uniform, stratum, share)),
        ("half and half", 0.5, one, _draw(uniform, one, 0.5)),
        ("half and half, stratified", 0.5, stratum, _draw(uniform, stratum, 0.5)),
    ]
    rows = [_described(trial, *plan) for plan in plans]
    return pd.DataFrame(rows, columns=DESIGN_COLUMNS).round(4)


def _described(trial, design, share, stratum, out):
    estimate, error = difference(trial, out, stratum)
    gain = (trial["orders_with"] - trial["orders_without"]).mean()
    spread = _spread(trial, stratum, share)
    days = LAST_DAY - START_DAY + 1
    row = [design, len(trial), out.sum(), days, estimate, error, spread, gain]
    return dict(zip(DESIGN_COLUMNS, row, strict=True))


def strata(trial):
    """Number of each customer's stratum: fifths by orders in the half-year before."""
    rank = trial["orders_before"].rank(method="first").to_numpy() - 1
    return (STRATA * rank // len(trial)).astype(int)


def _draw(uniform, stratum, share):
    """Hold out the share of each stratum whose numbers are the smallest."""
    size = np.bincount(stratum)
    first = np.append(0, np.cumsum(size))
    order = np.lexsort((uniform, stratum))
    rank = np.empty(len(stratum), int)
    rank[order] = np.arange(len(stratum)) - first[stratum[order]]
    return rank < np.round(share * size)[stratum]


def difference(trial, out, stratum):
    """Mean orders of the offered less those of the held out, and its standard error.

    Within strata, weighted by their size (Cochran 1977, Sampling Techniques, ch. 5).
    """
    seen = np.where(out, trial["orders_without"], trial["orders_with"])
    side = 2 * stratum + out
    size = np.bincount(side).astype(float)
    mean = np.bincount(side, seen) / size
    variance = np.bincount(side, (seen - mean[side]) ** 2) / (size - 1) / size
    weight = np.bincount(stratum) / len(stratum)
    error = np.sqrt(weight**2 @ (variance[0::2] + variance[1::2]))
    return weight @ (mean[0::2] - mean[1::2]), error


def _spread(trial, stratum, share):
    """Standard deviation of the estimate over other draws of the same design."""
    rng = np.random.default_rng(0)  # the outcomes are the seed's; these draws need none
    counts = {
        name: trial[name].to_numpy() for name in ("orders_with", "orders_without")
    }
    draws = [
        difference(counts, _draw(rng.random(len(trial)), stratum, share), stratum)[0]
        for _ in range(REDRAWS)
    ]
    return np.std(draws)
