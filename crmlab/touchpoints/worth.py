"""What a touchpoint is worth: rules that share out an order, and the removal effect."""

import numpy as np
import pandas as pd

from crmlab import wanted

RULES = ["first", "last", "linear", "position"]
ENDS = 0.4  # of an order, what the rule "position" gives to the first and to the last
START, ORDER, GONE = "start", "order", "gone"


def credits(paths, ordered, rule):
    """Share out each order among the touches of its path by a rule.

    paths    Series of tuples of channels, in order of time
    ordered  Series of True and False, whether the path led to an order
    rule     "first" or "last": the touch gets all; "linear": all touches alike;
             "position": 40% to the first, 40% to the last, the rest to those between,
             and halves where there are none
    Returns a Series by channel: orders credited, summing to the number of orders. A
    channel that is on paths gets a row even where it gets nothing.

    >>> paths = pd.Series([("advert", "web"), ("web",)])
    >>> credits(paths, pd.Series([True, True]), "linear").to_dict()
    {'advert': 0.5, 'web': 1.5}
    """
    if rule not in RULES:
        raise ValueError(f"credits() knows {', '.join(RULES)}; got {rule!r}.")
    wanted.rows(paths, "credits", "paths")
    touches = _touches(paths, ordered)
    at, size = touches["at"], touches["size"]
    if rule == "first":
        part = at == 0
    elif rule == "last":
        part = at == size - 1
    elif rule == "linear":
        part = 1 / size
    else:
        part = _by_position(at, size)
    credit = (part * touches["ordered"]).groupby(touches["channel"]).sum()
    return credit.rename("orders").astype(float)


def _by_position(at, size):
    end = (at == 0) | (at == size - 1)
    middle = (1 - 2 * ENDS) / (size - 2).clip(lower=1)
    return pd.Series(
        np.select([size == 1, size == 2, end], [1.0, 0.5, ENDS], middle), at.index
    )


def _touches(paths, ordered):
    """One row a touch: channel, at (place on its path from 0), size, ordered."""
    channel = paths.explode()
    size = paths.str.len().to_numpy()
    place = np.arange(len(channel)) - np.repeat(np.cumsum(size) - size, size)
    return pd.DataFrame(
        {
            "channel": channel.to_numpy(dtype=object),
            "at": place,
            "size": np.repeat(size, size),
            "ordered": np.repeat(np.asarray(ordered, dtype=bool), size),
        }
    )


def transitions(paths, ordered):
    """Count the moves from touch to touch, to an order, or away: the chain's table.

    paths, ordered  as in ``credits``
    Returns a frame, one row a place that can be left ("start" and the channels), one
    column a place that can be come to (the channels, "order", "gone"): numbers.

    >>> paths = pd.Series([("web", "web"), ("web",)])
    >>> transitions(paths, pd.Series([True, False])).to_numpy().tolist()
    [[2.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
    """
    wanted.rows(paths, "transitions", "paths")
    touches = _touches(paths, ordered)
    channels = sorted(touches["channel"].unique())
    code = pd.Categorical(touches["channel"], channels).codes.astype(int)
    size = len(channels)
    first = (touches["at"] == 0).to_numpy()
    last = (touches["at"] == touches["size"] - 1).to_numpy()
    came_from = np.where(first, 0, 1 + np.roll(code, 1))
    end = np.where(touches["ordered"], size, size + 1)
    moves = np.zeros((size + 1, size + 2))
    np.add.at(moves, (came_from, code), 1)
    np.add.at(moves, (1 + code[last], end[last]), 1)
    return pd.DataFrame(moves, [START, *channels], [*channels, ORDER, GONE])


def order_chance(moves, without=None):
    """The chance that a visit leads to an order, by the chain of its moves.

    moves    frame as ``transitions`` returns it
    without  a channel: all who come to it are taken to be lost
    With T the chances among the touches and r those of an order right after, the
    chances from each touch are (I − T)⁻¹ r (Kemeny & Snell 1960, Finite Markov Chains).

    >>> paths = pd.Series([("C1", "C2", "C3"), ("C1",), ("C2", "C3")])
    >>> moves = transitions(paths, pd.Series([True, False, False]))
    >>> round(order_chance(moves), 4), round(order_chance(moves, without="C1"), 4)
    (0.3333, 0.1667)
    """
    chance = moves.div(moves.sum(axis=1).replace(0, 1), axis=0)
    kept = [channel for channel in moves.index if channel not in (START, without)]
    if without is not None and without not in moves.index:
        raise ValueError(f"order_chance() found no channel {without!r} in moves.")
    step = chance.loc[kept, kept].to_numpy()
    reach = np.linalg.solve(np.eye(len(kept)) - step, chance.loc[kept, ORDER])
    return float(chance.loc[START, kept] @ reach)


def removal_effects(moves):
    """What each touchpoint is worth: the share of orders lost without it.

    moves  frame as ``transitions`` returns it
    Returns a frame by channel: removal_effect = 1 − P(order, without) / P(order), and
    share, the effect as a share of the sum of them all: the credit for the orders.

    Source: Anderl, Becker, von Wangenheim & Schumann (2016), International Journal of
    Research in Marketing 33(3). Agrees to four digits with published examples and with
    a peer package (see the tests).

    >>> paths = pd.Series([("C1", "C2", "C3"), ("C1",), ("C2", "C3")])
    >>> effects = removal_effects(transitions(paths, pd.Series([True, False, False])))
    >>> effects.round(4).to_dict("list")
    {'removal_effect': [0.5, 1.0, 1.0], 'share': [0.2, 0.4, 0.4]}
    """
    whole = order_chance(moves)
    if not whole > 0:
        raise ValueError("removal_effects() needs paths that lead to an order.")
    channels = [channel for channel in moves.index if channel != START]
    effect = pd.Series(
        [1 - order_chance(moves, channel) / whole for channel in channels],
        pd.Index(channels, name="channel"),
        name="removal_effect",
    )
    return pd.DataFrame({"removal_effect": effect, "share": effect / effect.sum()})
