"""What a policy means for each person in a quarter, crowding included."""

import numpy as np
import pandas as pd

from .. import planted
from ..levers import Levers, points_pull, warmth
from .policies import HOUSE, LEVERS, NEWCOMERS, QUARTERS


def group_of(policy, people):
    """The group of each person under a policy, as a Categorical; none for the rest."""
    known = people.frame["customer_id"].iloc[: people.known]
    group = np.full(len(people.frame), NEWCOMERS, dtype=object)
    group[: people.known] = policy.groups.reindex(known)
    return pd.Categorical(group)


def levers_by_quarter(policy, people, house, busy, capacity):
    """`quarter_levers` of each quarter; one like that before it is the same again."""
    group, plans, before = group_of(policy, people), {}, None
    when, levers = policy.levers["quarter"], policy.levers.drop(columns="quarter")
    for quarter, times in zip(QUARTERS, policy.acquisition, strict=True):
        rows = levers[when == quarter].reset_index(drop=True)
        if before and before[0].equals(rows) and before[1] == times:
            plans[quarter] = plans[quarter - 1]
        else:
            plans[quarter] = quarter_levers(
                policy, quarter, people, group, house, busy, capacity
            )
        before = rows, times
    return plans


def quarter_levers(policy, quarter, people, group, house, busy, capacity):
    """The levers of one quarter under a policy, crowding included.

    group: of each person, as made by `group_of`
    house: the levers of the house policy
    busy: True for each person who counts when capacity is shared out
    capacity: factors on that of contact and service, 1 as usual
    """
    plan = policy.levers[policy.levers["quarter"] == quarter].set_index("group")
    chosen = {n: _chosen(plan, n, group, getattr(house, n)) for n in LEVERS}
    contact = chosen["contact"].astype(int)
    need = planted.CONTACT["cost"].to_numpy()
    room = capacity["contact"] * planted.CONTACT_CAPACITY
    room = room * need[house.contact][busy].sum()
    share = min(1.0, room / max(need[contact][busy].sum(), 1e-9))
    wanted = np.mean(chosen["service"][busy]) if busy.any() else 0.0
    limit = planted.SERVICE_CAPACITY * planted.HOUSE_SERVICE[-1]
    limit = capacity["service"] * limit
    return Levers(
        service=chosen["service"] * min(1.0, limit / max(wanted, 1e-9)),
        contact=contact,
        warmth=share * warmth(people, contact),
        letter=chosen["letter"] * people.frame["consent"].to_numpy(),
        offer=chosen["offer"],
        earn=chosen["earn"],
        points_pull=points_pull(chosen["earn"]),
        recovery=chosen["recovery"],
        acquisition=policy.acquisition[quarter - 1] ** planted.ACQUISITION_POWER,
    )


def _chosen(plan, lever, group, house):
    """A lever's value for each person: the plan's where it says one, or the house's."""
    if lever not in plan.columns:
        return house.astype(float)
    value = plan[lever].dropna()
    if lever == "contact":
        value = value[value != HOUSE].map(planted.CONTACT.index.get_loc)
    by_group = value.reindex(group.categories).to_numpy(dtype=float)
    mine = np.append(by_group, np.nan)[group.codes]  # code -1, no group, is the last
    return np.where(np.isnan(mine), house, mine)
