"""Open a student's order log as it stands, every column still text."""

import gzip
import os
import re
import warnings
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pandas as pd

from crmlab.datasets.messages import DataError, say

EXCEL_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
EXCEL_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SEPARATORS = {"semicolon": ";", "tab": "\t", "bar": "|", "comma": ",", "spaces": " "}
# What pandas must be told to find the heading; the rest concerns the values.
HEADING = {"sep", "delimiter", "encoding", "encoding_errors", "compression", "skiprows"}
HEADING |= {"quotechar", "quoting", "escapechar", "comment", "skipinitialspace"}
HEADING |= {"engine", "skip_blank_lines", "index_col", "dtype"}
BROKEN_ARCHIVE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


def open_log(source, read_csv):
    """Return an order log as a frame of its own, whose index says where a row was.

    The index is named "line" for a file and holds its line numbers; for a frame it is
    named "row" and holds the frame's labels. Raises a DataError where there is
    nothing to be read.
    """
    if isinstance(source, pd.DataFrame):
        if read_csv:
            raise DataError(say("keywords_for_files", names=", ".join(read_csv)))
        log = source.copy()
        log.index = log.index.to_flat_index().rename("row")
        return log
    if not isinstance(source, (str, os.PathLike)):
        raise DataError(say("not_source", kind=type(source).__name__))
    path = Path(source)
    if path.is_dir() or not path.exists():
        raise DataError(say("is_folder" if path.is_dir() else "no_file", source=path))
    _refuse_excel(path)
    log = _read(path, read_csv)
    log.index = pd.RangeIndex(_first_line(read_csv), len(log) + _first_line(read_csv))
    # Blank lines were read, so that the line numbers are right; now they go.
    return log.rename_axis(index="line").dropna(how="all")


def _refuse_excel(path):
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise DataError(say("cannot_open", source=path, why=_why(error))) from error
    suffix = path.suffix.lower()
    if suffix in EXCEL_SUFFIXES or start in EXCEL_STARTS and suffix != ".zip":
        raise DataError(say("is_excel", source=path))


def _read(path, read_csv):
    """Read a file with pandas; say in plain words what pandas says in its own."""
    # Numbers of customers keep their zeros in front; no column is taken as index.
    options = {"dtype": "str", "skip_blank_lines": False, "index_col": False} | read_csv
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            log = pd.read_csv(path, **options)
    except pd.errors.EmptyDataError as error:
        raise DataError(say("empty_file", source=path)) from error
    except (pd.errors.ParserWarning, pd.errors.ParserError) as error:
        with suppress(pd.errors.ParserError):  # an open quotation mark spoils this too
            _refuse_one_column(pd.read_csv(path, **options | {"nrows": 0}))
        key = "bad_lines" if isinstance(error, ValueError) else "long_lines"
        raise DataError(say(key, source=path, why=_why(error))) from error
    except UnicodeError as error:
        encoding = read_csv.get("encoding") or "utf-8"
        raise DataError(say("bad_encoding", source=path, encoding=encoding)) from error
    except BROKEN_ARCHIVE as error:
        raise DataError(say("bad_archive", source=path, why=_why(error))) from error
    except OSError as error:
        raise DataError(say("cannot_open", source=path, why=_why(error))) from error
    except (TypeError, ValueError, LookupError) as error:
        raise DataError(say("bad_keyword", why=_why(error))) from error
    if not isinstance(log, pd.DataFrame):
        raise DataError(say("not_whole"))
    _refuse_one_column(log)
    return log.set_axis(_as_written(log.columns, path, options), axis="columns")


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


def _refuse_one_column(log):
    """Say which separator to give where a whole line was taken for one value."""
    if len(log.columns) == 1:
        seen = " ".join([str(log.columns[0]), *log.iloc[:1, 0].astype("str")])
        for name, mark in SEPARATORS.items():
            if mark in seen.strip():
                how = say(f"separator_{name}")
                raise DataError(say("one_column", column=log.columns[0], how=how))


def _first_line(read_csv):
    """The line of the file on which the first row stands, where it can be known."""
    skipped = read_csv.get("skiprows") or 0
    heading = read_csv.get("header", None if "names" in read_csv else 0)
    skipped = skipped if isinstance(skipped, int) else 0
    return 1 + skipped + (heading + 1 if isinstance(heading, int) else 0)


def _why(error):
    lines = str(error).strip().rstrip(".").splitlines()
    return lines[0] if lines else type(error).__name__
