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


def __getattr__(name):
    """Fetch the simulation once it is asked for: reading tables does without it."""
    if name in ("Company", "simulate", "simulate_each"):
        from . import simulation

        return getattr(simulation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
