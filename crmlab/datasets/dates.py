"""Read the dates of a student's orders, and say which cannot be read."""

import pandas as pd

from crmlab.datasets.messages import rows_fault, say

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun"]
MONTHS += ["jul", "aug", "sep", "oct", "nov", "dec"]
YEAR = "((?:19|20)[0-9]{2})"
NUMBER = "([0-9]{1,2})"
# English names, whole or short. In other languages the same three letters may begin
# another month: marraskuu is November.
REST = "uary|ruary|ch|il|e|y|ust|t|tember|ober|ember"
NAME = rf"({'|'.join(MONTHS)})(?:{REST})?\.?"
# What follows the day: a time, with whatever stands behind it.
TIME = r"[Tt\s,]+[0-9]{1,2}:.*$"
# What "%z" stands for, at the end of a date.
ZONE = r"\s*(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})$"
# Ways to write a day that leave no doubt: the pattern, and where in it the year, the
# month and the day are.
CLEAR = [
    (rf"{YEAR}[-/.年]{NUMBER}[-/.月]{NUMBER}日?", (0, 1, 2)),
    (rf"{YEAR}([0-9]{{2}})([0-9]{{2}})(?:\.0)?", (0, 1, 2)),
    (rf"{NUMBER}[-/.\s]*{NAME}[-/.,\s]*{YEAR}", (2, 1, 0)),
    (rf"{NAME}\s*{NUMBER},?\s*{YEAR}", (2, 0, 1)),
]
SHORT_YEAR = rf"{NUMBER}[-/.]{NUMBER}[-/.]([0-9]{{2}})"
SHORT_YEAR_FIRST = rf"([0-9]{{2}})[-/.]{NUMBER}[-/.]{NUMBER}"
YEAR_LAST = rf"{NUMBER}[-/.]{NUMBER}[-/.]((?:19|20)?[0-9]{{2}})"
# Day numbers of a spreadsheet, from 1954 to 2064.
SPREADSHEET = r"[2-5][0-9]{4}(?:\.[0-9]+)?"
# A day, a word and a year: a month whose name is not English. Not "\w": where pandas
# searches with pyarrow, before pandas 3.1, that has no letters but English ones.
WORD = "[A-Za-z\u00c0-\U0010ffff]{3,}"
FOREIGN = rf"[0-9]{{1,2}}[-/.\s]*(?:de\s)?{WORD}\.?[-/.,\s]*(?:de\s)?[0-9]{{4}}.*"


def read_dates(raw, text, column, date_format=None, dayfirst=None):
    """Return (days, faults) of a column of dates.

    ``raw`` is the column, ``text`` the same as clean text, missing where empty. The
    time of day is dropped. A year in front (2025-06-30, 2025/6/30, 20250630,
    2025年6月30日) or a month in letters (30 Jun 2025) leaves no doubt. Where day and
    month could be swapped in all the other dates, that is a fault, and ``dayfirst``
    settles it. Where the year could come first, ``date_format`` settles it.
    """
    if pd.api.types.is_datetime64_any_dtype(raw):
        return _days(raw), []
    if date_format:
        return _by_format(text, date_format, column)
    # Few days stand on many rows: the time is dropped first, and each day read once.
    day = text.str.replace(TIME, "", regex=True)
    codes, unique = pd.factorize(day)
    found, faults = _read(pd.Series(unique, dtype="str"), text, day, dayfirst)
    days = pd.Series(found.array.take(codes, allow_fill=True), index=text.index)
    return days, faults + _unread(text, days, column)


def _by_format(text, date_format, column):
    """Read dates as told; an offset at the end is dropped, as is the time."""
    plain, told = text, date_format
    if date_format.endswith("%z"):
        plain, told = text.str.replace(ZONE, "", regex=True), date_format[:-2].rstrip()
    try:
        days = _days(pd.to_datetime(plain, format=told, errors="coerce"))
    except (ValueError, AttributeError, TypeError) as error:
        days = pd.Series(pd.NaT, text.index, dtype="datetime64[us]")
        return days, [say("bad_format", format=date_format, why=error)]
    return days, _unread(text, days, column)


def _read(unique, text, day, dayfirst):
    """Return (days, faults) of the different days; ``day`` has that of each row."""
    days = pd.Series(pd.NaT, unique.index, dtype="datetime64[us]")
    for pattern, places in CLEAR:
        days = days.fillna(_parts(unique, pattern, places))
    day_first = _parts(unique, YEAR_LAST, (2, 1, 0))
    month_first = _parts(unique, YEAR_LAST, (2, 0, 1))
    if dayfirst is not None:
        return days.fillna(day_first if dayfirst else month_first), []
    year_first, faults = _short_years(unique, text, day)
    if faults:
        return days.fillna(year_first), faults
    only_day = day_first.notna() & month_first.isna()
    only_month = month_first.notna() & day_first.isna()
    if only_day.any() and only_month.any():
        wrong, words = day.isin(unique[only_month]), unique[only_day].iloc[0]
        faults = rows_fault("mixed_order", text, wrong, day_first=words)
        return days.fillna(day_first).fillna(month_first), faults
    if not only_day.any() and not only_month.any():
        faults = _two_readings(unique, text, day, day_first, month_first)
    # The right reading fits more dates: there is no month 30.
    return days.fillna(month_first if only_month.any() else day_first), faults


def _short_years(unique, text, day):
    """Return (days, faults) of dates like 25-01-13, read with the year first.

    No fault where a date shows that the year comes last: 13/04/2024, or 30/04/99,
    as there is no day 99.
    """
    year_first = _parts(unique, SHORT_YEAR_FIRST, (0, 1, 2))
    short = unique.str.lower().str.fullmatch(SHORT_YEAR).fillna(False).astype(bool)
    year_last = unique.str.lower().str.fullmatch(YEAR_LAST).fillna(False).astype(bool)
    settled = (year_last & ~short).any()
    readings = [_parts(unique, SHORT_YEAR, (2, *order)) for order in [(1, 0), (0, 1)]]
    best = max(reading.notna().sum() for reading in readings)
    if settled or not year_first.notna().any() or year_first.notna().sum() < best:
        return year_first, []
    differ = (year_first != readings[0]) | (year_first != readings[1])
    wrong = day.isin(unique[year_first.notna() & differ])
    return year_first, rows_fault("short_years", text, wrong)


def _parts(text, pattern, places):
    """Return the days of the texts that fit a pattern, else missing."""
    fitting = text.str.lower().str.extract(f"^{pattern}$")
    year, month, day = (fitting[place] for place in places)
    year = pd.to_numeric(year)
    # As Python reads years of two digits: 69 is 1969, 68 is 2068.
    year = year + 2000 * (year < 69) + 1900 * year.between(69, 99)
    names = {name: str(number) for number, name in enumerate(MONTHS, start=1)}
    units = {"year": year, "month": pd.to_numeric(month.replace(names))}
    units["day"] = pd.to_numeric(day)
    return _days(pd.to_datetime(pd.DataFrame(units), errors="coerce"))


def _days(times):
    """Drop the time of day, and a time zone: the day is the shop's own."""
    return times.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")


def _two_readings(unique, text, day, day_first, month_first):
    differ = day_first.notna() & month_first.notna() & (day_first != month_first)
    if not differ.any():
        return []
    example = differ.idxmax()
    words = {
        "day_first": f"{day_first[example]:%Y-%m-%d}",
        "month_first": f"{month_first[example]:%Y-%m-%d}",
    }
    return rows_fault("two_readings", text, day == unique[example], **words)


def _unread(text, days, column):
    wrong = text.notna() & days.isna()
    unread = text.where(wrong)
    serial = unread.str.fullmatch(SPREADSHEET).fillna(False).astype(bool)
    named = unread.str.fullmatch(FOREIGN).fillna(False).astype(bool)
    faults = rows_fault("excel_dates", text, serial, column=column)
    faults += rows_fault("foreign_months", text, named, column=column)
    return faults + rows_fault("bad_dates", text, wrong & ~serial & ~named)
