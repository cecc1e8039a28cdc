"""The one door: what the methods ask of what they are given.

Each check is quiet where all is well. Else it raises a ValueError in one sentence:
which method asks, what it found where, and what to do. Those that return something
return the input cleaned, so that a method begins with

    trial = wanted.table(
        trial, "offer_gain", "trial", flags=[treated], numbers=[outcome]
    )

    frame, columns, rows, table,       of frames
    all_numbers, listed, mapping
    series, complete, numbers, flags,  of one column
    dates, keys, scale, known, text, tuples
    moments, by_hour, in_step          of times, of numbers by hour or day
    differing, independent, together,  of columns that are to be told apart
    pointing_alike
    matched, paired, same_ids,         of two inputs, or of rows that belong together
    one_zone, once, unique_index
    amounts                            of what a formula is put to
    number, share, whole, one_of,      of single values
    day, period, through, before
    fitted                             of a model

Throughout, ``function`` names the method and ``what`` the input, for the sentence. A
gap (None, NaN, NaT) is refused unless a method says ``gaps``; nothing is dropped here.
"""

from crmlab.wanted.amounts import amounts
from crmlab.wanted.column import (
    complete,
    dates,
    flags,
    keys,
    known,
    numbers,
    scale,
    series,
)
from crmlab.wanted.frames import (
    all_numbers,
    columns,
    frame,
    listed,
    mapping,
    rows,
    table,
)
from crmlab.wanted.hours import by_hour, in_step, moments
from crmlab.wanted.pairs import matched, once, one_zone, paired, same_ids, unique_index
from crmlab.wanted.single import (
    before,
    day,
    fitted,
    number,
    one_of,
    period,
    share,
    through,
    whole,
)
from crmlab.wanted.spread import differing, independent, pointing_alike, together
from crmlab.wanted.words import text, tuples

__all__ = [
    "all_numbers",
    "amounts",
    "before",
    "by_hour",
    "columns",
    "complete",
    "dates",
    "day",
    "differing",
    "fitted",
    "flags",
    "frame",
    "in_step",
    "independent",
    "keys",
    "known",
    "listed",
    "mapping",
    "matched",
    "moments",
    "number",
    "numbers",
    "once",
    "one_of",
    "one_zone",
    "paired",
    "period",
    "pointing_alike",
    "rows",
    "same_ids",
    "scale",
    "series",
    "share",
    "table",
    "text",
    "through",
    "together",
    "tuples",
    "unique_index",
    "whole",
]
