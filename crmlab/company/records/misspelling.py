"""Errors of those who type: letters swapped, dropped or doubled, names turned."""

import numpy as np
import pandas as pd

from .. import planted
from ..randomness import pick


def misspell(rng, text, share):
    """Change one letter in a share of the texts; never the first.

    text: Series of strings, some perhaps missing; share: a number or one for each

    Returns the texts, and whether each was changed.
    """
    length = text.str.len().fillna(0).to_numpy(dtype=int)
    # The letter before the last is the last that can change places with its neighbour.
    place = 1 + np.floor(rng.random(len(text)) * np.maximum(length - 2, 1)).astype(int)
    typo = pick(np.tile(planted.TYPOS, (len(text), 1)), rng.random(len(text)))
    wrong = (rng.random(len(text)) < share) & (length >= 3)
    result = text.astype(object).copy()
    # Text by text: few are changed, and nearly each at a place of its own.
    errors = zip(
        text[wrong], place[wrong], planted.TYPOS.index[typo[wrong]], strict=True
    )
    result[wrong] = [_changed(*error) for error in errors]
    return result, (result != text).to_numpy() & text.notna().to_numpy()


def _changed(text, at, kind):
    before, letter, rest = text[:at], text[at], text[at + 1 :]
    if kind == "dropped":
        return before + rest
    if kind == "doubled":
        return before + letter + letter + rest
    return before + rest[:1] + letter + rest[1:]


def given_name_first(names, some):
    """Turn family and given name round in some of the names of people."""
    parts = names.str.split(" ", n=1)
    turned = parts.str[1] + " " + parts.str[0]
    return pd.Series(np.where(some, turned, names), names.index)
