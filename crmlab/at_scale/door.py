"""What the summaries ask of a table: its columns, their kinds, and that none is empty.

A frame goes through `crmlab.wanted`, as in every other room. Of a database's table the
kinds are known beforehand; one look at the rows counts gaps and numbers without end.
"""

import warnings
from contextlib import contextmanager

import duckdb
import ibis
import pandas as pd

from crmlab import wanted


def table(given, asks, what, *, keys=(), dates=(), numbers=(), labels=(), flags=()):
    """An Ibis table with the columns that are asked for; a frame becomes one.

    Raises ValueError where a column is missing, has a gap or is not of its kind.
    """
    kinds = {"keys": keys, "dates": dates, "numbers": numbers, "flags": flags}
    names = [*keys, *dates, *numbers, *flags, *labels]
    if not isinstance(given, ibis.Table):
        frame = wanted.table(given, asks, what, **kinds, labels=labels)
        return held(frame, list(dict.fromkeys(names)))
    wanted.columns(pd.DataFrame(columns=given.columns), names, asks, what)
    fitting = {
        "keys": lambda kind: kind.is_string() or kind.is_integer(),
        "dates": lambda kind: kind.is_date() or kind.is_timestamp(),
        "numbers": lambda kind: kind.is_numeric(),
        "flags": lambda kind: kind.is_boolean(),
    }
    words = {"keys": "text or whole numbers", "flags": "true and false"}
    for kind, fits in fitting.items():
        for name in kinds[kind]:
            found = given[name].type()
            if not fits(found):
                raise ValueError(
                    f"{asks}() needs {words.get(kind, kind)} in column {name} of "
                    f"{what}, which holds {found}: cast it first."
                )
            if found.is_timestamp() and found.timezone:
                raise ValueError(
                    f"{asks}() counts days, and column {name} of {what} is in time "
                    f"zone {found.timezone}: which day it is hangs on the zone. Turn "
                    "it into the shop's own time without a zone first."
                )
    _complete(given, asks, what, names, numbers)
    return given


def held(frame, names):
    """These columns of a frame as an Ibis table; categories as what they stand for."""
    kept = frame[names].reset_index(drop=True)
    kinds = {
        name: kept[name].cat.categories.dtype
        for name in names
        if isinstance(kept[name].dtype, pd.CategoricalDtype)
    }
    with quiet():
        return ibis.memtable(kept.astype(kinds))


def _complete(given, asks, what, names, numbers):
    """Raise a ValueError for gaps and infinite numbers, counted in one query.

    Each column is asked for on its own: the end of a Parquet file tells which of its
    columns have gaps, and an engine that need not read them does not.
    """
    faults = {("empty ones", name): given[name].isnull() for name in names}
    for name in numbers:
        if given[name].type().is_floating():
            odd = given[name].isnan() | given[name].isinf()
            faults["that are infinite or no number", name] = odd
    faults = list(faults.items())
    parts = [given.filter(fault).agg(n=ibis._.count()) for _, fault in faults]
    parts = [part.mutate(place=place) for place, part in enumerate(parts)]
    rows = given.agg(n=given.count()).mutate(place=len(parts))
    found = fetch(ibis.union(rows, *parts)).set_index("place")["n"].sort_index()
    if not found.pop(len(parts)):
        raise ValueError(f"{asks}() needs at least one row; {what} is empty.")
    for place, count in found[found > 0].items():
        words, name = faults[place][0]
        raise ValueError(
            f"{asks}() needs every entry; column {name} of {what} has {count:,.0f} "
            f"{words}. Fill them or leave those rows out."
        )


def exact(column):
    """Money as a decimal of four places: its sum does not hang on the rows' order."""
    return column.cast("decimal(18, 4)")


def fetch(expression):
    """What the engine makes of an expression, as a frame or a value.

    Raises MemoryError where DuckDB needs more than it may take.
    """
    with quiet():
        try:
            found = expression.to_pyarrow()  # to_pandas would copy every text
        except duckdb.OutOfMemoryException:
            raise MemoryError(
                "DuckDB needs more memory for this than it may take. Go shard by shard "
                "(each_shard), or give it more: connect(memory_gib=…)."
            ) from None
    if isinstance(expression, ibis.Table):
        return found.to_pandas(date_as_object=False)
    return found.as_py()


@contextmanager
def quiet():
    """Without what Ibis, DuckDB and Spark say of pandas 4: that is not for us."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", FutureWarning)
        yield
