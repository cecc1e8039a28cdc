"""Who of the sales team works on what, for how long, and what it would have brought."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import stream
from ..story import Tables
from .leads import make_leads

STAGES = planted.DEAL_STAGES


def make_sales_hours(story, made):
    """The team, the hours of each deal by stage, and what is true of each prospect.

    made: `Tables` with deals and leads, known, later and true
    """
    leads = make_leads(story)
    known, future = (
        _hours_by_stage(part["deals"], leads) for part in (made.known, made.future)
    )
    worth = _worth(story, leads, made.truth["leads"])
    tables = Tables(
        known={"sales_team": _team(story), "sales_hours": known},
        future={"sales_hours": future},
        truth={"lead_worth": worth},
    )
    estimates = _estimates(story, leads, worth["hours"].to_numpy())
    tables.split("prospect_estimates", estimates, leads["first_contact"])
    return tables


def _team(story):
    """Hours grow with the company."""
    size = story.known / planted.DEFAULT_CUSTOMERS
    team = planted.SELLERS.copy()
    team["regions"] = team["regions"].str.replace(" ", "; ")
    for column in ("prospect_hours", "account_hours"):
        team[column] = np.maximum((2 * size * team[column]).round() / 2, 0.5)
    return team.assign(hour_cost=planted.SALES_HOUR)


def _hours_by_stage(deals, leads):
    """A deal's hours spread over the stages that it has been through.

    A stage takes as much as planted.HOURS_BY_STAGE grows by it; half-hours are rounded
    down, and what is left over belongs to the last stage.
    """
    region = leads.set_index("prospect_id")["region"]
    reached = deals["stage"].cat.codes.to_numpy()
    steps = np.diff(planted.HOURS_BY_STAGE, prepend=0.0)
    through = np.arange(len(STAGES)) <= reached[:, None]
    share = steps * through / (steps * through).sum(axis=1, keepdims=True)
    hours = np.floor(2 * share * deals["hours"].to_numpy()[:, None]) / 2
    row = np.arange(len(deals))
    hours[row, reached] += deals["hours"].to_numpy() - hours.sum(axis=1)
    at, stage = np.nonzero(through)
    return pd.DataFrame(
        {
            "deal_id": deals["deal_id"].to_numpy()[at],
            "stage": pd.Categorical.from_codes(stage, STAGES, ordered=True),
            "seller": deals["prospect_id"].map(region).map(planted.SELLER_OF).array[at],
            "hours": hours[at, stage],
        }
    )


def _estimates(story, leads, hours):
    """What the desk thinks, at first contact, that a prospect would buy and take."""
    rng = stream(story.seed, "prospect_estimates")
    error = {
        name: np.exp(spread * rng.standard_normal(len(leads)))
        for name, spread in planted.DESK_ERROR.items()
    }
    value = leads["value"].to_numpy() * error["value"]
    return pd.DataFrame(
        {
            "prospect_id": leads["prospect_id"],
            "value": np.maximum((value / 100).round() * 100, 100),
            "hours": np.maximum((2 * hours * error["hours"]).round() / 2, 0.5),
        }
    )


def _worth(story, leads, chances):
    """What each prospect would take and bring, pursued or not."""
    keeps = _margin_share(story)
    lost = np.dot(planted.LOST_AT, planted.HOURS_BY_STAGE)
    wins = chances.set_index("prospect_id")["win_chance"].loc[leads["prospect_id"]]
    wins = wins.to_numpy()
    hours = leads["hours"].to_numpy() * (wins + (1 - wins) * lost)
    margin = keeps * leads["value"].to_numpy()
    return pd.DataFrame(
        {
            "prospect_id": leads["prospect_id"],
            "decides_on": leads["closed"],
            "wins": leads["wins"],
            "hours_if_won": leads["hours"].round(2),
            "hours": hours.round(2),
            "year_margin": margin.round(2),
            "margin_per_hour": (wins * margin / hours).round(2),
        }
    )


def _margin_share(story):
    """What is left of an organisation's list-price amount after goods and handling."""
    orders = story.orders
    own = orders[story.engine.organisation[orders["who"]]]
    own = own[own["date"] < planted.CUTOFF]
    margin = own["amount"] - own["goods_cost"] - own["handling_cost"]
    return margin.sum() / max(own["gross"].sum(), 1.0)
