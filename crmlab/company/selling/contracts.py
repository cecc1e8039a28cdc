"""The contracts of Lantern Plus: who subscribes, and what speaks for ending.

At each renewal the chance of ending is 1 − exp(−exp(log risk)): proportional hazards in
discrete time (Prentice & Gloeckler 1978, Biometrics 34(1)).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import stream

DAYS = 7 * (planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)
RENEWALS = np.arange(1, DAYS // planted.PLUS_MONTH + 1)


@dataclass(frozen=True)
class Contracts:
    """What there is to know of each subscription, ended or not.

    starts: one row a subscriber: who, day of the start, terms
    day: subscribers × renewals, days since the start of the history
    log_risk: likewise, of ending at that renewal; -inf after the half-year to come
    grounds: likewise, what the price, a bad order and no order add to the log risk
    luck: likewise, uniform; ends where it is below the chance of ending
    """

    starts: pd.DataFrame
    day: np.ndarray
    log_risk: np.ndarray
    grounds: dict
    luck: np.ndarray

    def last_renewal(self, shift=0.0):
        """Number (from 0) of the renewal at which each ends, -1 if at none of them."""
        ends = self.luck < hazard(self.log_risk + shift)
        return np.where(ends.any(axis=1), ends.argmax(axis=1), -1)

    def end_day(self, shift=0.0):
        """Day on which each ends; beyond all days if it does not."""
        last = self.last_renewal(shift)
        return np.where(last < 0, 10**6, self.day[np.arange(len(last)), last])


def hazard(log_risk):
    """Chance of ending at a renewal, from the log of the risk in that month."""
    return -np.expm1(-np.exp(log_risk))


def make_contracts(story):
    """The `Contracts` of all who take Lantern Plus until the half-year to come ends."""
    starts = _starts(story)
    day = starts["day"].to_numpy()[:, None] + planted.PLUS_MONTH * RENEWALS
    step = np.searchsorted(planted.PLUS_RISK.index, RENEWALS, side="right") - 1
    usual = np.log(-np.log1p(-planted.PLUS_RISK.to_numpy()[step]))
    grounds = _grounds(story, starts, day)
    terms = ["automatic", "free_month", "organisation"]
    visible = starts[terms].to_numpy(float) @ planted.PLUS_HAZARD[terms].to_numpy()
    log_risk = usual + visible[:, None] + sum(grounds.values())
    if story.engine.world.experience:
        felt = _satisfaction(story, starts, day)
        log_risk = log_risk + planted.PLUS_LATER["satisfaction"] * felt
    log_risk = np.where(day < DAYS, log_risk, -np.inf)
    luck = stream(story.seed, "subscriptions").random(day.shape)
    return Contracts(starts, day, log_risk, grounds, luck)


def _starts(story):
    """One row a subscriber: who, the order at which it was taken, and the terms."""
    rng = stream(story.seed, "subscription starts")
    events = story.life.events
    open_day = (pd.Timestamp(planted.PLUS_START) - planted.START).days
    fits = (events["day"] >= open_day) & ~events["left"] & ~events["failed"]
    takes = fits & (rng.random(len(events)) < planted.PLUS_TAKEN)
    first = events[takes].drop_duplicates("who")[["who", "day", "channel"]]
    kind = story.people.frame["kind"].to_numpy()[first["who"]]
    return first.assign(
        price=rng.choice(planted.PLUS_PRICES, len(first)),
        automatic=rng.random(len(first)) < planted.PLUS_AUTOMATIC,
        free_month=rng.random(len(first)) < planted.PLUS_FREE_MONTH,
        organisation=kind == "organisation",
    ).reset_index(drop=True)


def _grounds(story, starts, day):
    """What speaks for ending, beside the usual, as additions to the log risk."""
    above = starts["price"].to_numpy() - planted.PLUS_USUAL_PRICE
    price = planted.PLUS_HAZARD["price"] * above[:, None] * np.ones(day.shape)
    events = story.life.events[~story.life.events["failed"]]
    orders = _by_month(story, starts, events, day.shape) > 0
    orders[:, 0] = True  # the order at which it was taken
    month = np.arange(day.shape[1])
    idle = month - np.maximum.accumulate(np.where(orders, month, 0), axis=1)
    later = planted.PLUS_LATER
    bad = events[went_wrong(events)]
    bad = later["bad"] * (_by_month(story, starts, bad, day.shape) > 0)
    return {
        "price": price,
        "bad": bad * story.engine.world.experience,
        "idle": later["idle 60"] * (idle >= 2) + later["idle 120"] * (idle >= 4),
    }


def _by_month(story, starts, events, shape):
    """Number of each subscriber's events in the month before each renewal."""
    row = np.full(len(story.people.frame), -1)
    row[starts["who"]] = np.arange(len(starts))
    events = events[row[events["who"]] >= 0]
    mine = row[events["who"]]
    since = events["day"].to_numpy() - starts["day"].to_numpy()[mine]
    month = since // planted.PLUS_MONTH
    inside = (since > 0) & (month < shape[1])
    place = mine[inside] * shape[1] + month[inside]
    return np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape)


def went_wrong(events):
    """Orders that came late or faulty, failed or made wait, and were not put right."""
    waited = events["wait"] > 2 * planted.PATIENCE
    wrong = events["late"] | events["fault"] | events["failed"] | waited
    return wrong & ~events["settled"]


def _satisfaction(story, starts, day):
    """Satisfaction of each subscriber, from the copy of the state nearest in time."""
    kept, who = story.life.kept, starts["who"].to_numpy()
    weeks = np.array(sorted(kept))
    felt = np.stack([story.engine.satisfaction(kept[w], who) for w in weeks], axis=1)
    middle = 7 * (weeks[1:] + weeks[:-1]) / 2
    return np.take_along_axis(felt, np.searchsorted(middle, day), axis=1)
