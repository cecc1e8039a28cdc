"""Where a student's file is not what it was taken for: heading, separator, encoding."""

import codecs
import gzip
import re
import zipfile
import zlib
from contextlib import suppress

import pandas as pd

from crmlab.datasets.messages import DataError, say

EXCEL_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
EXCEL_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
PAGE_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml")
UTF_16_STARTS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SEPARATORS = {"semicolon": ";", "tab": "\t", "bar": "|", "comma": ",", "spaces": " "}
BROKEN_ARCHIVE = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)
ENCODINGS = ("utf-8", "gb18030", "utf-16", "latin-1")
# A log is packed to a fifth or a tenth of its size, zeros to a thousandth.
BOMB = 200
BOMB_BYTES = 500_000_000
# How many lines may stand above a heading.
LOOKED_AT = 30
# What pandas must be told to find the lines of a file.
LINES = {"encoding", "encoding_errors", "compression"}


def refuse_other_files(path):
    """Raise a DataError where a file is a workbook, a web page, or a bomb."""
    with path.open("rb") as file:
        start = file.read(512)
    if start.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(PAGE_STARTS):
        raise DataError(say("is_page", source=path))
    suffix = path.suffix.lower()
    # Many a shop calls a table of text .xls, so that a spreadsheet opens it.
    is_text = start.startswith(UTF_16_STARTS) or (start and b"\0" not in start)
    is_book = start.startswith(EXCEL_STARTS) and suffix != ".zip"
    if is_book or suffix in EXCEL_SUFFIXES and not is_text:
        raise DataError(say("is_excel", source=path))
    if _is_bomb(path, max(BOMB_BYTES, BOMB * path.stat().st_size)):
        raise DataError(say("is_bomb", source=path, bytes=path.stat().st_size))


def _is_bomb(path, limit):
    """Whether a packed file holds more bytes than an order log could."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist()) > limit
    with path.open("rb") as file:
        if path.suffix.lower() != ".gz" or file.seek(0, 2) < 18:
            return False
        file.seek(-4, 2)  # where a .gz says how much it holds (RFC 1952)
        if int.from_bytes(file.read(4), "little") <= limit:
            return False
    seen = 0  # it says so; a damaged file may say anything
    with suppress(*BROKEN_ARCHIVE, OSError), gzip.open(path) as file:
        while seen <= limit and (part := file.read(2**20)):
            seen += len(part)
    return seen > limit


def refuse_lines_above(path, wanted, read_csv):
    """Raise a DataError where the heading does not stand in the first line.

    ``wanted`` are the columns that it must name. Above it there may be a title, or
    Excel's "sep=;".
    """
    numbers = [read_csv.get(name) or 0 for name in ("skiprows", "header")]
    if "names" in read_csv or not all(isinstance(number, int) for number in numbers):
        return
    lines = _lines(path, read_csv)
    skip = heading_line(lines, wanted)
    if skip == 0 or skip == sum(numbers):
        return
    told = read_csv.get("sep") or read_csv.get("delimiter") or ","
    mark = None if told in lines[skip] else _separator(lines[skip])
    how = say("and_separator", how=say(f"separator_{mark}")) if mark else ""
    words = {"source": path, "line": skip + 1, "skip": skip, "how": how}
    raise DataError(say("title_line", **words))


def heading_line(lines, wanted):
    """Return how many lines stand above the heading; 0 where it cannot be told.

    It is the first line that names all columns. Where none does, it is the first
    with separators, as many as another line has, if the file's first has none.
    """
    names = [str(name) for name in wanted]
    for number, line in enumerate(lines):
        parts = re.split(r"[,;|\t]", line)
        if set(names) <= {part.strip(' "\ufeff') for part in parts}:
            return number
    if not lines or lines[0].lower().startswith("sep="):
        return len(lines[:1])
    marks = ";\t|,"
    if any(mark in lines[0] for mark in marks):
        return 0
    for mark in marks:
        counts = [line.count(mark) for line in lines]
        full = next((n for n, count in enumerate(counts) if count > 1), 0)
        if full and counts.count(counts[full]) > 1:
            return full
    return 0


def refuse_one_column(log):
    """Say which separator to give where a whole line was taken for one value."""
    if len(log.columns) == 1:
        seen = " ".join([str(log.columns[0]), *log.iloc[:1, 0].astype("str")])
        mark = _separator(seen)
        if mark:
            how = say(f"separator_{mark}")
            raise DataError(say("one_column", column=log.columns[0], how=how))


def _separator(line):
    found = (name for name, mark in SEPARATORS.items() if mark in line.strip())
    return next(found, None)


def encodings_that_fit(path, told, read_csv):
    """Return the usual encodings in which a file can be read, but the one told."""
    return [name for name in ENCODINGS if name != told and _fits(path, name, read_csv)]


def _fits(path, encoding, read_csv):
    try:
        return bool(_lines(path, read_csv | {"encoding": encoding}, rows=None))
    except UnicodeError:
        return False


def _lines(path, read_csv, rows=LOOKED_AT):
    """Return a file's first lines as text; an empty list where it cannot be read."""
    how = {key: value for key, value in read_csv.items() if key in LINES}
    # No log has this separator: a whole line is one value.
    how |= {"sep": "\x1f", "quoting": 3, "header": None, "nrows": rows}
    how |= {"dtype": "str", "skip_blank_lines": False, "keep_default_na": False}
    try:
        return pd.read_csv(path, **how)[0].to_list()
    except UnicodeError:
        raise
    except (OSError, ValueError, LookupError, MemoryError, *BROKEN_ARCHIVE):
        return []
