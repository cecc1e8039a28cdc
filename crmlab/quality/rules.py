"""Run rules: what on a control chart is not chance, and how often chance looks so."""

import numpy as np
import pandas as pd

from crmlab import wanted

# Each rule: so many points of so many in a row beyond so many σ, on one side.
BEYOND = {
    "1 beyond 3σ": (1, 1, 3),
    "2 of 3 beyond 2σ": (2, 3, 2),
    "4 of 5 beyond 1σ": (4, 5, 1),
    "8 on one side": (8, 8, 0),
    "9 on one side": (9, 9, 0),
}
WESTERN_ELECTRIC = [
    "1 beyond 3σ",
    "2 of 3 beyond 2σ",
    "4 of 5 beyond 1σ",
    "8 on one side",
]
NELSON = [
    "1 beyond 3σ",
    "9 on one side",
    "6 rising or falling",
    "14 up and down",
    "2 of 3 beyond 2σ",
    "4 of 5 beyond 1σ",
    "15 within 1σ",
    "8 beyond 1σ",
]
RULES = list(dict.fromkeys([*WESTERN_ELECTRIC, *NELSON]))


def signals(chart, rules=WESTERN_ELECTRIC):
    """Where a chart says that something has changed.

    chart  frame with value, centre, upper, as the charts make it; the limits are taken
           to stand three σ from the centre
    rules  names out of ``RULES``; WESTERN_ELECTRIC and NELSON are lists of such
    Returns a frame of True and False, a row a point and a column a rule: the rule is
    met by this point and those before it.

    Raises ValueError where a column is missing or has a gap, the upper limit is not
    above the centre, or there is no such rule.

    >>> chart = pd.DataFrame({"value": [0, 2.5, 2.6], "centre": 0, "upper": 3})
    >>> signals(chart)["2 of 3 beyond 2σ"].to_list()
    [False, False, True]

    Sources: Western Electric (1956), Statistical Quality Control Handbook;
    L. S. Nelson (1984), Journal of Quality Technology 16(4), 237–239.
    """
    rules = _known(rules, "signals")
    names = ["value", "centre", "upper"]
    chart = wanted.table(chart, "signals", "chart", numbers=names)
    sigma = (chart["upper"] - chart["centre"]) / 3
    if (sigma <= 0).any():
        raise ValueError("signals() needs limits above the centre; chart has others.")
    z = ((chart["value"] - chart["centre"]) / sigma).to_numpy()
    found = {rule: met(rule, z[:, None])[:, 0] for rule in rules}
    return pd.DataFrame(found, chart.index)


def run_length(shift, rules=("1 beyond 3σ",), runs=2000, longest=2000, seed=0):
    """How many points until a chart rings, by simulation.

    shift    how far the level has moved, in standard errors of a point; 0: not at all
    rules    names out of ``RULES``: the chart rings as soon as one is met
    runs     how many charts; longest, points after which one is given up
    seed     of the random numbers
    Returns a dict: mean (the average run length), se, and given_up, the share of charts
    that never rang, counted at their longest.

    Raises ValueError where a parameter is missing or out of its range.

    >>> run_length(3.0)["mean"] < 3
    True
    """
    wanted.number(shift, "run_length", "shift")
    rules = _known(rules, "run_length")
    runs = wanted.whole(runs, "run_length", "runs", low=2)
    longest = wanted.whole(longest, "run_length", "longest", low=1)
    rng = np.random.default_rng(wanted.whole(seed, "run_length", "seed"))
    z = rng.normal(shift, 1, (longest, runs))
    ringing = np.any([met(rule, z) for rule in rules], axis=0)
    rang = ringing.any(axis=0)
    length = np.where(rang, ringing.argmax(axis=0) + 1, longest)
    error = length.std(ddof=1) / np.sqrt(runs)
    return {
        "mean": float(length.mean()),
        "se": float(error),
        "given_up": float(1 - rang.mean()),
    }


def met(rule, z):
    """Where a rule is met: z in σ from the centre, a row a point, a column a chart."""
    if rule in BEYOND:
        points, of, beyond = BEYOND[rule]
        high, low = z > beyond, z < -beyond
        # The last of them is out there itself: so a rule rings where it is fulfilled.
        return (high & (_last(high, of) >= points)) | (low & (_last(low, of) >= points))
    if rule == "15 within 1σ":
        return _last(np.abs(z) < 1, 15) == 15
    if rule == "8 beyond 1σ":
        return _last(np.abs(z) > 1, 8) == 8
    step = np.diff(z, axis=0, prepend=z[:1])
    if rule == "6 rising or falling":
        return (_last(step > 0, 5) == 5) | (_last(step < 0, 5) == 5)
    turn = np.zeros(z.shape, bool)
    turn[1:] = step[1:] * step[:-1] < 0
    return _last(turn, 12) == 12  # 14 points have 13 steps and 12 turns


def _known(rules, function):
    rules = wanted.listed(rules, function, "rules")
    for rule in rules:
        wanted.one_of(rule, RULES, function, "rule")
    return rules


def _last(hits, of):
    """How many of the last so many points are hits."""
    total = np.cumsum(hits, axis=0)
    before = np.zeros_like(total)
    before[of:] = total[:-of]
    return total - before
