"""Invented names. Any likeness to a real person or firm is chance."""

from importlib import resources

import numpy as np
import yaml

NAMES = yaml.safe_load(
    resources.files(__package__).joinpath("names.yml").read_text(encoding="utf-8")
)


def household_names(rng, size):
    """`size` names of people: family name first, then one or two given syllables."""
    family = _some(rng, NAMES["family"], size)
    first = _some(rng, NAMES["given"], size)
    second = _some(rng, [g.lower() for g in NAMES["given"]] + [""] * 25, size)
    return family + " " + first + second


def organisation_names(rng, sector):
    """A name for each organisation that tells its trade."""
    names = np.empty(len(sector), dtype=object)
    first = _some(rng, NAMES["place"], len(sector))
    second = _some(rng, NAMES["family"], len(sector))
    for trade, words in NAMES["trade"].items():
        here = (sector == trade).to_numpy()
        word = _some(rng, words, here.sum())
        names[here] = first[here] + " " + second[here] + " " + word
    return names


def _some(rng, words, size):
    return np.array(words, dtype=object)[rng.integers(len(words), size=size)]
