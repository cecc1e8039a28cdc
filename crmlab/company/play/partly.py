"""Living through a year again only with those for whom a policy changes something.

All others live as they did under the house policy, since the luck of each is his own.
One thing hangs on everybody: how many newcomers come through friends, by what customers
tell. So these newcomers live again too, and what the others told is remembered.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..referrals import told_by_all
from ..state import State
from .equity import equity
from .policies import QUARTERS
from .reckoning import COUNTED

LIVED = [*COUNTED, "clock", "failed"]  # what is wanted of the orders
FEW = 0.5  # share of people for whom the usual year is worth living through first
KEPT = 2  # groups of lucks whose year under the house policy is kept, the latest
_usual = {}  # these years, by company and lucks


@dataclass(frozen=True)
class Lived:
    """A year that was lived through, all lucks side by side.

    plans: levers by quarter, one row a person, the same in each luck
    engine: with what all told friends, by week (`Engine.told`)
    events: the orders that did not fail, in order of time
    state: at the year's end; ahead: equity of each person after it, CNY
    """

    plans: dict
    engine: object
    events: pd.DataFrame
    state: State
    ahead: np.ndarray


def lived_through(firm, policy, plans, lucks, kept):
    """A year's `Lived`: of all, or anew of those only whom the policy changes.

    kept: whether the usual year, where it is not there yet, is worth living through: it
        is where few others follow that would push it out
    """
    house = policy.changes_nothing
    key = firm.engine.seed, firm.people.known, firm.scenario, *lucks
    usual = _usual.get(key)
    if not house:
        who = who_changes(firm.usual_plans, plans, firm.people)
        if who is None or (usual is None and not (kept and who.mean() < FEW)):
            return _whole(firm, plans, lucks)
    if usual is None:
        usual = _usual[key] = _whole(firm, firm.usual_plans, lucks, {})
        for oldest in list(_usual)[:-KEPT]:
            del _usual[oldest]
    if house:
        return usual
    return _in_part(firm, usual, plans, np.flatnonzero(who[usual.engine.person]))


def _whole(firm, plans, lucks, told=None):
    """A year's `Lived`, of all; told: a dict to be filled, see `Firm.lived`."""
    engine, events, state = firm.lived(plans, lucks, told, LIVED)
    ahead = _ahead(firm, engine, state, plans)
    return Lived(plans, engine, _placed(events), state, ahead)


def forget():
    """Forget the years that were kept."""
    _usual.clear()


def _in_part(firm, usual, plans, rows):
    """As in the usual year, but that some rows live it under other plans."""
    events, state = firm.live_with(_part(usual, rows), plans, LIVED)
    events, state = _with_part(usual, rows, _placed(events), state)
    ahead = usual.ahead.copy()
    ahead[rows] = _ahead(firm, usual.engine, state, plans, rows)[rows]
    return Lived(plans, usual.engine, events, state, ahead)


def _placed(events):
    """The orders that did not fail, with what is counted of them."""
    return events[~events["failed"]].drop(columns="failed")


def _ahead(firm, engine, state, plans, rows=None):
    """Equity after the year of all, or of some rows; the last levers are kept."""
    last = plans[QUARTERS[-1]].only(engine.person)
    return equity(engine, firm.steps, state, last, rows)


def who_changes(usual, plans, people):
    """Who meets something else under other plans, and their newcomers: True for each.

    usual: plans of the house policy
    None where nobody does, or all do.
    """
    later = np.arange(len(people.frame)) >= people.known
    changes = later & (people.frame["acquired_through"] == "friend").to_numpy()
    for quarter, plan in plans.items():
        for name, values in vars(plan).items():
            differs = values != getattr(usual[quarter], name)
            changes |= later & differs if name == "acquisition" else differs
    return None if changes.all() or not changes.any() else changes


def _part(lived, rows):
    """An engine of some rows, which knows what the others told friends."""
    whole, some = lived.engine, lived.engine.only(rows)
    some.blocks = np.searchsorted(rows, whole.blocks)
    others = np.ones(len(whole.person), bool)
    others[rows] = False
    some.told, some.told_by_others = None, {}
    for week, (here, told) in whole.told.items():
        rest = others[here]
        some.told_by_others[week] = told_by_all(whole, here[rest], told[rest])
    return some


def _with_part(lived, rows, events, state):
    """Events and state of all, where some rows have lived another year."""
    again = np.zeros(len(lived.engine.person), bool)
    again[rows] = True
    others = lived.events[~again[lived.events["who"].to_numpy()]]
    mine = events.assign(who=rows[events["who"].to_numpy()])
    events = pd.concat([others, mine], ignore_index=True)
    time = (events["day"] + events["clock"]).to_numpy()
    whole = lived.state.copy()
    for name, values in vars(state).items():
        getattr(whole, name)[rows] = values
    return events.iloc[np.argsort(time, kind="stable")], whole
