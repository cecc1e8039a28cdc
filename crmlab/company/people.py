"""Who the customers are, and what each is like inside.

Stage of the family life cycle and region bring needs (the segment); the segment shifts
how often, how long and for how much a customer buys. Rate, leaving and spend keep the
exact Gamma and Beta distributions that BG/NBD and Gamma-Gamma assume: the segment moves
a customer within them (a Gaussian copula), it does not change them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from . import planted
from .ids import numbered
from .names import household_names, organisation_names
from .randomness import pick, stream
from .records.requests import CUTOFF_DAY, consent_ends
from .sign_up import nobody_to_refer, signed_up


@dataclass(frozen=True)
class People:
    """Everyone who may ever buy; the first `known` of them joined before the cut-off.

    frame: one row a person, sorted by time of joining, with the columns of the table
        `customers`, and `joined_week` (weeks since the start, with decimals) and
        `agreed` (consent at sign-up; `consent` is what is left of it at the cut-off).
    traits: the same rows; segment, rate, leave_chance, mean_spend and what else is
        planted in each.
    """

    frame: pd.DataFrame
    traits: pd.DataFrame
    known: int


def make_people(seed, customers, without=()):
    """Draw `customers` who join in the history, and those who may join later.

    without "organisations", all are households; without "segments", needs do not
    shift how often, how long and for how much a customer buys.
    """
    later = int(np.ceil(customers * planted.LATER_POOL))
    rng = stream(seed, "customers")
    joined = np.concatenate(
        [_joining(rng, customers), planted.HISTORY_WEEKS + _evenly(rng, later)]
    )
    size = len(joined)
    organisation = rng.random(size) < planted.ORGANISATION_SHARE * (
        "organisations" not in without
    )
    frame = _describe(rng, organisation)
    segment = _segments(rng, frame, organisation)
    traits = pd.DataFrame({"segment": segment})
    traits = traits.join(_buying_traits(rng, frame, segment, organisation, without))
    frame = frame.join(signed_up(rng, frame, segment, organisation))
    nobody_to_refer(frame, joined)
    frame.insert(0, "customer_id", numbered("C", size, 6))
    frame.insert(1, "name", _names(rng, organisation, frame["sector"]))
    frame["joined_week"] = joined
    frame["joined"] = planted.START + pd.to_timedelta(np.floor(joined * 7), unit="D")
    frame["agreed"] = frame["consent"]
    frame["consent"] &= consent_ends(seed, frame) >= CUTOFF_DAY
    return People(frame, traits, customers)


def _joining(rng, customers):
    """Weeks (with decimals) at which customers join, denser at the start, sorted."""
    week = np.linspace(0, planted.HISTORY_WEEKS, 1001)
    weight = np.linspace(planted.JOIN_FIRST, planted.JOIN_LAST, 1001)
    reached = np.concatenate([[0], np.cumsum((weight[1:] + weight[:-1]) / 2)])
    return np.sort(np.interp(rng.random(customers), reached / reached[-1], week))


def _evenly(rng, later):
    return np.sort(rng.random(later)) * planted.YEAR_WEEKS


def _describe(rng, organisation):
    """What the company can see of a customer from outside."""
    size = len(organisation)
    regions = planted.REGIONS
    region = rng.choice(len(regions), size, p=regions)
    tier = pick(planted.CITY_TIERS.to_numpy(), rng.random(size), region) + 1
    stages = planted.STAGES
    stage = rng.choice(len(stages), size, p=stages["share"])
    youngest, oldest = (stages[c].to_numpy()[stage] for c in ["youngest", "oldest"])
    age = youngest + np.floor(rng.random(size) * (oldest - youngest + 1))
    income = pick(stages[["low", "middle", "high"]].to_numpy(), rng.random(size), stage)
    sectors = planted.SECTORS
    sector = rng.choice(len(sectors), size, p=sectors["share"])
    staff = sectors["staff"].to_numpy()[sector] * np.exp(rng.normal(0, 0.8, size))
    home = ~organisation
    return pd.DataFrame(
        {
            "kind": pd.Categorical.from_codes(
                organisation.astype(int), ["household", "organisation"]
            ),
            "region": pd.Categorical.from_codes(region, regions.index),
            "city_tier": tier,
            "household_stage": pd.Categorical.from_codes(
                np.where(home, stage, -1), stages.index, ordered=True
            ),
            "age": pd.array(np.where(home, age, np.nan), dtype="Int64"),
            "income": pd.Categorical.from_codes(
                np.where(home, income, -1), ["low", "middle", "high"], ordered=True
            ),
            "sector": pd.Categorical.from_codes(
                np.where(organisation, sector, -1), sectors.index
            ),
            "staff": pd.array(
                np.where(organisation, np.maximum(np.round(staff), 3), np.nan),
                dtype="Int64",
            ),
        }
    )


def _segments(rng, frame, organisation):
    """The needs segment of each household, from its stage and region."""
    stage = frame["household_stage"].cat.codes.to_numpy()
    region = frame["region"].cat.codes.to_numpy()
    chance = planted.STAGES[planted.SEGMENTS].to_numpy()[stage]
    chance = chance * planted.REGION_TILT.to_numpy().T[region]
    chance = chance / chance.sum(axis=1, keepdims=True)
    code = pick(chance, rng.random(len(frame)))
    code = np.where(organisation, len(planted.SEGMENTS), code)
    return pd.Categorical.from_codes(code, [*planted.SEGMENTS, "organisation"])


def _buying_traits(rng, frame, segment, organisation, without):
    """Rate, chance of leaving and mean spend: Gamma, Beta and inverse Gamma."""
    shift = planted.SEGMENT_SHIFT.reindex(segment.categories).fillna(0.0)
    sector = planted.SECTORS[["rate", "spend"]].assign(leave=0.0)
    quantile = {}
    for trait in ["rate", "leave", "spend"]:
        of_home = shift[trait].to_numpy()[segment.codes]
        of_work = sector[trait].to_numpy()[frame["sector"].cat.codes]
        moved = np.where(organisation, of_work, of_home)
        moved = moved * ("segments" not in without)
        score = _unit_score(rng, moved, organisation)
        quantile[trait] = score
    home, work = planted.HOUSEHOLDS, planted.ORGANISATIONS
    own = {k: np.where(organisation, work[k], home[k]) for k in home}
    precision = special.gammaincinv(own["q"], 1 - quantile["spend"]) / own["v"]
    return pd.DataFrame(
        {
            "rate": special.gammaincinv(own["r"], quantile["rate"]) / own["alpha"],
            "leave_chance": special.betaincinv(own["a"], own["b"], quantile["leave"]),
            "mean_spend": own["p"] / precision,
            "spend_shape": own["p"],
        }
    )


def _unit_score(rng, shift, organisation):
    """A uniform number for each customer, higher where `shift` is, uniform over all.

    The score is the shift plus normal noise of the variance that is left to 1; its
    distribution is a mixture of normals, and the mixture's own distribution function
    turns it into an exactly uniform number.
    """
    noise = rng.standard_normal(len(shift))
    uniform = np.empty(len(shift))
    for group in (organisation, ~organisation):
        if not group.any():
            continue
        values, member, count = np.unique(
            shift[group], return_inverse=True, return_counts=True
        )
        weight = count / count.sum()
        middle = weight @ values
        spread = np.sqrt(max(1 - weight @ (values - middle) ** 2, 0.1))
        score = values[member] + spread * noise[group]
        uniform[group] = sum(
            w * special.ndtr((score - v) / spread)
            for w, v in zip(weight, values, strict=True)
        )
    return np.clip(uniform, 1e-9, 1 - 1e-9)


def _names(rng, organisation, sector):
    names = household_names(rng, len(organisation))
    names[organisation] = organisation_names(rng, sector[organisation])
    return names
