"""What is asked of a frame: its columns, its rows, and each column by its kind."""

import pandas as pd
from pandas.api.types import is_hashable

from crmlab.wanted import column
from crmlab.wanted.pairs import one_zone


def frame(given, function, what):
    """A frame, where one is asked for."""
    if not isinstance(given, pd.DataFrame):
        raise ValueError(
            f"{function}() needs a frame for {what}; it got a {type(given).__name__}."
        )
    return given


def columns(given, names, function, what):
    """Raise a ValueError where a frame lacks a column, or has it twice."""
    frame(given, function, what)
    if isinstance(names, str):
        listed(names, function, f"the columns of {what}")
    there = [is_hashable(name) and name in given.columns for name in names]
    missing = [name for name, found in zip(names, there, strict=True) if not found]
    if missing:
        raise ValueError(
            f"{function}() found no column {', '.join(map(str, missing))} in {what}, "
            f"which has {', '.join(map(str, given.columns))}."
        )
    if not given.columns.is_unique:
        twice = given.columns[given.columns.duplicated()]
        twice = [name for name in names if name in twice]
        if twice:
            raise ValueError(
                f"{function}() found column {twice[0]} twice in {what}: rename or drop "
                "one of them first."
            )


def rows(given, function, what):
    """Raise a ValueError where a frame or Series is empty."""
    if not len(given):
        raise ValueError(f"{function}() needs at least one row; {what} is empty.")


def table(
    given,
    function,
    what,
    *,
    keys=(),
    numbers=(),
    dates=(),
    flags=(),
    labels=(),
    gaps=(),
    empty=False,
):
    """A frame with each column that is asked for, cleaned after its kind.

    keys, numbers, dates, flags  columns to be as the checks of these names want them
    labels                       columns of any kind
    gaps                         which of these may have gaps; flags never may
    empty                        may the frame have no rows?
    Columns that nobody asks for stay as they are. Takes one name, or a list of them.
    """
    kinds = {"keys": keys, "numbers": numbers, "dates": dates, "flags": flags}
    kinds = {kind: _names(names) for kind, names in kinds.items()}
    asked = [*sum(kinds.values(), []), *_names(labels)]
    columns(given, asked, function, what)
    if not empty:
        rows(given, function, what)
    clean = given.copy(deep=False)
    for kind, names in kinds.items():
        for name in names:
            extra = {"gaps": name in _names(gaps)} if kind != "flags" else {}
            place = f"column {name} of {what}"
            values = given[name]
            found = getattr(column, kind)(values, function, place, **extra)
            if found is not values:
                clean[name] = found
    for name in _names(labels):
        if name not in _names(gaps):
            column.complete(given[name], function, f"column {name} of {what}")
    one_zone(function, *[(given, name) for name in kinds["dates"]])
    return clean


def all_numbers(given, function, what, *, gaps=False):
    """A frame of nothing but numbers, at least one row and one column of them."""
    names = list(frame(given, function, what).columns)
    if not names:
        raise ValueError(f"{function}() needs at least one column in {what}.")
    return table(given, function, what, numbers=names, gaps=names if gaps else ())


def listed(names, function, what, *, empty=False):
    """A list with at least one entry; text would be taken letter by letter.

    empty  may it have none?
    """
    if isinstance(names, str) or not hasattr(names, "__iter__"):
        raise ValueError(
            f"{function}() needs a list for {what}, such as [{names!r}], not {names!r}."
        )
    names = list(names)
    if not empty and not names:
        raise ValueError(f"{function}() needs at least one entry in {what}.")
    return names


def mapping(given, function, what):
    """A dict with at least one entry."""
    if not isinstance(given, dict) or not given:
        got = "an empty one" if isinstance(given, dict) else f"a {type(given).__name__}"
        raise ValueError(
            f"{function}() needs a dict with at least one entry for {what}; it got "
            f"{got}."
        )
    return given


def _names(names):
    """One name or several, as a list."""
    return list(names) if isinstance(names, (list, tuple, pd.Index)) else [names]
