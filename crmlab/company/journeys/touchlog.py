"""The log of touchpoints as plain numbers, and as the table that analysts read."""

import numpy as np
import pandas as pd

from .. import planted
from ..ids import named
from .hours import DAY

WHAT = [name for names in planted.EVENTS.values() for name in names]
WHAT += [*planted.DETAILS["what"], *planted.AFTER, *planted.TOPICS.index]
WHAT = list(dict.fromkeys(WHAT))
NAMES = {
    "step": planted.STEPS,
    "channel": planted.CHANNELS_OF_TOUCH,
    "what": WHAT,
    "outcome": planted.OUTCOMES,
}
# Small numbers: a large company has tens of millions of touches.
KINDS = dict.fromkeys(["at", "journey", "known_from", "person", "order"], np.int32)
KINDS |= dict.fromkeys(NAMES, np.int8) | {"wait": np.float32}


def rows(at, journey, step, channel, what, outcome, **more):
    """Touches as columns of numbers; names stand as places in the lists of NAMES.

    at: minutes since the start of history; journey: any whole number, one a journey
    step, channel, what, outcome: names, one for all or one each
    more: person and order (rows, -1 for none), wait (minutes), known_from (minutes
    since the start at which the outcome is known; else at once)
    """
    columns = {"at": at, "journey": journey}
    named = {"step": step, "channel": channel, "what": what, "outcome": outcome}
    columns |= {name: code(name, values) for name, values in named.items()}
    columns |= {"person": -1, "order": -1, "wait": np.nan, "known_from": at} | more
    values = {n: np.asarray(v).astype(KINDS[n], copy=False) for n, v in columns.items()}
    return {n: np.broadcast_to(v, len(at)) for n, v in values.items()}


def code(column, values):
    """Names as places in the list of a column's names; numbers are left as they are."""
    names = NAMES[column]
    if isinstance(values, str):
        return np.int8(names.index(values))
    values = np.asarray(values)
    if values.dtype.kind in "iu":
        return values.astype(np.int8, copy=False)
    return pd.Categorical(values, names).codes.astype(np.int8)


def either(column, first, name, other):
    """The place of one name where `first` is true, and of another elsewhere."""
    return np.where(first, code(column, name), code(column, other))


def as_table(log, story, until):
    """The log's rows as the table, as far as outcomes are known at a date.

    log: rows in order of time; until: minutes since the start of history
    """
    known = (log["known_from"] < until).to_numpy()
    outcome = np.where(known, log["outcome"], -1)
    codes = {name: log[name] for name in ["step", "channel", "what"]}
    table = {
        "journey_id": log["journey"],
        "customer_id": named(story.people.frame["customer_id"], log["person"]),
        "time": planted.START + pd.to_timedelta(log["at"], unit="m"),
        "order_id": named(story.order_ids, log["order"]),
        "wait": log["wait"].astype(float).round(1),
    }
    for name, values in (codes | {"outcome": outcome}).items():
        ordered = name == "step"
        table[name] = pd.Categorical.from_codes(values, NAMES[name], ordered=ordered)
    return pd.DataFrame(table)


def minutes_to(date):
    """Minutes from the start of history to the beginning of a date."""
    return (date - planted.START).days * DAY
