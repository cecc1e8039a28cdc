"""The checker: right in every form, wrong with the reason, never an exception."""

import datetime as dt
import logging
import re
import subprocess
import sys
import types
import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmlab import practice
from crmlab.practice import checker, data, lessons, solutions, texts, verdict
from crmlab.practice.declare import Part
from crmlab.practice.forms import (
    ByLabel,
    Choice,
    Date,
    Function,
    Labels,
    Number,
    Table,
)
from crmlab.practice.forms.arrays import diagnose

CODE = Path(practice.__file__).parent
SHARES = {"web": 0.5, "app": 0.3, "shop": 0.2}
SERIES = pd.Series(SHARES)
BY_GIFT = pd.Series({False: 12.5, True: 3.0})
# Three categories, of which no row has the last.
LETTERS = pd.Series(
    pd.Categorical(list("aaab"), categories=list("abz")), name="letter"
).to_frame()
BY_MONTH = pd.Series([1.0, 2.0], pd.period_range("2025-03", periods=2, freq="M"))
SALES = pd.DataFrame(
    {"channel": ["web", "app"], "paid": [10.0, 20.5], "best": ["tea", "cup"]}
)
TWO_KEYS = pd.DataFrame({"y": [1, 1, 2], "q": [1, 2, 1], "n": [5, 6, 7]})
DAYS = pd.to_datetime(["2025-03-31", "2025-04-01"])


def check(form, expected, answer, misconceptions=None):
    """The verdict on an answer when `expected` is right."""
    ways = {key: lambda load, v=v: v for key, v in (misconceptions or {}).items()}
    part = Part(lambda load: expected, form, points=2, misconceptions=ways)
    return checker.check("E0.1", part, answer, load=None)


COUNT, SHARE, MONEY = Number(whole=True), Number(decimals=3), Number(decimals=2)

RIGHT_IN_ANOTHER_FORM = {
    "an int for a float": (MONEY, 12.0, 12),
    "a float for a count": (COUNT, 12, 12.0),
    "NumPy's int": (COUNT, 12, np.int64(12)),
    "NumPy's float": (MONEY, 12.25, np.float32(12.25)),
    "an array without dimensions": (COUNT, 12, np.array(12)),
    "a Decimal": (MONEY, 12.25, Decimal("12.25")),
    "a Fraction": (MONEY, 12.25, Fraction(49, 4)),
    "a Series of one": (COUNT, 12, pd.Series([12], index=["n"], name="x")),
    "a list of one": (COUNT, 12, [12]),
    "a table of one": (COUNT, 12, pd.DataFrame({"n": [12]})),
    "rounded to the decimals": (SHARE, 0.34167, 0.342),
    "cut off at the decimals": (SHARE, 0.34167, 0.341),
    "summed in another order": (MONEY, 123456789.12, 123456789.12 * (1 + 1e-12)),
    "None for a missing value": (MONEY, float("nan"), None),
    "NA for a missing value": (MONEY, float("nan"), pd.NA),
    "capitals in a choice": (Choice(("web", "app")), "web", " Web "),
    "NumPy's text": (Choice(("web", "app")), "web", np.str_("web")),
    "NumPy's truth": (Choice((True, False)), True, np.bool_(True)),
    "a choice found by the index": (Choice(("web", "app")), "web", SERIES.index[:1]),
    "a date": (Date(), DAYS[0], dt.date(2025, 3, 31)),
    "a datetime": (Date(), DAYS[0], dt.datetime(2025, 3, 31, 9, 30)),
    "NumPy's date": (Date(), DAYS[0], np.datetime64("2025-03-31")),
    "a day as text": (Date(), DAYS[0], "2025-03-31"),
    "a period": (Date(), DAYS[0], pd.Period("2025-03-31", "D")),
    "a day with a time zone": (Date(), DAYS[0], DAYS[0].tz_localize("Asia/Shanghai")),
    "a Series for a list": (Labels(), ["web", "app"], pd.Series(["web", "app"])),
    "a tuple for a list": (Labels(), ["web", "app"], ("web", "app")),
    "a set for a list": (Labels(), ["web", "app"], {"app", "web"}),
    "an array for a list": (Labels(), ["web", "app"], np.array(["app", "web"])),
    "an Index for a list": (Labels(), ["web", "app"], pd.Index(["app", "web"])),
    "dict keys for a list": (Labels(), ["web", "app"], {"web": 1, "app": 2}.keys()),
    "a column for a list": (Labels(), ["web", "app"], SALES[["channel"]]),
    "a Categorical": (Labels(), ["web", "app"], pd.Categorical(["app", "web"])),
    "unique() of categories": (
        Labels(),
        ["web", "app"],
        pd.Series(["web", "app", "web"], dtype="category").unique(),
    ),
    "unique() of text": (Labels(), ["web", "app"], SALES["channel"].unique()),
    "one label without a list": (Labels(), ["web"], "web"),
    "years as floats": (Labels(), [2024, 2025], [2024.0, 2025.0]),
    "days as text": (Labels(), list(DAYS), ["2025-04-01", "2025-03-31"]),
    "pairs from a MultiIndex": (
        Labels(),
        [("web", 1), ("app", 2)],
        pd.MultiIndex.from_tuples([("app", 2), ("web", 1)]),
    ),
    "an array in order": (
        Labels(ordered=True),
        ["web", "app"],
        np.array(["web", "app"]),
    ),
    "none of the labels": (Labels(), [], pd.Series([], dtype=str)),
    "a dict for a Series": (ByLabel(), SERIES, SHARES),
    "a Series for a dict": (ByLabel(), SHARES, SERIES),
    "another order": (ByLabel(), SERIES, SERIES.iloc[::-1]),
    "another name": (ByLabel(), SERIES, SERIES.rename("anything")),
    "rounded shares": (ByLabel(3), pd.Series({"a": 1 / 3}), {"a": 0.333}),
    "categories as index": (
        ByLabel(),
        SERIES,
        SERIES.set_axis(pd.CategoricalIndex(SERIES.index)),
    ),
    "a table with its index": (ByLabel(), SERIES, SERIES.to_frame("share")),
    "a table of two columns": (
        ByLabel(),
        SERIES,
        SERIES.rename_axis("c").reset_index(name="s"),
    ),
    "two columns, numbers first": (
        ByLabel(),
        SERIES,
        pd.DataFrame({"s": SERIES.to_numpy(), "c": SERIES.index}),
    ),
    "Python's numbers in a Series": (ByLabel(), SERIES, SERIES.astype(object)),
    "pandas' own floats": (ByLabel(), SERIES, SERIES.astype("Float64")),
    "truth as labels": (ByLabel(), BY_GIFT, BY_GIFT.to_dict()),
    "True as the only label": (Labels(), [True], pd.Series([True])),
    "labels of a table's value_counts()": (
        ByLabel(),
        {"a": 0.75, "b": 0.25},
        LETTERS.astype(str).value_counts(normalize=True),
    ),
    "its index": (Labels(), ["a", "b"], LETTERS.astype(str).value_counts().index),
    "rows of one": (Labels(), ["a", "b"], [["a"], ["b"]]),
    "pairs as lists": (Labels(), [("web", 1), ("app", 2)], [["web", 1], ["app", 2]]),
    "pairs as an array": (
        Labels(),
        [("web", "a"), ("app", "b")],
        np.array([["app", "b"], ["web", "a"]]),
    ),
    "an unused category": (
        ByLabel(),
        {"a": 0.75, "b": 0.25},
        LETTERS["letter"].value_counts(normalize=True),
    ),
    "an unused category with a missing value": (
        ByLabel(),
        {"a": 1.5, "b": 2.0},
        pd.Series([1.5, 2, None], pd.CategoricalIndex(["a", "b", "z"])),
    ),
    "an unused category left out": (
        ByLabel(),
        LETTERS["letter"].value_counts(normalize=True),
        {"a": 0.75, "b": 0.25},
    ),
    "an unused category in a table": (
        Table(("letter",)),
        pd.DataFrame({"letter": ["a", "b"], "n": [3, 1]}),
        LETTERS["letter"].value_counts().reset_index(name="n"),
    ),
    "the labels as columns": (ByLabel(), SERIES, SERIES.to_frame("share").T),
    "two labels as columns": (ByLabel(), SERIES[:2], SERIES[:2].to_frame("share").T),
    "a dict of arrays of one": (ByLabel(), SERIES, {k: [v] for k, v in SHARES.items()}),
    "floats added up": (Labels(), [0.3], [0.1 + 0.2]),
    "long numbers": (Labels(), [2**60 + 1], [np.int64(2**60 + 1)]),
    "long numbers as floats": (Labels(), [1234567890123], [1234567890123.0]),
    "intervals of floats": (
        Labels(),
        [pd.Interval(0, 10)],
        pd.IntervalIndex.from_breaks([0.0, 10.0]),
    ),
    "an interval as text": (Labels(), [pd.Interval(0.0, 10.0)], ["(0, 10]"]),
    "months as text": (ByLabel(), BY_MONTH, {"2025-03": 1.0, "2025-04": 2.0}),
    "months as days": (ByLabel(), BY_MONTH, BY_MONTH.to_timestamp()),
    "quarters as text": (Labels(), [pd.Period("2025Q1")], ["2025Q1"]),
    "weeks as text": (
        Labels(),
        [pd.Period("2025-01-06", "W")],
        ["2025-01-06/2025-01-12"],
    ),
    "years as periods": (Labels(), [2024], pd.PeriodIndex(["2024"], freq="Y")),
    "a day of nanoseconds": (Date(), DAYS[0], DAYS[:1].astype("M8[ns]").to_numpy()),
    "a day as text with its time": (Date(), DAYS[0], str(DAYS[0])),
    "a day with slashes": (Date(), DAYS[0], "2025/3/31"),
    "a Chinese day": (Date(), DAYS[0], "2025年3月31日"),
    "a list in a list": (COUNT, 12, [[12]]),
    "a set of one": (Choice(("web", "app")), "web", {"web"}),
    "both keys as nameless index": (
        Table(("y", "q")),
        TWO_KEYS,
        TWO_KEYS.set_index(["y", "q"]).rename_axis([None, None]),
    ),
    "other columns' order": (
        Table(("channel",)),
        SALES,
        SALES[["best", "paid", "channel"]],
    ),
    "other rows' order": (Table(("channel",)), SALES, SALES.iloc[::-1]),
    "the key as index": (Table(("channel",)), SALES, SALES.set_index("channel")),
    "the key as nameless index": (
        Table(("channel",)),
        SALES,
        SALES.set_index("channel").rename_axis(None),
    ),
    "both keys as index": (Table(("y", "q")), TWO_KEYS, TWO_KEYS.set_index(["q", "y"])),
    "one key as index": (Table(("y", "q")), TWO_KEYS, TWO_KEYS.set_index("q")),
    "a Series with both keys": (
        Table(("y", "q")),
        TWO_KEYS,
        TWO_KEYS.set_index(["y", "q"])["n"],
    ),
    "a column too many": (Table(("channel",)), SALES, SALES.assign(more=1)),
    "an int column for a float": (
        Table(("y", "q")),
        TWO_KEYS.astype({"n": float}),
        TWO_KEYS,
    ),
    "categories in a table": (Table(("channel",)), SALES, SALES.astype("category")),
}


@pytest.mark.parametrize("case", RIGHT_IN_ANOTHER_FORM)
def test_a_right_answer_in_another_form_passes(case):
    found = check(*RIGHT_IN_ANOTHER_FORM[case])
    assert (found.outcome, found.score) == ("right", 2), found


WRONG = {
    "True is no count": (COUNT, 1, True, "type"),
    "NumPy's True is no count": (COUNT, 1, np.bool_(True), "type"),
    "text is no number": (COUNT, 12, "12", "type"),
    "a length of time is no number": (COUNT, 3, pd.Timedelta(days=3), "type"),
    "NumPy's length of time": (COUNT, 3, np.timedelta64(3, "D"), "type"),
    "a complex number": (MONEY, 3.0, 3 + 0j, "type"),
    "a Series of three": (MONEY, 1.0, SERIES, "type"),
    "a method without brackets": (MONEY, 1.0, SERIES.sum, "not_called"),
    "a grouping": (MONEY, 1.0, SALES.groupby("channel"), "grouped"),
    "None": (MONEY, 1.0, None, "missing"),
    "NaN": (MONEY, 1.0, float("nan"), "missing"),
    "infinity": (MONEY, 1.0, np.inf, "infinite"),
    "more than a float can hold": (MONEY, 1.0, 10**400, "infinite"),
    "a number where there is none": (MONEY, float("nan"), 0, "missing_expected"),
    "half a customer": (COUNT, 12, 12.5, "not_whole"),
    "the sign": (MONEY, 12.5, -12.5, "sign"),
    "a percentage": (SHARE, 0.3412, 34.12, "hundredfold"),
    "a share for a percentage": (Number(1), 34.12, 0.3412, "hundredth"),
    "rounded too much": (SHARE, 0.3412, 0.34, "rounded"),
    "far too large": (MONEY, 100.0, 250, "far_too_large"),
    "a little too low": (MONEY, 100.0, 50, "too_low"),
    "too low below nought": (MONEY, -100.0, -150, "too_low"),
    "another sign and size": (MONEY, 100.0, -20, "wrong_sign"),
    "one minus a share": (SHARE, 0.3412, 0.6588, "complement"),
    "one minus an amount": (MONEY, 100.0, -99.0, "wrong_sign"),
    "the reciprocal": (SHARE, 0.8, 1.25, "reciprocal"),
    "thousands": (MONEY, 1234.5, 1.2345, "thousandth"),
    "nearly the reciprocal": (SHARE, 0.8, 1.251, "too_high"),
    "nearly a percentage": (SHARE, 0.3412, 34.121, "far_too_large"),
    "a little too high": (MONEY, 100.0, 103, "too_high"),
    "just outside the decimals": (SHARE, 0.34167, 0.3431, "too_high"),
    "one customer too many": (COUNT, 2595, 2596, "one_too_many"),
    "one customer too few": (COUNT, 2595, 2594, "one_too_few"),
    "a count with a tolerance": (Number(whole=True, within=9), 99, 109, "too_high"),
    "zero for something": (SHARE, 0.3, 0.0, "far_too_small"),
    "the other choice": (Choice(("web", "app")), "web", "app", "choice"),
    "no choice": (Choice(("web", "app")), "web", "shop", "option"),
    "1 is not True": (Choice((True, False)), True, 1, "option"),
    "the day after": (Date(), DAYS[0], DAYS[1], "one_day_late"),
    "the day before": (Date(), DAYS[1], DAYS[0], "one_day_early"),
    "an early day": (Date(), DAYS[0], "2025-01-01", "too_early"),
    "a late day": (Date(), DAYS[0], "2025-12-01", "too_late"),
    "no day": (Date(), DAYS[0], "spring", "type"),
    "no such day": (Date(), DAYS[0], "2025-02-31", "type"),
    "a missing day": (Date(), DAYS[0], pd.NaT, "missing"),
    "a number for labels": (Labels(), ["web"], 3, "type"),
    "a dict for labels": (Labels(), ["web"], SHARES, "type"),
    "True is not the label 1": (Labels(), [1, 2], [True, 2], "labels"),
    "the text 1 is not 1": (Labels(), [1, 2], ["1", 2], "labels"),
    "a label too few": (Labels(), ["web", "app"], ["web"], "too_few"),
    "a label too many": (Labels(), ["web"], ["web", "app"], "extra"),
    "no labels": (Labels(), ["web"], [], "too_few"),
    "a label twice": (Labels(), ["web", "app"], ["web", "app", "web"], "repeated"),
    "another order": (Labels(ordered=True), ["web", "app"], ["app", "web"], "order"),
    "a mask": (Labels(), ["web"], SERIES > 0.4, "mask"),
    "values with the labels": (Labels(), ["web"], SERIES[["web"]], "labels_in_index"),
    "numbers without labels": (ByLabel(), SERIES, [0.5, 0.3, 0.2], "type"),
    "an index lost": (ByLabel(), SERIES, SERIES.reset_index(drop=True), "no_labels"),
    "text for numbers": (ByLabel(), SERIES, SERIES.astype(str), "not_numbers"),
    "truth for numbers": (ByLabel(), SERIES, SERIES > 0, "not_numbers"),
    "one share wrong": (ByLabel(), SERIES, {**SHARES, "web": 0.4}, "values"),
    "shares swapped": (
        ByLabel(),
        SERIES,
        {**SHARES, "web": 0.3, "app": 0.5},
        "other_labels",
    ),
    "one share for all": (
        ByLabel(),
        SERIES,
        dict.fromkeys(SHARES, 1 / 3),
        "one_for_all",
    ),
    "a count off by one": (
        ByLabel(whole=True),
        SERIES * 10,
        SERIES * 10 + 1,
        "one_too_many",
    ),
    "percentages": (ByLabel(), SERIES, SERIES * 100, "hundredfold"),
    "a share missing": (ByLabel(), SERIES, SERIES.iloc[1:], "too_few"),
    "a share of nothing": (ByLabel(), SERIES, {**SHARES, "web": None}, "missing"),
    "a total row": (ByLabel(), SERIES, {**SHARES, "all": 1.0}, "extra"),
    "a label doubled": (ByLabel(), SERIES, pd.concat([SERIES, SERIES[:1]]), "repeated"),
    "a Series without its key": (Table(("channel",)), SALES, SALES["paid"], "columns"),
    "a list for a table": (Table(("channel",)), SALES, [1, 2], "type"),
    "a column missing": (
        Table(("channel",)),
        SALES,
        SALES.drop(columns="paid"),
        "columns",
    ),
    "a wrong value": (
        Table(("channel",)),
        SALES,
        SALES.assign(paid=[10, 21]),
        "values",
    ),
    "one value for all": (
        Table(("channel",)),
        SALES,
        SALES.assign(paid=1),
        "one_for_all",
    ),
    "a count in a table off by one": (
        Table(("y", "q"), decimals=0),
        TWO_KEYS,
        TWO_KEYS.assign(n=[5, 6, 8]),
        "values",
    ),
    "a wrong text": (Table(("channel",)), SALES, SALES.assign(best="tea"), "texts"),
    "text for a number": (
        Table(("channel",)),
        SALES,
        SALES.assign(paid="x"),
        "not_numbers",
    ),
    "a row missing": (Table(("channel",)), SALES, SALES[:1], "too_few"),
    "a row twice": (Table(("channel",)), SALES, pd.concat([SALES, SALES]), "repeated"),
    "rows out of order": (
        Table(("y", "q"), ordered=True),
        TWO_KEYS,
        TWO_KEYS[::-1],
        "order",
    ),
    "columns of two levels": (
        Table(("channel",)),
        SALES,
        SALES.groupby("channel").agg({"paid": ["sum", "mean"]}),
        "column_levels",
    ),
    "a count too large a hundred times": (COUNT, 5, 500, "far_too_large"),
    "days in nanoseconds are no count": (
        COUNT,
        10**9,
        np.array([1], "timedelta64[s]").astype("timedelta64[ns]"),
        "type",
    ),
    "a choice without brackets": (
        Choice(("web", "app")),
        "web",
        SERIES.idxmax,
        "not_called",
    ),
    "a set for labels in order": (
        Labels(ordered=True),
        ["web", "app"],
        {"web", "app"},
        "unordered",
    ),
    "long numbers that differ at the end": (Labels(), [2**53], [2**53 + 1], "labels"),
    "pairs the other way round": (Labels(), [("web", 1)], [[1, "web"]], "labels"),
    "a mask for labels": (Labels(), [True], [True, False], "mask"),
    "a zero for a label that is no category": (
        ByLabel(),
        SERIES,
        {**SHARES, "fax": 0.0},
        "extra",
    ),
    "a category too many": (
        ByLabel(),
        {"a": 0.75},
        LETTERS["letter"].value_counts(normalize=True),
        "extra",
    ),
    "a row for a category too many": (
        Table(("letter",)),
        pd.DataFrame({"letter": ["a"], "n": [3]}),
        LETTERS["letter"].value_counts().reset_index(name="n"),
        "extra",
    ),
    "a column twice": (
        Table(("channel",)),
        SALES,
        pd.concat([SALES, SALES[["paid"]]], axis=1),
        "column_twice",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_is_told_why(case):
    form, expected, answer, reason = WRONG[case]
    found = check(form, expected, answer)
    assert (found.outcome, found.score) == ("wrong", 0)
    assert found.reason == reason, found


BLANK = {
    "the placeholder": ...,
    "in a list": [1, ...],
    "in a tuple": (...,),
    "in a dict": {"web": ...},
    "in a dict's list": {"web": [1, ...]},
    "in a Series": pd.Series([0.5, ...]),
    "a Series of it": pd.Series(...),
    "in a table": pd.DataFrame({"a": [1, 2], "b": [1, ...]}),
    "in an array": np.array([1, ...], dtype=object),
    "an array of it": np.array(...),
    "in an Index": pd.Index([..., "a"]),
    "in a frozen set": frozenset([...]),
}
FORMS = {
    "number": (MONEY, 1.5),
    "count": (COUNT, 3),
    "choice": (Choice(("web", "app")), "web"),
    "date": (Date(), DAYS[0]),
    "labels": (Labels(), ["web", "app"]),
    "by label": (ByLabel(), SERIES),
    "table": (Table(("channel",)), SALES),
    "function": (Function(MONEY, lambda load: {"one": (1,)}), lambda x: x / 2),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", BLANK)
def test_a_placeholder_is_not_attempted_wherever_it_is(form, case):
    assert check(*FORMS[form], BLANK[case]).outcome == "not attempted"


class Odd:
    """Compares with nothing, and says so."""

    def __eq__(self, other):
        raise TypeError("no comparing")

    __hash__ = None


ODD = [
    Odd(),
    object(),
    type,
    len,
    int,
    iter([1]),
    (x for x in [1]),
    b"web",
    1j,
    range(3),
]
ODD += [pd.DataFrame(), pd.Series(dtype=float), [], {}, set(), "", [[1], [2, 3]], None]
ODD += [
    np.zeros((2, 2)),
    pd.NaT,
    np.datetime64("NaT", "us"),
    pd.Timedelta(1),
    [None],
    [Odd()],
]
ODD += [pd.Interval(0, 1), pd.DataFrame([[1, 2]], columns=["a", "a"]), types, Ellipsis]
ODD += [
    {"web": [1, 2]},
    pd.Series([[1], [2]]),
    [{}],
    lambda: 1,
    dt.timedelta(1),
    "9" * 999,
    Decimal("sNaN"),
]


@pytest.mark.parametrize("form", FORMS)
def test_no_answer_whatever_breaks_the_checker(form, capfd):
    for odd in ODD:
        found = check(*FORMS[form], odd)
        assert found.outcome in ("wrong", "not attempted", "error"), odd
        assert found.message and len(found.message) < 300
        assert found.reason != "unreadable", odd
    assert capfd.readouterr() == ("", "")


def test_a_message_does_not_depend_on_the_order_in_a_set():
    many = frozenset(f"fax {n}" for n in range(50))
    assert "'fax 0'" in check(Labels(), ["web"], many).message


def test_a_label_is_shown_as_plain_text():
    assert "namely 'fax'" in check(Labels(), ["web"], np.array(["fax"])).message


def test_an_answer_that_cannot_be_compared_is_wrong_not_an_exception(monkeypatch):
    def fails(self, given, expected):
        raise ZeroDivisionError

    part = Part(lambda load: 1, COUNT)
    monkeypatch.setattr(Number, "compare", fails)
    found = checker.check("E0.1", part, 1, load=None)
    assert (found.outcome, found.reason, found.score) == ("wrong", "unreadable", 0)


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.dates(),
)
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=4),
    st.dictionaries(st.text(max_size=4), scalars, max_size=4),
    st.lists(scalars, max_size=4).map(lambda v: pd.Series(v, dtype=object)),
    st.lists(st.floats(), max_size=4).map(np.array),
)


@settings(max_examples=150, deadline=None)
@given(values, st.sampled_from(sorted(FORMS)))
def test_any_answer_gets_a_verdict_and_the_same_one_again(answer, form):
    first, second = check(*FORMS[form], answer), check(*FORMS[form], answer)
    assert first == second
    assert first.outcome == "right" or first.score == 0


@settings(max_examples=100, deadline=None)
@given(st.floats(-1e5, 1e5), st.floats(-0.99, 0.99), st.integers(0, 4))
def test_a_number_right_to_its_decimals_passes_and_twice_that_fails(
    value, off, decimals
):
    unit = 10.0**-decimals
    near, far = np.array([value + off * unit]), np.array([value + 2.5 * unit])
    assert diagnose(near, np.array([value]), decimals) is None
    assert diagnose(far, np.array([value]), decimals) is not None


def test_a_misconception_is_named_when_the_answer_is_what_it_gives():
    found = check(COUNT, 12, 30, {"orders": 30})
    assert (found.outcome, found.reason) == ("wrong", "orders")
    assert found.message == texts.read("00")["E0.1"]["misconceptions"]["orders"]
    assert check(COUNT, 12, 31, {"orders": 30}).reason == "far_too_large"
    assert check(COUNT, 30, 30, {"orders": 30}).outcome == "right"


# --- answers that are functions ----------------------------------------------------
TABLE = pd.DataFrame({"n": [1, 2, 3]})


def mean(frame, scale):
    return frame["n"].mean() * scale


def function_check(answer, **ways):
    part = Part(
        lambda load: mean,
        Function(MONEY, lambda load: {"one_day": (TABLE, 1), "nobody": (TABLE[:0], 2)}),
        misconceptions={key: lambda load, f=f: f for key, f in ways.items()},
    )
    return checker.check("E0.3", part, answer, load=None)


def loud(frame, scale):
    print("printed")
    print("to stderr", file=sys.stderr)
    warnings.warn("careful", stacklevel=1)
    return np.float64(1) / np.float64(0) * 0 + mean(frame, scale)


def spoils_its_table(frame, scale):
    frame["n"] = 0
    return mean(frame, scale)


def divides(frame, scale):
    return frame["n"].sum() / len(frame) * int(scale) / (3 - 3 * (len(frame) == 0) or 0)


def fails(frame, scale):
    if frame.empty:
        raise KeyError("amount")
    return mean(frame, scale)


def computes_with_the_placeholder(frame, scale):
    total = ...
    return total / scale


def looks_up_the_placeholder(frame, scale):
    return frame[...]


FUNCTIONS = {
    "right": (mean, "right", "right"),
    "a lambda": (lambda f, s: float(f.n.mean()) * s, "right", "right"),
    "None for a missing value": (lambda f, s: mean(f, s) if len(f) else None,)
    + ("right",) * 2,
    "raises": (fails, "error", "raised_line"),
    "takes too few": (lambda frame: 1, "error", "raised"),
    "leaves the program": (lambda f, s: sys.exit(), "error", "raised_line"),
    "calls itself": (
        lambda f, s: FUNCTIONS["calls itself"][0](f, s),
        "error",
        "raised_line",
    ),
    "no return": (lambda f, s: None, "wrong", "returned_nothing"),
    "text": (lambda f, s: "2", "wrong", "returned_type"),
    "a number where there is none": (lambda f, s: 2 * s,) + ("wrong", "case"),
    "its placeholder": (lambda f, s: ..., "not attempted", "not_attempted"),
    "computing with it": (
        computes_with_the_placeholder,
        "not attempted",
        "not_attempted",
    ),
    "looking it up": (looks_up_the_placeholder, "not attempted", "not_attempted"),
    "called already": (2.0, "wrong", "type"),
    "another's table": (spoils_its_table, "wrong", "case"),
}


@pytest.mark.parametrize("case", FUNCTIONS)
def test_a_function_is_called_on_every_case(case):
    answer, outcome, reason = FUNCTIONS[case]
    found = function_check(answer)
    assert (found.outcome, found.reason) == (outcome, reason), found
    assert list(TABLE["n"]) == [1, 2, 3]


def test_an_error_is_told_in_one_sentence_with_its_case_and_line():
    message = function_check(fails).message
    case = texts.read("00")["E0.3"]["cases"]["nobody"]
    assert case in message and "KeyError: 'amount'" in message
    assert 'raise KeyError("amount")' in message
    assert "\n" not in message


def test_a_function_that_prints_and_warns_leaves_no_trace(capfd, recwarn):
    assert function_check(loud).outcome == "wrong"
    assert capfd.readouterr() == ("", "") and not recwarn.list


def test_a_function_that_writes_to_a_log_leaves_no_trace(capfd):
    """A log that a notebook set up earlier holds the real stderr; nbgrader reads it."""

    def logs(frame, scale):
        log.warning("careful")
        return mean(frame, scale)

    log = logging.getLogger("a student's")
    log.addHandler(logging.StreamHandler(sys.stderr))
    assert function_check(logs).outcome == "right"
    assert capfd.readouterr().err == ""
    log.warning("heard")
    assert "heard" in capfd.readouterr().err


def test_a_functions_misconception_is_named_though_it_errs_elsewhere_too():
    def total(frame, scale):
        return frame["n"].sum() * scale if len(frame) else float("nan")

    def total_and_worse(frame, scale):
        return frame["n"].sum() * scale  # 0, not missing, for no rows

    found = function_check(total_and_worse, fence_posts=total)
    assert (found.outcome, found.reason) == ("wrong", "fence_posts")
    assert function_check(fails, fence_posts=total).outcome == "error"
    assert function_check(lambda f, s: None, zero=fails).reason == "returned_nothing"


# --- what a student sees -----------------------------------------------------------
def test_a_verdict_is_readable_without_colour_and_safe_in_html():
    found = check(Labels(), ["web"], ["web", "<b>x</b>"])
    assert repr(found).splitlines()[0] == "E0.1: not right yet (points: 0 of 2)"
    assert "not right yet" in found._repr_html_()
    assert "<b>x" not in found._repr_html_() and "&lt;b&gt;x" in found._repr_html_()


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return np.dot(linear, [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_colours_stand_out_on_light_and_dark_pages_and_differ(page):
    for _, colour in verdict.LOOKS.values():
        low, high = sorted([luminance(colour), luminance(page)])
        assert (high + 0.05) / (low + 0.05) >= 3, colour
    outcomes = [verdict.LOOKS[name] for name in texts.read("checker")["outcomes"]]
    assert len(set(outcomes)) == len({c for _, c in outcomes}) == 4


def said_by():
    """The modules of the machinery: not those of single lessons."""
    return [*CODE.glob("*.py"), *CODE.glob("forms/*.py"), *CODE.glob("texts/*.py")]


def test_every_sentence_that_the_code_names_exists_and_none_is_left_over():
    code = "".join(path.read_text(encoding="utf-8") for path in said_by())
    for section, sentences in texts.read("checker").items():
        for name in sentences:
            assert re.search(rf'"{name}"', code), f"{section}: {name} is never said"
    said = re.findall(r'(?:Wrong|Raised)\(\s*"(\w+)"', code)
    assert set(said) <= set(texts.read("checker")["messages"])


# --- ex = lesson("00") -------------------------------------------------------------
@pytest.fixture
def ex():
    parts = {"": Part(lambda load: 12, COUNT, points=2)}
    two = {letter: Part(lambda load: 3.5, MONEY) for letter in "ab"}
    declared = [
        lessons.Exercise("E0.1", "warm-up", 3, ("0.1",), parts),
        lessons.Exercise("E0.2", "core", 3, ("0.1",), two),
        lessons.Exercise("E0.4", "open", 9, ("0.1",), open_points=4),
    ]
    return lessons.Lesson("00", tuple(declared), load=lambda name: None)


def test_hints_come_one_by_one_and_the_last_stays(ex):
    declared = texts.read("00")["E0.1"]["hints"]
    seen = [ex.hint("E0.1").text for _ in range(len(declared) + 1)]
    assert [text.splitlines()[0] for text in seen] == [*declared, declared[-1]]
    assert 'ex.solution("E0.1")' in seen[-1] and 'ex.solution("E0.1")' not in seen[0]


def test_an_answer_without_hints_says_where_they_belong(ex, monkeypatch):
    read = texts.read
    monkeypatch.setattr(texts, "read", lambda name: {} if name == "00" else read(name))
    with pytest.raises(
        lessons.ExerciseError, match="0 hints.*texts/00.yml, under E0.1"
    ):
        ex.hint("E0.1")


def test_progress_adds_up_and_the_last_verdict_counts(ex):
    assert list(ex.progress()["your points"]) == [0, 0, 0, 0]
    ex.check("E0.1", 3), ex.check("E0.2b", 3.5), ex.check("E0.1", 12)
    assert list(ex.progress()["your points"]) == [2, 0, 1, 0]
    assert list(ex.progress()["points"]) == [2, 1, 1, 4]
    ex.check("E0.1", 3)
    assert list(ex.progress()["your points"]) == [0, 0, 1, 0]
    assert list(ex.progress()["outcome"])[-1] == "marked by a person"


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda ex: ex.check("E0.3", 1), "Did you mean E0."),
        (lambda ex: ex.check("0.1", 1), "Did you mean E0.1"),
        (lambda ex: ex.check(12, 1), "Lesson 00 has no exercise 12"),
        (lambda ex: ex.check("E0.2", 1), "E0.2a, E0.2b"),
        (lambda ex: ex.check("e0.2", 1), "E0.2a, E0.2b"),
        (lambda ex: ex.check(SERIES, "E0.2a"), 'as in ex.check("E0.1", answer)'),
        (lambda ex: ex.check([12], "E0.1"), 'as in ex.check("E0.1", answer)'),
        (lambda ex: ex.check(np.int64(12), "E0.1"), 'as in ex.check("E0.1", answer)'),
        (lambda ex: ex.hint(...), "First comes the exercise"),
        (lambda ex: ex.hint("E0.2"), "E0.2a, E0.2b"),
        (lambda ex: ex.check("E0.4", 1), "marked by a person"),
        (lambda ex: practice.lesson("77"), "exercises for: 00"),
        (lambda ex: practice.lesson("start"), "exercises for: 00"),
    ],
)
def test_a_slip_in_the_name_gets_a_sentence(ex, call, words):
    with pytest.raises(practice.ExerciseError, match=re.escape(words)):
        call(ex)


def test_capitals_and_spaces_in_an_exercises_name_do_not_count(ex):
    assert ex.check("E0.2A ", 3.5).id == "E0.2a"
    assert ex.hint("e0.1").title == ex.hint("E0.1").title.replace("2 of", "1 of")
    assert list(ex.progress()["your points"]) == [0, 1, 0, 0]


def test_a_lesson_is_found_by_its_number_in_any_form():
    assert {practice.lesson(n).number for n in ("00", "0", 0)} == {"00"}


# --- the data ----------------------------------------------------------------------
def test_what_a_notebook_does_to_its_tables_changes_no_answer(monkeypatch):
    from crmlab import datasets

    monkeypatch.setattr(datasets, "load", lambda name: TABLE.copy())
    data._read.cache_clear()
    mine = data.load("orders")
    mine.loc[0, "n"] = 99
    mine["more"] = 1
    assert data.load("orders").equals(TABLE)
    data._read.cache_clear()


def test_another_company_is_read_when_the_seed_changes(monkeypatch, capfd):
    from crmlab import datasets

    def loud_load(name):
        print("making the company", file=sys.stderr)
        return pd.DataFrame({"seed": [datasets.places.os.environ.get("CRMLAB_SEED")]})

    monkeypatch.setattr(datasets, "load", loud_load)
    data._read.cache_clear()
    for seed in ("1", "2", "1"):
        monkeypatch.setenv("CRMLAB_SEED", seed)
        assert data.load("orders").loc[0, "seed"] == seed
    assert capfd.readouterr().err == ""
    data._read.cache_clear()


# --- solutions ---------------------------------------------------------------------
def test_the_solution_comes_from_the_notebook_without_marks(tmp_path):
    folder = tmp_path / "solutions" / "00_x"
    folder.mkdir(parents=True)
    source = "n = ...\n### BEGIN SOLUTION\nn = 1  # why\n### END SOLUTION\n"
    cell = '{"metadata": {"nbgrader": {"grade_id": "E0-1-answer"}}, "source": %s}'
    lines = "[" + ", ".join(f'"{line}\\n"' for line in source.splitlines()) + "]"
    text = '{"cells": [%s]}' % (cell % lines)
    (folder / "00_x.ipynb").write_text(text, encoding="utf-8")
    deep = tmp_path / "my_work"
    deep.mkdir()
    assert solutions.solution("00", "E0.1", start=deep) == "n = 1  # why"
    assert "no answer cell for E0.2" in solutions.solution("00", "E0.2", start=deep)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_damaged_solution_notebook_gets_a_sentence(tmp_path, text):
    file = tmp_path / "solutions" / "00_x" / "00_x.ipynb"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    said = solutions.solution("00", "E0.1", start=tmp_path)
    assert said == texts.say("solution", "damaged", notebook="00_x.ipynb")


def test_a_copy_without_solutions_says_where_they_are(ex, monkeypatch):
    monkeypatch.setattr(solutions, "find_notebook", lambda lesson, start: None)
    assert "solutions/" in ex.solution("E0.1").text


def test_a_verdict_needs_neither_nbgrader_nor_jupyter():
    code = (
        "import sys; sys.modules.update(nbgrader=None, IPython=None, ipykernel=None)\n"
        "from crmlab.practice import checker, lesson\n"
        "part = lesson('00').checks()['E0.1']\n"
        "object.__setattr__(part, 'answer', lambda load: 1)\n"
        "print(checker.check('E0.1', part, 1, None).outcome)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("right", "")
