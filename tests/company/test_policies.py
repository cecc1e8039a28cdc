"""A year under a policy: the same luck, interior optima, clear refusals."""

import numpy as np
import pandas as pd
import pytest

from crmlab.company.play import (
    Firm,
    Policy,
    PolicyError,
    played,
    steady_policy,
)

QUARTERS = range(1, 5)


@pytest.fixture(scope="module")
def firm():
    return Firm()


@pytest.fixture(scope="module")
def groups(firm):
    """What an analyst can group by: households, and two kinds of organisations."""
    frame = firm.people.frame[: firm.people.known]
    size = np.where(frame["staff"].fillna(0) >= 100, "large organisation", "household")
    small = (frame["kind"] == "organisation") & (size == "household")
    kind = pd.Series(size).mask(small.to_numpy(), "small organisation")
    return pd.Series(kind.to_numpy(), frame["customer_id"])


def everywhere(groups, acquisition=(1, 1, 1, 1), **levers):
    names = groups.unique()
    rows = [{"quarter": q, "group": g, **levers} for q in QUARTERS for g in names]
    return Policy(pd.DataFrame(rows), groups, acquisition)


LUCKS = (1, 2, 3)


@pytest.fixture(scope="module")
def gain(firm):
    """Profit and equity of a policy above doing nothing, on average of three years."""
    nothing = np.mean([year.both for year in firm.years(lucks=LUCKS)])
    return lambda policy: (
        np.mean([year.both for year in firm.years(policy, LUCKS)]) - nothing
    )


def test_doing_nothing_twice_gives_the_same_year(firm):
    first = firm.play()
    played.forget()
    again = firm.play()
    pd.testing.assert_frame_equal(first.quarters, again.quarters)
    pd.testing.assert_frame_equal(first.customers, again.customers)


def test_the_house_policy_written_out_changes_nothing(firm, groups):
    house = everywhere(groups, service=0.6, contact="house", offer=0.0, earn=0.02)
    assert firm.play(house).profit == pytest.approx(firm.play().profit)


def test_the_year_goes_on_from_the_company_that_is_shipped(firm):
    from crmlab.company import simulate

    later = simulate().future["orders"]
    weeks = (later["date"] - pd.Timestamp("2025-06-30")).dt.days // 7
    assert firm.play().quarters["orders"][:2].tolist() == [
        (weeks < 13).sum(),
        (weeks >= 13).sum(),
    ]


def test_paired_noise_is_less_than_a_tenth_of_the_unpaired(firm, groups):
    plan = everywhere(groups[groups == "household"], contact="reactive")
    a = np.array([year.profit for year in firm.years(lucks=range(1, 9))])
    b = np.array([year.profit for year in firm.years(plan, range(1, 9))])
    paired = (b - a).std(ddof=1)
    unpaired = np.sqrt(a.var(ddof=1) + b.var(ddof=1))
    assert paired < unpaired / 10


@pytest.mark.parametrize(
    ("group", "lever", "values"),
    [
        ("household", "service", [0.0, 0.7, 1.0]),
        ("small organisation", "contact", ["basic", "accountable", "partnership"]),
        ("household", "earn", [0.0, 0.01, 0.2]),
    ],
)
def test_the_best_level_lies_in_between(gain, groups, group, lever, values):
    of_one = groups[groups == group]
    low, middle, high = (gain(everywhere(of_one, **{lever: value})) for value in values)
    assert middle > low
    assert middle > high


def test_the_best_contact_differs_by_group(gain, groups):
    pays = {
        name: gain(everywhere(groups[groups == name], contact="accountable"))
        for name in ["small organisation", "household"]
    }
    assert pays["small organisation"] > 0 > pays["household"]


def test_a_standing_offer_wears_off(firm, groups):
    """The orders that an offer adds are most in its first quarter."""
    offer = firm.play(everywhere(groups, offer=0.06)).quarters["orders"]
    gain = offer / firm.play().quarters["orders"] - 1
    assert gain[0] > gain[1] > gain[2]


def test_more_is_spent_on_winning_customers_with_diminishing_returns(firm):
    joined = [
        len(firm.play(Policy(acquisition=(budget,) * 4)).customers)
        for budget in (0, 1, 2, 3)
    ]
    gains = np.diff(joined)
    assert (gains > 0).all()
    assert (np.diff(gains) < 0).all()


def test_a_policy_is_refused_with_all_its_faults(firm):
    rows = pd.DataFrame([{"quarter": 5, "group": "x", "servce": 1, "offer": 9}])
    groups = pd.Series(["a"], index=["C999999"])
    with pytest.raises(PolicyError) as refused:
        firm.play(Policy(rows, groups, (1, -1, 1, 1)))
    for part in ["servce", "[5]", "'x'", "offer must be", "C999999", "-1"]:
        assert part in str(refused.value)


def test_lucks_side_by_side_are_what_they_are_alone(firm, groups):
    plan = everywhere(groups, service=0.7, letter=0.1, acquisition=(2, 1, 1, 0))
    together = firm.years(plan, [3, 0, 8])
    played.forget()
    for luck, year in zip([3, 0, 8], together, strict=True):
        alone = firm.play(plan, luck)
        pd.testing.assert_frame_equal(year.quarters, alone.quarters, check_exact=True)
        pd.testing.assert_frame_equal(year.customers, alone.customers, check_exact=True)


@pytest.fixture
def lived(monkeypatch):
    """A small firm, and a list of the lucks that it has lived through."""
    firm, lucks = Firm(7, 60), []
    live = firm.lived
    monkeypatch.setattr(
        firm, "lived", lambda *given: lucks.extend(given[1]) or live(*given)
    )
    played.forget()
    return firm, lucks


def test_a_year_is_remembered_by_what_decides_it(lived):
    firm, lucks = lived
    groups = pd.Series("all", firm.customer_ids)
    plan = steady_policy(groups, service=0.7)
    same = steady_policy(groups.replace("all", "every"), service=0.7)
    year, spoilt = firm.years(plan, [0, 0])
    spoilt.customers.loc[:, "profit"] = 0.0
    spoilt.quarters["profit"] = 0.0
    again = firm.play(same)
    assert lucks == [0]
    pd.testing.assert_frame_equal(year.customers, again.customers)
    pd.testing.assert_frame_equal(year.quarters, again.quarters)
    for other in [
        steady_policy(groups, service=0.8),
        steady_policy(groups, service={"all": 0.7, "newcomers": 0.7}),
        steady_policy(groups, [1, 2], service=0.7),
        steady_policy(groups, service=0.7, acquisition=2.0),
    ]:
        firm.play(other)
    assert lucks == [0] * 5
    Firm(8, 60).play(plan)
    assert firm.play(plan).both != Firm(8, 60).play(plan).both


def test_only_the_latest_years_are_remembered(lived, monkeypatch):
    firm, lucks = lived
    monkeypatch.setattr(played, "MOST", 3)
    firm.years(lucks=range(4))
    firm.years(lucks=[1, 2, 3])
    assert lucks == [0, 1, 2, 3]
    firm.play(luck=0)
    assert lucks == [0, 1, 2, 3, 0]


def test_doing_nothing_is_played_once_for_each_luck(lived):
    firm, lucks = lived
    table = firm.compare({"nothing": None, "the same": Policy()}, lucks=[4, 2])
    firm.compare({"nothing": Policy()}, lucks=[2, 5])
    assert lucks == [4, 2, 5]
    assert table["luck"].to_list() == [4, 2, 4, 2]
    assert (table[["profit_gain", "equity_gain", "spent_more"]] == 0).all(axis=None)
    assert table["spent"].iloc[0] == firm.play(luck=4).spent
    firm.years(lucks=[6, 7])
    firm.compare({"nothing": Policy()}, lucks=[7, 6])
    assert lucks == [4, 2, 5, 4, 6, 7]


def few(firm, every, **levers):
    ids = firm.customer_ids[::every]
    return steady_policy(pd.Series("few", ids), **levers)


@pytest.mark.parametrize(
    "every, levers",
    [
        (5, {"letter": 0.2}),
        (5, {"contact": "basic"}),
        (5, {"service": {"few": 0.9, "newcomers": 0.9}, "acquisition": 2.0}),
        (2000, {"offer": 0.3, "earn": 0.1}),
    ],
)
def test_who_meets_nothing_new_lives_as_before(firm, monkeypatch, every, levers):
    plan, lucks = few(firm, every, **levers), []
    played.forget()
    firm.years(lucks=[3, 0])
    live = firm.lived
    monkeypatch.setattr(
        firm, "lived", lambda *given: lucks.extend(given[1]) or live(*given)
    )
    partly = firm.years(plan, [3, 0])
    assert lucks == []
    played.forget()
    for year, whole in zip(partly, firm.years(plan, [3, 0]), strict=True):
        pd.testing.assert_frame_equal(year.quarters, whole.quarters, check_exact=True)
        pd.testing.assert_frame_equal(year.customers, whole.customers, check_exact=True)
    assert lucks == [3, 0]


def test_one_customer_may_live_anew_alone():
    firm = Firm(7, 60)
    plan = few(firm, 100, offer=0.4)
    played.forget()
    firm.play()
    year = firm.play(plan)
    played.forget()
    pd.testing.assert_frame_equal(year.customers, firm.play(plan).customers)


def test_amounts_that_are_remembered_are_those_that_would_be_drawn():
    often, once = Firm(7, 300), Firm(7, 300)
    plan = few(often, 2, service=0.9)
    often.lived(often.usual_plans, [0, 3])
    _, again, _ = often.lived(often.plans(plan), [0, 3])
    once.engine.amounts = None
    _, fresh, _ = once.lived(once.plans(plan), [0, 3])
    pd.testing.assert_frame_equal(again, fresh, check_exact=True)
