"""The Kano questionnaire: ten features, asked with and without."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import pick, stream
from ..story import Tables
from .invitations import invite
from .opinions import opinions_of_wave

WAVE = 2
WITHIN = list("AOMI")  # the categories that the coefficients count


def make_kano(story):
    """Answers of some of the second wave's respondents, the features, the truth."""
    invited = invite(story, WAVE, opinions_of_wave(story, WAVE))
    segment = story.people.traits["segment"].array.codes
    everyone = segment[: story.known]
    features = planted.KANO_FEATURES.reset_index()
    return Tables(
        known={
            "kano": _answers(story, invited.index[invited["answered"]], segment),
            "kano_features": features,
        },
        truth={"kano": _true_categories(everyone)},
    )


def _answers(story, respondents, segment):
    """One row a respondent and feature: answers with and without it, importance."""
    rng = stream(story.seed, "kano")
    count = min(planted.KANO_ASKED, len(respondents))
    who = np.sort(rng.choice(respondents, count, replace=False))
    customer = story.people.frame["customer_id"].to_numpy()[who]
    parts = []
    for feature, planned in planted.KANO_PLANTED.iterrows():
        chance = planted.KANO_SPREAD.loc[planned].to_numpy()[segment[who]]
        own = pick(chance, rng.random(count))
        part = pd.DataFrame({"customer_id": customer, "feature": feature})
        with_it, without = _pair(own, rng.random(count))
        part["functional"] = _as_answers(with_it)
        part["dysfunctional"] = _as_answers(without)
        typical = planted.KANO_IMPORTANCE.to_numpy()[own]
        said = typical + planted.KANO_IMPORTANCE_SPREAD * rng.standard_normal(count)
        part["importance"] = np.clip(np.round(said), 1, 9).astype(int)
        parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values("customer_id", kind="stable", ignore_index=True)


def _pair(own, uniform):
    """Two answers, as positions in the list, that stand for a person's category."""
    position = {answer: i for i, answer in enumerate(planted.KANO_ANSWERS)}
    with_it, without = np.zeros(len(own), int), np.zeros(len(own), int)
    for code, category in enumerate(planted.KANO_CATEGORIES):
        pairs = planted.KANO_PAIRS[category]
        rows = np.flatnonzero(own == code)
        share = np.array([share for *_, share in pairs])
        chosen = pick(np.broadcast_to(share, (len(rows), len(share))), uniform[rows])
        with_it[rows] = np.array([position[f] for f, _, _ in pairs])[chosen]
        without[rows] = np.array([position[d] for _, d, _ in pairs])[chosen]
    return with_it, without


def _as_answers(codes):
    return pd.Categorical.from_codes(codes, planted.KANO_ANSWERS, ordered=True)


def _true_categories(segment):
    """What each feature is for each needs segment, and for everybody."""
    names = list(planted.KANO_PLANTED.columns)
    people = np.bincount(segment, minlength=len(names))
    frames = []
    for feature, planned in planted.KANO_PLANTED.iterrows():
        shares = planted.KANO_SPREAD.loc[planned].reset_index(drop=True)
        shares.loc[len(names)] = people @ shares.to_numpy() / people.sum()
        frame = shares.round(4)
        found = [*planned, shares.iloc[-1].idxmax()]
        whom = [*names, "everybody"]
        frame.insert(0, "category", pd.Categorical(found, planted.KANO_CATEGORIES))
        frame.insert(0, "segment", pd.Categorical(whom, whom))
        frame.insert(0, "feature", feature)
        within = shares[WITHIN].sum(axis=1)
        frame["better"] = ((shares["A"] + shares["O"]) / within).round(4)
        frame["worse"] = (-(shares["O"] + shares["M"]) / within).round(4)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
