"""What the methods ask of the frames they are given, said in one sentence."""

from crmlab.value.wanted import columns, complete, rows

__all__ = ["columns", "complete", "past", "rows", "same_customers"]


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
