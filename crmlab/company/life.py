"""What happened in some weeks, as the engine hands it on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .narrow import narrow_array


@dataclass(frozen=True)
class Life:
    """What happened in some weeks.

    events: one row an order (or an order that failed), in order of time; `who` is the
        row of the person
    calls: one row a call to order that came into the phone queue (see calling.py)
    contacts: who was in each campaign, and who was held out
    kept: copies of the state, by week
    """

    events: pd.DataFrame
    calls: pd.DataFrame
    contacts: list
    kept: dict


# Counts and places in short lists need one byte, and a large company has millions.
SMALL = ["slot", "channel", "cause"]


def stacked(weeks, columns=None):
    """The weeks' orders as one frame, in order of time; the weeks are used up.

    columns: those that are wanted; None for all.

    Each week is sorted by itself: weeks follow each other, and a short sort stays in
    the processor's memory.
    """
    sorting = [np.lexsort((w["who"], w["clock"], w["day"])) for w in weeks]
    frame = {}
    for name in columns or list(weeks[0]):
        parts = [w.pop(name)[order] for w, order in zip(weeks, sorting, strict=True)]
        whole = np.concatenate(parts)
        frame[name] = whole.astype(np.int8) if name in SMALL else narrow_array(whole)
    return pd.DataFrame(frame)
