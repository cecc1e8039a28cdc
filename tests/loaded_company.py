"""A company as `simulate` gives it, read from what the tests keep on disk.

It is made once for all files of tests, and each table is read when it is asked for.
"""

from functools import partial
from types import SimpleNamespace

from crmlab import datasets


class Read(dict):
    """{name: table}, each read once."""

    def __init__(self, load, seed):
        super().__init__()
        self.load = partial(load, seed=seed)

    def __missing__(self, name):
        self[name] = self.load(name)
        return self[name]


def loaded(seed):
    """The seed of a company, and its known, future and true tables by name."""
    return SimpleNamespace(
        seed=seed,
        tables=Read(datasets.load, seed),
        future=Read(datasets.future, seed),
        truth=Read(datasets.truth, seed),
    )
