"""Callers give up as planted, and then do what is planted; found in the log."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from contact_made import ORDERED, SEEDS, contact, log_of
from scipy.stats import chisquare

from crmlab.company import planted
from crmlab.company.calling import ANSWERED, call_to_order, gives_up, patience
from crmlab.company.journeys.touchpoints import make_touchpoints
from crmlab.company.journeys.usual import usual_hits
from crmlab.company.levers import house_policy
from crmlab.company.simulation import tell

PHONE = planted.CHANNELS.index("phone")


def calls_in(log):
    """The calls of the phone queue, as an analyst finds them: wait, and given up."""
    calls = log[log["channel"].eq("phone") & log["wait"].notna()]
    return pd.DataFrame({"wait": calls["wait"], "lost": calls["outcome"] == "hung up"})


def still_waiting(calls, minutes):
    """Kaplan–Meier: share that would still wait if nobody answered."""
    calls = calls.sort_values("wait", kind="stable")
    in_line = np.arange(len(calls), 0, -1)
    stays = np.cumprod(1 - calls["lost"].to_numpy() / in_line)
    place = np.searchsorted(calls["wait"].to_numpy(), minutes, side="right")
    return stays[place - 1]


def test_the_hazard_of_hanging_up_is_recovered_from_the_log(stories):
    """Hazard a × t: the likeliest a is calls lost by the sum of half the waits²."""
    score = []
    for seed in SEEDS:
        calls = calls_in(log_of(stories, seed))
        lost = calls["lost"].sum()
        found = lost / (calls["wait"] ** 2 / 2).sum()
        score.append((found / planted.IMPATIENCE - 1) * np.sqrt(lost))
    score = np.array(score)
    assert np.abs(score).max() < 3 and (score**2).mean() < 2
    assert abs(score.mean()) < 1


def test_the_hazard_grows_with_the_wait_and_the_curve_is_the_truths(stories):
    minutes = np.array([4, 8, 12, 16])
    curves = []
    for seed in SEEDS:
        calls = calls_in(log_of(stories, seed))
        curves.append(still_waiting(calls, minutes))
        bins = pd.cut(calls["wait"], [0, 4, 8, 12, 99], include_lowest=True)
        lost = calls["lost"].groupby(bins, observed=True).sum().to_numpy()
        edges = [(0, 4), (4, 8), (8, 12), (12, 99)]
        spent = [(calls["wait"].clip(low, high) - low).sum() for low, high in edges]
        assert (np.diff(lost / spent) > 0).all()
    true = contact(stories, 1).truth["patience"].set_index("minutes")["still_waiting"]
    assert np.allclose(np.mean(curves, axis=0), true[minutes], atol=0.02)


def test_giving_up_by_the_mean_wait_is_as_by_simulation():
    rng = np.random.default_rng(1)
    for mean in (1.5, 3.6, 15.0):
        lost = rng.exponential(mean, 200_000) > patience(rng.random(200_000))
        assert abs(lost.mean() - gives_up(np.array(mean))) < 0.005


def test_callers_do_what_is_planted_after_giving_up(stories):
    """By the engine's calls of ten seeds, and by the journeys of the log."""
    count = np.zeros(len(planted.THEN))
    for story in stories.values():
        calls = story.calls[story.calls["event"] >= 0]
        first = story.life.events["first"].to_numpy()[calls["event"]]
        gave_up = calls[
            (calls["then"] != ANSWERED) & ~first
        ]  # the first call until heard
        count += np.bincount(gave_up["then"], minlength=len(count))
    chance = planted.GIVING_UP.loc["phone line"].to_numpy()
    assert chisquare(count, chance * count.sum()).pvalue > 0.001
    moved, lost, all_of_them = 0, 0, 0
    for seed in SEEDS:
        log = log_of(stories, seed)
        placed = log[log["what"].isin(ORDERED)].set_index("journey_id")
        first = stories[seed].named_orders.drop_duplicates("customer_id")["order_id"]
        first = placed.index[placed["order_id"].isin(first)]
        placed = placed["channel"]
        gave_up = log[log["what"] == "called to order"]
        gave_up = gave_up[~gave_up["journey_id"].isin(first)]
        ends = gave_up["journey_id"].drop_duplicates().map(placed)
        all_of_them += len(gave_up)
        moved += (ends.notna() & (ends != "phone")).sum()
        lost += ends.isna().sum()
    for number, share in [(moved, chance[1]), (lost, chance[2:].sum())]:
        error = np.sqrt(share * (1 - share) / all_of_them)
        assert abs(number / all_of_them - share) < 3.5 * error


def test_calls_again_come_later_the_same_day_or_the_next(stories):
    for seed in (1, 2):
        calls = stories[seed].calls
        for name in ("event", "case"):
            own = calls[calls[name] >= 0].sort_values([name, "attempt"])
            same = own[name].diff() == 0
            assert (own["attempt"].diff()[same] == 1).all()
            assert (own["at"].diff()[same] > 0).all()
            assert own["at"].floordiv(1440).diff()[same].isin([0, 1]).all()
            assert (own["then"].shift()[same] == 0).all()
        minute = calls["at"] % 1440
        assert minute.min() >= 7 * 60 and (minute < 20 * 60).mean() > 0.99
        assert minute.max() < 22 * 60


def test_a_lost_order_is_no_order_and_shortens_no_life_of_a_newcomer(stories):
    for seed in SEEDS:
        events = stories[seed].life.events
        lost = events["then"] >= planted.THEN.index("elsewhere")
        assert (lost == events["failed"]).all()
        assert not events["first"][lost].any()
        assert not (events["late"] | events["fault"] | events["enrols"])[lost].any()
        assert not stories[seed].orders["event"].isin(np.flatnonzero(lost)).any()
        shop = events["channel"] == planted.CHANNELS.index("shop")
        assert not (events["failed"] & shop).any()


def test_on_ordinary_days_as_much_goes_wrong_as_is_usual(stories):
    """Long spells without a special cause: in six weeks are 570 calls, too few."""
    found, usual = np.zeros(2), np.zeros(2)
    for story in stories.values():
        calls, events = story.calls, story.life.events
        day = calls["at"] // 1440
        calm = day.between(470, 640) & (calls["then"] != ANSWERED)
        found += [calm.sum(), events["late"][events["day"].between(625, 720)].sum()]
        usual += [
            usual_hits("wait", story, 470, 640),
            usual_hits("late", story, 625, 720),
        ]
    assert np.allclose(found / usual, 1, atol=0.08)


def test_better_service_shortens_waits_with_the_same_luck(stories):
    engine = stories[1].engine
    house = house_policy(engine.people)(100)
    size = len(engine.joined)
    kept = []
    for service in (0.0, 1.0):
        orders = {"who": np.arange(size), "slot": np.ones(size, int)}
        orders |= {"first": np.zeros(size, bool), "channel": np.full(size, PHONE)}
        orders |= {"day": np.full(size, 700), "clock": np.full(size, 0.5)}
        lever = replace(house, service=np.full(size, service))
        calls = pd.DataFrame(call_to_order(engine, orders, 100, lever))
        first = calls[calls["attempt"] == 0].set_index("who")
        kept.append((first, set(orders["who"][orders["failed"]])))
    (slow, lost_slow), (quick, lost_quick) = kept
    assert (quick["wait"] <= slow["wait"]).all()
    assert set(quick.index[quick["then"] >= 0]) < set(slow.index[slow["then"] >= 0])
    assert len(lost_quick) < 0.3 * len(lost_slow)


def test_without_experience_nobody_gives_up():
    story = tell(1, 1000, without=("experience",))
    assert (story.calls["then"] == ANSWERED).all()
    phone = story.life.events["channel"] == PHONE
    assert phone.any() and not story.life.events["failed"][phone].any()


def test_waits_are_longer_before_a_festival(stories):
    ratio = []
    for story in stories.values():
        calls, world = story.calls, story.engine.world
        day = (calls["at"] // 1440).to_numpy()
        level = world.operations["wait"].to_numpy()[day]
        festive = world.festive[day // 7]
        calm = level < 6
        relative = (calls["wait"] / level).to_numpy()
        ratio.append(relative[festive & calm].mean() / relative[~festive & calm].mean())
    # 1.3 before hanging up, which cuts the longest waits off.
    assert 1.1 < np.mean(ratio) < planted.FESTIVAL_WAIT


@pytest.mark.parametrize("seed", [3, 4])
def test_the_smallest_company_has_its_interruptions_too(seed):
    story = tell(seed, planted.SMALLEST)
    truth = make_touchpoints(story).truth
    assert len(truth["interruptions"]) == 3
    assert truth["interruptions"]["customers_met"].sum() == len(
        truth["interruption_customers"]
    )
