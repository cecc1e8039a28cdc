"""The rows of a policy file: what each may say, and what is said where it may not."""

import math

from crmlab.company.planted import CONTACT
from crmlab.company.play import NEWCOMERS
from crmlab.company.play.policies import HOUSE, LEVERS, QUARTERS

from .facts import VALUES
from .plain_file import FileFault

EVERYONE = "everyone"
COLUMNS = ("quarter", "group", *LEVERS, "acquisition")
ACQUISITION = (0.0, 5.0)  # times the house's budget
TEXT = {
    "column": "row {n} has {name!r}; a row may have {known}.",
    "no_group": "row {n} lacks its group.",
    "quarter": "row {n} is for quarter {word!r}; the quarters are 1, 2, 3 and 4.",
    "clause": (
        "row {n}: {word!r} is no group; write everyone, newcomers, or such as "
        "'grade is A or B and complained is yes'."
    ),
    "again": "row {n} speaks of {name} twice; write 'or' between its words.",
    "fact": "row {n}: there is no fact {name!r}; there are {known}.",
    "word": "row {n}: {name} is never {word!r}; it is {known}.",
    "number": "row {n}: {name} is {word!r}; it is a number from {low:g} to {high:g}.",
    "contact": "row {n}: contact is {word!r}; it is one of {known}.",
    "acquired": "row {n}: acquisition belongs in a row for newcomers.",
    "hidden": (
        "row {n} can never count: row {first} takes the whole group in quarter "
        "{quarter} first."
    ),
    "nothing": "row {n} sets no lever.",
}


class RowFault(FileFault):
    """A row that cannot be played."""

    def __init__(self, fault, /, **words):
        words = {k: v[:40] if k in ("name", "word") else v for k, v in words.items()}
        super().__init__(fault, TEXT, **words)


def checked_rows(rows):
    """Rows of text as rows of values: dicts of quarters, group, where and levers.

    quarters is a tuple, group the text, where a dict from fact to words, or
    "everyone", or "newcomers"; levers a dict. Raises RowFault at the first fault.
    """
    rows = [_checked(row, n) for n, row in enumerate(rows, 1)]
    _none_hidden(rows)
    return rows


def _checked(row, n):
    for name in row:
        if name not in COLUMNS:
            raise RowFault("column", n=n, name=name, known=", ".join(COLUMNS))
    if "group" not in row:
        raise RowFault("no_group", n=n)
    where = _where(row["group"], n)
    levers = {
        name: _value(name, word, n)
        for name, word in row.items()
        if name not in ("quarter", "group")
    }
    if not levers:
        raise RowFault("nothing", n=n)
    if "acquisition" in levers and where != NEWCOMERS:
        raise RowFault("acquired", n=n)
    quarters = _quarters(row.get("quarter", ""), n)
    return {"quarters": quarters, "group": row["group"], "where": where} | {
        "levers": levers
    }


def _quarters(text, n):
    """The quarters that a row is for; all where it names none."""
    words = text.replace(",", " ").split()
    known = {str(quarter): quarter for quarter in QUARTERS}
    for word in words:
        if word not in known:
            raise RowFault("quarter", n=n, word=word)
    return tuple(sorted({known[word] for word in words})) or QUARTERS


def _where(text, n):
    """A group as a dict from fact to words, or one of the two names."""
    text = " ".join(text.split())
    if text in (EVERYONE, NEWCOMERS):
        return text
    where = {}
    for clause in text.split(" and "):
        name, is_, words = clause.partition(" is ")
        if not is_:
            raise RowFault("clause", n=n, word=clause)
        if name not in VALUES:
            raise RowFault("fact", n=n, name=name, known=", ".join(VALUES))
        if name in where:
            raise RowFault("again", n=n, name=name)
        where[name] = words.split(" or ")
        for word in where[name]:
            if word not in VALUES[name]:
                known = ", ".join(VALUES[name])
                raise RowFault("word", n=n, name=name, word=word, known=known)
    return where


def _value(name, word, n):
    """What a lever is set to."""
    if name == "contact":
        known = (HOUSE, *CONTACT.index)
        if word not in known:
            raise RowFault("contact", n=n, word=word, known=", ".join(known))
        return word
    low, high = ACQUISITION if name == "acquisition" else LEVERS[name]
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise RowFault("number", n=n, name=name, word=word, low=low, high=high)
    return value


def _none_hidden(rows):
    """Refuse a row whose customers an earlier row has taken in one of its quarters."""
    seen = {}
    for n, row in enumerate(rows, 1):
        for quarter in row["quarters"]:
            mine = str(row["where"])
            for group in (EVERYONE, mine):
                first = seen.get((quarter, group))
                if first:
                    raise RowFault("hidden", n=n, first=first, quarter=quarter)
            seen[quarter, mine] = n
