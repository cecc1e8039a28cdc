"""The two years before the cut-off date: lived through once, the same in each year."""

import numpy as np
import pandas as pd
import pytest

from crmlab.company import planted
from crmlab.company.engine import Engine
from crmlab.company.levers import house_policy
from crmlab.company.play import Firm, steady_policy
from crmlab.company.play.before import before
from crmlab.company.state import opening_state
from crmlab.company.world import make_world

SEED, SIZE = 7, 300


@pytest.mark.parametrize("scenario", planted.SCENARIO_NAMES)
def test_whatever_year_follows_they_are_the_same(scenario):
    known = before(SEED, SIZE)
    world = make_world(SEED, scenario=scenario)
    engine = Engine(SEED, known.people, known.minds, world)
    state = opening_state(len(known.people.frame))
    weeks = range(planted.HISTORY_WEEKS)
    life = engine.live(state, weeks, house_policy(known.people))
    state.coupon[:] = 0.0
    pd.testing.assert_frame_equal(life.events, known.events)
    for name, values in vars(state).items():
        np.testing.assert_array_equal(values, getattr(known.state, name))


def test_firms_of_a_company_share_them_and_no_year_changes_them():
    firm = Firm(SEED, SIZE)
    assert Firm(SEED, SIZE, "slump").before is firm.before
    state, events = firm.before.state.copy(), firm.before.events.copy()
    groups = pd.Series("all", firm.customer_ids)
    firm.years(steady_policy(groups, service=0.9, letter=0.2), [0, 1])
    pd.testing.assert_frame_equal(events, firm.before.events)
    for name, values in vars(state).items():
        np.testing.assert_array_equal(values, getattr(firm.before.state, name))


def test_a_year_tells_how_content_each_customer_ends_it():
    firm = Firm(SEED, SIZE)
    policy = steady_policy(pd.Series("all", firm.customer_ids), service=0.9)
    engine, _, state = firm.lived(firm.plans(policy), [3])
    felt = firm.play(policy, luck=3).customers["satisfaction"]
    np.testing.assert_allclose(felt, engine.satisfaction(state)[state.came])
    assert felt.mean() > firm.play(luck=3).customers["satisfaction"].mean()


def test_a_year_in_which_nobody_orders_has_its_four_quarters():
    year = Firm(seed=5, customers=2).play()
    assert year.quarters["quarter"].to_list() == [1, 2, 3, 4]
    assert (year.quarters[["orders", "revenue", "margin"]] == 0).all(axis=None)
