"""Whom an offer moves, and how many customers a trial needs to see it."""

import numpy as np
import pandas as pd
from scipy import stats

from crmlab import wanted

WAYS = ("two models", "one outcome")


def uplift_scores(features, outcome, offered, way="two models", folds=5, seed=0):
    """What an offer adds to each customer's chance, learned from a trial.

    features  frame of numbers, True counting as 1, known before the offer
    outcome   True where it went well (or 1 and 0), same customers
    offered   True where the offer was sent, by chance alone; same customers
    way       "two models": a logistic regression of those with the offer less one of
              those without; "one outcome": a linear regression of the transformed
              outcome y (w - p) / (p (1 - p)), whose mean is the gain, with y the
              outcome, w the offer and p the share offered
    folds     parts: each is scored by a model that has learned from the others only
    seed      of the parting
    Returns a Series: the gain in each customer's chance, about -1 to 1.

    Raises ValueError where anything is missing, customers are not the same, a way is
    unknown, or a side has fewer good or bad outcomes than folds.

    Source: B. Hansotia & B. Rukstales 2002, Journal of Interactive Marketing 16(3),
    35-46; S. Athey & G. Imbens 2016, PNAS 113(27), 7353-7360, on the outcome.
    """
    asks = "uplift_scores"
    wanted.one_of(way, WAYS, asks, "way")
    folds = wanted.whole(folds, asks, "folds", low=2)
    seed = wanted.whole(seed, asks, "seed")
    features = wanted.all_numbers(features, asks, "features").astype(float)
    outcome = _matched_flags(asks, features, outcome, "outcome")
    offered = _matched_flags(asks, features, offered, "offered")
    side = outcome + 2 * offered  # four sides, alike in each part
    sizes = side.value_counts().reindex(range(4), fill_value=0)
    if sizes.min() < folds:
        raise ValueError(
            f"{asks}() needs {folds} good and {folds} bad outcomes or more with the "
            f"offer and without it; the fewest are {sizes.min()}."
        )
    from sklearn.model_selection import StratifiedKFold

    x, y, w = features.to_numpy(), outcome.to_numpy(), offered.to_numpy()
    learn = _two_models if way == "two models" else _one_outcome
    scores = np.empty(len(x))
    parting = StratifiedKFold(folds, shuffle=True, random_state=seed)
    for known, new in parting.split(x, side):
        scores[new] = learn(x[known], y[known], w[known], x[new])
    return pd.Series(scores, features.index, name="uplift")


def trial_size(without, gain, share_offered=0.5, power=0.8):
    """Customers that a trial needs, in all, to see a gain in a share.

    without        share that does well without the offer, such as 0.77
    gain           what should be seen, in points: 0.05 or -0.05 is five
    share_offered  who gets the offer
    power          chance to see it, at a two-sided test of 5 per cent
    Returns a whole number: (z + z')² (p₁q₁/s + p₀q₀/(1 - s)) / gain².

    Raises ValueError where a number is missing or no share, gain is 0, or without and
    gain come to less than 0 or more than 1.

    >>> trial_size(0.5, 0.1)
    770

    Source: J. L. Fleiss, B. Levin & M. C. Paik 2003, Statistical Methods for Rates and
    Proportions, chapter 4, without its correction.
    """
    asks = "trial_size"
    wanted.share(without, asks, "without")
    wanted.share(share_offered, asks, "share_offered", inside=True)
    wanted.share(power, asks, "power", inside=True)
    if wanted.number(gain, asks, "gain", low=-1, high=1) == 0:
        raise ValueError(f"{asks}() cannot look for a gain of nothing.")
    with_it = without + gain
    if not 0 <= with_it <= 1:
        raise ValueError(
            f"{asks}() needs without and gain that make a share; {without} and {gain} "
            f"come to {with_it:g}."
        )
    factor = stats.norm.ppf(0.975) + stats.norm.ppf(power)
    spread = with_it * (1 - with_it) / share_offered
    spread += without * (1 - without) / (1 - share_offered)
    return int(np.ceil(factor**2 * spread / gain**2))


def _matched_flags(asks, features, flags, what):
    flags = wanted.matched(features, flags, asks, ("features", what))
    return wanted.flags(flags, asks, what).astype(int)


def _two_models(x, y, w, new):
    """Chance with the offer less chance without, each from a model of its own."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    chance = {}
    for side in (0, 1):
        model = make_pipeline(StandardScaler(), LogisticRegression())
        model.fit(x[w == side], y[w == side])
        chance[side] = model.predict_proba(new)[:, 1]
    return chance[1] - chance[0]


def _one_outcome(x, y, w, new):
    """Regression of an outcome whose mean is the gain (Athey & Imbens 2016)."""
    from sklearn.linear_model import LinearRegression

    p = w.mean()
    model = LinearRegression().fit(x, y * (w - p) / (p * (1 - p)))
    return model.predict(new)
