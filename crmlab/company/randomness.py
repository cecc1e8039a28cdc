"""Random numbers that stay in their place.

Two needs, two tools:

- a table draws from its own stream, named after it, so that a table that is added or
  mended later leaves the others as they were: `stream(seed, "survey")`;
- one customer's luck in one week must be the same under every policy, so that two
  policies differ by their effects and not by luck (common random numbers). For that,
  `luck(seed, "orders", customer, week)` is a function of its address.
"""

import zlib
from functools import lru_cache

import numpy as np

# SplitMix64, the mixing function of Steele, Lea & Flood (2014), "Fast splittable
# pseudorandom number generators", OOPSLA. NumPy's own generators give a sequence, not
# a number for an address; with whole-number arithmetic only, this one gives the same
# numbers with every version of NumPy and on every machine.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_MANY = 10_000  # addresses; more under one name than under several fit into the cache


def stream(seed, name):
    """A NumPy generator that belongs to one table of one company."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def luck(seed, name, *address):
    """Uniform numbers in (0, 1), one for each address, the same whenever asked.

    seed: whole number; or several, and which of them (from 0) belongs to each address
    `address` is one or more whole numbers or arrays of them (say, customer and week),
    which are broadcast against each other.
    """
    return _at(_starts(seed, name), address)


def lucks(seed, names, *address):
    """`luck` under several names at once, which is faster: a dict from name to numbers.

    `address` as in `luck`, with arrays of one dimension.
    """
    if np.size(address[0]) > _MANY:
        return {name: luck(seed, name, *address) for name in names}
    starts = np.array([_starts(seed, name) for name in names]).reshape(len(names), -1)
    return dict(zip(names, _at(starts, address), strict=True))


def _starts(seed, name):
    """The bits from which a name's addresses go on: one, or one for each address."""
    if not isinstance(seed, tuple):
        return _start(seed, name)
    seeds, which = seed
    return _start_of_each(tuple(seeds), name)[which]


@lru_cache(maxsize=4096)
def _start_of_each(seeds, name):
    return np.array([_start(one, name) for one in seeds])


@lru_cache(maxsize=4096)
def _start(seed, name):
    """The bits that belong to a seed and a name."""
    with np.errstate(over="ignore"):
        bits = np.asarray(seed).astype(np.uint64)[()]
        return _mix(bits + np.uint64(zlib.crc32(name.encode())) * _STEP)


def _at(bits, address):
    with np.errstate(over="ignore"):  # wrapping around is what mixing lives by
        for part in address:
            bits = _mix(bits + _step(part))
    # 53 bits fill a double; the half keeps 0 and 1 out, where quantiles are infinite.
    return ((bits >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53


def _step(part):
    if isinstance(part, int):  # as below, without a dozen calls for one number
        return np.uint64((part + 1) * int(_STEP) % 2**64)
    return (np.asarray(part).astype(np.uint64) + np.uint64(1)) * _STEP


def _mix(bits):
    """Mix bits, in the place of those that were given: they are gone afterwards."""
    bits ^= bits >> np.uint64(30)
    bits *= _FIRST
    bits ^= bits >> np.uint64(27)
    bits *= _SECOND
    bits ^= bits >> np.uint64(31)
    return bits


def pick(chances, uniform, row=slice(None)):
    """For each uniform number, the column of `chances` that it falls in.

    chances: rows that sum to 1
    row: which row belongs to each number, where there are few; else each has its own
    """
    edges = np.cumsum(chances, axis=1)
    uniform = np.asarray(uniform)
    column = np.zeros(len(uniform), int)
    for edge in edges.T[:-1]:  # column by column: a row each would take gigabytes
        column += uniform > edge[row]
    return column
