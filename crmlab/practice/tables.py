"""Forms of an answer that has many values: labels, a number for each, a table."""

from __future__ import annotations

from collections.abc import KeysView, Sequence, Set, ValuesView
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from crmlab.practice.faults import Wrong
from crmlab.practice.labels import (
    compare_labels,
    compare_numbers,
    compare_order,
    has_categories,
    in_order,
    nothing,
    same,
    without_unused,
)
from crmlab.practice.values import ARRAYS, as_float, key, single


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
        if isinstance(answer, np.ndarray) and sum(n > 1 for n in answer.shape) < 2:
            answer = answer.ravel()  # else its rows are labels of several parts
        if isinstance(answer, set | frozenset):
            if self.ordered:
                raise Wrong("unordered")
            answer = sorted(answer, key=str)  # the same message in every run
        if not isinstance(answer, (*ARRAYS, Sequence, Set, KeysView, ValuesView)):
            raise Wrong("type", wanted="labels", got=answer)
        index = list(answer.index) if isinstance(answer, pd.Series) else []
        return {"labels": list(answer), "index": index}

    def compare(self, given: dict, expected: dict) -> None:
        labels, right = given["labels"], expected["labels"]
        kinds = {key(label)[0] for label in labels}
        if kinds == {"truth"} and not same(labels, right):
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

    Right too: a dict, a table of one column with its index, of one row with the labels
    as columns, or of two columns.
    """

    decimals: int = 3

    def read(self, answer, load) -> dict:
        labels, values = self._sides(answer)
        numbers = [as_float(single(value)) for value in values]
        if None in numbers:
            raise Wrong("not_numbers")
        categories = has_categories(labels)
        return {"labels": list(labels), "numbers": numbers, "categories": categories}

    def _sides(self, answer) -> tuple:
        """The labels, and what stands for each."""
        if isinstance(answer, dict):
            return list(answer), answer.values()
        if isinstance(answer, pd.DataFrame):
            numeric = [is_numeric_dtype(dtype) for dtype in answer.dtypes]
            if len(answer) == 1 < len(numeric) and all(numeric):
                answer = answer.iloc[0]
            elif len(numeric) == 1:
                answer = answer.iloc[:, 0]
            elif len(numeric) == 2:
                first = 1 if numeric == [True, False] else 0
                return pd.Index(answer.iloc[:, first]), answer.iloc[:, 1 - first]
        if isinstance(answer, pd.Series):
            return answer.index, answer
        raise Wrong("type", wanted="by_label", got=answer)

    def compare(self, given: dict, expected: dict) -> None:
        given, expected = (
            without_unused(given, expected),
            without_unused(expected, given),
        )
        labels, right = given["labels"], expected["labels"]
        numbered = list(range(len(labels)))
        if in_order(labels) == in_order(numbered) and not same(numbered, right):
            raise Wrong("no_labels")
        compare_labels(labels, right)
        left, right = (
            dict(zip(in_order(side["labels"]), side["numbers"], strict=True))
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
        if absent and answer.index.names == [None] * len(absent):
            return answer.rename_axis(index=absent).reset_index()
        return answer

    def compare(self, given: pd.DataFrame, expected: pd.DataFrame) -> None:
        if given.columns.nlevels > 1:
            raise Wrong("column_levels")
        if not given.columns.is_unique:
            raise Wrong("column_twice")
        absent = [str(c) for c in expected.columns if c not in given.columns]
        if absent:
            raise Wrong("columns", columns=", ".join(absent))
        columns = expected.columns.difference(list(self.keys), sort=False)
        given, expected = (
            self._used(given, expected, columns),
            self._used(expected, given, columns),
        )
        rows, right_rows = self._rows(given), self._rows(expected)
        compare_labels(rows, right_rows)
        if self.ordered:
            compare_order(rows, right_rows)
        for column in columns:
            left = dict(zip(map(key, rows), given[column], strict=True))
            right = dict(zip(map(key, right_rows), expected[column], strict=True))
            self._compare_column(str(column), left, right)

    def _rows(self, frame: pd.DataFrame) -> list:
        rows = frame[list(self.keys)].itertuples(index=False, name=None)
        return [row[0] if len(row) == 1 else row for row in rows]

    def _used(self, frame, other, columns) -> pd.DataFrame:
        """The table without rows for categories that nothing belongs to."""
        kinds = frame[list(self.keys)].dtypes
        named = any(isinstance(kind, pd.CategoricalDtype) for kind in kinds)
        if columns.empty or not named:
            return frame
        known = set(in_order(self._rows(other)))
        values = frame[columns].map(as_float).to_numpy()
        kept = [
            key(row) in known or not all(n is not None and nothing(n) for n in numbers)
            for row, numbers in zip(self._rows(frame), values, strict=True)
        ]
        return frame[kept]

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
