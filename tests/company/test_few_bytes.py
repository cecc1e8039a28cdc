"""What keeps a large company small: late names, blocks, sums instead of sorting."""

import numpy as np
import pandas as pd

from crmlab.company.ids import named, numbered
from crmlab.company.journeys.touchpoints import _numbered
from crmlab.company.narrow import blocks
from crmlab.company.selling.programme_trial import _draw, _redrawn, difference
from crmlab.company.story import Tables


def test_names_are_numbered_from_one_and_a_gap_stays_a_gap():
    names = numbered("O", 12)
    assert names.iloc[0] == "O0000001" and names.iloc[-1] == "O0000012"
    some = pd.Series(named(names, [11, -1, 0, 0]))
    assert some.isna().tolist() == [False, True, False, False]
    assert some.dropna().tolist() == ["O0000012", "O0000001", "O0000001"]


def test_blocks_cover_each_row_once_and_draw_the_same_numbers():
    chance = np.random.default_rng(0).uniform(0.05, 1, 1000)
    draws = {
        "random": lambda rng, rows: rng.random(len(chance[rows])),
        "exponential": lambda rng, rows: rng.exponential(3.0, len(chance[rows])),
        "geometric": lambda rng, rows: rng.geometric(chance[rows]),
    }
    for draw in draws.values():
        rng = np.random.default_rng(1)
        parts = [draw(rng, rows) for rows in blocks(1000, 300)]
        assert [len(part) for part in parts] == [300, 300, 300, 100]
        at_once = draw(np.random.default_rng(1), slice(None))
        assert (np.concatenate(parts) == at_once).all()


def test_journeys_are_numbered_as_they_come_first():
    journey = np.array([7, 3, 7, 9, 3, 0], dtype=np.int32)
    assert _numbered(journey).tolist() == [1, 2, 1, 3, 2, 4]


def test_a_table_is_split_at_the_cut_off_in_order_of_time_and_out_of_it():
    dates = pd.to_datetime(["2025-06-01", "2025-06-20", "2025-09-01"])
    for order in ([0, 1, 2], [2, 0, 1]):
        frame = pd.DataFrame({"date": dates[order], "row": order})
        tables = Tables()
        tables.split("some", frame, "date")
        assert sorted(tables.known["some"]["row"]) == [0, 1]
        assert tables.future["some"]["row"].tolist() == [2]


def test_a_redrawn_estimate_is_that_of_the_customers_with_the_smallest_numbers():
    rng = np.random.default_rng(3)
    stratum = rng.integers(3, size=500)
    trial = pd.DataFrame(
        {
            "orders_without": rng.poisson(2.0, 500),
            "orders_with": rng.poisson(2.5, 500),
        }
    )
    uniform = rng.random(500)
    rows = [np.flatnonzero(stratum == number) for number in range(3)]
    seen = [trial[["orders_with", "orders_without"]].to_numpy()[row] for row in rows]
    for share in (0.1, 0.5):
        out = _draw(uniform, stratum, share)
        estimate = difference(trial, out, stratum)[0]
        assert np.isclose(_redrawn(uniform, rows, seen, share), estimate)
