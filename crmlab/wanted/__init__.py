"""The one door: what the methods ask of what they are given.

Each check is quiet where all is well. Else it raises a ValueError in one sentence:
which method asks, what it found where, and what to do. Those that return something
return the input cleaned, so that a method begins with

    trial = wanted.table(trial, "offer_gain", "trial", flags=treated, numbers=outcome)

    frame, columns, rows, table,       of frames
    all_numbers, listed, mapping
    series, complete, numbers, flags,  of one column
    dates, keys, scale, known
    matched, same_ids, one_zone, once  of two inputs, or of rows that belong together
    number, share, whole, one_of,      of single values
    day, period, through, before
    fitted                             of a model

Throughout, ``function`` names the method and ``what`` the input, for the sentence. A
gap (None, NaN, NaT) is refused unless a method says ``gaps``; nothing is dropped here.
"""

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
from crmlab.wanted.pairs import matched, once, one_zone, same_ids
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

same_customers = matched  # its name until all rooms use the new one

__all__ = [
    "all_numbers",
    "before",
    "columns",
    "complete",
    "dates",
    "day",
    "fitted",
    "flags",
    "frame",
    "keys",
    "known",
    "listed",
    "mapping",
    "matched",
    "number",
    "numbers",
    "once",
    "one_of",
    "one_zone",
    "period",
    "rows",
    "same_ids",
    "scale",
    "series",
    "share",
    "table",
    "through",
    "whole",
]
