"""A trial by lot: half of each group is held out of what is done for the others."""

import pandas as pd

from crmlab.company.randomness import stream

HELD_OUT = " (held out)"


def held_out(groups, seed, quarter):
    """The groups, with half of each, drawn by lot, in a group of its own."""
    lot = stream(seed, f"game trial {quarter}").permutation(len(groups))
    place = pd.Series(lot, groups.index).groupby(groups).rank(method="first")
    half = (place % 2 == 0).reindex(groups.index)
    return groups.where(~half, groups + HELD_OUT)
