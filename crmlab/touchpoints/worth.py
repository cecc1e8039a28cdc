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
    ordered  Series of True and False, whether the path led to an order; matched by
             index
    rule     "first" or "last": the touch gets all; "linear": all touches alike;
             "position": 40% to the first, 40% to the last, the rest to those between,
             and halves where there are none
    Returns a Series by channel: orders credited, summing to the number of orders. A
    channel that is on paths gets a row even where it gets nothing.

    Raises ValueError where a path, a channel on it or a flag is missing, or a path is
    no tuple.

    >>> paths = pd.Series([("advert", "web"), ("web",)])
    >>> credits(paths, pd.Series([True, True]), "linear").to_dict()
    {'advert': 0.5, 'web': 1.5}
    """
    if rule not in RULES:
        raise ValueError(f"credits() knows {', '.join(RULES)}; got {rule!r}.")
    touches = _touches(paths, ordered, "credits")
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


def _touches(paths, ordered, function):
    """One row a touch: channel, at (place on its path from 0), size, ordered."""
    paths = wanted.tuples(paths, function, "paths")
    wanted.rows(paths, function, "paths")
    ordered = wanted.paired(paths, ordered, function, ("paths", "ordered"))
    ordered = wanted.flags(ordered, function, "ordered").to_numpy()
    channel = paths.explode()
    wanted.complete(channel, function, "the channels of paths")
    size = paths.str.len().to_numpy()
    place = np.arange(len(channel)) - np.repeat(np.cumsum(size) - size, size)
    return pd.DataFrame(
        {
            "channel": channel.to_numpy(dtype=object),
            "at": place,
            "size": np.repeat(size, size),
            "ordered": np.repeat(ordered, size),
        }
    )


def transitions(paths, ordered):
    """Count the moves from touch to touch, to an order, or away: the chain's table.

    paths, ordered  as in ``credits``
    Returns a frame, one row a place that can be left ("start" and the channels), one
    column a place that can be come to (the channels, "order", "gone"): numbers.

    Raises ValueError where ``credits`` does, such as for a missing flag, and where a
    channel is called start, order or gone.

    >>> paths = pd.Series([("web", "web"), ("web",)])
    >>> transitions(paths, pd.Series([True, False])).to_numpy().tolist()
    [[2.0, 0.0, 0.0], [1.0, 1.0, 1.0]]
    """
    touches = _touches(paths, ordered, "transitions")
    channels = sorted(wanted.keys(touches["channel"], "transitions", "paths").unique())
    if {START, ORDER, GONE} & set(channels):
        raise ValueError(
            "transitions() cannot tell a channel called start, order or gone from the "
            "ends of a path. Give it another name first."
        )
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

    Raises ValueError where a number is missing or below 0, a place has no row or no
    column, without is no channel, or places lead to each other and to no end.

    >>> paths = pd.Series([("C1", "C2", "C3"), ("C1",), ("C2", "C3")])
    >>> moves = transitions(paths, pd.Series([True, False, False]))
    >>> round(order_chance(moves), 4), round(order_chance(moves, without="C1"), 4)
    (0.3333, 0.1667)
    """
    moves = _chain(moves, "order_chance")
    chance = moves.div(moves.sum(axis=1).replace(0, 1), axis=0)
    kept = [channel for channel in moves.index if channel not in (START, without)]
    if without is not None and (without == START or without not in moves.index):
        raise ValueError(f"order_chance() found no channel {without!r} in moves.")
    step = chance.loc[kept, kept].to_numpy()
    _ends(step, kept)
    reach = np.linalg.solve(np.eye(len(kept)) - step, chance.loc[kept, ORDER])
    return float(chance.loc[START, kept] @ reach + chance.loc[START, ORDER])


def _chain(moves, function):
    """The moves as numbers, a row and a column for each channel."""
    moves = wanted.all_numbers(moves, function, "moves")
    wanted.unique_index(moves, function, "moves")
    channels = [name for name in moves.index if name != START]
    wanted.columns(moves, [*channels, ORDER, GONE], function, "moves")
    if START not in moves.index or len(moves.columns) != len(channels) + 2:
        raise ValueError(
            f"{function}() needs in moves a row for start and each channel, a column "
            "for each channel, order and gone, as transitions() returns it."
        )
    if (moves < 0).any(axis=None):
        raise ValueError(f"{function}() needs numbers of 0 or more in moves.")
    return moves


def _ends(step, places):
    """Raise a ValueError where places lead to each other only, and to no end."""
    ends = step.sum(axis=1) < 1 - 1e-12
    for _ in places:
        ends |= (step[:, ends] > 0).any(axis=1)
    if not ends.all():
        stuck = [place for place, good in zip(places, ends, strict=True) if not good]
        raise ValueError(
            f"order_chance() found places that lead to no end: {', '.join(stuck)}. "
            "Each path ends with an order, or goes away: see moves."
        )


def removal_effects(moves):
    """What each touchpoint is worth: the share of orders lost without it.

    moves  frame as ``transitions`` returns it
    Returns a frame by channel: removal_effect = 1 − P(order, without) / P(order), and
    share, the effect as a share of the sum of them all: the credit for the orders.

    Source: Anderl, Becker, von Wangenheim & Schumann (2016), International Journal of
    Research in Marketing 33(3). Agrees to four digits with published examples and with
    a peer package (see the tests).

    Raises ValueError where ``order_chance`` does, such as for a missing number, and
    where no path leads to an order.

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
