"""The tables of contact of the ten companies, made once for all tests."""

import numpy as np
import pandas as pd
from as_written import as_written

from crmlab.company import CUTOFF, planted
from crmlab.company.journeys.touchpoints import make_touchpoints
from crmlab.company.making import make_tables
from crmlab.company.records.accounts import make_accounts
from crmlab.company.records.case_poll import make_case_poll
from crmlab.company.records.credit import make_credit
from crmlab.company.records.extracts import make_extracts
from crmlab.company.records.service import make_service
from crmlab.company.records.teams import make_teams

CONTACT = (make_service, make_touchpoints, make_teams, make_credit)
CONTACT += (make_accounts, make_extracts, make_case_poll)
SEEDS = range(1, 11)
STARTS = CUTOFF - pd.Timedelta(weeks=planted.LOG_WEEKS)
ORDERED = ["order placed", "order with deposit"]
_made = {}
_visits = {}


def contact(stories, seed):
    """Known, future and true tables of one seed, with their described columns."""
    if seed not in _made:
        _made[seed] = as_written(make_tables(stories[seed], CONTACT))
    return _made[seed]


def log_of(stories, seed):
    """The known log of touchpoints."""
    return contact(stories, seed).known["touchpoints"]


def paths_of(log):
    """The touches before the order of journeys that came to an end, and their end.

    Adds to the log's rows: first, last (touch of its journey), ordered.
    """
    log = log[log["step"] <= "order"]
    ordered = log.loc[log["what"].isin(ORDERED), "journey_id"]
    touches = log[log["step"] < "order"].sort_values("journey_id", kind="stable")
    under_way = touches.loc[touches["outcome"].isna(), "journey_id"]
    touches = touches[~touches["journey_id"].isin(under_way)]
    return touches.assign(
        first=~touches["journey_id"].duplicated(),
        last=~touches["journey_id"].duplicated(keep="last"),
        ordered=touches["journey_id"].isin(ordered),
    )


def visitors(paths, story):
    """For each touch: new, household or organisation, as an analyst would tell it."""
    last = paths[paths["last"]]
    people = story.people.frame.set_index("customer_id")
    own = people[["kind", "joined"]].reindex(last["customer_id"])
    # Empty for visitors who never ordered; then no date is before the touch.
    before = own["joined"].to_numpy() < last["time"].dt.normalize().to_numpy()
    kind = pd.Series(np.where(before, own["kind"], "new"), last["journey_id"])
    return paths["journey_id"].map(kind)


def visits_of(stories, seed):
    """`paths_of` the known log, with each journey's kind of visitor; kept."""
    if seed not in _visits:
        own = paths_of(log_of(stories, seed))
        _visits[seed] = own.assign(visitor=visitors(own, stories[seed]))
    return _visits[seed]
