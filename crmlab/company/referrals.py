"""Who comes anew, and who recommended the company to whom."""

import numpy as np
import pandas as pd

from . import planted
from .randomness import stream

RECENT_WEEKS = 8  # people recommend where they have lately bought


def newcomers(engine, state, week, lever):
    """Rows of those who place a first order this week; later on, only some do.

    All do before the cut-off. People stand in order of joining.
    """
    new = np.flatnonzero(np.floor(engine.joined) == week)
    if week < planted.HISTORY_WEEKS:
        return new
    referrals = _referrals(engine, state)[engine.luck_of(new)]
    pull = np.where(engine.friend[new], referrals, lever.acquisition)
    return new[engine.swayed[new] < planted.LATER_TAKEN * pull]


def _referrals(engine, state):
    """Newcomers through friends in each luck, as a multiple of the usual."""
    here = np.flatnonzero(state.active & state.came)
    cuts = np.searchsorted(here, engine.blocks[1:])
    felt = np.split(engine.satisfaction(state, here), cuts)
    weights = np.split(engine.trait["refers"][here], cuts)
    felt = [np.average(f, weights=w) for f, w in zip(felt, weights, strict=True)]
    above = np.array(felt) - planted.ADVOCATES_USUALLY
    return np.exp(planted.REFERRALS_BY_SATISFACTION * above)


def who_referred(seed, people, minds, events):
    """The referrer of each person who came through a friend, as customer ids.

    Drawn among the orders of the eight weeks before, weighted by how readily the
    customer recommends. Empty for everybody else, and where nobody had bought before.
    """
    rng = stream(seed, "referrals")
    time = (events["day"] + events["clock"]).to_numpy() / 7
    readiness = minds["refers"].to_numpy()[events["who"]]
    reached = np.append(0, np.cumsum(readiness))
    friend = (people.frame["acquired_through"] == "friend").to_numpy()
    joined = people.frame["joined_week"].to_numpy()[friend]
    before = np.searchsorted(time, joined)
    recent = np.searchsorted(time, joined - RECENT_WEEKS)
    share = rng.random(len(joined))
    target = reached[recent] + share * (reached[before] - reached[recent])
    row = np.clip(np.searchsorted(reached, target) - 1, 0, len(time) - 1)
    referrer = people.frame["customer_id"].to_numpy()[events["who"].to_numpy()[row]]
    referred_by = pd.Series(index=people.frame.index, dtype="str")
    referred_by[friend] = np.where(before > recent, referrer, None)
    return referred_by
