"""What goes on inside a customer: kind of loyalty, expectation, readiness to answer.

Everything here is hidden from the analysts; the survey shows a noisy view of it.
"""

import numpy as np
import pandas as pd

from . import planted
from .randomness import pick, stream

ANSWERS = ["to_satisfaction", "to_rivals", "to_prices", "to_faults", "refers", "joins"]


def make_minds(seed, people):
    """One row a person: what steers satisfaction, loyalty and leaving."""
    rng = stream(seed, "minds")
    kind = _kinds(rng, people)
    kinds = planted.KINDS.iloc[kind.codes].reset_index(drop=True)
    size = len(kind)
    noise = {name: rng.normal(0, sd, size) for name, sd in planted.CHAIN_NOISE.items()}
    minds = pd.DataFrame({"loyalty_kind": kind, "expectation": rng.normal(0, 1, size)})
    minds["attitude"] = kinds["attitude"] + rng.normal(0, 0.5, size)
    minds = minds.join(pd.DataFrame(noise).add_suffix("_noise"))
    own = np.exp(rng.normal(0, 0.30, (size, len(ANSWERS))))
    minds = minds.join(kinds[["rate", "leave"]].add_prefix("kind_"))
    minds = minds.join(kinds[ANSWERS] * own)
    minds["response"] = _responses(rng, kind, people.traits["segment"].array)
    minds["standing"] = standing_satisfaction(minds, people)
    return minds


def _kinds(rng, people):
    """The kind of loyalty of each person, by city and needs segment."""
    segment = people.traits["segment"].array
    tilt = planted.KIND_TILT[list(segment.categories)].to_numpy().T[segment.codes]
    chance = planted.KINDS["share"].to_numpy() * tilt
    tier = people.frame["city_tier"].map(planted.MONOPOLY_BY_TIER).to_numpy()
    chance[:, planted.KINDS.index.get_loc("monopoly")] *= tier
    chance = chance / chance.sum(axis=1, keepdims=True)
    return pd.Categorical.from_codes(
        pick(chance, rng.random(len(tier))), planted.KINDS.index
    )


def _responses(rng, kind, segment):
    """How each person answers to a campaign, by kind of loyalty and needs."""
    tilt = planted.RESPONSE_TILT[list(kind.categories)].to_numpy().T[kind.codes]
    needs = planted.RESPONSE_BY_SEGMENT[list(segment.categories)].to_numpy()
    chance = planted.RESPONSES["share"].to_numpy() * tilt * needs.T[segment.codes]
    chance = chance / chance.sum(axis=1, keepdims=True)
    code = pick(chance, rng.random(len(chance)))
    return pd.Categorical.from_codes(code, planted.RESPONSES.index)


def standing_satisfaction(minds, people):
    """The part of satisfaction that experience does not move."""
    chain = planted.CHAIN
    expectation = minds["expectation"]
    quality = chain["expectation", "quality"] * expectation + minds["quality_noise"]
    value = chain["expectation", "value"] * expectation + minds["value_noise"]
    value = value + chain["quality", "value"] * quality
    friend = people.frame["acquired_through"] == "friend"
    return (
        chain["expectation", "satisfaction"] * expectation
        + chain["quality", "satisfaction"] * quality
        + chain["value", "satisfaction"] * value
        + minds["satisfaction_noise"]
        + planted.FRIEND_TRUST * friend
    )


def experience_weight():
    """Satisfaction gained for one unit of experience, over all paths of the chain."""
    chain = planted.CHAIN
    by_quality = chain["quality", "satisfaction"]
    by_quality += chain["quality", "value"] * chain["value", "satisfaction"]
    return chain["experience", "quality"] * by_quality
