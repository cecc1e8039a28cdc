"""Lantern Tea: a simulated company whose truth is known.

`simulate(seed, customers)` makes it, `simulate_each` does so table by table; `planted`
holds every planted number.
"""

from .planted import (
    CUTOFF,
    DEFAULT_CUSTOMERS,
    DEFAULT_SEED,
    FUTURE_END,
    START,
)
from .simulation import Company, simulate, simulate_each

__all__ = [
    "CUTOFF",
    "DEFAULT_CUSTOMERS",
    "DEFAULT_SEED",
    "FUTURE_END",
    "START",
    "Company",
    "simulate",
    "simulate_each",
]
