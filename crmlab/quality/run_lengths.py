"""Average run lengths by formula: how long until a chart rings."""

import numpy as np
from scipy.special import ndtr

from crmlab import wanted


def shewhart_run_length(shift, width=3.0, n=1):
    """Average run length of a chart that rings beyond its limits.

    shift  how far the level has moved, in σ of one measurement; 0: not at all
    width  limits, in standard errors of a point; n  measurements a point
    Returns a number of points: 1 / (Φ(−w + d) + Φ(−w − d)), where d = shift √n.

    Raises ValueError where a parameter is missing or out of its range.

    >>> round(shewhart_run_length(0))
    370

    Source: W. A. Shewhart (1931); D. C. Montgomery, Introduction to Statistical Quality
    Control.
    """
    wanted.number(shift, "shewhart_run_length", "shift")
    wanted.number(width, "shewhart_run_length", "width", low=0)
    n = wanted.whole(n, "shewhart_run_length", "n", low=1)
    moved = abs(shift) * np.sqrt(n)
    rings = ndtr(-width + moved) + ndtr(-width - moved)
    if rings == 0:
        raise ValueError(
            f"shewhart_run_length() finds that a chart of width {width} never rings."
        )
    return float(1 / rings)


def ewma_run_length(shift, weight=0.2, width=2.7, states=201):
    """Average run length of an EWMA chart with its limits at their full width.

    shift   how far the level has moved, in σ of a value; 0: not at all
    weight  λ, of the newest value, above 0 and at most 1
    width   limits, in standard deviations of what is charted
    states  pieces into which the band between the limits is cut, an odd number
    Returns a number of points. The charted value moves between the pieces as a Markov
    chain; the run length is the time until it leaves: the sum (I − Q)⁻¹1, from the
    middle.

    Raises ValueError where a parameter is missing or out of its range.

    >>> round(ewma_run_length(0, weight=0.1, width=2.814), -1)
    500.0

    Sources: D. Brook & D. A. Evans (1972), Biometrika 59(3), 539–549; J. M. Lucas &
    M. S. Saccucci (1990), Technometrics 32(1), 1–12.
    """
    wanted.number(shift, "ewma_run_length", "shift")
    if wanted.share(weight, "ewma_run_length", "weight") == 0:
        raise ValueError("ewma_run_length() needs a weight above 0, not 0.")
    wanted.number(width, "ewma_run_length", "width", low=0.1, high=6)
    states = wanted.whole(states, "ewma_run_length", "states", low=3, high=1001)
    limit = width * np.sqrt(weight / (2 - weight))
    half = limit / states
    middles = -limit + half * (2 * np.arange(states) + 1)
    # From the middle of one piece to the edges of another, in σ of the newest value.
    start, end = middles[:, None], middles[None, :]
    low = (end - half - (1 - weight) * start) / weight - shift
    high = (end + half - (1 - weight) * start) / weight - shift
    stays = ndtr(high) - ndtr(low)
    steps = np.linalg.solve(np.eye(states) - stays, np.ones(states))
    return float(steps[states // 2])
