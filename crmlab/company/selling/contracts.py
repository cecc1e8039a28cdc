"""The contracts of Lantern Plus: who subscribes, and what speaks for ending."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .. import planted
from ..membership import bad_risk, hazard, idle_risk, price_risk, usual_risk, went_wrong
from ..randomness import luck

WEEKS = planted.HISTORY_WEEKS + planted.FUTURE_WEEKS
RENEWALS = np.arange(1, 7 * WEEKS // planted.PLUS_MONTH + 1)
LONG_AGO = -(10**4)


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


def make_contracts(story):
    """The `Contracts` of all who take Lantern Plus until the half-year to come ends.

    It goes by the same rules, and by the same luck, as the engine.
    """
    starts = _starts(story)
    who = starts["who"].to_numpy()
    day = starts["day"].to_numpy()[:, None] + planted.PLUS_MONTH * RENEWALS
    grounds = _grounds(story, starts, day)
    steady = story.engine.plus_risk[who] - price_risk(starts["price"])
    log_risk = usual_risk(RENEWALS) + steady[:, None] + sum(grounds.values())
    log_risk = np.where(day < 7 * WEEKS, log_risk, -np.inf)
    drawn = luck(story.seed, "renews", who[:, None], RENEWALS)
    return Contracts(starts, day, log_risk, grounds, drawn)


def _starts(story):
    """One row a subscriber: who, the order at which it was taken, and the terms."""
    events = story.life.events
    first = events.loc[events["takes"], ["who", "day", "channel"]]
    first = first.rename_axis("event").reset_index()
    terms = story.engine.plus_terms.iloc[first["who"]]
    return first.join(terms.reset_index(drop=True))


def _grounds(story, starts, day):
    """What speaks for ending, beside the usual, as additions to the log risk."""
    events = story.life.events
    made, bad = ~events["failed"], went_wrong(events)
    last, wrong = (_last_before(story, starts, some, day) for some in (made, bad))
    price = price_risk(starts["price"])[:, None] * np.ones(day.shape)
    return {
        "price": price,
        "bad": bad_risk(day - wrong) * story.engine.world.experience,
        "idle": idle_risk(day - last),
    }


def _last_before(story, starts, some, day):
    """Day of each subscriber's last of some events before the week of each renewal."""
    events = story.life.events
    row = np.full(len(story.people.frame), -1)
    row[starts["who"]] = np.arange(len(starts))
    row = row[events["who"]]
    its = np.flatnonzero((row >= 0) & some)
    happened = events["day"].to_numpy()[its]
    last = np.full((len(starts), WEEKS + 1), LONG_AGO, np.int16)
    # In order of time, so that the last one of a week is what stays.
    last[row[its], happened // 7 + 1] = happened
    last = np.maximum.accumulate(last, axis=1)
    week = np.minimum(day // 7, WEEKS)
    return np.take_along_axis(last, week, axis=1)
