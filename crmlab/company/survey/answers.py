"""From opinions to answers: the questionnaire as everybody would fill it in."""

import numpy as np
import pandas as pd
from scipy import special

from .. import planted
from ..randomness import pick
from .opinions import standardised


def on_scale(z, typical, low=1, high=10):
    """Whole scores for standardised opinions; 0 gives about `typical`.

    A logistic curve, so that answers crowd towards the nearer end of the scale.
    """
    beyond = planted.BEYOND
    span = high - low + 2 * beyond
    start = special.logit((typical - low + beyond) / span)
    score = low - beyond + span * special.expit(start + planted.STEEPNESS * z)
    return np.clip(np.round(score), low, high).astype(np.int64)


def measure(rng, opinion, loading):
    """An opinion seen with error: loading × opinion + the rest, variance kept."""
    error = rng.standard_normal(len(opinion))
    return loading * opinion + np.sqrt(1 - loading**2) * error


def fill_in(rng, story, seen):
    """Answers of everybody in `seen` (from `opinions_at`): one column a question.

    rng: generator of this wave's answers. Columns are those of the table `survey`
    but for the customer, the wave and how it was asked.
    """
    answers = {}
    harm = planted.ITEM_HARM
    for item, opinion, loading, typical in planted.SURVEY_ITEMS.itertuples():
        z = measure(rng, standardised(seen, opinion), loading)
        for row in harm[harm["item"] == item].itertuples():
            z = z + row.shift * seen[row.happening].to_numpy()
        low = 0 if item == "recommend" else 1
        answers[item] = on_scale(z, typical, low)
    frame = pd.DataFrame(answers, index=seen.index)
    _tick_straight_down(rng, frame)
    _complained(rng, frame, seen)
    _prices(rng, frame, seen)
    _habits(rng, frame, story, seen)
    _facts(rng, frame, story, seen)
    return frame


def _tick_straight_down(rng, frame):
    """A few tick the same box all down the page; complaints are on another page."""
    blocks = planted.ACSI_BLOCKS
    items = [item for name in blocks if name != "complaints" for item in blocks[name]]
    lazy = rng.random(len(frame)) < planted.STRAIGHT_LINERS
    frame.loc[lazy, items] = frame.loc[lazy, ["satisfied_overall"]].to_numpy()


def _complained(rng, frame, seen):
    """Whether people say they complained, and how they found it handled."""
    known = seen["complained"].to_numpy() > 0
    remembered = known & (rng.random(len(seen)) < planted.REMEMBERS_COMPLAINT)
    grumbler = (frame["told_us"].to_numpy() >= 8) & ~known
    grumbler &= rng.random(len(seen)) < planted.UNRECORDED_COMPLAINT
    scores = planted.HANDLING_SCORE
    settled = seen["soothed"].to_numpy() > 0
    typical = np.where(settled, scores["settled"], scores["unsettled"])
    typical = np.where(grumbler, scores["unrecorded"], typical)
    z = measure(rng, standardised(seen, "satisfaction"), 0.5)
    frame["complained"] = remembered | grumbler
    handling = pd.Series(on_scale(z, typical), seen.index, dtype="Int64")
    frame["complaint_handling"] = handling.where(frame["complained"])


def _prices(rng, frame, seen):
    """Per cent of price: a rise that is borne, a cut that wins back, a rival's lure.

    As in ACSI, the likely to come back are asked after a rise, the others after a cut.
    """
    likely = frame["likely_again"] >= 6
    rise = _per_cent(rng, seen, planted.RISE_TOLERATED).astype("Int64")
    cut = _per_cent(rng, seen, planted.CUT_NEEDED).astype("Int64")
    frame["price_rise_tolerated"] = rise.where(likely)
    frame["price_cut_needed"] = cut.where(~likely)
    frame["switch_saving"] = _per_cent(rng, seen, planted.SWITCH_SAVING)


def _per_cent(rng, seen, parts):
    log = np.log(parts["middle"]) + parts["own"] * rng.standard_normal(len(seen))
    log = log + parts["loyalty"] * standardised(seen, "loyalty")
    for name in ("prices", "rivals"):
        log = log + parts.get(name, 0.0) * seen[f"to_{name}"].to_numpy()
    whole = np.clip(np.round(np.exp(log)), 0, 50)
    return pd.Series(whole.astype(int), seen.index)


def _habits(rng, frame, story, seen):
    """Share of wallet, other sellers, minutes of the last decision."""
    share = seen["share_of_wallet"].to_numpy()
    said = share + 0.06 * rng.standard_normal(len(seen)) * (share > 0.05)
    frame["share_of_wallet"] = (5 * np.round(20 * np.clip(said, 0, 1))).astype(int)
    frame["alternatives"] = seen["choice"].astype(int)
    chance = rng.standard_normal(len(seen))
    elsewhere = planted.ELSEWHERE * (1 - share) * np.exp(0.4 * chance)
    frame["bought_elsewhere"] = np.clip(np.round(elsewhere), 0, 6).astype(int)
    plan = planted.DECISION_MINUTES
    kind = story.minds["loyalty_kind"].iloc[seen.index]
    organisation = story.engine.organisation[seen.index]
    log = np.log(plan["middle"]) + planted.DECISION_KIND.loc[kind].to_numpy()
    log = log + plan["attitude"] * standardised(seen, "attitude")
    log = log + plan["prices"] * seen["to_prices"].to_numpy()
    log = log + plan["organisation"] * organisation
    log = log + plan["own"] * rng.standard_normal(len(seen))
    frame["decision_minutes"] = np.clip(np.round(np.exp(log)), 1, 240).astype(int)


def _facts(rng, frame, story, seen):
    """What tea is for, what is wanted next, what stands in the way, whom one knows."""
    segment = story.people.traits["segment"].array.codes[seen.index]
    kind = story.minds["loyalty_kind"].iloc[seen.index].to_numpy()
    frame["need"] = _says(rng, segment, planted.NEED_ANSWERS, planted.SAYS_NEED)
    frame["want"] = _says(rng, segment, planted.WANT_ANSWERS, planted.SAYS_WANT)
    chance = np.array([planted.HINDERED["other"], planted.HINDERED["latent"]])
    held_back = pick(chance[(kind == "latent").astype(int)], rng.random(len(seen)))
    frame["hindered_by"] = pd.Categorical.from_codes(held_back, planted.HINDRANCES)
    kin = np.where(kind == "kinship", *planted.KNOWS_STAFF.values())
    frame["knows_staff"] = rng.random(len(seen)) < kin


def _says(rng, segment, fitting, honest):
    """The answer that fits the segment, or now and then any other."""
    fits = rng.random(len(segment)) < honest
    code = np.where(fits, segment, rng.integers(len(fitting), size=len(segment)))
    return pd.Categorical.from_codes(code, fitting.to_numpy())
