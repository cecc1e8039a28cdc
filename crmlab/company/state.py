"""What a week hands on to the next."""

from dataclasses import dataclass, replace

import numpy as np

from . import planted
from .membership import NEVER


@dataclass
class State:
    """What a week hands on to the next: one entry a person in each array."""

    came: np.ndarray  # has placed a first order
    active: np.ndarray  # not yet left
    experience: np.ndarray  # running mean of performance against expectation
    expected: np.ndarray  # performance that is expected
    bond: np.ndarray  # warmth from being in contact
    reference: np.ndarray  # discount that is taken for granted
    member: np.ndarray  # in the points programme
    coupon: np.ndarray  # discount of a campaign's offer in hand, 0 for none
    last_week: np.ndarray  # of the last order, -1 before the first
    plus: np.ndarray  # subscribed to Lantern Plus now
    plus_from: np.ndarray  # day on which it was taken; these days are far back if never
    last_day: np.ndarray  # of the last order that did not fail
    bad_day: np.ndarray  # of the last order that went wrong and was not put right
    save: np.ndarray  # what the save offer adds to the log risk of ending

    @property
    def treated(self):
        """Who has a campaign's offer in hand."""
        return self.coupon > 0

    def copy(self):
        return replace(self, **{k: v.copy() for k, v in vars(self).items()})

    def only(self, who):
        """The state of some people, as their rows."""
        return replace(self, **{k: v[who] for k, v in vars(self).items()})


def opening_state(size):
    """The state before the first week."""
    zeros = np.zeros(size)
    return State(
        came=np.zeros(size, bool),
        active=np.ones(size, bool),
        experience=zeros.copy(),
        expected=np.full(size, planted.EXPECTED_FIRST),
        bond=zeros.copy(),
        reference=zeros.copy(),
        member=np.zeros(size, bool),
        coupon=zeros.copy(),
        last_week=np.full(size, -1),
        plus=np.zeros(size, bool),
        plus_from=np.full(size, NEVER),
        last_day=np.full(size, NEVER),
        bad_day=np.full(size, NEVER),
        save=zeros.copy(),
    )
