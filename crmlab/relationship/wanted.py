"""What the methods ask of the frames they are given, said in one sentence."""


def columns(frame, names, function, what):
    """Raise a ValueError where a frame lacks one of the columns."""
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise ValueError(
            f"{function}() found no column {', '.join(missing)} in {what}, which has "
            f"{', '.join(map(str, frame.columns))}."
        )


def complete(values, function, what):
    """Raise a ValueError where a Series or frame has no row, or empty entries."""
    if not len(values):
        raise ValueError(f"{function}() needs at least one row; {what} is empty.")
    empty = int(values.isna().to_numpy().sum())
    if empty:
        raise ValueError(
            f"{function}() needs every entry; {what} has {empty} empty ones. Fill "
            "them or leave those rows out."
        )


def above_zero(values, function, what):
    """Raise a ValueError where a number is not above 0."""
    low = values[~(values > 0)]
    if len(low):
        raise ValueError(
            f"{function}() needs {what} above 0; it is {low.iloc[0]} for "
            f"{low.index[0]}."
        )
