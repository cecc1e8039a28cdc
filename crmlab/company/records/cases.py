"""Service cases: complaints, questions, returns, claims, and requests about data.

Complaints are those of the engine. The rest comes at a rate that hangs on how much a
customer asks for, which is hidden: a few make most of the work.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..ids import named, numbered
from ..journeys.hours import DAY, ONLINE, PHONE, SHOP, minute_of_day, moment
from ..narrow import narrow
from ..randomness import pick, stream
from .handling import handled
from .requests import data_requests

LAST_DAY = 7 * (planted.HISTORY_WEEKS + planted.FUTURE_WEEKS)


def demanding(story):
    """How much each person asks for: one number a row of people, mean 1."""
    rng = stream(story.seed, "demanding")
    shape = planted.DEMANDING_SHAPE
    return rng.gamma(shape, 1 / shape, len(story.people.frame))


def service_cases(story):
    """All cases, in order of time.

    Returns a frame with the columns of the table, `at` (minutes since the start of
    history at which the case was opened), `who` and `order` (rows of people and orders,
    -1 where there is no order).
    """
    rng = stream(story.seed, "service_cases")
    asks = demanding(story)
    cases = [_complaints(rng, story)]
    cases += _asked(rng, story, asks)
    cases.append(_requests(story))
    cases = pd.concat(cases, ignore_index=True)
    cases["through"] = _through(rng, story, cases)
    cases["at"] = _time_of_day(rng, cases)
    cases = cases[cases["at"] < DAY * LAST_DAY]
    cases = cases.sort_values("at", kind="stable", ignore_index=True)
    ends = handled(rng, story, cases)
    drawn = [column for column in ends if column in cases] + ["hours", "overlooked"]
    return narrow(_named(story, cases.drop(columns=drawn)).join(ends))


def _opened(orders, order, topic, days):
    """Cases that hang on orders; days: from the order to the case."""
    start = (orders["date"].to_numpy()[order] - np.datetime64(planted.START)) // (
        np.timedelta64(1, "D")
    )
    return pd.DataFrame(
        {
            "topic": topic,
            "who": orders["who"].to_numpy()[order],
            "order": order,
            "day": start + days,
        }
    )


def _complaints(rng, story):
    """The engine's complaints: over faulty goods, or else over a late parcel."""
    events = story.life.events
    complains = events["complains"].to_numpy()[story.orders["event"].to_numpy()]
    order = np.flatnonzero(complains)
    its = story.deliveries.iloc[order]
    fault = its["fault"].to_numpy()
    # Goods are found faulty within days; a late parcel is missed before it comes.
    days = np.where(fault, its["days"], its["promised"] + 1)
    days = days + rng.integers(0, 4, len(order)) * np.where(fault, 1, 0)
    late_days = (its["days"] - its["promised"]).to_numpy()
    waits = np.floor(rng.random(len(order)) * np.maximum(late_days, 1))
    days = (days + np.where(fault, 0, waits)).astype(int)
    topic = np.where(fault, "faulty goods", "late parcel")
    return _opened(story.orders, order, topic, days)


def _asked(rng, story, asks):
    """Questions, searches for parcels, returns and claims."""
    orders = story.orders
    who = orders["who"].to_numpy()
    rate = asks[who]
    deliveries = story.deliveries
    days, promised = deliveries["days"].to_numpy(), deliveries["promised"].to_numpy()
    late = deliveries["late"].to_numpy()
    count = rng.poisson(planted.QUESTIONS * rate)
    asked = np.repeat(np.arange(len(who)), count)
    sought = np.flatnonzero(late & (rng.random(len(who)) < planted.PARCEL_SEARCH))
    segment = story.people.traits["segment"].array.codes[who]
    returns = planted.RETURNS * planted.RETURNS_BY_GROUP.to_numpy()[segment] * rate
    returned = np.flatnonzero(rng.random(len(who)) < 1 - np.exp(-returns))
    claims = planted.CLAIMS * np.where(late, planted.CLAIMS_LATE, 1.0) * rate
    claimed = np.flatnonzero(rng.random(len(who)) < 1 - np.exp(-claims))
    waits = rng.integers(0, 2, len(sought))
    return [
        _opened(orders, asked, "question", rng.integers(0, 15, len(asked))),
        _opened(orders, sought, "parcel search", promised[sought] + 1 + waits),
        _opened(
            orders,
            returned,
            "return",
            days[returned] + rng.integers(1, 9, len(returned)),
        ),
        _opened(
            orders, claimed, "claim", days[claimed] + rng.integers(0, 5, len(claimed))
        ),
    ]


def _requests(story):
    """Requests to stop offers, to see or to delete data, of those who ever came."""
    requests = data_requests(story.seed, story.people.frame)
    came = np.zeros(len(story.people.frame), bool)
    came[story.orders["who"]] = True
    return requests[came[requests["who"]]].assign(order=-1)


def _through(rng, story, cases):
    """Where each case comes in, by the channel of the order."""
    order = cases["order"].to_numpy()
    channel = story.orders["channel"].array.codes[order]  # the last where there is none
    channel = np.where(order < 0, 0, channel)
    chance = planted.THROUGH.to_numpy()[channel]
    return pd.Categorical.from_codes(
        pick(chance, rng.random(len(cases))), planted.CASE_CHANNELS
    )


def _time_of_day(rng, cases):
    kind = np.array([PHONE, ONLINE, ONLINE, SHOP])[cases["through"].array.codes]
    minute = minute_of_day(kind, rng.random(len(cases)))
    return cases["day"].to_numpy(dtype=np.int64) * DAY + minute


def _named(story, cases):
    order = cases["order"].to_numpy()
    # A question is often asked before anything is named that it is about.
    told = (order >= 0) & ((cases["topic"] != "question").to_numpy())
    return cases.assign(
        case_id=numbered("S", len(cases)),
        customer_id=named(story.people.frame["customer_id"], cases["who"]),
        order_id=named(story.order_ids, np.where(told, order, -1)),
        topic=pd.Categorical(cases["topic"], list(planted.TOPICS.index)),
        opened=moment(cases["day"], 0),
    )
