"""The shipped company, whatever CRMLAB_SEED says: what the lessons load from.

A lesson's text is about this one company. Exercises load from `crmlab.datasets`, which
follows CRMLAB_SEED, so that each class or student may have a company of their own.
"""

from crmlab import datasets
from crmlab.company import DEFAULT_SEED

describe = datasets.describe


def load(name):
    """As `crmlab.datasets.load`, of the shipped company."""
    return datasets.load(name, seed=DEFAULT_SEED)


def future(name):
    """As `crmlab.datasets.future`, of the shipped company."""
    return datasets.future(name, seed=DEFAULT_SEED)


def tables():
    """As `crmlab.datasets.tables`, of the shipped company."""
    return datasets.tables(seed=DEFAULT_SEED)


def truth(name):
    """As `crmlab.datasets.truth`, of the shipped company."""
    return datasets.truth(name, seed=DEFAULT_SEED)
