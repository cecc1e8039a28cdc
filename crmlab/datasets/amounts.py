"""Read the amounts of a student's orders, and say which cannot be read."""

import re

import numpy as np
import pandas as pd

from crmlab.datasets.messages import DataError, rows_fault, say

NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# 1.299,50: a dot parts thousands, and a comma stands before the decimals.
CONTINENTAL = r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*"
COMMAS = r"[+-]?[0-9][0-9.]*,[0-9.,]*"
CURRENCY = "(?:[¥￥$€£元]|CNY|RMB|USD|EUR|GBP)?"
THOUSANDS = r"(?:[0-9]{1,3}(?:[, '][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
# One currency may be written in several ways; ¥ is the yuan here.
SIGNS = {"￥": "¥", "元": "¥", "CNY": "¥", "RMB": "¥", "USD": "$"}
SIGNS |= {"EUR": "€", "GBP": "£"}
DECORATED = rf"[+-]?{CURRENCY}\s*[+-]?{THOUSANDS}\s*{CURRENCY}"


def read_amounts(raw, text, column, thousands=None, decimal=".", signed=False):
    """Return (amounts, faults) of a column of amounts; what cannot be read is missing.

    ``raw`` is the column, ``text`` the same as clean text, missing where empty. A
    column of numbers is taken as it is. In text, the marks given must stand where
    they can be meant: "10,5" has no thousands. An amount below 0 is a fault unless
    ``signed``.
    """
    numeric = pd.api.types.is_numeric_dtype(raw)
    faults = [] if numeric else _mark_faults(text, thousands, decimal)
    plain = text if numeric or faults else _plain(text, thousands, decimal)
    numbers = pd.to_numeric(plain.where(fits(plain, NUMBER))).astype("float64") + 0.0
    numbers = numbers.mask(np.isinf(numbers))
    if faults:
        return numbers, faults
    faults = _unread(text, numbers, column)
    if not signed:
        faults += rows_fault("negative_amounts", text, numbers < 0, column=column)
    return numbers, faults


def without_currency(text):
    """Return (texts, faults): amounts without a sign of currency before or behind them.

    Amounts in more than one currency are a fault: they do not add up.
    """
    sign = CURRENCY.removesuffix("?")
    before = rf"^([+-]?)\s*({sign})\s*"
    behind = rf"\s*({sign})$"
    found = text.str.extract(before)[1].fillna(text.str.extract(behind)[0])
    found = found.replace(SIGNS)
    kinds = found.dropna().unique()
    if len(kinds) > 1:
        other = found.notna() & found.ne(kinds[0])
        words = {"sign": kinds[0]}
        return text, rows_fault("two_currencies", text, other, **words)
    bare = text.str.replace(before, r"\1", regex=True)
    return bare.str.replace(behind, "", regex=True), []


def fits(text, pattern):
    """Return whether each text fits a pattern as a whole; a missing one does not."""
    return text.str.fullmatch(pattern).fillna(False).astype(bool)


def refuse_marks(thousands, decimal):
    """Raise a DataError where a mark is not one character that could be one."""
    marks = {"decimal": decimal} | (
        {} if thousands is None else {"thousands": thousands}
    )
    for name, mark in marks.items():
        if not isinstance(mark, str) or not re.fullmatch(r"[^\w+-]|_", mark):
            raise DataError(say("bad_mark", name=name, mark=mark))
    if thousands == decimal:
        raise DataError(say("same_marks", mark=decimal))


def _mark_faults(text, thousands, decimal):
    """Say where the marks given would make an amount a thousand times too large."""
    if thousands is None and decimal == ".":
        return []
    if thousands is not None:
        there = text.where(text.str.contains(thousands, regex=False).fillna(False))
        mark, point = re.escape(thousands), re.escape(decimal)
        # Groups of two are India's: 12,34,567.
        parted = rf"[^0-9]*[0-9]{{1,3}}(?:{mark}[0-9]{{2,3}})*{mark}[0-9]{{3}}"
        meant = fits(there, rf"{parted}(?:{point}[0-9]*)?[^0-9]*")
        words = {"thousands": thousands, "decimal": decimal}
        faults = rows_fault("no_thousands", text, there.notna() & ~meant, **words)
        if faults:
            return faults
    if "." in (thousands, decimal):
        return []
    dots = text.str.contains(".", regex=False).fillna(False).astype(bool)
    return rows_fault("dot_amounts", text, dots, decimal=decimal)


def _plain(text, thousands, decimal):
    """Return amounts as text that Python reads as numbers."""
    if thousands is not None:
        text = text.str.replace(thousands, "", regex=False)
    return text if decimal == "." else text.str.replace(decimal, ".", regex=False)


def _unread(text, numbers, column):
    wrong = text.notna() & numbers.isna()
    unread = text.where(wrong)
    continental = fits(unread, CONTINENTAL)
    commas = fits(unread, COMMAS) & ~continental
    decorated = fits(unread, DECORATED) & ~commas & ~continental
    other = wrong & ~commas & ~decorated & ~continental
    faults = rows_fault("continental_amounts", text, continental)
    faults += rows_fault("comma_amounts", text, commas)
    faults += rows_fault("decorated_amounts", text, decorated, column=column)
    return faults + rows_fault("bad_amounts", text, other)
