"""What the methods ask of the frames they are given, said in one sentence.

Each function is quiet where all is well, and else raises a ValueError that names the
method, what it found, and what to do.
"""


def columns(frame, names, function, what):
    """Raise a ValueError where a frame lacks one of the columns."""
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise ValueError(
            f"{function}() found no column {', '.join(missing)} in {what}, which has "
            f"{', '.join(map(str, frame.columns))}."
        )


def rows(frame, function, what):
    """Raise a ValueError where a frame or Series is empty."""
    if not len(frame):
        raise ValueError(f"{function}() needs at least one row; {what} is empty.")


def complete(values, function, what):
    """Raise a ValueError where a Series or frame has empty entries."""
    empty = int(values.isna().to_numpy().sum())
    if empty:
        raise ValueError(
            f"{function}() needs every entry; {what} has {empty} empty ones. Fill "
            "them or leave those rows out."
        )


def share(number, function, what):
    """Raise a ValueError where a number is not between 0 and 1."""
    if not 0 <= number <= 1:
        raise ValueError(
            f"{function}() needs {what} between 0 and 1, not {number}: a fifth is 0.2."
        )


def above_zero(values, function, what):
    """Raise a ValueError where a number is not above 0."""
    low = values[~(values > 0)]
    if len(low):
        raise ValueError(
            f"{function}() needs {what} above 0; it is {low.iloc[0]} for "
            f"{low.index[0]}."
        )


def past(orders, date, today, function):
    """Raise a ValueError where a column holds no dates, or dates not before today."""
    from pandas.api.types import is_datetime64_any_dtype

    if not is_datetime64_any_dtype(orders[date]):
        raise ValueError(
            f"{function}() needs dates in {date}, which holds {orders[date].dtype}: "
            "turn it into dates with pandas.to_datetime first."
        )
    late = int((orders[date] >= today).sum())
    if late:
        raise ValueError(
            f"{function}() looks back from {today:%Y-%m-%d}, and {late} orders are of "
            "that day or later: leave them out first."
        )


def same_customers(one, other, function, names):
    """Raise a ValueError where two frames are not about the same customers."""
    for index, name in zip((one.index, other.index), names, strict=True):
        if not index.is_unique:
            raise ValueError(f"{function}() found a customer twice in {name}.")
    missing = one.index.difference(other.index)
    if len(missing):
        raise ValueError(
            f"{function}() found no entry in {names[1]} for {len(missing)} customers "
            f"of {names[0]}, the first {missing[0]}."
        )
