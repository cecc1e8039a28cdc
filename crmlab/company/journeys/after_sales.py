"""Service cases as touches of the log."""

import numpy as np

from .hours import DAY
from .touchlog import rows
from .visits import FIRST_DAY, WARM_UP
from .waiting import hung_up, waited


def after_sales(rng, story, visits):
    """The service cases as touches, and the calls that were given up before."""
    journey = np.full(len(story.orders) + 1, -1)
    journey[visits["order"]] = visits.index
    journey[-1] = -1
    first = (FIRST_DAY - WARM_UP) * DAY
    cases = story.cases[story.cases["at"] >= first].reset_index(drop=True)
    order = cases["order"].to_numpy()
    own = journey[order]
    alone = own < 0  # about no order, or about an old one: a journey of its own
    own[alone] = len(visits) + np.arange(alone.sum())
    at, person = cases["at"].to_numpy(), cases["who"].to_numpy()
    phone = (cases["through"] == "phone").to_numpy()
    wait = np.full(len(cases), np.nan)
    wait[phone] = waited(rng, story, at[phone] // DAY)
    named = cases["order_id"].notna().to_numpy()
    yield rows(
        at,
        own,
        "after-sales",
        cases["through"].astype(object),
        cases["topic"].astype(object),
        np.where(cases["settled"], "settled", "not settled"),
        person=person,
        order=np.where(named, order, -1),
        wait=wait,
        known_from=cases["closed_at"],
    )
    tried = hung_up(rng, story, at[phone])
    caller = np.flatnonzero(phone)[tried["call"].to_numpy()]
    yield rows(
        tried["at"],
        own[caller],
        "after-sales",
        "phone",
        "called for service",
        "hung up",
        person=person[caller],
        wait=tried["wait"],
    )
