"""What is asked of two inputs, or of rows that belong together."""

import pandas as pd

from crmlab.wanted.column import series
from crmlab.wanted.kinds import kind


def matched(one, other, function, names):
    """The other input, row for row as the one: matched by index, not by place.

    Both name each row once. What the other has more is left out; what it lacks is
    refused.
    """
    one, other = _indexed(one, function, names[0]), _indexed(other, function, names[1])
    if one.index.equals(other.index) and one.index.is_unique:
        return other
    for given, name in zip((one, other), names, strict=True):
        if not given.index.is_unique:
            twice = given.index[given.index.duplicated()][0]
            raise ValueError(
                f"{function}() found {twice} twice in the index of {name}: it needs "
                "one row each."
            )
    same_ids(one.index, other.index, function, [f"the index of {n}" for n in names])
    missing = one.index.difference(other.index)
    if len(missing):
        raise ValueError(
            f"{function}() found no entry in {names[1]} for {len(missing)} rows of "
            f"{names[0]}, the first {missing[0]}."
        )
    return other.loc[one.index]


def paired(one, other, function, names):
    """As ``matched``; but rows that stand in one index may bear one name, too.

    Two columns of one frame belong together row for row, whatever its index.
    """
    other = _indexed(other, function, names[1])
    if _indexed(one, function, names[0]).index.equals(other.index):
        return other
    return matched(one, other, function, names)


def unique_index(given, function, what):
    """Raise a ValueError where the index does not name each row once."""
    if not given.index.is_unique:
        twice = given.index[given.index.duplicated()][0]
        raise ValueError(
            f"{function}() needs a unique index in {what}, one label a row; it found "
            f"{twice} twice. Leave the repeats out first, or use reset_index."
        )


def same_ids(one, other, function, names):
    """Raise a ValueError where ids are text on one side and numbers on the other."""
    kinds = [kind(pd.Series(side)) for side in (one, other)]
    if kinds[0] != kinds[1] and "nothing" not in kinds:
        raise ValueError(
            f"{function}() cannot match {names[0]}, which holds {kinds[0]}, with "
            f"{names[1]}, which holds {kinds[1]}: turn both into text with "
            "astype(str)."
        )


def one_zone(function, *places):
    """Raise a ValueError where columns of dates are not of one time zone, or of none.

    places  pairs of a frame and the name of one of its columns; what is not there is
            passed over, for another check to tell
    """
    zones = {}
    for frame, name in places:
        there = isinstance(frame, pd.DataFrame) and list(frame.columns).count(name) == 1
        if there and len(frame):
            dtype = frame[name].dtype
            zone = getattr(dtype, "tz", None)
            if isinstance(dtype, pd.ArrowDtype):
                zone = getattr(dtype.pyarrow_dtype, "tz", None)
            if pd.api.types.is_datetime64_any_dtype(dtype):
                zones.setdefault(str(zone or "no zone"), name)
    if len(zones) > 1:
        said = ", ".join(f"{name} in {zone}" for zone, name in zones.items())
        raise ValueError(
            f"{function}() needs all dates in one time zone, or all without; it found "
            f"{said}. Bring them together with dt.tz_convert, or take the zone off "
            "with dt.tz_localize(None)."
        )


def once(frame, names, function, what):
    """Raise a ValueError where rows repeat what should name each row once."""
    names = [names] if isinstance(names, str) else list(names)
    twice = frame.duplicated(names)
    if twice.any():
        first = ", ".join(map(str, frame.loc[twice.to_numpy(), names].iloc[0]))
        raise ValueError(
            f"{function}() needs each {' and '.join(names)} once in {what}; it found "
            f"{first} twice. Leave the repeats out first, with drop_duplicates."
        )


def _indexed(given, function, name):
    if isinstance(given, pd.DataFrame):
        return given
    return series(given, function, name)
