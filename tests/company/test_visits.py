"""The chain of touchpoints, the losses and the pauses: to be found in the log."""

import numpy as np
import pandas as pd
import pytest
from contact_made import SEEDS, contact, visits_of

from crmlab.company import planted
from crmlab.company.journeys.chain import (
    GONE,
    SELLING,
    draw_paths,
    planted_chain,
    removal_effects,
)

TOUCHES = planted.TOUCHES


@pytest.fixture(scope="module")
def paths(stories):
    return {seed: visits_of(stories, seed) for seed in SEEDS}


def counted(paths):
    """How often each touch is followed by each other, an order, or nothing."""
    here = paths["channel"].astype(str)
    end = np.where(paths["ordered"], "order", "gone")
    moves = pd.crosstab(here, here.shift(-1).where(~paths["last"], end))
    moves.loc["start"] = here[paths["first"]].value_counts()
    columns = [*TOUCHES, "order", "gone"]
    return moves.reindex(["start", *TOUCHES], columns=columns).fillna(0)


def test_removal_effects_are_those_worked_out_by_hand():
    """Three paths: advert, search, web, order; advert; search, web. P is a third."""
    moves = pd.DataFrame(0.0, ["start", *TOUCHES], [*TOUCHES, "order", "gone"])
    moves.loc["start", ["advert", "search"]] = [2, 1]
    moves.loc["advert", ["search", "gone"]] = 1
    moves.loc["search", "web"] = 2
    moves.loc["web", ["order", "gone"]] = 1
    effect, chance = removal_effects(moves)
    assert np.isclose(chance, 1 / 3)
    assert np.allclose(effect[["advert", "search", "web"]], [0.5, 1, 1])
    assert np.allclose(effect.drop(["advert", "search", "web"]), 0)


def test_paths_that_are_told_their_end_reach_it_from_where_they_began():
    chain = planted_chain()
    rng = np.random.default_rng(1)
    entry, end = rng.integers(9, size=4000), rng.integers(5, size=4000)
    journey, touch = draw_paths(rng, chain, entry, end)
    first = np.searchsorted(journey, np.arange(4000))
    last = np.append(first[1:], len(journey)) - 1
    assert (touch[first] == entry).all()
    sold = end < GONE
    assert (touch[last][sold] == np.array(SELLING)[end[sold]]).all()
    mean = chain.visits.sum(axis=1)  # touches of a journey, whatever its end
    assert 0.5 * mean.min() < len(journey) / 4000 < 2 * mean.max()


def test_counting_transitions_gives_the_true_chain(stories, paths):
    for seed in SEEDS:
        true = contact(stories, seed).truth["transitions"]
        true = true[true["visitors"] == "all"].pivot(
            index="from", columns="to", values="chance"
        )
        moves = counted(paths[seed])
        chance = moves.div(moves.sum(axis=1), axis=0)
        true = true.reindex_like(chance).fillna(0).astype(float)
        assert (chance - true).abs().max(axis=None) < 0.035
        error = np.sqrt(true * (1 - true)).div(np.sqrt(moves.sum(axis=1)), axis=0)
        score = ((chance - true) / error.where(error > 0)).stack()
        assert (score**2).mean() < 2 and score.abs().max() < 4.5


def test_removal_effects_and_conversion_are_found(stories, paths):
    for seed in SEEDS:
        truth = contact(stories, seed).truth
        true = truth["removal_effects"].query("visitors == 'all'").set_index("touch")
        effect, chance = removal_effects(counted(paths[seed]))
        assert (effect - true["removal_effect"]).abs().max() < 0.015
        visits = truth["visits"].set_index("visitors")
        assert np.isclose(chance, visits["conversion"]["all"], atol=0.01)
        # The chain's word is not far from what would really be lost.
        assert (effect - true["orders_lost"]).abs().max() < 0.03


def test_the_chain_of_each_kind_of_visitor_is_found(stories, paths):
    for seed in SEEDS:
        truth, own = contact(stories, seed).truth, paths[seed]
        true = truth["removal_effects"].set_index(["visitors", "touch"])
        for name, atol in [("new", 0.06), ("household", 0.02), ("organisation", 0.06)]:
            effect, chance = removal_effects(counted(own[own["visitor"] == name]))
            real = true.loc[name]
            assert (effect - real["removal_effect"]).abs().max() < atol
            assert np.isclose(chance, planted.CONVERSION[name], atol=0.025)


def test_first_touch_flatters_adverts_and_last_touch_the_shops(stories, paths):
    """Against the shares of the true removal effects, on every seed."""
    for seed in SEEDS:
        true = contact(stories, seed).truth["removal_effects"]
        share = true.query("visitors == 'all'").set_index("touch")["share"]
        sold = paths[seed][paths[seed]["ordered"]]
        first, last = (
            sold.loc[sold[end], "channel"].astype(str).value_counts(normalize=True)
            for end in ("first", "last")
        )
        assert first["advert"] > 1.5 * share["advert"]
        assert first["web"] < 0.8 * share["web"]
        selling = planted.CHANNELS
        assert (last[selling] > 1.3 * share[selling]).all()
        assert set(last.index) == set(selling)


def test_the_steps_that_lose_visitors_are_found_by_kind_and_touch(stories, paths):
    for seed in SEEDS:
        last = paths[seed]
        lost = last[last["last"] & (last["outcome"] == "left")]
        rows = [lost["visitor"], lost["channel"].astype(str)]
        count = pd.crosstab(rows, lost["step"].astype(str))
        true = contact(stories, seed).truth["lost_at"]
        true = true.set_index(["visitors", "touch", "step"])["share"].unstack()
        true = true.reindex(count.index, columns=count.columns)
        size = count.sum(axis=1)
        score = (count.div(size, axis=0) - true) / np.sqrt(true * (1 - true)).div(
            np.sqrt(size), axis=0
        )
        large = size > 50
        assert (score[large] ** 2).mean(axis=None) < 1.6
        by_kind = count.groupby(level=0).sum()
        worst = by_kind.idxmax(axis=1)
        assert worst["household"] == "choice"
        assert worst["organisation"] == "understanding"
        assert by_kind.loc["new", "desire"] > by_kind.loc["new", "choice"]


def test_asking_about_discount_or_delivery_ends_many_a_visit(paths):
    for seed in SEEDS:
        own = paths[seed]
        last = own[own["last"] & (own["step"] == "choice")]
        by_what = last.groupby("what", observed=True)["ordered"].mean()
        wary = by_what[["asked for a discount", "asked delivery terms"]]
        assert (wary < by_what["basket"] - 0.3).all()


def test_pauses_between_touches_are_found_by_kind_and_step(stories, paths):
    found = []
    online = TOUCHES[:7]
    for seed in SEEDS:
        own = paths[seed]
        day = own["time"].dt.normalize()
        days = (day.shift(-1) - day).dt.days
        alike = own["channel"].isin(online) & own["channel"].shift(-1).isin(online)
        inside = alike & ~own["last"]
        groups = [own["visitor"][inside], own["step"][inside].astype(str)]
        found.append(days[inside].groupby(groups).agg(["sum", "size"]))
    total = sum(found[1:], found[0])
    mean = (total["sum"] / total["size"]).rename("found")
    true = contact(stories, 1).truth["pauses"].set_index(["visitors", "step"])["days"]
    assert np.allclose(mean, true.reindex(mean.index), rtol=0.12)
