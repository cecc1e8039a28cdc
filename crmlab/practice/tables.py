"""Forms of an answer that has many values: labels, a number for each, a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import KeysView, Sequence, Set, ValuesView
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from crmlab.practice.compare import diagnose, equal
from crmlab.practice.faults import Wrong
from crmlab.practice.values import ARRAYS, as_float, key


def compare_labels(given: list, expected: list) -> None:
    """Raise `Wrong` unless both hold the same labels, in whatever order.

    Only a label too many is named: to name a missing one would give it away.
    """
    have, want = Counter(map(key, given)), Counter(map(key, expected))
    repeated = sum(have[k] - want[k] for k in have if want[k] and have[k] > want[k])
    if repeated:
        raise Wrong("repeated", n=repeated)
    extra = [label for label in given if key(label) not in want]
    missing = sum((want - have).values())
    if extra and missing:
        raise Wrong("labels", missing=missing, extra=len(extra), example=extra[0])
    if extra:
        raise Wrong("extra", extra=len(extra), example=extra[0])
    if missing:
        raise Wrong("too_few", missing=missing)


def same(given: list, expected: list) -> bool:
    """Whether both hold the same labels."""
    return Counter(map(key, given)) == Counter(map(key, expected))


def compare_order(given: list, expected: list) -> None:
    """Raise `Wrong` unless the labels, the same ones, come in the same order."""
    if list(map(key, given)) != list(map(key, expected)):
        raise Wrong("order")


def compare_numbers(given: dict, expected: dict, decimals: int | None, place=None):
    """Raise `Wrong` unless the numbers agree; the keys are the same already."""
    left = np.array([given[k] for k in expected], dtype=float)
    right = np.array(list(expected.values()), dtype=float)
    reason = diagnose(left, right, decimals)
    if reason:
        tolerance = 0 if decimals is None else 10.0**-decimals
        off = int((~equal(left, right, tolerance)).sum())
        raise Wrong(reason, place, n=off, of=len(right), decimals=decimals)


@dataclass(frozen=True)
class Labels:
    """Some labels, such as customers' numbers; the order counts only if `ordered`.

    Right too: a list, tuple, set, array, Index, Series or table of one column.
    """

    ordered: bool = False

    def read(self, answer, load) -> dict:
        if isinstance(answer, str):
            answer = [answer]
        if isinstance(answer, pd.DataFrame) and answer.shape[1] == 1:
            answer = answer.iloc[:, 0]
        if isinstance(answer, np.ndarray):
            answer = answer.ravel()
        if not isinstance(answer, (*ARRAYS, Sequence, Set, KeysView, ValuesView)):
            raise Wrong("type", wanted="labels", got=answer)
        index = list(answer.index) if isinstance(answer, pd.Series) else []
        return {"labels": list(answer), "index": index}

    def compare(self, given: dict, expected: dict) -> None:
        labels, right = given["labels"], expected["labels"]
        if labels and {key(label)[0] for label in labels} == {"truth"}:
            raise Wrong("mask")
        # A Series of shares by channel, filtered: its index was meant.
        if given["index"] and same(given["index"], right) and not same(labels, right):
            raise Wrong("labels_in_index")
        compare_labels(labels, right)
        if self.ordered:
            compare_order(labels, right)


@dataclass(frozen=True)
class ByLabel:
    """A number for each label, such as shares by channel: a Series with an index.

    Right too: a dict, a table of one column with its index or of two columns.
    """

    decimals: int = 3

    def read(self, answer, load) -> dict:
        pairs = self._pairs(answer)
        numbers = [as_float(value) for _, value in pairs]
        if None in numbers:
            raise Wrong("type", wanted="by_label", got=answer)
        return {"labels": [label for label, _ in pairs], "numbers": numbers}

    def _pairs(self, answer) -> list[tuple]:
        if isinstance(answer, pd.DataFrame) and answer.shape[1] == 2:
            numeric = [is_numeric_dtype(dtype) for dtype in answer.dtypes]
            first = 1 if numeric == [True, False] else 0
            return list(
                zip(answer.iloc[:, first], answer.iloc[:, 1 - first], strict=True)
            )
        if isinstance(answer, pd.DataFrame) and answer.shape[1] == 1:
            answer = answer.iloc[:, 0]
        if isinstance(answer, pd.Series | dict):
            return list(answer.items())
        raise Wrong("type", wanted="by_label", got=answer)

    def compare(self, given: dict, expected: dict) -> None:
        numbered = list(range(len(given["labels"])))
        if given["labels"] == numbered and not same(numbered, expected["labels"]):
            raise Wrong("no_labels")
        compare_labels(given["labels"], expected["labels"])
        left, right = (
            dict(zip(map(key, side["labels"]), side["numbers"], strict=True))
            for side in (given, expected)
        )
        compare_numbers(left, right, self.decimals)


@dataclass(frozen=True)
class Table:
    """A table: rows are told apart by the columns `keys`, others are compared.

    The order of the columns does not count, that of the rows only if `ordered`; a key
    may be the index; a column too many does no harm. Text must agree, numbers agree to
    so many `decimals`.
    """

    keys: tuple[str, ...]
    decimals: int = 2
    ordered: bool = False

    def read(self, answer, load) -> pd.DataFrame:
        if isinstance(answer, pd.Series) and answer.name is not None:
            answer = answer.to_frame()
        if not isinstance(answer, pd.DataFrame):
            raise Wrong("type", wanted="table", got=answer)
        absent = [name for name in self.keys if name not in answer.columns]
        if absent and set(absent) <= set(answer.index.names):
            return answer.reset_index(level=absent)
        if len(absent) == 1 and answer.index.names == [None]:
            return answer.rename_axis(index=absent[0]).reset_index()
        return answer

    def compare(self, given: pd.DataFrame, expected: pd.DataFrame) -> None:
        if given.columns.nlevels > 1:
            raise Wrong("column_levels")
        if not given.columns.is_unique:
            raise Wrong("column_twice")
        absent = [str(c) for c in expected.columns if c not in given.columns]
        if absent:
            raise Wrong("columns", columns=", ".join(absent))
        rows, right_rows = self._rows(given), self._rows(expected)
        compare_labels(rows, right_rows)
        if self.ordered:
            compare_order(rows, right_rows)
        for column in expected.columns.difference(list(self.keys), sort=False):
            left = dict(zip(map(key, rows), given[column], strict=True))
            right = dict(zip(map(key, right_rows), expected[column], strict=True))
            self._compare_column(str(column), left, right)

    def _rows(self, frame: pd.DataFrame) -> list:
        rows = frame[list(self.keys)].itertuples(index=False, name=None)
        return [row[0] if len(row) == 1 else row for row in rows]

    def _compare_column(self, column: str, left: dict, right: dict) -> None:
        numbers = {k: as_float(value) for k, value in right.items()}
        if None not in numbers.values():
            given = {k: as_float(value) for k, value in left.items()}
            if None in given.values():
                raise Wrong("not_numbers", column)
            return compare_numbers(given, numbers, self.decimals, column)
        off = sum(key(left[k]) != key(right[k]) for k in right)
        if off:
            raise Wrong("values", column, n=off, of=len(right))
        return None
