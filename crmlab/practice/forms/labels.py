"""The form of an answer that is some labels, such as customers' numbers."""

from __future__ import annotations

from collections.abc import KeysView, Sequence, Set, ValuesView
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crmlab.practice.faults import Wrong
from crmlab.practice.forms.alignment import compare_labels, in_order, listed, same
from crmlab.practice.forms.form import Form
from crmlab.practice.values import ARRAYS, key


@dataclass(frozen=True)
class Labels(Form):
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
        # To name a label that is missing would give the answer away.
        compare_labels(labels, right, name_missing=False)
        if self.ordered and in_order(labels) != in_order(right):
            raise Wrong("order")

    def slips(self, expected: dict) -> dict:
        labels = expected["labels"]
        made = {"too_few": labels[:-1], "repeated": [*labels, *labels[:1]]}
        if self.ordered and len(labels) > 1:
            made["order"] = labels[::-1]
        made = made if labels else {}
        return {reason: {"labels": kept, "index": []} for reason, kept in made.items()}

    def show(self, plain: dict) -> str:
        return listed(plain["labels"]) or "[]"
