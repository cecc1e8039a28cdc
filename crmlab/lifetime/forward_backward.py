"""What the stages were, from the signs: forward and backward through time."""

import numpy as np


def forward_backward(chance, start, moves, n=1):
    """Stages from signs: stages x periods x customers, moves summed, log-likelihoods.

    chance  of what was seen, stages x periods x customers, as of ``chances``: what is
            done to all customers is quick where they stand last, side by side
    n       how many customers each stands for

    Forward, what is known so far: today's stage from yesterday's and today's sign.
    Backward, what later signs add. Each step is scaled to sum to 1; the scales multiply
    to the chance of all the signs. Where that is 0, its logarithm is -inf, and no stage
    has a chance.
    """
    stages, periods, customers = chance.shape
    forward, scale = np.empty(chance.shape), np.empty((periods, customers))
    ahead = start[:, None]
    never = np.zeros(customers, bool)
    for t in range(periods):
        both = ahead * chance[:, t]
        whole = both.sum(axis=0)
        never |= whole == 0
        scale[t] = np.where(whole > 0, whole, 1)
        forward[:, t] = both / scale[t]
        ahead = moves.T @ forward[:, t]
    backward = np.ones(chance.shape)
    moved = np.zeros((stages, stages))
    for t in range(periods - 2, -1, -1):
        later = chance[:, t + 1] * backward[:, t + 1] / scale[t + 1]
        backward[:, t] = moves @ later
        moved += (forward[:, t] * n) @ later.T * moves
    logs = np.log(scale).sum(axis=0)
    return forward * backward, moved, np.where(never, -np.inf, logs)


def chances(codes, shows):
    """Chance of what was seen in each stage; 1 in all where nobody looked.

    codes  signs as places in a list, customers x periods; shows  stages x signs
    Returns stages x periods x customers.
    """
    with_gap = np.hstack([shows, np.ones((len(shows), 1))])
    return with_gap[:, codes.T]  # a gap has the code -1: the last


def shares(sums):
    """Rows that sum to 1; a stage that nobody is in keeps equal chances."""
    whole = sums.sum(axis=-1, keepdims=True)
    return np.where(
        whole > 1e-300, sums / np.maximum(whole, 1e-300), 1 / sums.shape[-1]
    )
