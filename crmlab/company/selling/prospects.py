"""The prospects as the sales team saw them, and the deals with them."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import pick, stream
from ..story import Tables
from .lead_truth import lead_model, win_chance
from .leads import make_leads, numbered


def make_prospects(story):
    """Prospects with their signals, deals, and each prospect's true chance."""
    leads = make_leads(story)
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
            "deal_id": numbered("D", size),
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
