"""The sweep: odd inputs into every public method give a right value or a clear error.

See ``sweep/__init__.py``. ``python -m sweep ROOM --say`` from tests/ shows a room's
table and each input that falls short.
"""

import re
from fnmatch import fnmatch
from functools import cache

import numpy as np
import pandas as pd
import pytest
from sweep.judge import outcomes, rows
from sweep.odd import odd_inputs
from sweep.rooms import allowed, clean_call, methods, rooms

METHODS = [(room, name) for room in rooms() for name in sorted(methods(room))]
each_method = pytest.mark.parametrize(
    ("room", "name"), METHODS, ids=[f"{room}.{name}" for room, name in METHODS]
)


@cache
def called(room, name):
    """The inputs of a clean call after it, and what it gave."""
    call, clean = clean_call(room, name)
    return clean, call(**clean)


@each_method
def test_it_has_a_clean_example(room, name):
    assert clean_call(room, name), f"add one to tests/sweep/examples/{room}.py"


@each_method
def test_odd_inputs_give_the_right_value_or_a_clear_error(room, name):
    reasons = allowed(room, name)
    short, used = [], set()
    call, clean = clean_call(room, name)
    for odd, outcome, words in outcomes(call, clean, called(room, name)[1]):
        if outcome in ("bare", "wrong"):
            reason = [pattern for pattern in reasons if fnmatch(odd, pattern)]
            used.update(reason)
            if not reason:
                short.append(f"{outcome}: {odd}: {words}")
    assert not short, "\n".join(short)
    assert used == set(reasons), "reasons that nothing needs"


@each_method
def test_a_clean_call_leaves_its_inputs_as_they_were(room, name):
    after, _ = called(room, name)
    for key, value in clean_call(room, name)[1].items():
        assert rows(after[key]) == rows(value), f"{name}() changed {key}"


@each_method
def test_its_docstring_says_what_it_refuses_and_what_it_does_with_gaps(room, name):
    text = methods(room)[name].__doc__
    assert re.search(r"Raises \w+Error", text)
    assert any(word in text for word in ("gap", "missing", "empty", "left out"))


def first(values):
    return values.iloc[0]


def logarithm(values):
    return float(np.log(values.to_numpy() * 0)[0])


@pytest.mark.filterwarnings("ignore:divide by zero")
@pytest.mark.parametrize(
    ("call", "odd", "outcome"),
    [
        (lambda values: values.sum(), "values: with a gap", "value"),
        (lambda values: values.fillna(0).mean(), "values: with a gap", "wrong"),
        (first, "values: entries in another order", "wrong"),
        (lambda values: values.max(), "values: as text", "wrong"),
        (lambda values: values.sum(), "values: None", "bare"),
        (lambda values: values.sum(), "values: with an infinite one", "wrong"),
        (lambda values, top=0.5: values.sum(), "top: in per cent", "wrong"),
        (lambda values: values.var(), "values: as float32", "value"),
        (lambda values: np.exp(values).sum(), "values: as float32", "wrong"),
        (logarithm, "values: with a gap", "bare"),
    ],
)
def test_the_sweep_finds_what_falls_short(call, odd, outcome):
    values = pd.Series([1.0, 2.5, 4.0], ["c1", "c2", "c3"])
    found = {name: found for name, found, _ in outcomes(call, {"values": values})}
    assert found[odd] == outcome


def test_each_kind_of_argument_has_a_score_of_odd_inputs():
    frame = pd.DataFrame(
        {"who": ["c1"], "n": [1], "day": pd.to_datetime(["2024-01-01"]), "sent": [True]}
    )
    found = list(odd_inputs(lambda frame: 0, {"frame": frame}))
    assert len(found) >= 20 and len({odd.name for odd in found}) == len(found)
