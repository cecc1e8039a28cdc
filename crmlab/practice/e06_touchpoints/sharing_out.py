"""Exercise E6.3: ways to share out an order by time decay, the right one and the usual
wrong ones, and the paths they are tried on.
"""

from crmlab import touchpoints as tp
from crmlab.practice.declare import Exercise, Part
from crmlab.practice.forms import ByLabel, Function
from crmlab.practice.once import once


def by_weight(path, weights):
    """Credits that sum to one; a channel that comes twice gets both."""
    whole, credit = sum(weights), {}
    for channel, weight in zip(path, weights, strict=True):
        credit[channel] = credit.get(channel, 0) + weight / whole
    return credit


def decay(path):
    """Each touch weighs half as much as the one after it."""
    return by_weight(path, [0.5 ** (len(path) - 1 - at) for at in range(len(path))])


def growing_back(path):
    """The first touch gets most."""
    return by_weight(path, [0.5**at for at in range(len(path))])


def not_one(path):
    credit = {}
    for at, channel in enumerate(path):
        credit[channel] = credit.get(channel, 0) + 0.5 ** (len(path) - 1 - at)
    return credit


def last_time_only(path):
    """A channel that comes twice keeps the credit of its last touch."""
    weights = [0.5 ** (len(path) - 1 - at) for at in range(len(path))]
    whole = sum(weights)
    return {c: w / whole for c, w in zip(path, weights, strict=True)}


def once_each(path):
    """A channel that comes twice is counted once."""
    return decay(tuple(dict.fromkeys(path)))


def repeats_merged(path):
    """Equal touches in a row are taken for one."""
    kept = [c for at, c in enumerate(path) if at == 0 or path[at - 1] != c]
    return decay(tuple(kept))


def linear(path):
    return by_weight(path, [1] * len(path))


def last(path):
    return {path[-1]: 1.0}


def by_counting_down(path):
    """1, 2, 3 … in place of doubling."""
    return by_weight(path, list(range(1, len(path) + 1)))


@once
def cases(load):
    """Made-up paths for the corners, and a long one of the company."""
    made = tp.visits(load("touchpoints"))
    some = made.loc[made["ordered"] & (made["touches"] == 5), "path"]
    several = some[some.map(lambda path: 2 < len(set(path)) < 5)]
    return {
        "two": (("advert", "web"),),
        "three": (("search", "web", "app"),),
        "one": (("shop",),),
        "again": (("web", "email", "web"),),
        "row": (("web", "web", "app"),),
        "company": (several.iloc[0],),
    }


# --- the declarations
E6_3 = Exercise(
    "E6.3",
    "core",
    minutes=15,
    concepts=("6.3",),
    parts={
        "": Part(
            answer=lambda load: decay,
            form=Function(result=ByLabel(decimals=3), cases=cases),
            points=4,
            misconceptions={
                "growing_back": lambda load: growing_back,
                "not_one": lambda load: not_one,
                "last_time_only": lambda load: last_time_only,
                "once_each": lambda load: once_each,
                "repeats_merged": lambda load: repeats_merged,
                "linear": lambda load: linear,
                "last": lambda load: last,
                "counting": lambda load: by_counting_down,
            },
        )
    },
)
