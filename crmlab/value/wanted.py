"""What the methods ask of the frames they are given, said in one sentence."""


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
            "them or leave those customers out."
        )


def share(number, function, what):
    """Raise a ValueError where a number is not between 0 and 1."""
    if not 0 <= number <= 1:
        raise ValueError(
            f"{function}() needs {what} between 0 and 1, not {number}: a fifth is 0.2."
        )
