"""The ladder, the stages, and what truly lies ahead."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written

from crmlab.company import planted
from crmlab.company.money.stages import make_stages


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_stages(story)) for s, story in stories.items()}


def test_buyers_and_cost_of_the_ladder_are_the_customers_own(made, stories):
    reach = made[1].known["reach"]
    frame = stories[1].people.frame[: stories[1].known]
    by_channel = frame.groupby("acquired_through", observed=True)
    sums = reach.groupby("channel")[["buyers", "cost"]].sum()
    assert (sums["buyers"] == by_channel.size().loc[sums.index]).all()
    cost = by_channel["acquisition_cost"].sum().loc[sums.index]
    assert np.allclose(sums["cost"], cost, atol=0.1)
    assert (reach["reached"] >= reach["visitors"]).all()
    assert (reach["visitors"] >= reach["buyers"]).all()


def test_conversion_from_rung_to_rung_gives_the_planted_chances(made):
    z = []
    for tables in made.values():
        sums = tables.known["reach"].groupby("channel")[
            ["reached", "visitors", "buyers"]
        ]
        sums = sums.sum()
        true = tables.truth["ladder"].set_index("channel").loc[sums.index]
        for more, fewer, chance in [
            ("visitors", "buyers", true["buys"]),
            ("reached", "visitors", true["comes"]),
        ]:
            error = np.sqrt(chance * (1 - chance) / sums[more])
            z.append((sums[fewer] / sums[more] - chance) / error)
    assert np.abs(z).max() < 4.5
    assert abs(np.mean(z)) < 0.4


def test_everybody_who_joined_has_one_stage_each_quarter(made, stories):
    frame = stories[1].people.frame[: stories[1].known]
    for day, rows in made[1].truth["stages"].groupby("quarter_end"):
        assert rows["customer_id"].is_unique
        assert len(rows) == (frame["joined"] <= day).sum()
    assert made[1].truth["stages"]["quarter_end"].nunique() == 8


def test_nobody_comes_back_from_gone_and_decline_is_its_eve(made):
    for tables in made.values():
        stages = tables.truth["stages"]
        path = stages.pivot(index="customer_id", columns="quarter_end", values="stage")
        path = path.astype(object)
        for now, then in zip(path.columns[:-1], path.columns[1:], strict=True):
            assert (path.loc[path[now] == "gone", then] == "gone").all()
            assert (path.loc[path[now] == "decline", then] == "gone").all()
            # Who was in growth or maturity can not be at the beginning again.
            settled = path[now].isin(["growth", "maturity"])
            assert not (path.loc[settled, then] == "initial").any()
            assert not (path.loc[path[now] == "maturity", then] == "growth").any()


def test_gone_is_what_the_state_at_the_cutoff_says(made, stories):
    last = made[1].truth["stages"]
    last = last[last["quarter_end"] == last["quarter_end"].max()]
    state = stories[1].life.kept[planted.HISTORY_WEEKS]
    assert ((last["stage"] != "gone") == state.active[: len(last)]).all()
    assert (made[1].truth["lifetime"]["active"] == state.active[:6000]).all()


def test_orders_ahead_are_those_that_come(made, stories):
    ratio = []
    for seed, tables in made.items():
        orders = stories[seed].named_orders
        later = orders[orders["date"] >= planted.CUTOFF]
        lifetime = tables.truth["lifetime"]
        came = later["customer_id"].isin(lifetime["customer_id"]).sum()
        ratio.append(lifetime["orders_ahead"].sum() / came)
    assert np.abs(np.array(ratio) - 1).max() < 0.06
    assert abs(np.mean(ratio) - 1) < 0.02


def test_orders_ahead_tell_customers_apart(made, stories):
    """In each tenth by what is expected, as many orders come as are expected."""
    lifetime = pd.concat(
        tables.truth["lifetime"].assign(
            came=lambda frame, story=stories[seed]: frame["customer_id"].map(
                story.named_orders[story.orders["date"] >= planted.CUTOFF][
                    "customer_id"
                ].value_counts()
            )
        )
        for seed, tables in made.items()
    ).fillna({"came": 0})
    assert (lifetime.loc[~lifetime["active"], "came"] == 0).all()
    there = lifetime[lifetime["active"]]
    tenth = pd.qcut(there["orders_ahead"], 10, labels=False)
    means = there.groupby(tenth)[["orders_ahead", "came"]].mean()
    assert np.abs(means["came"] / means["orders_ahead"] - 1).max() < 0.15


def test_value_goes_with_orders_and_is_nothing_for_the_gone(made):
    lifetime = made[1].truth["lifetime"]
    assert (
        lifetime.loc[~lifetime["active"], ["rate", "orders_ahead", "value"]] == 0
    ).all(axis=None)
    there = lifetime[lifetime["active"] & (lifetime["order_margin"] > 0)]
    assert (there["value"] > 0).all()
