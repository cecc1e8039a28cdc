"""crmlab.survey: formulas against a thousand draws, peers, and published numbers."""

import numpy as np
import pandas as pd
import pytest
import weightipy

from crmlab import survey

RNG = np.random.default_rng(30)
PLACES = RNG.choice(["a", "b", "c"], 3000, p=[0.6, 0.3, 0.1])
LEVEL = pd.Series(PLACES).map({"a": 5.0, "b": 8.0, "c": 20.0})
SPREAD = pd.Series(PLACES).map({"a": 1.0, "b": 2.0, "c": 12.0})
PEOPLE = pd.DataFrame(
    {"place": PLACES, "spend": RNG.normal(LEVEL, SPREAD), "shop": np.arange(3000) // 30}
)
TRUE = PEOPLE["spend"].mean()


def draws(draw, times=200):
    return [
        np.average(sample["spend"], weights=sample["weight"])
        for sample in map(draw, range(times))
    ]


WAYS = {
    "simple": lambda seed: survey.simple_sample(PEOPLE, 150, seed),
    "systematic": lambda seed: survey.systematic_sample(PEOPLE, 150, seed),
    "proportional": lambda seed: survey.stratified_sample(
        PEOPLE, "place", 150, seed=seed
    ),
    "optimal": lambda seed: survey.stratified_sample(
        PEOPLE, "place", 150, "optimal", "spend", seed
    ),
    "cluster": lambda seed: survey.cluster_sample(PEOPLE, "shop", 5, seed),
}


@pytest.fixture(scope="module")
def spreads():
    found = {name: draws(way) for name, way in WAYS.items()}
    return pd.DataFrame(found).agg(["mean", "std"]).T


@pytest.mark.parametrize("way", WAYS)
def test_on_the_mean_a_sample_is_right(spreads, way):
    mean, spread = spreads.loc[way]
    assert mean == pytest.approx(TRUE, abs=4 * spread / np.sqrt(200))


def test_strata_help_and_the_best_allocation_helps_more(spreads):
    spread = spreads["std"]
    assert spread["proportional"] < 0.9 * spread["simple"]
    assert spread["optimal"] < 0.8 * spread["proportional"]


@pytest.mark.parametrize("way", ["simple", "optimal", "cluster"])
def test_the_error_by_formula_is_the_error_seen(spreads, way):
    said = []
    drawn_by = {"optimal": {"groups": "place"}, "cluster": {"clusters": "shop"}}
    for seed in range(60):
        sample = WAYS[way](seed)
        more = {kind: sample[by] for kind, by in drawn_by.get(way, {}).items()}
        found = survey.weighted_mean(sample["spend"], sample["weight"], **more)
        said.append(found["se"] ** 2)
    # Without the correction for a finite population, which is 5 % here.
    assert np.sqrt(np.mean(said)) == pytest.approx(spreads.loc[way, "std"], rel=0.2)


def test_a_rhythm_in_the_list_spoils_a_systematic_sample():
    week = pd.DataFrame({"spend": np.tile([1.0, 1, 1, 1, 1, 9, 9], 100)})
    means = [survey.systematic_sample(week, 100, s)["spend"].mean() for s in range(40)]
    assert set(means) == {1.0, 9.0}


def test_allocation_by_hand():
    sizes = pd.Series({"a": 600, "b": 300, "c": 100})
    assert survey.allocate(sizes, 100).to_list() == [60, 30, 10]
    assert survey.allocate(sizes, 99, "equal").to_list() == [33, 33, 33]
    spread = pd.Series({"c": 12.0, "a": 1.0, "b": 2.0})
    assert survey.allocate(sizes, 120, "optimal", spread).to_list() == [30, 30, 60]
    # More than a group has goes to the others.
    assert survey.allocate(sizes, 600, "equal").to_list() == [250, 250, 100]
    assert survey.allocate(pd.Series({"a": 999, "b": 1}), 2).to_list() == [1, 1]


def test_an_interval_holds_the_truth_as_often_as_it_says():
    inside = 0
    for seed in range(200):
        sample = survey.simple_sample(PEOPLE, 150, seed)
        found = survey.weighted_mean(sample["spend"])
        inside += abs(found["mean"] - TRUE) < 1.96 * found["se"]
    assert 0.91 < inside / 200 < 0.98


def test_how_many_are_asked():
    assert survey.size_for_share(0.05) == 385
    assert survey.size_for_share(0.05, population=1000) == 278
    assert survey.size_for_share(0.05, design_effect=2) == 769
    # Cohen 1988: 64 a group for half a standard deviation at 80 % by the t test.
    assert survey.size_for_difference(1, 0.5) == 63


def test_raking_is_the_published_example():
    cells = {("r1", "c1"): 40, ("r1", "c2"): 30, ("r2", "c1"): 35}
    cells |= {("r2", "c2"): 50, ("r3", "c1"): 25, ("r3", "c2"): 20}
    people = pd.DataFrame(
        [cell for cell, count in cells.items() for _ in range(count)],
        columns=["row", "column"],
    )
    totals = {
        "row": pd.Series({"r1": 60, "r2": 90, "r3": 50}),
        "column": pd.Series({"c1": 120, "c2": 80}),
    }
    found = survey.rake(people, totals).groupby([people["row"], people["column"]]).sum()
    published = [40.365, 19.635, 46.716, 43.284, 32.919, 17.081]
    assert found.to_list() == pytest.approx(published, abs=0.0006)


def test_raking_is_the_peer_s():
    people = PEOPLE[:400].assign(sex=RNG.choice(["f", "m"], 400, p=[0.7, 0.3]))
    targets = {"place": {"a": 50, "b": 30, "c": 20}, "sex": {"f": 52, "m": 48}}
    scheme = weightipy.scheme_from_dict(targets)
    peer = weightipy.weight_dataframe(people, scheme, weight_column="w", verbose=False)
    totals = {name: pd.Series(target) for name, target in targets.items()}
    ours = survey.rake(people, totals)
    assert (ours / ours.mean()).to_numpy() == pytest.approx(
        peer["w"].to_numpy(), rel=0.002
    )


def test_trimmed_weights_keep_their_sum_and_their_bound():
    people = pd.DataFrame({"place": ["a"] * 90 + ["b"] * 10, "sex": list("fm") * 50})
    totals = {
        "place": pd.Series({"a": 50, "b": 50}),
        "sex": pd.Series({"f": 50, "m": 50}),
    }
    free, bound = survey.rake(people, totals), survey.rake(people, totals, most=3)
    assert free.max() == pytest.approx(5) and free.sum() == pytest.approx(100)
    assert bound.max() == 3 and bound.sum() == pytest.approx(80)
    assert survey.effective_size(bound) > survey.effective_size(free)


def test_weights_mend_what_hangs_on_the_group():
    answers = PEOPLE.sample(600, weights=1 / LEVEL, random_state=1)
    totals = PEOPLE["place"].value_counts()
    weights = survey.post_stratify(answers["place"], totals)
    plain = survey.weighted_mean(answers["spend"])
    mended = survey.weighted_mean(answers["spend"], weights, groups=answers["place"])
    assert plain["mean"] < TRUE - 3 * plain["se"]
    assert mended["mean"] == pytest.approx(TRUE, abs=3 * mended["se"])
    assert weights.sum() == pytest.approx(len(PEOPLE))


def test_a_group_in_which_nobody_answered_is_told():
    kind = pd.CategoricalDtype(["a", "b", "c"])
    answered = pd.Series(["a", "a", "b"], dtype=kind)
    totals = pd.Series({"a": 6, "b": 9, "c": 3})
    with pytest.raises(ValueError, match="nobody of c in answered"):
        survey.post_stratify(answered, totals)
    with pytest.raises(ValueError, match="nobody of c in place"):
        survey.rake(answered.to_frame("place"), {"place": totals})
    assert survey.post_stratify(answered, totals[:2]).to_list() == [3, 3, 9]


# R. G. Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
@pytest.mark.parametrize(
    "good, asked, low, high",
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(good, asked, low, high):
    found = survey.top_box(pd.Series([10] * good + [5] * (asked - good)), least=9)
    assert (found["share"], found["n"]) == (good / asked, asked)
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=5e-5)


MANY = {
    "simple": (150, None),
    "systematic": (150, None),
    "proportional": (150, "place"),
    "optimal": (150, "place"),
    "cluster": (5, "shop"),
}


@pytest.mark.parametrize("way", survey.repeating.WAYS)
def test_a_thousand_draws_at_once_are_as_those_one_by_one(spreads, way):
    n, by = MANY[way]
    many = survey.repeated_means(PEOPLE, "spend", n, way, by)
    mean, spread = spreads.loc[way]
    assert many.std() == pytest.approx(spread, rel=0.2)
    error = np.hypot(many.std() / np.sqrt(1000), spread / np.sqrt(200))
    assert many.mean() == pytest.approx(mean, abs=4 * error)
    assert len(many) == 1000 and many.name == "mean"


def test_who_is_all_drawn_is_drawn_without_error():
    for way, (_, by) in MANY.items():
        all_of_them = PEOPLE[by].nunique() if way == "cluster" else len(PEOPLE)
        means = survey.repeated_means(PEOPLE, "spend", all_of_them, way, by, times=3)
        assert means.to_list() == pytest.approx([TRUE] * 3)


def test_many_draws_are_the_same_for_the_same_seed_only():
    one, again, other = (
        survey.repeated_means(PEOPLE, "spend", 9, times=150, seed=s) for s in (1, 1, 2)
    )
    assert one.equals(again) and not one.equals(other)
    assert one.nunique() == 150  # and no block repeats another


def test_interviews_given_out_for_one_question_may_harm_another():
    people = PEOPLE.assign(mood=RNG.normal(7, 2, len(PEOPLE)))
    own, money = (
        survey.repeated_means(people, "mood", 150, "optimal", "place", spread_of=column)
        for column in (None, "spend")
    )
    assert money.std() > 1.15 * own.std()
    assert money.mean() == pytest.approx(people["mood"].mean(), abs=0.05)
