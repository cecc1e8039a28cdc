"""What customers think at one moment: the chain of satisfaction and what goes with it.

Opinions are hidden; the survey asks after them with error. Satisfaction here is the
very number that moves buying and leaving in the engine.
"""

import numpy as np
import pandas as pd

from .. import planted
from ..experience import waited_long
from ..randomness import stream
from ..state import State

HALF_YEAR = 182  # days: how far back customers think when they answer
HAPPENINGS = ["late", "fault", "waited", "failed", "complained", "harm", "soothed"]


def opinions_at(story, week):
    """The opinions, at the start of a week, of all who have ordered by then.

    Returns a frame whose index is the row of the person. Columns: the six factors of
    the chain, attitude, the side opinions, `choice` (other sellers that one could turn
    to), `left` (has silently left), `to_…` (log of how strongly one answers to rivals,
    prices, faults), and what happened in the last half-year (0 or 1).
    """
    state = story.life.kept[week]
    who = np.flatnonzero(state.came)
    state = State(**{name: values[who] for name, values in vars(state).items()})
    minds = story.minds.iloc[who]
    seen = pd.DataFrame({"attitude": minds["attitude"], "bond": state.bond}, index=who)
    seen["left"] = (~state.active).astype(float)
    seen["silent_weeks"] = np.minimum(week - state.last_week, planted.SILENT_WEEKS)
    seen["member"] = state.member.astype(float)
    seen["contact"] = story.people.frame["contact_type"].cat.codes.iloc[who]
    seen = seen.join(_happened(story, week, who))
    _add_chain(seen, story, week, state, minds)
    own = _own_part(story, who)
    _add_choice(seen, story, week, minds, own["choice"])
    _add_loyalty(seen, minds)
    _add_sides(seen, minds, own)
    return seen


def opinions_of_wave(story, number):
    """The opinions at the start of a wave of the survey, 1 or 2, as `opinions_at`."""
    return opinions_at(story, int(planted.SURVEY_WAVES.loc[number, "week"]))


def standardised(seen, name):
    """An opinion on a scale with mean about 0 and standard deviation about 1."""
    if name not in planted.OPINION_SCALE.index:
        return seen[name].to_numpy(float)
    scale = planted.OPINION_SCALE.loc[name]
    return (seen[name].to_numpy() - scale["middle"]) / scale["spread"]


def _own_part(story, who):
    """The part of each opinion that is a person's own, the same whenever asked."""
    rng, size = stream(story.seed, "opinions"), len(story.people.frame)
    names = ["choice", *planted.SIDE_OPINIONS]
    return {name: rng.standard_normal(size)[who] for name in names}


def _happened(story, week, who):
    """What the orders of the last half-year were like: 1 where it was so."""
    events = story.life.events
    day = events["day"].to_numpy()
    now = events[(day >= 7 * week - HALF_YEAR) & (day < 7 * week)]
    so = {
        "late": now["late"],
        "fault": now["fault"],
        "waited": waited_long(now),
        "failed": now["failed"] & (now["channel"] == planted.CHANNELS.index("web")),
        "complained": now["complains"],
        "harm": now["complains"] & ~now["settled"],
        "soothed": now["settled"],
    }
    size = len(story.people.frame)
    counts = {name: np.bincount(now["who"], so[name], size) for name in HAPPENINGS}
    frame = pd.DataFrame(counts).iloc[who] > 0
    frame["last_bad"] = _last_went_wrong(events, day < 7 * week, size)[who]
    return (frame & story.engine.world.experience).astype(float)


def _last_went_wrong(events, before, size):
    """Whether the last order was late, at fault or long waited for."""
    events = events[before]
    wrong = events["late"] | events["fault"] | waited_long(events)
    last = np.zeros(size, bool)
    last[events["who"]] = wrong  # in order of time: the last one stays
    return last


def _add_chain(seen, story, week, state, minds):
    """Expectation, quality, value, satisfaction, complaints."""
    chain, rising = planted.CHAIN, planted.RISING
    moved = state.experience + state.bond
    first = minds["expectation"].to_numpy()
    quality = chain["expectation", "quality"] * first + minds["quality_noise"]
    quality += chain["experience", "quality"] * moved
    value = chain["expectation", "value"] * first + minds["value_noise"]
    value += chain["quality", "value"] * quality
    friend = story.engine.friend[seen.index]
    satisfaction = chain["expectation", "satisfaction"] * first
    satisfaction += chain["quality", "satisfaction"] * quality
    satisfaction += chain["value", "satisfaction"] * value
    satisfaction += minds["satisfaction_noise"] + planted.FRIEND_TRUST * friend
    years = (week / planted.YEAR_WEEKS - 1) * story.engine.world.experience
    lived = state.expected - planted.EXPECTED_FIRST
    rise = rising["own"] * lived + rising["market"] * years
    seen["experience"] = moved
    seen["expectation"] = first + rise
    seen["quality"] = quality + rising["quality"] * years
    seen["value"] = value
    seen["satisfaction"] = satisfaction
    calm = chain["satisfaction", "complaints"] * satisfaction
    seen["complaints"] = calm + minds["complaints_noise"]


def _add_choice(seen, story, week, minds, own):
    """How many other sellers a customer could turn to: by city, and by kind."""
    frame = story.people.frame.iloc[seen.index]
    mean = frame["city_tier"].map(planted.CHOICE_BY_TIER).to_numpy(float)
    opened = story.engine.world.opened[week - 1][frame["region"].cat.codes]
    mean = mean + planted.CHOICE_OPENED * opened
    seen["opened"] = opened.astype(float)
    monopoly = (minds["loyalty_kind"] == "monopoly").to_numpy()
    mean = np.where(monopoly, planted.CHOICE_MONOPOLY, mean)
    spread = np.where(monopoly, 0.4, 1.0)
    seen["choice"] = np.clip(np.round(mean + spread * own), 0, 6)


def _add_loyalty(seen, minds):
    """Loyalty: the chain, with the curve from satisfaction bent by competition."""
    chain, curve = planted.CHAIN, planted.LOYALTY_CURVE
    span = curve["to"] - curve["from"]
    place = np.clip((seen["satisfaction"] - curve["from"]) / span, 0, 1)
    choice = (0.25 + seen["choice"]) / planted.USUAL_CHOICE
    power = minds["to_rivals"] ** curve["rivals"] * choice ** curve["choice"]
    bent = curve["low"] + curve["height"] * place**power
    seen["loyalty"] = (
        bent
        + chain["complaints", "loyalty"] * seen["complaints"]
        + chain["attitude", "loyalty"] * seen["attitude"]
        + minds["loyalty_noise"]
    )


def _add_sides(seen, minds, own):
    """Opinions beside the chain, each from those before it and a rest of its own."""
    hidden = {
        "refers": np.log(minds["refers"]) + 0.5,
        "rivals": np.log(minds["to_rivals"]) + 0.6,
        "prices": np.log(minds["to_prices"]) + 0.3,
        "faults": np.log(minds["to_faults"]) + 0.3,
    }
    for name, parts in planted.SIDE_OPINIONS.items():
        total = parts["own"] * own[name]
        for cause, weight in parts.items():
            if cause in hidden:
                total = total + weight * hidden[cause].to_numpy()
            elif cause != "own":
                total = total + weight * standardised(seen, cause)
        seen[name] = total
    for name, values in hidden.items():
        seen[f"to_{name}"] = values.to_numpy()


def add_share_of_wallet(seen, story):
    """Share of the money for tea that is spent here, and all of that money a year.

    The money follows from what the customer spends here while active; those who have
    silently left spend it elsewhere. Columns `share_of_wallet` and `wallet` (CNY).
    """
    parts, minds = planted.WALLET, story.minds.iloc[seen.index]
    traits = story.people.traits.iloc[seen.index]
    size = len(story.people.frame)
    own = stream(story.seed, "wallet").standard_normal(size)[seen.index]
    log_odds = parts["base"] + parts["own"] * own
    log_odds = log_odds + planted.WALLET_KIND.loc[minds["loyalty_kind"]].to_numpy()
    for opinion in ("attitude", "satisfaction"):
        log_odds = log_odds + parts[opinion] * standardised(seen, opinion)
    often = np.log(traits["rate"]) - np.log(traits["rate"]).mean()
    log_odds = log_odds + parts["rate"] * often.to_numpy().clip(-3, 3)
    log_odds = log_odds + parts["choice"] * (seen["choice"] - planted.USUAL_CHOICE)
    share = 1 / (1 + np.exp(-log_odds))
    spent = traits["rate"] * traits["mean_spend"] * planted.YEAR_WEEKS
    seen["wallet"] = spent.to_numpy() / share
    left = np.where(seen["left"] > 0, planted.WALLET_AFTER_LEAVING, 1.0)
    seen["share_of_wallet"] = share * left
