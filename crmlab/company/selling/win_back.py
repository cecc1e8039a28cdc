"""A trial of winning back those who ended Lantern Plus."""

import numpy as np
import pandas as pd
from scipy.special import expit

from .. import planted
from ..randomness import stream
from ..story import Tables
from .contracts import make_contracts
from .save_offer import make_trial

GROUNDS = planted.WIN_BACK_GROUNDS


def make_win_back(story):
    """The trial, one row a former subscriber, and what the letter truly did."""
    rng = stream(story.seed, "win_back_trial")
    contracts = make_contracts(story)
    _, shift = make_trial(story, contracts)
    day = (pd.Timestamp(planted.WIN_BACK[0]) - planted.START).days
    ended, last = contracts.end_day(shift), contracts.last_renewal(shift)
    soonest, longest = planted.WIN_BACK_ENDED
    row = np.flatnonzero((ended <= day - soonest) & (ended >= day - longest))
    starts = contracts.starts.iloc[row]
    ground = _ground(contracts, row, last[row])
    sent = rng.random(len(row)) < planted.WIN_BACK_SHARE
    without = expit(GROUNDS["without"].to_numpy()[ground])
    within = expit(GROUNDS.sum(axis=1).to_numpy()[ground])
    back = rng.random(len(row)) < np.where(sent, within, without)
    customer = story.people.frame["customer_id"].to_numpy()[starts["who"]]
    keeps = starts["price"].to_numpy() - planted.PLUS_COST
    cost = planted.WIN_BACK_LETTER + within * planted.WIN_BACK_MONTHS * (
        planted.SAVE_DISCOUNT * starts["price"].to_numpy()
    )
    return Tables(
        known={
            "win_back_trial": pd.DataFrame(
                {
                    "customer_id": customer,
                    "days_since_end": day - ended[row],
                    "offered": sent,
                    "back": back,
                }
            )
        },
        truth={
            "win_back": pd.DataFrame(
                {
                    "customer_id": customer,
                    "ground": pd.Categorical.from_codes(ground, GROUNDS.index),
                    "back_without": without.round(4),
                    "back_with": within.round(4),
                    "uplift": (within - without).round(4),
                    "month_margin": keeps,
                    "offer_cost": cost.round(2),
                }
            )
        },
    )


def _ground(contracts, row, last):
    """Number of the ground that spoke loudest for ending; the usual, where none did."""
    loud = [np.zeros(len(row))]
    loud += [contracts.grounds[name][row, last] for name in GROUNDS.index[1:]]
    return np.argmax(loud, axis=0)
