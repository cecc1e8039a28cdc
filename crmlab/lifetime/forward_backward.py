"""What the stages were, from the signs: forward and backward through time."""

import numpy as np


def forward_backward(chance, start, moves, n=1):
    """Stages from signs: customers x periods x stages, moves summed, log-likelihoods.

    n  how many customers each row stands for

    Forward, what is known so far: today's stage from yesterday's and today's sign.
    Backward, what later signs add. Each step is scaled to sum to 1; the scales multiply
    to the chance of all the signs. Where that is 0, its logarithm is -inf, and no stage
    has a chance.
    """
    customers, periods, stages = chance.shape
    forward, scale = np.empty(chance.shape), np.empty((customers, periods, 1))
    ahead = np.broadcast_to(start, (customers, stages))
    never = np.zeros(customers, bool)
    for t in range(periods):
        both = ahead * chance[:, t]
        whole = both.sum(axis=1, keepdims=True)
        never |= whole[:, 0] == 0
        scale[:, t] = np.where(whole > 0, whole, 1)
        forward[:, t] = both / scale[:, t]
        ahead = forward[:, t] @ moves
    backward = np.ones(chance.shape)
    moved = np.zeros((stages, stages))
    for t in range(periods - 2, -1, -1):
        later = chance[:, t + 1] * backward[:, t + 1] / scale[:, t + 1]
        backward[:, t] = later @ moves.T
        moved += (forward[:, t] * np.reshape(n, (-1, 1))).T @ later * moves
    logs = np.log(scale[..., 0]).sum(axis=1)
    return forward * backward, moved, np.where(never, -np.inf, logs)


def chances(codes, shows):
    """Chance of what was seen in each stage; 1 in all where nobody looked."""
    with_gap = np.vstack([shows.T, np.ones(len(shows))])
    return with_gap[codes]  # a gap has the code -1: the last row


def shares(sums):
    """Rows that sum to 1; a stage that nobody is in keeps equal chances."""
    whole = sums.sum(axis=-1, keepdims=True)
    return np.where(
        whole > 1e-300, sums / np.maximum(whole, 1e-300), 1 / sums.shape[-1]
    )
