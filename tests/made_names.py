"""In a kernel: what a cell made is the same when all cells have run.

conftest.py puts this beside the kernel's start-up files, and does not run a slow cell
again whose data are as it made them.
"""

import datetime
import hashlib
import pickle
import types

PLAIN = (str, bytes, int, float, complex, type(None), datetime.date)
_made = {}  # {number of the cell: {name: prints of its value}}


def keep(cell, names, values):
    """Remember what these names stand for now; values: {name: value}.

    Raises AssertionError, in the end, where it is nothing or not all of it is data.
    """
    found = {name: prints(values[name]) for name in names if name in values}
    _made[cell] = {
        name: {part: mine for part, mine in made.items() if mine}
        for name, made in found.items()
    }
    assert found and all(mine for made in found.values() for mine in made.values())


def same(cell, values):
    """Raise AssertionError where a cell's names stand for something else by now.

    A table may have a new column and a dict a new entry: these are told by names.
    """
    for name, made in _made.get(cell, {}).items():
        assert made.items() <= prints(values.get(name)).items(), (
            f"{name} was changed in place after its cell had run"
        )


def prints(value):
    """A short print of each column, or entry, of a value; None where it is no data."""
    import pandas as pd

    named = {"": value}
    if isinstance(value, pd.DataFrame):
        named = {f"{name}": value[name] for name in value.columns.unique()}
    if isinstance(value, dict):
        named = {f"{name}": part for name, part in value.items()}
    return {name: print_of(part) for name, part in named.items()}


def print_of(value):
    """A short print of a value; None where it is no data, such as a model."""
    whole = hashlib.blake2b(digest_size=16)
    try:
        for part in parts(value):
            whole.update(pickle.dumps(part, protocol=4))
    except (NotData, pickle.PicklingError, AttributeError, TypeError):
        return None
    return whole.hexdigest()


class NotData(Exception):
    """A model, a figure: what it holds may well come later."""


def parts(value):
    """The parts of tables, lists and numbers that make them what they are."""
    import pandas as pd

    yield type(value).__name__
    if isinstance(value, (pd.DataFrame, pd.Series, pd.Index)):
        axes = value.axes if hasattr(value, "axes") else [value]
        yield [axis.names for axis in axes], getattr(value, "name", "")
        yield str(getattr(value, "dtypes", ""))
        yield from (list(axis) for axis in axes[1:])
        yield pd.util.hash_pandas_object(value).to_numpy()
    elif isinstance(value, (list, tuple, dict)):
        for each in value.items() if isinstance(value, dict) else value:
            yield from parts(each)
    elif isinstance(value, (set, frozenset)):
        yield sorted(map(repr, value))
    elif isinstance(value, types.FunctionType):
        yield value.__code__.co_code
    elif isinstance(value, PLAIN) or type(value).__module__.startswith("numpy"):
        yield value  # numpy's generators of random numbers, too
    else:
        raise NotData
