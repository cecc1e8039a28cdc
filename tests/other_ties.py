"""In a kernel: what is equal is sorted the other way round.

pandas sorts by NumPy's quicksort unless it is told kind="stable", and in which order
that leaves equal values hangs on the processor. A lesson whose output changes here
prints something else on another laptop. conftest.py puts this beside the kernel's
start-up files, and turns ties when all cells have run, before they run again.
"""

import functools


def turn():
    import pandas as pd

    for kind in (pd.DataFrame, pd.Series):
        kind.sort_values = turned(kind.sort_values)


def turned(plain):
    """sort_values() that leaves equal rows in the order opposite to the stable one."""

    @functools.wraps(plain)
    def sort_values(self, *arguments, **options):
        by = arguments[0] if arguments else options.get("by")
        many_keys = isinstance(by, list) and len(by) > 1  # sorted by a stable way
        if many_keys or options.keys() & {"kind", "inplace", "axis"}:
            return plain(self, *arguments, **options)
        return plain(self.iloc[::-1], *arguments, **options, kind="stable")

    return sort_values
