"""What happens around the customers: season, operations, rivals, the press."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from . import planted
from .randomness import stream

WEEKS = planted.HISTORY_WEEKS + planted.YEAR_WEEKS
DAYS = pd.date_range(planted.START, periods=7 * WEEKS, freq="D")
GROUPS = [*planted.SEGMENTS, "organisation"]


@dataclass(frozen=True)
class World:
    """The surroundings, by week or by day; switched-off parts are neutral.

    rate: weeks × groups, factor on the purchase rate
    festive: weeks, True in the weeks before a festival
    rhythm: seven shares, Monday to Sunday
    operations: one row a day: late, fault, wait, outage
    special_causes: what went wrong, from when to when
    price_cut, press: weeks, True while it lasts
    opened: weeks × regions, True where a rival has opened shops
    experience: whether what customers live through changes what they do
    capacity: factors on what the contact team and the warehouse can do under a policy
    """

    rate: np.ndarray
    festive: np.ndarray
    rhythm: np.ndarray
    operations: pd.DataFrame
    special_causes: pd.DataFrame
    price_cut: np.ndarray
    press: np.ndarray
    opened: np.ndarray
    experience: bool
    capacity: dict

    @cached_property
    def levels(self):
        """The operations as an array, days × measures: it is looked at every week."""
        return self.operations.to_numpy()


def make_world(seed, without=(), scenario="quiet"):
    """The surroundings of one company.

    without: names of parts that are switched off
    scenario: what the year after the cut-off is like: planted.SCENARIOS has what each
        changes; the history is the same in all
    """
    plan = planted.SCENARIOS[planted.SCENARIOS["scenario"] == scenario]
    monday = DAYS[::7]
    festive = _festive(monday) & ("festivals" not in without)
    operations, causes = _operations(seed)
    _slump(operations, plan)
    experience = "experience" not in without
    return World(
        rate=_rate(monday, festive, without),
        festive=festive,
        rhythm=np.full(7, 1 / 7) if "season" in without else planted.WEEKDAYS,
        operations=operations,
        special_causes=causes,
        price_cut=_price_cut(monday, plan) & experience,
        press=_between(monday, *planted.PRESS) & experience,
        opened=_opened(monday, plan) & experience,
        experience=experience,
        capacity={
            name: _only(plan, f"{name} capacity")["size"].prod()
            for name in ("contact", "service")
        },
    )


def prolong(world, seed, years):
    """The same surroundings with so many more years, in which nothing special happens.

    Seasons are those of the year after the cut-off; operations are at usual levels, and
    rivals' shops stay where they are.
    """
    more, last = years * planted.YEAR_WEEKS, planted.YEAR_WEEKS
    days = pd.date_range(world.operations.index[-1], periods=7 * more + 1)[1:]
    usual = _usual_operations(stream(seed, "later operations"), days)
    nothing = np.zeros(more, bool)
    return replace(
        world,
        rate=np.concatenate([world.rate, np.tile(world.rate[-last:], (years, 1))]),
        festive=np.concatenate([world.festive, np.tile(world.festive[-last:], years)]),
        operations=pd.concat([world.operations, usual]),
        price_cut=np.append(world.price_cut, nothing),
        press=np.append(world.press, nothing),
        opened=np.vstack([world.opened, np.tile(world.opened[-1], (more, 1))]),
    )


def _between(monday, first, last):
    return np.asarray((monday >= first) & (monday <= last))


def _festive(monday):
    """True for the weeks in which gifts are bought for a festival."""
    days_to = planted.FESTIVALS.to_numpy()[:, None] - monday.to_numpy()
    ahead = days_to / np.timedelta64(1, "D")
    return ((ahead > 0) & (ahead <= 7 * planted.FESTIVAL_WEEKS)).any(axis=0)


def _rate(monday, festive, without):
    """Factor on the rate: a yearly swing, festivals, the closed week in spring."""
    rate = np.ones((WEEKS, len(GROUPS)))
    if "season" not in without:
        weeks_from_april = (monday.day_of_year.to_numpy() - 105) / 365.25
        swing = 1 + planted.SEASON_SWING * np.cos(2 * np.pi * weeks_from_april)
        rate *= swing[:, None]
    if "festivals" not in without:
        rate[festive] *= planted.FESTIVAL_RATE[GROUPS].to_numpy()
        spring = planted.FESTIVALS["Spring Festival"].to_numpy()[:, None]
        days_after = (monday.to_numpy() - spring) / np.timedelta64(1, "D")
        closed = ((days_after > -7) & (days_after <= 0)).any(axis=0)
        rate[closed] *= planted.CLOSED_WEEK
    return rate


def _only(plan, change):
    """The rows of a scenario that make one kind of change."""
    return plan[plan["change"] == change]


def _price_cut(monday, plan):
    cut = _between(monday, *planted.PRICE_CUT[:2])
    for row in _only(plan, "price cut").itertuples():
        cut |= _between(monday, row.first, row.last)
    return cut


def _opened(monday, plan):
    since, region = planted.RIVAL_OPENS
    opened = np.outer(monday >= since, planted.REGIONS.index == region)
    for row in _only(plan, "rival's shops").itertuples():
        opened |= np.outer(monday >= row.first, planted.REGIONS.index == row.where)
    return opened


def _slump(operations, plan):
    """Raise the levels of the operations that a scenario makes worse."""
    for row in plan[plan["change"].isin(operations.columns)].itertuples():
        operations.loc[row.first : row.last, row.change] *= row.size


def _operations(seed):
    """The level of each measure by day, and the special causes with their dates."""
    rng = stream(seed, "operations")
    level = _usual_operations(rng, DAYS)
    causes = planted.SPECIAL_CAUSES.copy()
    earliest, latest = (pd.to_datetime(causes[c]) for c in ["earliest", "latest"])
    room = (latest - earliest).dt.days.to_numpy() + 1
    causes["first"] = earliest + pd.to_timedelta(
        np.floor(rng.random(len(causes)) * room), unit="D"
    )
    causes["last"] = causes["first"] + pd.to_timedelta(causes["days"] - 1, unit="D")
    for cause in causes.itertuples():
        hit = (cause.first <= DAYS) & (cause.last >= DAYS)
        usual = planted.OPERATIONS[cause.measure][0]
        values = level[cause.measure].to_numpy(copy=True)
        values[hit] *= cause.level / usual if usual else 1
        if not usual:
            values[hit] = cause.level
        level[cause.measure] = values
    return level, causes[["cause", "measure", "first", "last", "level"]]


def _usual_operations(rng, days):
    """Levels by day with nothing special going on: they scatter about the usual."""
    level = {
        measure: usual * np.exp(rng.normal(-(spread**2) / 2, spread, len(days)))
        for measure, (usual, spread) in planted.OPERATIONS.items()
    }
    return pd.DataFrame(level, index=days)
