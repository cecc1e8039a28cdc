"""What treating the customers with the highest scores brings, by a trial."""

import numpy as np
import pandas as pd

from crmlab import wanted


def uplift_curve(score, outcome, offered):
    """Extra good outcomes of treating the so many highest scores.

    score    a number for each customer of the trial, the higher the sooner treated
    outcome  True where it went well (or 1 and 0), same customers
    offered  True where the offer was sent, by chance alone; same customers
    Returns a frame, one row a number of customers, from 0 on:
        uplift    (rate with the offer - rate without) x customers: were all of them
                  treated
        qini      good outcomes with the offer less those without, scaled to as many:
                  of those treated in this trial (Radcliffe 2007)
        straight  the qini at the end times the share of customers: in random order
    Customers with the same score stand together. Where nobody is without the offer (or
    with it) so far, a missing rate counts as 0.

    Raises ValueError where anything is missing, customers are not the same, or all or
    none got the offer.

    >>> outcome, offered = pd.Series([1, 0, 1, 1]), pd.Series([1, 0, 1, 0])
    >>> uplift_curve(pd.Series([4, 3, 2, 1]), outcome, offered)["qini"].to_list()
    [0.0, 1.0, 1.0, 2.0, 1.0]

    Source: N. J. Radcliffe 2007, Direct Marketing Analytics Journal 1, 14-21.
    """
    score, outcome, offered = _trial("uplift_curve", score, outcome, offered)
    customers, uplift, curve = _curves(score, outcome, offered)
    straight = curve[-1] * customers / customers[-1]
    columns = {"uplift": uplift, "qini": curve, "straight": straight}
    return pd.DataFrame(columns, pd.Index(customers, name="customers"))


def qini(score, outcome, offered, draws=200, seed=0):
    """How far a score beats random order, with its interval: the Qini measure.

    score, outcome, offered  as in ``uplift_curve``
    draws  resamples of customers for the interval; seed  of these draws
    Returns a Series: qini (mean height of the Qini curve above the straight line, in
    good outcomes), low, high (95 per cent, bootstrap over customers). Multiplied by the
    customers it is the area between the two. Resamples in which all or none got the
    offer are left out.

    Raises ValueError where ``uplift_curve`` does, such as for a missing score.

    >>> outcome, offered = pd.Series([1, 0, 1, 1]), pd.Series([1, 0, 1, 0])
    >>> qini(pd.Series([4, 3, 2, 1]), outcome, offered)["qini"].item()
    0.625
    """
    asks = "qini"
    score, outcome, offered = _trial(asks, score, outcome, offered)
    draws = wanted.whole(draws, asks, "draws", low=2)
    rng = np.random.default_rng(wanted.whole(seed, asks, "seed"))
    found = []
    for _ in range(draws):
        rows = rng.integers(0, len(score), len(score))
        if 0 < offered[rows].sum() < len(rows):
            found.append(_height(score[rows], outcome[rows], offered[rows]))
    low, high = np.quantile(found, [0.025, 0.975]) if found else (np.nan, np.nan)
    height = _height(score, outcome, offered)
    return pd.Series({"qini": height, "low": low, "high": high})


def _trial(asks, score, outcome, offered):
    """The three columns as arrays, row for row."""
    score = wanted.numbers(score, asks, "score")
    wanted.rows(score, asks, "score")
    outcome = wanted.matched(score, outcome, asks, ("score", "outcome"))
    outcome = wanted.flags(outcome, asks, "outcome").astype(int)
    offered = wanted.matched(score, offered, asks, ("score", "offered"))
    offered = wanted.flags(offered, asks, "offered").astype(int)
    if offered.nunique() < 2:
        raise ValueError(
            f"{asks}() needs customers with the offer and without it in offered."
        )
    return score.to_numpy(), outcome.to_numpy(), offered.to_numpy()


def _curves(score, outcome, offered):
    """Customers, uplift and qini at each end of a group of equal scores, from 0 on."""
    order = np.argsort(-score, kind="stable")
    last = np.append(np.diff(score[order]) != 0, True)
    outcome, offered = outcome[order], offered[order]
    sent = np.cumsum(offered)[last]
    kept = np.cumsum(1 - offered)[last]
    good_sent = np.cumsum(outcome * offered)[last]
    good_kept = np.cumsum(outcome * (1 - offered))[last]
    rate_sent = good_sent / np.maximum(sent, 1)
    rate_kept = good_kept / np.maximum(kept, 1)
    customers = sent + kept
    uplift = (rate_sent - rate_kept) * customers
    curve = good_sent - rate_kept * sent
    return tuple(np.append(0, values) for values in (customers, uplift, curve))


def _height(score, outcome, offered):
    customers, _, curve = _curves(score, outcome, offered)
    above = curve - curve[-1] * customers / customers[-1]
    return float(np.trapezoid(above, customers) / customers[-1])
