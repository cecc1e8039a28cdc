"""How service cases go: hours, contacts, result, compensation, staff cost."""

import numpy as np
import pandas as pd

from .. import planted
from ..journeys.hours import DAY, moment


def handled(rng, story, cases):
    """Hours, contacts, result, compensation and staff cost of each case."""
    size = len(cases)
    topic = planted.TOPICS.index.get_indexer(cases["topic"])
    plan = planted.TOPICS.iloc[topic]
    settled = _settled(rng, story, cases, plan)
    slower = np.where(settled, 1.0, planted.UNSETTLED_SLOWER)
    spread = planted.CASE_SPREAD
    hours = plan["hours"].to_numpy() * slower * np.exp(rng.normal(0, spread, size))
    hours = hours * np.exp(_slower(cases))
    at_once = plan["at_once"].to_numpy() * np.where(settled, 1.15, 0.55)
    first_contact = rng.random(size) < np.minimum(at_once, 1)
    hours = np.where(first_contact, hours / 4, hours)
    # Requests about data have come to their end already.
    request = cases["hours"].notna().to_numpy()
    for done, column in [(hours, "hours"), (first_contact, "first_contact")]:
        done[request] = cases.loc[request, column]
    through = planted.THROUGH_COST.to_numpy()[cases["through"].array.codes]
    cost = plan["cost"].to_numpy() * through
    cost = cost * np.exp(rng.normal(0, planted.COST_SPREAD, size))
    closed_at = cases["at"].to_numpy() + np.ceil(60 * hours).astype(np.int64)
    return pd.DataFrame(
        {
            "closed_at": closed_at,
            "closed": moment(closed_at // DAY, 0),
            "hours_to_close": np.maximum(hours, 0.1).round(1),
            "first_contact": first_contact,
            "settled": settled,
            "compensation": _compensation(rng, story, cases, settled).round(2),
            "cost": cost.round(2),
        }
    )


def _slower(cases):
    """Log of how much longer a question takes than at the cut-off."""
    years = cases["day"].to_numpy() / 364 - planted.HISTORY_WEEKS / planted.YEAR_WEEKS
    return planted.QUESTIONS_SLOWER * years * (cases["topic"] == "question").to_numpy()


def _settled(rng, story, cases, plan):
    """The engine's word for complaints, a request's own; luck for the rest."""
    content = plan["content"].to_numpy(dtype=float)
    complaint = np.isnan(content)
    settled = rng.random(len(cases)) < content
    event = story.orders["event"].to_numpy()[cases["order"].to_numpy()[complaint]]
    settled[complaint] = story.life.events["settled"].to_numpy()[event]
    request = cases["hours"].notna().to_numpy()
    settled[request] = cases.loc[request, "settled"]
    return settled


def _compensation(rng, story, cases, settled):
    """CNY paid to the customer: after complaints, returns and accepted claims."""
    order, topic = cases["order"].to_numpy(), cases["topic"].astype(str).to_numpy()
    amount = story.orders["amount"].to_numpy()[order]  # unused where there is no order
    luck = rng.random(len(cases))
    complaint = np.isin(topic, ["late parcel", "faulty goods"])
    chance, share = (
        np.asarray(pair)[settled.astype(int)]
        for pair in (planted.COMPENSATED, planted.COMPENSATION)
    )
    after_complaint = np.minimum(
        (luck < chance) * 2 * share * amount * rng.random(len(cases)),
        planted.COMPENSATION_MOST,
    )
    low, high = planted.REFUND
    refund = amount * (low + (high - low) * luck)
    low, high = planted.CLAIM_PAID
    claim = settled * amount * (low + (high - low) * luck)
    return np.select(
        [complaint, topic == "return", topic == "claim"],
        [after_complaint, refund, claim],
        0.0,
    )
