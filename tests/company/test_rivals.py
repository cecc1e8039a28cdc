"""The rivals: prices show the cut on its dates, and the papers tell of it in time."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written

from crmlab.company import planted
from crmlab.company.surroundings.rivals import make_rivals


@pytest.fixture(scope="module")
def made(stories):
    return {s: as_written(make_rivals(story)) for s, story in stories.items()}


def test_the_price_cut_is_measured_from_the_prices(made):
    first, last, cut = planted.PRICE_CUT
    for tables in made.values():
        prices = tables.known["rival_prices"]
        mine = prices[prices["rival"] == planted.RIVALS[0]]
        level = np.log(mine["price_index"]).groupby(mine["week"]).mean()
        during = (level.index >= first) & (level.index <= last)
        assert abs(level[during].mean() - level[~during].mean() - np.log1p(-cut)) < 0.02
        # The largest fall from week to week is that of the first week.
        assert level.diff().idxmin() == pd.Timestamp(first)


def test_the_other_rival_keeps_its_prices(made):
    first, last, _ = planted.PRICE_CUT
    prices = made[1].known["rival_prices"]
    other = prices[prices["rival"] == planted.RIVALS[1]]
    during = other["week"].between(first, last)
    mean = np.log(other["price_index"]).groupby(during).mean()
    assert abs(mean[True] - mean[False]) < 0.02
    assert "ready to brew" not in set(other["category"])


def test_the_papers_have_each_event_on_its_day(made):
    events = made[1].known["market_events"].set_index("kind")["date"]
    assert events["price cut"] == pd.Timestamp(planted.PRICE_CUT[0])
    assert events["shops opened"] == pd.Timestamp(planted.RIVAL_OPENS[0])
    assert events["press"] == pd.Timestamp(planted.PRESS[0])
    assert (events < planted.CUTOFF).all()
    assert len(events["festival"]) == 4


def test_a_quarters_figures_are_known_only_when_it_is_over(made):
    known = made[1].known["economy"]["quarter"]
    assert known.max() == pd.Timestamp("2025-01-01")
    assert made[1].future["economy"]["quarter"].min() == pd.Timestamp("2025-04-01")


def test_offers_do_not_overlap_with_the_price_cut_of_the_same_rival(made):
    for tables in made.values():
        offers = tables.known["rival_offers"]
        mine = offers[offers["rival"] == planted.RIVALS[0]]
        cut = mine[mine["category"] == "all"].iloc[0]
        others = mine[mine["category"] != "all"]
        apart = (others["last_day"] < cut["first_day"]) | (
            others["first_day"] > cut["last_day"]
        )
        assert apart.all()
