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
    referrals = _referrals(engine, state, week)[engine.luck_of(new)]
    pull = np.where(engine.friend[new], referrals, lever.acquisition)
    return new[engine.swayed[new] < planted.LATER_TAKEN * pull]


def _referrals(engine, state, week):
    """Newcomers through friends in each luck, as a multiple of the usual."""
    here = np.flatnonzero(state.active & state.came)
    told = engine.trait["refers"][here] * engine.satisfaction(state, here)
    if engine.told is not None:
        engine.told[week] = here, told
    felt, weight = told_by_all(engine, here, told) + engine.told_by_others.get(week, 0)
    above = felt / weight - planted.ADVOCATES_USUALLY
    return np.exp(planted.REFERRALS_BY_SATISFACTION * above)


def told_by_all(engine, here, told):
    """Sums over those who are here, luck by luck: satisfaction told, and its weight."""
    luck, lucks = engine.luck_of(here), len(engine.blocks)
    weight = engine.trait["refers"][here]
    return np.array([np.bincount(luck, each, lucks) for each in (told, weight)])


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
