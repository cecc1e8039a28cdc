"""What is equal is turned when sorted, unless the order of ties was asked for."""

import other_ties
import pandas as pd
import pytest

TABLE = pd.DataFrame({"n": [2, 1, 1], "m": [1, 2, 2]}, index=["a", "b", "c"])
in_frame = other_ties.turned(pd.DataFrame.sort_values)
in_series = other_ties.turned(pd.Series.sort_values)


@pytest.mark.parametrize(
    "found",
    [
        in_frame(TABLE, "n"),
        in_frame(TABLE, by=["n"]),
        in_frame(TABLE, "m", ascending=False),
        in_series(TABLE["n"]),
    ],
)
def test_ties_are_turned(found):
    names = [name for name in found.index if name != "a"]
    assert names == ["c", "b"]


def test_an_order_that_was_asked_for_is_left():
    assert list(in_frame(TABLE, ["n", "m"]).index) == ["b", "c", "a"]
    assert list(in_frame(TABLE, "n", kind="stable").index) == ["b", "c", "a"]
    assert list(in_series(TABLE["n"], kind="stable").index) == ["b", "c", "a"]
