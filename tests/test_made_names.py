"""What a lesson's cell made is watched: a change in place is seen, an addition not."""

import made_names
import numpy as np
import pandas as pd
import pytest


def keep(values):
    with pytest.raises(AssertionError):  # there is a model
        made_names.keep(-1, [*values, "never"], values)
    made_names.keep(-2, set(values) - {"model"}, values)


def world():
    return {
        "table": pd.DataFrame({"n": [1, 2], "who": ["a", None]}, index=["x", "y"]),
        "few": pd.Series([1, None], dtype="Int64"),
        "rng": np.random.default_rng(1),
        "plans": {"a": 0.1, "b": [1, 2]},
        "days": pd.date_range("2025-01-01", periods=3),
        "doubled": lambda x: 2 * x,
        "model": object(),
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda w: w["table"].loc.__setitem__(("x", "n"), 9),
        lambda w: setattr(w["table"], "index", ["y", "x"]),
        lambda w: w["table"].pop("who"),
        lambda w: w["few"].__setitem__(1, 7),
        lambda w: w["rng"].random(),
        lambda w: w["plans"].update(a=0.2),
        lambda w: w["plans"]["b"].append(3),
        lambda w: w.update(days=w["days"] + pd.Timedelta(days=1)),
    ],
)
def test_a_change_in_place_is_seen(change):
    values = world()
    keep(values)
    made_names.same(-1, values)
    change(values)
    with pytest.raises(AssertionError, match="changed in place"):
        made_names.same(-1, values)


def test_what_is_looked_at_or_added_is_no_change():
    values = world()
    keep(values)
    values["few"].dropna()
    values["table"].describe()
    values["table"]["more"] = 1
    values["plans"]["c"] = 1
    made_names.same(-1, values)
