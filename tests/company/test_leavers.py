"""Silent customers say price too often; the letter wins back those who left for it."""

import numpy as np
import pytest
from as_written import as_written

from crmlab.company import CUTOFF, planted
from crmlab.company.core_tables import make_core
from crmlab.company.selling.leavers import make_leaver_calls
from crmlab.company.selling.subscriptions import make_subscriptions
from crmlab.company.selling.win_back import make_win_back


@pytest.fixture(scope="module")
def calls(stories):
    """Calls with the true cause beside what was said, and the planted answers."""
    result = {}
    for seed, story in stories.items():
        made = as_written(make_leaver_calls(story))
        true = make_core(story).truth["customers"].set_index("customer_id")
        own = made.known["leaver_calls"]
        cause = true["cause"].astype(object).loc[own["customer_id"]]
        left = true["left"].loc[own["customer_id"]] < planted.LEAVER_CALLS[0]
        cause = cause.where(left, planted.NOT_LEFT).to_numpy()
        result[seed] = own.assign(cause=cause), made.truth["leaver_answers"]
    return result


def test_only_the_silent_are_called(calls, stories):
    own, _ = calls[1]
    orders = stories[1].named_orders
    before = orders[orders["date"] < planted.LEAVER_CALLS[0]]
    last = before.groupby("customer_id")["date"].max().loc[own["customer_id"]]
    silent = (own["called_on"].min() - last).dt.days
    assert silent.min() > planted.LEAVER_SILENT - planted.LEAVER_CALLS[1]
    assert (own["called_on"] < CUTOFF).all()
    assert (own["reason"].isna() == ~own["answered"]).all()
    assert len(own) > 900


def test_what_is_said_and_who_answers_come_back(calls):
    pooled = {}
    for own, answers in calls.values():
        shares = own["cause"].value_counts(normalize=True)
        stated = answers.drop_duplicates("cause").set_index("cause")["share"]
        assert np.allclose(shares[stated.index], stated, atol=1e-4)
        for cause, group in own.groupby("cause"):
            pooled.setdefault(cause, []).append(group)
    for cause, groups in pooled.items():
        answered = np.concatenate([group["answered"] for group in groups])
        chance = planted.LEAVER_ANSWERS[cause]
        error = np.sqrt(chance * (1 - chance) / len(answered))
        assert abs(answered.mean() - chance) < 4 * error
        said = np.concatenate([g["reason"].dropna().astype(str) for g in groups])
        for reason, share in planted.LEAVER_SAYS.loc[cause].items():
            error = np.sqrt(share * (1 - share) / len(said)) + 1e-9
            assert abs(np.mean(said == reason) - share) < 4 * error


def test_price_is_said_far_more_often_than_it_is_true(calls):
    times = []
    for own, _ in calls.values():
        gone = own[own["answered"] & (own["cause"] != planted.NOT_LEFT)]
        true = (gone["cause"] == "price").mean()
        times.append((gone["reason"] == "price").mean() / true)
    assert min(times) > 2


def test_the_planted_answers_turn_what_is_said_into_what_is_true(calls):
    """Solving for the shares of causes comes nearer than taking words as they are."""
    nearer = []
    for own, _ in calls.values():
        said = own["reason"].value_counts(normalize=True)
        said = said.reindex(planted.LEAVER_SAYS.columns).fillna(0).to_numpy()
        weights = planted.LEAVER_SAYS.to_numpy().T
        among = np.clip(np.linalg.lstsq(weights, said, rcond=None)[0], 0, None)
        share = among / planted.LEAVER_ANSWERS.to_numpy()
        share = share / share.sum()
        true = own["cause"].value_counts(normalize=True)
        true = true.reindex(planted.LEAVER_ANSWERS.index).to_numpy()
        naive = said[[0, 1, 2, 3, 4, 5, 6, 7]]  # reasons stand in the causes' order
        nearer.append(np.abs(share - true).sum() < np.abs(naive - true).sum())
    assert sum(nearer) >= 9


@pytest.fixture(scope="module")
def trials(stories):
    result = {}
    for seed, story in stories.items():
        made = as_written(make_win_back(story))
        both = made.known["win_back_trial"].merge(made.truth["win_back"])
        ended = make_subscriptions(story).known["subscriptions"]
        result[seed] = both.merge(ended[["customer_id", "ended", "reason"]])
        assert len(result[seed]) == len(made.known["win_back_trial"])
    return result


def test_the_trial_is_of_those_who_had_ended(trials):
    trial = trials[1]
    days = (np.datetime64(planted.WIN_BACK[0]) - trial["ended"]).dt.days
    assert (days == trial["days_since_end"]).all()
    assert days.between(*planted.WIN_BACK_ENDED).all()


def gain(group):
    """Difference in the share that came back, and its standard error."""
    sent, held = group[group["offered"]]["back"], group[~group["offered"]]["back"]
    parts = (arm.mean() * (1 - arm.mean()) / max(len(arm), 1) for arm in (sent, held))
    return sent.mean() - held.mean(), np.sqrt(sum(parts))


def test_the_trial_gives_the_mean_uplift_back(trials):
    z, clear = [], 0
    for trial in trials.values():
        seen, error = gain(trial)
        z.append((seen - trial["uplift"].mean()) / error)
        clear += seen > 2 * error
    assert abs(np.mean(z)) < 3 / np.sqrt(len(z))
    assert np.std(z) < 1.9
    assert clear >= 6


def test_who_said_too_expensive_answers_best(trials):
    """The reason on the form is a usable guide to the true ground."""
    best = 0
    for trial in trials.values():
        by = trial.groupby("reason", observed=True)["uplift"].mean()
        assert by.idxmax() == "too expensive"
        dear = trial["reason"] == "too expensive"
        best += gain(trial[dear])[0] > gain(trial[~dear])[0]
    assert best >= 8
