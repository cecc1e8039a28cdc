"""Organisations that might become accounts, the deals with them, and who is won."""

import numpy as np
import pandas as pd

from .. import planted
from ..names import organisation_names
from ..randomness import pick, stream
from ..story import Tables
from .lead_truth import lead_model, sources_won, win_chance


def make_prospects(story):
    """Prospects with their signals, deals, and each prospect's true chance."""
    rng = stream(story.seed, "prospects")
    leads = pd.concat([_won(story, rng), _others(story, rng)], ignore_index=True)
    leads = leads.join(_signals(rng, leads["wins"].to_numpy()))
    leads = leads.join(_dates(rng, leads["closed"]))
    leads = leads[leads["opened"] >= planted.START]  # older ones are in no system
    leads = leads.sort_values(["first_contact", "name"], ignore_index=True)
    leads["prospect_id"] = _numbered("P", len(leads))
    model = lead_model()
    chance = pd.DataFrame(
        {
            "prospect_id": leads["prospect_id"],
            "win_chance": win_chance(leads, model).round(4),
        }
    )
    tables = Tables(truth={"lead_model": model.round(4), "leads": chance})
    # A deal that was opened later is not yet known of.
    known = leads["first_contact"] < planted.CUTOFF
    not_yet = known & (leads["opened"] >= planted.CUTOFF)
    seen = leads.assign(pursued=leads["pursued"] & ~not_yet)
    tables.split("prospects", seen, "first_contact")
    deals = _deals(story, leads[leads["pursued"]])
    tables.known["deals"] = _as_known(deals[deals["opened"] < planted.CUTOFF])
    tables.future["deals"] = deals[deals["closed"] >= planted.CUTOFF]
    return tables


def _numbered(letter, size):
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


# --- deals ----------------------------------------------------------------------------


def _deals(story, leads):
    """How each deal ends, whom the seller met and at what share of the way."""
    rng = stream(story.seed, "deals")
    wins, size = leads["wins"].to_numpy(), len(leads)
    end = np.where(wins, "won", "lost")
    last = len(planted.DEAL_STAGES) - 1
    lost_at = rng.choice(last + 1, size, p=planted.LOST_AT)
    stage = np.where(wins, last, lost_at)
    effort = np.where(wins, 1.0, np.take(planted.HOURS_BY_STAGE, lost_at))
    value = leads["value"] * np.exp(planted.OFFER_SPREAD * rng.standard_normal(size))
    frame = pd.DataFrame(
        {
            "deal_id": _numbered("D", size),
            "prospect_id": leads["prospect_id"].to_numpy(),
            "opened": leads["opened"].to_numpy(),
            "closed": leads["closed"].to_numpy(),
            "outcome": end,
            "stage": pd.Categorical.from_codes(stage, planted.DEAL_STAGES),
            "value": np.maximum((value / 100).round() * 100, 100).to_numpy(),
            "hours": np.ceil(2 * leads["hours"].to_numpy() * effort) / 2,
            "customer_id": leads["customer_id"].to_numpy(),
        }
    )
    for role in planted.ROLES_MET.index:
        met = rng.random(size) < planted.ROLES_MET.loc[role, end].to_numpy()
        frame[f"met_{role}"] = met
        frame[f"way_{role}"] = rng.random(size)
    told = np.where(frame["met_decider"], "met", "not met")
    chance = planted.LOST_REASONS[told].to_numpy().T
    reason = pick(chance, rng.random(size)) if size else np.zeros(0, int)
    reason = np.where(wins, -1, reason)
    frame["reason"] = pd.Categorical.from_codes(reason, planted.LOST_REASONS.index)
    return frame


def _as_known(deals):
    """Deals as they stood at the cut-off: those that close later are open."""
    known = deals.copy()
    whole = (known["closed"] - known["opened"]).dt.days
    gone = (planted.CUTOFF - known["opened"]).dt.days / whole
    later = (known["closed"] >= planted.CUTOFF).to_numpy()
    known.loc[later, ["closed", "reason", "customer_id"]] = None
    known.loc[later, "outcome"] = "open"
    share = np.where(later, gone, 1.0)
    last = known["stage"].cat.codes
    stage = np.minimum(np.floor(share * (last + 1)), last).astype(int)
    known["stage"] = pd.Categorical.from_codes(stage, planted.DEAL_STAGES)
    known["hours"] = np.ceil(2 * share * known["hours"]) / 2
    for role in planted.ROLES_MET.index:
        known[f"met_{role}"] &= known[f"way_{role}"] < share
    return known
