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
    new = np.arange(*np.searchsorted(engine.joined, [week, week + 1]))
    if week < planted.HISTORY_WEEKS:
        return new
    pull = np.where(engine.friend[new], _referrals(engine, state), lever.acquisition)
    return new[engine.swayed[new] < planted.LATER_TAKEN * pull]


def _referrals(engine, state):
    """Newcomers through friends, as a multiple of the usual."""
    here = np.flatnonzero(state.active & state.came)
    weights = engine.trait["refers"][here]
    felt = np.average(engine.satisfaction(state, here), weights=weights)
    above = felt - planted.ADVOCATES_USUALLY
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
