"""What is asked of a column of text, and of a column of tuples."""

from pandas.api import types

from crmlab.wanted.column import complete, series
from crmlab.wanted.kinds import as_values, held, kind


def text(values, function, what, *, gaps=False):
    """Text; whole numbers become their digits, and blank text is a gap."""
    values = as_values(series(values, function, what))
    found = kind(values)
    if found == "numbers" and _whole(values):
        values = values.astype("Int64")  # so that a phone number gets no .0
    elif found not in ("text", "nothing"):
        raise ValueError(
            f"{function}() needs text in {what}, which holds {held(values)}. Turn it "
            "into text first, with astype(str)."
        )
    values = values.astype("str")
    values = values.mask(values.str.strip() == "")
    if not gaps:
        complete(values, function, what)
    return values


def tuples(values, function, what):
    """Tuples or lists with at least one entry each."""
    values = as_values(series(values, function, what))
    complete(values, function, what)
    if not values.map(type).isin([tuple, list]).all():
        raise ValueError(
            f"{function}() needs a tuple in each row of {what}, such as ('advert', "
            f"'web'); it holds {held(values)}. Split text with str.split(' > ') first."
        )
    if (values.str.len() == 0).any():
        raise ValueError(
            f"{function}() needs at least one entry in each tuple of {what}; "
            f"{int((values.str.len() == 0).sum())} are empty. Leave them out."
        )
    return values


def _whole(values):
    some = values.dropna()
    return not types.is_bool_dtype(values) and (some % 1 == 0).all()
