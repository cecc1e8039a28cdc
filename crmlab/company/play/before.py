"""The two years before the cut-off date, as each firm of a company has lived them.

What a scenario changes comes later, so that they are the same in all scenarios; and
living through them is most of what it takes to make a `Firm`.
"""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from .. import planted
from ..amounts import Amounts
from ..engine import Engine
from ..levers import house_policy
from ..minds import make_minds
from ..people import make_people
from ..state import State, opening_state
from ..world import make_world

KEPT = 2  # companies, the latest


@dataclass(frozen=True)
class Before:
    """A company on the morning of the cut-off date; nobody may change what it holds.

    people, minds: as made by the modules of those names
    state: of all customers, with no campaign's offer in hand
    events: all orders so far and what came of them, as the engine tells of them
    amounts: of the orders of the years to come, as far as they are worked out
    """

    people: object
    minds: pd.DataFrame
    state: State
    events: pd.DataFrame
    amounts: Amounts


@lru_cache(KEPT)
def before(seed, customers):
    """The `Before` of a company, lived through where it is not known yet."""
    people = make_people(seed, customers)
    minds = make_minds(seed, people)
    engine = Engine(seed, people, minds, make_world(seed))
    state = opening_state(len(people.frame))
    weeks = range(planted.HISTORY_WEEKS)
    life = engine.live(state, weeks, house_policy(people))
    state.coupon[:] = 0.0
    return Before(people, minds, state, life.events, Amounts())
