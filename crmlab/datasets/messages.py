"""What this room says when something is wrong, and the error that says it."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path

# How many of the rows at fault a message shows.
SHOWN = 3


class DataError(ValueError):
    """Something is wrong with the data, or with how they were asked for."""


class DamagedError(DataError):
    """A data folder lacks a file, or holds one that is not as it was made."""


@cache
def _texts():
    import yaml

    file = Path(__file__).with_name("messages.yml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def say(key, **words):
    """Return the message ``key`` of messages.yml with its words filled in."""
    return _texts()[key].format(**words)


def nearest(name, names):
    """Return " Did you mean …?" with the name nearest to ``name``, or nothing."""
    spelled = {str(known).lower(): str(known) for known in names}
    close = get_close_matches(str(name).lower(), spelled, n=1)
    return say("nearest", name=spelled[close[0]]) if close else ""


def rows_fault(key, text, wrong, **words):
    """Return a list with one message on the rows that are wrong, or an empty list.

    ``text`` is a column as text, whose index says where each row was and is named
    "line" (of a file) or "row" (of a frame); ``wrong`` is True for the rows at fault.
    """
    at_fault = text[wrong.to_numpy()]
    if at_fault.empty:
        return []
    first = [
        say(f"at_{text.index.name}", label=label, value=_shown(value))
        for label, value in at_fault.head(SHOWN).items()
    ]
    more = say("and_more") if len(at_fault) > SHOWN else ""
    words |= {"n": len(at_fault), "rows": len(text), "first": ", ".join(first) + more}
    return [say(key, **words)]


def _shown(value):
    return value if isinstance(value, str) else say("no_value")


def refuse_orders(faults):
    """Raise a DataError that lists what is wrong with an order log, if anything is."""
    if faults:
        raise DataError("\n- ".join([say("orders_fault"), *faults]))
