"""Open a student's order log as it stands, every column still text."""

import os
import re
import warnings
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd

from crmlab.datasets import headings
from crmlab.datasets.messages import DataError, say

# What pandas must be told to find the heading; the rest concerns the values.
HEADING = {"sep", "delimiter", "encoding", "encoding_errors", "compression", "skiprows"}
HEADING |= {"quotechar", "quoting", "escapechar", "comment", "skipinitialspace"}
HEADING |= {"engine", "skip_blank_lines", "index_col", "dtype"}


def open_log(source, read_csv, wanted):
    """Return an order log as a frame of its own, whose index says where a row was.

    The index is named "line" for a file and holds its line numbers; for a frame it is
    named "row" and holds the frame's labels. ``wanted`` are the columns that it should
    have. Raises a DataError where there is nothing to be read.
    """
    if isinstance(source, pd.DataFrame):
        if read_csv:
            raise DataError(say("keywords_for_files", names=", ".join(read_csv)))
        log = source.copy()
        log.index = log.index.to_flat_index().rename("row")
        return log
    if not isinstance(source, (str, os.PathLike)):
        raise DataError(say("not_source", kind=type(source).__name__))
    if read_csv.get("chunksize") or read_csv.get("iterator"):
        raise DataError(say("not_whole"))
    path = Path(source)
    try:
        if path.is_dir() or not path.exists():
            raise DataError(
                say("is_folder" if path.is_dir() else "no_file", source=path)
            )
        headings.refuse_other_files(path)
        log = _read(path, read_csv, wanted)
    except OSError as error:
        why = error.strerror or _why(error)
        raise DataError(say("cannot_open", source=path, why=why)) from error
    log.index = pd.Index(_lines_of_rows(log, _first_line(read_csv)), name="line")
    # Blank lines were read, so that the line numbers are right; now they go.
    return log.dropna(how="all")


def _read(path, read_csv, wanted):
    """Read a file with pandas; say in plain words what pandas says in its own."""
    # Numbers of customers keep their zeros in front; no column is taken as index.
    options = {"dtype": "str", "skip_blank_lines": False, "index_col": False} | read_csv
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            log = pd.read_csv(path, **options)
    except pd.errors.EmptyDataError as error:
        raise DataError(say("empty_file", source=path)) from error
    except (pd.errors.ParserWarning, pd.errors.ParserError, MemoryError) as error:
        if isinstance(error, MemoryError) or "out of memory" in str(error):
            raise DataError(say("too_large", source=path)) from error
        headings.refuse_lines_above(path, wanted, read_csv)
        with suppress(pd.errors.ParserError):  # an open quotation mark spoils this too
            headings.refuse_one_column(pd.read_csv(path, **options | {"nrows": 0}))
        key = "bad_lines" if isinstance(error, ValueError) else "long_lines"
        raise DataError(say(key, source=path, why=_why(error))) from error
    except UnicodeError as error:
        told = read_csv.get("encoding") or "utf-8"
        fitting = headings.encodings_that_fit(path, told, read_csv)
        names = [name.replace("-", "_") for name in fitting]
        how = say("or").join(say(f"encoding_{name}") for name in names)
        raise DataError(say("bad_encoding", source=path, told=told, how=how)) from error
    except headings.BROKEN_ARCHIVE as error:
        raise DataError(say("bad_archive", source=path, why=_why(error))) from error
    except (TypeError, ValueError, LookupError) as error:
        raise DataError(say("bad_keyword", why=_why(error))) from error
    if not set(wanted) <= set(log.columns):
        headings.refuse_lines_above(path, wanted, read_csv)
    headings.refuse_one_column(log)
    return log.set_axis(_as_written(log.columns, path, options), axis="columns")


def _lines_of_rows(log, first):
    """Return the line on which each row begins: a quoted cell may hold line breaks."""
    lines = np.arange(first, first + len(log))
    for _, texts in log.items():
        if "\n" in "".join(texts.dropna().astype("str")):
            breaks = texts.str.count("\n").fillna(0).to_numpy(dtype="int64")
            lines[1:] += breaks.cumsum()[:-1]
    return lines


def _as_written(columns, path, options):
    """Return the columns' names as the file has them.

    Of two columns "amount", pandas calls the second "amount.1".
    """
    numbered = [re.fullmatch(r"(.+)\.[0-9]+", str(name)) for name in columns]
    line = options.get("header", 0)
    if "names" in options or not isinstance(line, int) or not any(numbered):
        return columns
    how = {key: value for key, value in options.items() if key in HEADING}
    how |= {"header": None, "nrows": line + 1, "dtype": "str"}
    heading = set(pd.read_csv(path, **how).iloc[-1])
    return [
        found[1] if found and name not in heading and found[1] in heading else name
        for name, found in zip(columns, numbered, strict=True)
    ]


def _first_line(read_csv):
    """The line of the file on which the first row stands, where it can be known."""
    skipped = read_csv.get("skiprows") or 0
    heading = read_csv.get("header", None if "names" in read_csv else 0)
    skipped = skipped if isinstance(skipped, int) else 0
    return 1 + skipped + (heading + 1 if isinstance(heading, int) else 0)


def _why(error):
    lines = str(error).strip().rstrip(".").splitlines()
    return lines[0] if lines else type(error).__name__
