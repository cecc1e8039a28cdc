"""Two trials of how to ask: the method, and the wording of one question."""

import numpy as np
import pandas as pd
from scipy.special import expit

from .. import planted
from ..randomness import stream
from ..story import Tables
from .answers import measure, on_scale
from .invitations import readiness
from .opinions import opinions_of_wave, standardised

WAVE = 2
TYPICAL = planted.SURVEY_ITEMS.loc["satisfied_overall", "typical"]
LOADING = planted.SURVEY_ITEMS.loc["satisfied_overall", "loading"]


def make_asking(story):
    """Both trials, and what each way of asking would give of everybody."""
    seen = opinions_of_wave(story, WAVE)
    by_method, interviewers = _method_trial(story, seen)
    return Tables(
        known={
            "method_trial": by_method,
            "wording_trial": _wording_trial(story, seen),
        },
        truth={
            "asking": pd.concat(_everybody(story, seen), ignore_index=True),
            "interviewers": interviewers,
        },
    )


def _customer(story, who):
    return story.people.frame["customer_id"].to_numpy()[who]


def _method_trial(story, seen):
    """Who was asked how, by whom, and answered what; each interviewer's leaning."""
    rng = stream(story.seed, "method_trial")
    plan = planted.ASKING
    size = round(planted.ASKED_BY_METHOD * story.known / planted.DEFAULT_CUSTOMERS)
    size = min(len(plan) * size, len(seen))
    who = np.sort(rng.choice(seen.index, size, replace=False))
    method = rng.permutation(np.arange(size) % len(plan))
    leaning, names, of_method = _interviewers(rng)
    number = _by_whom(rng, method)
    own = seen.loc[who]
    log_odds = readiness(story, own) + plan["answers"].to_numpy()[method]
    answered = rng.random(size) < expit(log_odds)
    z = measure(rng, standardised(own, "satisfaction"), LOADING)
    z = z + plan["kinder"].to_numpy()[method]
    z = z + np.where(number >= 0, np.append(leaning, 0.0)[number], 0.0)
    score = pd.Series(on_scale(z, TYPICAL), dtype="Int64")
    minutes = plan["minutes"].to_numpy()[method] * np.exp(
        0.3 * rng.standard_normal(size)
    )
    cost = plan["invitation"].to_numpy()[method]
    cost = cost + answered * plan["answer"].to_numpy()[method]
    trial = pd.DataFrame(
        {
            "customer_id": _customer(story, who),
            "method": pd.Categorical.from_codes(method, plan.index),
            "interviewer": np.append(names, None)[number],
            "answered": answered,
            "satisfied_overall": score.where(answered),
            "minutes": pd.Series(minutes.round(1)).where(answered),
            "cost": cost.round(2),
        }
    )
    interviewers = pd.DataFrame(
        {"interviewer": names, "method": of_method, "kinder": leaning.round(4)}
    )
    return trial, interviewers


def _interviewers(rng):
    """Leaning, name and method of each interviewer."""
    count = planted.ASKING["interviewers"]
    of_method = np.repeat(count.index.to_numpy(dtype=object), count)
    names = np.array([f"I{i:02d}" for i in range(1, len(of_method) + 1)], dtype=object)
    leaning = planted.INTERVIEWER_SPREAD * rng.standard_normal(len(of_method))
    return leaning, names, of_method


def _by_whom(rng, method):
    """Number of the interviewer of each, -1 where nobody asks."""
    count = planted.ASKING["interviewers"].to_numpy()
    first = np.cumsum(count) - count
    drawn = np.floor(rng.random(len(method)) * count[method]).astype(int)
    return np.where(count[method] > 0, first[method] + drawn, -1)


def _wording_trial(story, seen):
    """One row for each who answered: the version drawn at random, two answers."""
    rng = stream(story.seed, "wording_trial")
    size = round(planted.WORDING_ASKED * len(seen))
    asked = np.sort(rng.choice(seen.index, size, replace=False))
    answers = rng.random(size) < expit(readiness(story, seen.loc[asked]))
    own = seen.loc[asked[answers]]
    version = rng.integers(len(planted.WORDINGS), size=len(own))
    plan = planted.WORDINGS.iloc[version]
    loading = plan["loading"].to_numpy()
    z = measure(rng, standardised(own, "satisfaction"), loading)
    recommends = planted.SURVEY_ITEMS.loc["recommend"]
    then = measure(rng, standardised(own, "recommending"), recommends["loading"])
    return pd.DataFrame(
        {
            "customer_id": _customer(story, own.index),
            "wording": pd.Categorical.from_codes(version, planted.WORDINGS.index),
            "satisfied_overall": on_scale(z + plan["shift"].to_numpy(), TYPICAL),
            "recommend": on_scale(then, recommends["typical"], 0),
        }
    )


def _everybody(story, seen):
    """For each way of asking: mean answer of everybody, and of those who'd answer."""
    rng = stream(story.seed, "asking")
    ready, s = readiness(story, seen), standardised(seen, "satisfaction")
    own = rng.standard_normal(len(seen))
    ways = [
        ("method", arm, LOADING, row["kinder"], row["answers"])
        for arm, row in planted.ASKING.iterrows()
    ]
    ways += [
        ("wording", arm, row["loading"], row["shift"], 0.0)
        for arm, row in planted.WORDINGS.iterrows()
    ]
    for trial, arm, loading, shift, answers in ways:
        z = loading * s + np.sqrt(1 - loading**2) * own
        score, chance = on_scale(z + shift, TYPICAL), expit(ready + answers)
        yield pd.DataFrame(
            {
                "trial": [trial],
                "arm": [arm],
                "answers": [chance.mean().round(4)],
                "everybody": [score.mean().round(4)],
                "who_answers": [np.average(score, weights=chance).round(4)],
                "shift": [shift],
                "loading": [loading],
            }
        )
