"""Lantern Plus, a paid monthly membership: a contract that customers end openly."""

import numpy as np
import pandas as pd

from .. import planted
from ..membership import hazard
from ..randomness import pick, stream
from ..story import Tables
from .contracts import RENEWALS, make_contracts
from .plus_effect import true_effect
from .save_offer import make_trial


def make_subscriptions(story):
    """Subscribers with their ends, the trial of a save offer, and what is true."""
    contracts = make_contracts(story)
    trial, shift = make_trial(story, contracts)
    subscriptions = _describe(story, contracts, shift)
    known = subscriptions[subscriptions["started"] < planted.CUTOFF].copy()
    over = subscriptions["ended"] < planted.CUTOFF
    known.loc[~over[known.index], ["ended", "reason"]] = None
    return Tables(
        known={"subscriptions": known, "save_offer_trial": trial},
        future={"subscriptions": subscriptions[~over]},
        truth={
            "subscription_hazards": _true_hazards(),
            "subscription_survival": _true_survival(contracts, shift),
            "save_offer": trial,
            "lantern_plus": true_effect(story, subscriptions),
        },
    )


def _describe(story, contracts, shift):
    starts, last = contracts.starts, contracts.last_renewal(shift)
    ended = contracts.end_day(shift)
    over = last >= 0
    day = planted.START + pd.to_timedelta(np.where(over, ended, 0), unit="D")
    return starts.assign(
        customer_id=story.people.frame["customer_id"].to_numpy()[starts["who"]],
        started=planted.START + pd.to_timedelta(starts["day"], unit="D"),
        channel=pd.Categorical.from_codes(starts["channel"], planted.CHANNELS),
        ended=pd.Series(day).where(over),
        reason=pd.Categorical.from_codes(
            np.where(over, _reasons(story, contracts, last), -1),
            planted.PLUS_REASONS.index,
        ),
    )


def _reasons(story, contracts, last):
    """What each says on the form: nearer to the truth the stronger the true ground."""
    rng = stream(story.seed, "subscription reasons")
    row = np.arange(len(last))
    weight = [np.full(len(last), planted.PLUS_USUALLY_SAID)]
    weight += [np.maximum(part[row, last], 0) for part in contracts.grounds.values()]
    said = np.column_stack(weight) @ planted.PLUS_REASONS.to_numpy().T
    return pick(said / said.sum(axis=1, keepdims=True), rng.random(len(last)))


def _true_hazards():
    """Planted log hazard ratios, and what Cox regression finds on a large company."""
    ratio = planted.PLUS_HAZARD
    return pd.DataFrame(
        {
            "column": ratio.index,
            "planted": ratio.to_numpy(),
            "seen": planted.PLUS_HAZARD_SEEN[ratio.index].to_numpy(),
        }
    )


def _true_survival(contracts, shift):
    """Expected share of subscriptions still running after each renewal.

    The curve that Kaplan and Meier's estimates: at each renewal the chance of ending is
    averaged over those who can be expected to be still there.
    """
    end = 7 * planted.HISTORY_WEEKS
    chance = np.where(contracts.day < end, hazard(contracts.log_risk + shift), 0.0)
    there = np.cumprod(1 - chance, axis=1)
    before = np.column_stack([np.ones(len(there)), there[:, :-1]])
    before = before * (contracts.day < end)
    at_risk = before.sum(axis=0)
    seen = at_risk > 0
    ends = (before * chance).sum(axis=0)[seen] / at_risk[seen]
    return pd.DataFrame(
        {
            "month": np.append(0, RENEWALS[seen]),
            "survival": np.append(1.0, np.cumprod(1 - ends)).round(5),
        }
    )
