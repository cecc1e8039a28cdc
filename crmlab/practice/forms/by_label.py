"""The form of an answer that has a number for each label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from crmlab.practice.faults import Wrong
from crmlab.practice.forms import arrays
from crmlab.practice.forms.alignment import (
    compare_labels,
    compare_numbers,
    has_categories,
    in_order,
    numbered,
    same,
    without_unused,
)
from crmlab.practice.forms.form import Form, or_far
from crmlab.practice.forms.single import Number
from crmlab.practice.values import as_float, show, single


@dataclass(frozen=True)
class ByLabel(Form):
    """A number for each label, such as shares by channel: a Series with an index.

    `decimals`, `whole` and `within` as in `Number`. Right too: a dict, a table of one
    column with its index, of one row with the labels as columns, or of two columns
    whose rows are numbered.
    """

    decimals: int = 3
    whole: bool = False
    within: float | None = None

    @property
    def _rules(self) -> tuple:
        return self.decimals, self.whole, self.within

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
            elif len(numeric) == 2 and (not all(numeric) or numbered(answer.index)):
                first = 1 if numeric == [True, False] else 0
                return pd.Index(answer.iloc[:, first]), answer.iloc[:, 1 - first]
        if isinstance(answer, pd.Series):
            return answer.index, answer
        raise Wrong("type", wanted="by_label", got=answer)

    def _side_by_side(self, given: dict, expected: dict) -> tuple:
        """The numbers of both in the order of the right labels, and these labels."""
        given, expected = (
            without_unused(given, expected),
            without_unused(expected, given),
        )
        labels, right = given["labels"], expected["labels"]
        lost = len(labels) == len(right) and numbered(labels)
        if lost and not same(labels, right):
            raise Wrong("no_labels")
        compare_labels(labels, right)
        found = dict(zip(in_order(labels), given["numbers"], strict=True))
        left = np.array([found[k] for k in in_order(right)], dtype=float)
        return left, np.array(expected["numbers"], dtype=float), right

    def compare(self, given: dict, expected: dict) -> None:
        compare_numbers(*self._side_by_side(given, expected), self._rules)

    def same(self, given: dict, other: dict) -> bool:
        try:
            left, right, _ = self._side_by_side(given, other)
        except Wrong:
            return False
        return arrays.same(left, right)

    def distance(self, given: dict, expected: dict) -> float:
        return or_far(self._farthest, given, expected)

    def _farthest(self, given: dict, expected: dict) -> float:
        left, right, _ = self._side_by_side(given, expected)
        return arrays.distance(left, right, arrays.tolerance(*self._rules))

    def slips(self, expected: dict) -> dict:
        right = np.array(expected["numbers"], dtype=float)
        made = arrays.slips(right, *self._rules) if len(right) else {}
        if len(right) > 1:
            made["one_for_all"] = np.full(len(right), np.nanmax([*right, 0.0]))
            made["other_labels"] = right[::-1]
        slipped = {
            reason: expected | {"numbers": list(numbers), "categories": False}
            for reason, numbers in made.items()
        }
        if len(right) > 1 and not expected["categories"]:
            slipped["too_few"] = expected | {
                "labels": expected["labels"][:-1],
                "numbers": expected["numbers"][:-1],
            }
        return slipped

    def show(self, plain: dict) -> str:
        number = Number(*self._rules)
        pairs = zip(plain["labels"], plain["numbers"], strict=True)
        words = [f"{show(label)}: {number.show(n)}" for label, n in pairs]
        return "{" + ", ".join(words[:4]) + (", …}" if len(words) > 4 else "}")
