"""Organisations that might become accounts: who they are, and whether a deal is won."""

import numpy as np
import pandas as pd

from .. import planted
from ..names import organisation_names
from ..randomness import pick, stream
from .lead_truth import sources_won


def make_leads(story):
    """All that is planted in each prospect; the same whenever it is asked for.

    Beside the columns of the table: `wins`, whether a deal would be won; `opened` and
    `closed`, from when to when it would run; `value`, CNY that would be bought in a
    year; `hours` that a deal won would take.
    """
    rng = stream(story.seed, "prospects")
    leads = pd.concat([_won(story, rng), _others(story, rng)], ignore_index=True)
    leads = leads.join(_signals(rng, leads["wins"].to_numpy()))
    leads = leads.join(_dates(rng, leads["closed"]))
    leads = leads[leads["opened"] >= planted.START]  # older ones are in no system
    leads = leads.sort_values(["first_contact", "name"], ignore_index=True)
    leads["prospect_id"] = numbered("P", len(leads))
    return leads


def numbered(letter, size):
    """Ids in order, such as D000001."""
    return np.array([f"{letter}{i:06d}" for i in range(1, size + 1)], dtype=object)


# --- who ------------------------------------------------------------------------------


def _won(story, rng):
    """The organisations among the customers: each first order closed a deal."""
    frame, came = story.people.frame, story.buyers
    won = frame.iloc[came]
    won = won[(won["kind"] == "organisation").to_numpy()]
    fair = rng.random(len(won)) < planted.FAIR_SHARE
    called = pd.Series(np.where(fair, "trade fair", "cold call"), won.index)
    through = won["acquired_through"].astype(object).map(planted.LEAD_SOURCES)
    return pd.DataFrame(
        {
            "customer_id": won["customer_id"],
            "name": won["name"],
            "sector": won["sector"].astype(object),
            "staff": won["staff"].astype(int),
            "region": won["region"].astype(object),
            "source": through.fillna(called),
            "closed": won["joined"],
            "value": _year_value(story, won.index),
            "hours": won["acquisition_cost"] / planted.SALES_HOUR,
            "wins": True,
            "pursued": True,
        }
    )


def _others(story, rng):
    """Organisations that were not won, and prospects that nobody had time for.

    What they are worth, when they decide and how long they take is as with the won.
    """
    frame, came = story.people.frame, story.buyers
    organisation = (frame["kind"] == "organisation").to_numpy()
    won = organisation[came].sum()
    lost = round(won * (1 - planted.WIN_SHARE) / planted.WIN_SHARE)
    aside = round((won + lost) * planted.NOT_PURSUED / (1 - planted.NOT_PURSUED))
    size = lost + aside
    pursued = np.arange(size) < lost
    wins = ~pursued & (rng.random(size) < planted.WIN_SHARE)
    sector = _either(rng, wins, planted.SECTORS["share"], planted.LEAD_SECTORS_LOST)
    middle = np.log(planted.SECTORS["staff"].loc[sector].to_numpy())
    middle = middle + np.where(wins, 0.0, planted.LEAD_STAFF_LOST)
    staff = np.exp(middle + planted.LOG_STAFF_SPREAD * rng.standard_normal(size))
    alike = np.flatnonzero(organisation)
    alike = alike[(rng.random(size) * len(alike)).astype(int)]
    return pd.DataFrame(
        {
            "customer_id": None,
            "name": organisation_names(rng, pd.Series(sector, dtype=object)),
            "sector": sector,
            "staff": np.maximum(np.round(staff), 3).astype(int),
            "region": rng.choice(planted.REGIONS.index, size, p=planted.REGIONS),
            "source": _either(rng, wins, sources_won(), planted.LEAD_SOURCES_LOST),
            "closed": frame["joined"].to_numpy()[rng.choice(came, size)],
            "value": _year_value(story, alike),
            "hours": frame["acquisition_cost"].to_numpy()[alike] / planted.SALES_HOUR,
            "wins": wins,
            "pursued": pursued,
        }
    )


def _either(rng, wins, if_won, if_lost):
    """A label for each, by shares that depend on how it ends."""
    chance = np.column_stack([if_lost, if_won.loc[if_lost.index]])
    code = pick(chance.T[wins.astype(int)], rng.random(len(wins)))
    return if_lost.index.to_numpy(dtype=object)[code]


def _year_value(story, rows):
    traits = story.people.traits.loc[rows]
    value = planted.YEAR_WEEKS * traits["rate"] * traits["mean_spend"]
    return value.to_numpy()


def _signals(rng, wins):
    """What is known of a prospect at first contact."""
    size, end = len(wins), np.where(wins, "won", "lost")
    signs = {
        name: rng.random(size) < planted.LEAD_SIGNS.loc[name, end].to_numpy()
        for name in planted.LEAD_SIGNS.index
    }
    visits = rng.poisson(pd.Series(planted.LEAD_VISITS).loc[end])
    credit = _either(rng, wins, planted.LEAD_CREDIT["won"], planted.LEAD_CREDIT["lost"])
    return pd.DataFrame({**signs, "visits": visits, "credit": credit})


def _dates(rng, closed):
    """When a deal was opened, and when there was first contact."""
    weeks = planted.DEAL_WEEKS
    took = rng.gamma(weeks["shape"], weeks["mean"] / weeks["shape"], len(closed))
    before = rng.exponential(planted.LEAD_LAG, len(closed))
    opened = closed - pd.to_timedelta(np.ceil(7 * took), unit="D")
    first = opened - pd.to_timedelta(np.floor(7 * before), unit="D")
    return pd.DataFrame({"opened": opened, "first_contact": first})
