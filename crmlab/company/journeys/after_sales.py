"""Service cases as touches of the log."""

import numpy as np

from ..calling import ANSWERED
from .hours import DAY
from .touchlog import code, either, rows
from .visits import FIRST_DAY, WARM_UP


def after_sales(story, visits):
    """The service cases as touches, and the calls that were given up before."""
    journey = np.full(len(story.orders) + 1, -1)
    journey[visits["order"]] = visits.index
    journey[-1] = -1
    first = (FIRST_DAY - WARM_UP) * DAY
    old = int((story.cases["at"] < first).sum())  # in order of time
    cases = story.cases.iloc[old:].reset_index(drop=True)
    order = cases["order"].to_numpy()
    own = journey[order]
    alone = own < 0  # about no order, or about an old one: a journey of its own
    own[alone] = len(visits) + np.arange(alone.sum())
    at, person = cases["at"].to_numpy(), cases["who"].to_numpy()
    calls = story.calls[story.calls["case"] >= old]
    number, lost = calls["case"].to_numpy() - old, calls["then"].to_numpy() != ANSWERED
    wait = np.full(len(cases), np.nan)
    wait[number[~lost]] = calls["wait"].to_numpy()[~lost]
    named = cases["order_id"].notna().to_numpy()
    yield rows(
        at,
        own,
        "after-sales",
        code("channel", cases["through"]),
        code("what", cases["topic"]),
        either("outcome", cases["settled"], "settled", "not settled"),
        person=person,
        order=np.where(named, order, -1),
        wait=wait,
        known_from=cases["closed_at"],
    )
    calls, number = calls[lost], number[lost]
    yield rows(
        calls["at"],
        own[number],
        "after-sales",
        "phone",
        "called for service",
        "hung up",
        person=person[number],
        wait=calls["wait"],
    )
