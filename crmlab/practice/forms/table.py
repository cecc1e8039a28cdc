"""The form of an answer that is a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_integer_dtype

from crmlab.practice.faults import Wrong
from crmlab.practice.forms import arrays
from crmlab.practice.forms.alignment import (
    compare_labels,
    compare_numbers,
    in_order,
    listed,
    nothing,
)
from crmlab.practice.forms.form import Form, or_far
from crmlab.practice.values import as_float, key


@dataclass(frozen=True)
class Table(Form):
    """A table: rows are told apart by the columns `keys`, others are compared.

    The order of the columns does not count, that of the rows only if `ordered`; a key
    may be the index; a column too many does no harm. Text must agree, numbers agree to
    so many `decimals`; where the right ones are integers, exactly.
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

    def _side_by_side(self, given: pd.DataFrame, expected: pd.DataFrame) -> tuple:
        """The columns of both in the order of the right rows, and these rows' names."""
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
        if self.ordered and in_order(rows) != in_order(right_rows):
            raise Wrong("order")
        place = {k: n for n, k in enumerate(in_order(rows))}
        given = given.iloc[[place[k] for k in in_order(right_rows)]]
        return given[columns], expected[columns], right_rows

    def compare(self, given: pd.DataFrame, expected: pd.DataFrame) -> None:
        given, expected, rows = self._side_by_side(given, expected)
        for column in expected:
            left, right = numbers(given[column]), numbers(expected[column])
            if right is not None and left is None:
                raise Wrong("not_numbers", str(column))
            if right is not None:
                rules = self._rules(expected[column])
                compare_numbers(left, right, rows, rules, str(column))
                continue
            off = other_text(given[column], expected[column])
            if any(off):
                named = listed(row for row, bad in zip(rows, off, strict=True) if bad)
                gaps = {"right": len(off) - sum(off), "of": len(off), "which": named}
                raise Wrong("texts", str(column), **gaps)

    def same(self, given: pd.DataFrame, other: pd.DataFrame) -> bool:
        return or_far(self._apart, given, other) == 0

    def _apart(self, given, other) -> float:
        given, other, _ = self._side_by_side(given, other)
        return max((self._differ(given[c], other[c]) for c in other), default=0)

    def _differ(self, given, other) -> bool:
        left, right = numbers(given), numbers(other)
        if left is None or right is None:
            return any(other_text(given, other))
        return not arrays.same(left, right)

    def distance(self, given: pd.DataFrame, expected: pd.DataFrame) -> float:
        return or_far(self._farthest, given, expected)

    def _farthest(self, given, expected) -> float:
        given, expected, _ = self._side_by_side(given, expected)
        return max((self._far(given[c], expected[c]) for c in expected), default=0.0)

    def _far(self, given, expected) -> float:
        left, right = numbers(given), numbers(expected)
        if left is None or right is None:
            return np.inf if any(other_text(given, expected)) else 0.0
        allowed = arrays.tolerance(*self._rules(expected))
        return arrays.distance(left, right, allowed)

    def slips(self, expected: pd.DataFrame) -> dict:
        made = {"too_few": expected.iloc[:-1]}
        if self.ordered and len(expected) > 1:
            made["order"] = expected.iloc[::-1]
        for column in expected.columns.difference(list(self.keys), sort=False):
            right = numbers(expected[column])
            if right is not None:
                slipped = arrays.slips(right, *self._rules(expected[column]))
                for reason, values in slipped.items():
                    made[f"{reason} {column}"] = expected.assign(**{column: values})
        return made if len(expected) else {}

    def _rules(self, right: pd.Series) -> tuple:
        return self.decimals, is_integer_dtype(right), None

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


def numbers(column: pd.Series) -> np.ndarray | None:
    """The column as floats; None where something in it is no number."""
    found = [as_float(value) for value in column]
    return None if None in found else np.array(found, dtype=float)


def other_text(given: pd.Series, expected: pd.Series) -> list[bool]:
    """Where two columns of text differ."""
    return [key(a) != key(b) for a, b in zip(given, expected, strict=True)]
