"""Customer grading: each method against hand or peer; then the company.

The last part holds what lesson 04 says to be so on several companies, not on one.
"""

import doctest
import importlib
import pkgutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded_company import loaded
from scipy.stats import rankdata, spearmanr, t
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from statsmodels.stats.multitest import multipletests

from crmlab import grading
from crmlab.company import CUTOFF

MODULES = [
    name for _, name, _ in pkgutil.iter_modules(grading.__path__, "crmlab.grading.")
]
YEAR = CUTOFF - pd.Timedelta(weeks=52)
HALF = CUTOFF - pd.Timedelta(weeks=26)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_method_is_tested_here():
    text = Path(__file__).read_text(encoding="utf-8")
    called = {name for name in grading.__all__ if f"grading.{name}" in text}
    assert called == set(grading.__all__)


# --- one scale, one score, four grades ------------------------------------------------


def bases(customers=40, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "margin": rng.lognormal(7, 1, customers),
            "credit": rng.integers(0, 4, customers).astype(float),
            "growth": rng.normal(0, 0.1, customers),
        },
        index=[f"C{number:02}" for number in range(customers)],
    )


def test_scales_are_those_of_scipy_and_scikit_learn():
    frame = bases()
    ranks = (rankdata(frame, axis=0) - 0.5) / len(frame)
    np.testing.assert_allclose(grading.scaled(frame), ranks)
    for how, peer in {"range": MinMaxScaler(), "spread": StandardScaler()}.items():
        np.testing.assert_allclose(
            grading.scaled(frame, how), peer.fit_transform(frame), atol=1e-12
        )


def test_one_giant_moves_a_range_and_no_rank():
    frame = bases()
    giant = frame.copy()
    giant.loc[frame["margin"].idxmax(), "margin"] *= 1000
    np.testing.assert_allclose(grading.scaled(giant), grading.scaled(frame))
    pressed = grading.scaled(giant, "range")["margin"]
    assert pressed.drop(frame["margin"].idxmax()).max() < 0.001


def test_weights_count_by_their_proportions():
    scaled = grading.scaled(bases())
    one = grading.composite(scaled, {"credit": 1, "margin": 2, "growth": 1})
    other = grading.composite(
        scaled, pd.Series({"margin": 0.5, "credit": 0.25, "growth": 0.25})
    )
    pd.testing.assert_series_equal(one, other)
    by_hand = scaled["margin"] / 2 + scaled["credit"] / 4 + scaled["growth"] / 4
    np.testing.assert_allclose(one, by_hand)


def test_grades_by_hand_and_ties_share_one():
    score = pd.Series(range(20), [f"C{n}" for n in range(20)])
    counts = grading.grades(score).value_counts()
    assert counts[list(grading.SHARES)].to_list() == [1, 3, 6, 10]
    assert grading.grades(score)["C19"] == "top"
    tied = grading.grades(pd.Series([9, 5, 5, 5]), {"first": 0.5, "second": 0.5})
    assert tied.to_list() == ["first", "second", "second", "second"]


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_who_scores_more_never_has_the_lower_grade(numbers):
    score = pd.Series(numbers)
    code = grading.grades(score).cat.codes
    order = score.sort_values(ascending=False, kind="stable").index
    assert code[order].is_monotonic_increasing
    assert code.groupby(score).nunique().eq(1).all()


def test_all_weights_are_as_many_as_there_are():
    sets = grading.all_weights(list("abcd"))
    assert len(sets) == 84  # ten tenths for four, one at least: 9 choose 3
    assert not sets.duplicated().any()
    np.testing.assert_allclose(sets.sum(axis=1), 1)
    assert sets.to_numpy().min() == pytest.approx(0.1)
    assert len(grading.all_weights(["a", "b"], step=0.25, least=0)) == 5


def test_holding_is_grading_under_each_set_of_weights():
    scaled = grading.scaled(bases())
    sets = grading.all_weights(list(scaled.columns))
    found = grading.holding(scaled, sets)
    under = pd.DataFrame(
        {
            row.name: grading.grades(grading.composite(scaled, row)).cat.codes
            for _, row in sets.iterrows()
        }
    )
    assert (found["best"].cat.codes == under.min(axis=1)).all()
    assert (found["worst"].cat.codes == under.max(axis=1)).all()
    assert (found["holds"] == under.nunique(axis=1).eq(1)).all()
    assert 0 < found["holds"].mean() < 1


# --- credit ---------------------------------------------------------------------------

INVOICES = pd.DataFrame(
    [
        ("a", "2025-01-31", "2025-01-31", None, 100.0),  # on the last day: in time
        ("a", "2025-03-01", "2025-03-02", None, 50.0),  # a day late
        ("a", "2025-06-30", None, None, 999.0),  # not due before today: tells nothing
        ("b", "2024-06-01", None, "2024-11-28", 300.0),
        ("b", "2025-06-29", None, None, 20.0),
        ("new", "2025-07-20", None, None, 5.0),
    ],
    columns=["customer_id", "due", "paid", "written_off", "amount"],
).astype(dict.fromkeys(["due", "paid", "written_off"], "datetime64[ns]"))


def test_payment_record_by_hand():
    found = grading.payment_record(INVOICES, "2025-06-30")
    assert found.index.to_list() == ["a", "b"]
    assert found.loc["a"].to_list() == [2, 0.5, 0, 0]
    assert found.loc["b"].to_list() == [2, 0, 300, 20]


# --- up and down ----------------------------------------------------------------------


def test_moves_are_a_crosstab_by_rows():
    rng = np.random.default_rng(4)
    before, after = (
        grading.grades(pd.Series(rng.permutation(60), name=name)) for name in "ab"
    )
    found = grading.moves(before, after)
    peer = pd.crosstab(before, after, normalize="index")
    np.testing.assert_allclose(found[list(grading.SHARES)], peer)
    assert found["customers"].to_list() == [3, 9, 18, 30]
    shuffled = grading.moves(before, after.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(found, shuffled)


def test_moves_between_many_grades_are_counted():
    """Codes of a categorical are numbers of 8 bits: their products would overflow."""
    kind = pd.CategoricalDtype([f"g{n:02}" for n in range(30)], ordered=True)
    before = pd.Series(kind.categories, dtype=kind)
    found = grading.moves(before, before[::-1].set_axis(before.index))
    np.testing.assert_array_equal(found[list(kind.categories)], np.eye(30)[::-1])


def test_heaps_hold_all_orders_and_differ_by_chance_alone():
    rng = np.random.default_rng(2)
    ids = np.repeat(np.arange(4000), 8)
    true = rng.normal(0, 1, 4000)[ids]
    orders = pd.DataFrame(
        {"customer_id": ids, "margin": true + rng.normal(0, 2, 32000)}
    )
    heaps = grading.split_at_random(orders, range(4001), seed=5)
    whole = orders.groupby("customer_id")["margin"].sum().reindex(range(4001))
    np.testing.assert_allclose(heaps.sum(axis=1), whole.fillna(0), atol=1e-9)
    assert heaps.loc[4000].to_list() == [0, 0]
    assert not heaps.equals(grading.split_at_random(orders, range(4001), seed=6))
    # The same coin for each order, whatever is summed: means of what is true agree,
    # and pure chance in one heap says nothing of the other.
    parts = orders.assign(n=1.0, true=true, noise=orders["margin"] - true)
    n, same, noise = (
        grading.split_at_random(parts, range(4000), value=value, seed=5)
        for value in ["n", "true", "noise"]
    )
    assert n["one"].mean() == pytest.approx(4, abs=0.05)  # a fair coin
    full = n.gt(0).all(axis=1)
    means = (same / n)[full]
    np.testing.assert_allclose(means["one"], means["other"], atol=1e-9)
    assert abs(noise["one"].corr(noise["other"])) < 0.05


def test_orders_of_others_do_not_turn_the_coin():
    rng = np.random.default_rng(3)
    ids = rng.integers(0, 50, 600)
    orders = pd.DataFrame({"customer_id": ids, "margin": rng.normal(9, 2, 600)})
    whole, mine = orders, orders[orders["customer_id"] < 20]
    heaps = [grading.split_at_random(of, range(20), seed=1) for of in (whole, mine)]
    pd.testing.assert_frame_equal(*heaps)


# --- prospects ------------------------------------------------------------------------


def test_win_model_gives_the_published_numbers_of_spector_and_mazzeo():
    """Spector & Mazzeo (1980), Journal of Economic Education 11(2); the estimates are
    those of W. H. Greene, Econometric Analysis, chapter on discrete choice."""
    data = sm.datasets.spector.load_pandas().data
    model = grading.WinModel(["GPA", "TUCE", "PSI"]).fit(data, data["GRADE"])
    found = model.table_.set_index("column")["coefficient"]
    expected = {"intercept": -13.0213, "GPA": 2.8261, "TUCE": 0.0952, "PSI": 2.3787}
    np.testing.assert_allclose(found, pd.Series(expected)[found.index], atol=6e-5)


def deals(seed=0, size=900):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "visits": rng.poisson(2, size),
            "asked": rng.random(size) < 0.4,
            "source": pd.Categorical(
                rng.choice(["cold call", "fair", "friend"], size),
                ["friend", "cold call", "fair", "never"],
            ),
        },
        index=[f"D{number}" for number in range(size)],
    )
    odds = 0.4 * frame["visits"] + frame["asked"] - 1.5 * (frame["source"] == "fair")
    won = pd.Series(rng.random(size) < 1 / (1 + np.exp(1 - odds)), frame.index)
    return frame, won


def test_win_model_is_scikit_learn_without_a_penalty():
    frame, won = deals()
    model = grading.WinModel(["visits", "asked"], ["source"]).fit(frame, won)
    assert model.levels_ == {"source": ["friend", "cold call", "fair"]}
    design = pd.get_dummies(frame, columns=["source"]).astype(float)
    design = design[["visits", "asked", "source_cold call", "source_fair"]]
    peer = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(design, won)
    np.testing.assert_allclose(
        model.table_["coefficient"], [*peer.intercept_, *peer.coef_[0]], atol=1e-4
    )
    np.testing.assert_allclose(
        model.chance(frame), peer.predict_proba(design)[:, 1], atol=1e-5
    )
    assert (model.table_["low"] < model.table_["high"]).all()


def test_calibration_is_scikit_learns_by_quantiles():
    rng = np.random.default_rng(3)
    chance = pd.Series(rng.random(500))
    won = pd.Series(rng.random(500) < chance)
    found = grading.calibration(chance, won, parts=5)
    share, mean = calibration_curve(won, chance, n_bins=5, strategy="quantile")
    np.testing.assert_allclose(found["won"], share)
    np.testing.assert_allclose(found["chance"], mean)
    z, p = 1.959964, found["won"]  # Wilson (1927), J. of the Am. Stat. Association 22
    middle = (p + z**2 / 200) / (1 + z**2 / 100)
    np.testing.assert_allclose((found["low"] + found["high"]) / 2, middle, rtol=1e-6)
    inside = (found["low"] < found["won"]) & (found["won"] < found["high"])
    assert inside.all() and found["deals"].eq(100).all()


def test_going_down_by_margin_an_hour_is_near_the_best_of_all_lists():
    rng = np.random.default_rng(8)
    chance, hours = pd.Series(rng.random(12)), pd.Series(rng.uniform(0.5, 3, 12))
    margin = pd.Series(rng.uniform(500, 6000, 12))
    worth = grading.margin_per_hour(chance, margin, hours)
    np.testing.assert_allclose(worth, chance * margin / hours)
    called = grading.call_down(worth, hours, budget=8)
    got = (chance * margin)[called].sum()
    best = max(
        (chance * margin)[list(some)].sum()
        for size in range(13)
        for some in combinations(range(12), size)
        if hours[list(some)].sum() <= 8
    )
    next_one = (chance * margin)[worth[~called].idxmax()]
    assert best - next_one <= got <= best


def test_each_seller_stops_at_the_first_who_no_longer_fits():
    score, hours = pd.Series([9, 8, 7, 6, 5]), pd.Series([2.0, 3.0, 1.0, 4.0, 1.0])
    assert grading.call_down(score, hours, 4).to_list() == [True] + [False] * 4
    seller = pd.Series(["Shen", "Gao", "Shen", "Gao", "Shen"])
    budget = pd.Series({"Gao": 6.9, "Shen": 4.0})
    called = grading.call_down(score, hours, budget, seller)
    assert called.to_list() == [True, True, True, False, True]


# --- the pyramid's marks --------------------------------------------------------------


def test_marks_are_scipys_intervals_and_leave_gaps_out():
    rng = np.random.default_rng(7)
    grade = grading.grades(pd.Series(rng.random(200)))
    answers = pd.DataFrame({"price": rng.normal(6, 2, 200), "tried": 1.0})
    answers.loc[rng.random(200) < 0.5, "price"] = np.nan
    answers["tried"] = (rng.random(200) < 0.4).astype(float)
    found = grading.marks(grade, answers)
    mine = answers.loc[grade == "major", "price"].dropna()
    row = found.loc[("price", "major")]
    assert row["customers"] == len(mine) and row["mean"] == pytest.approx(mine.mean())
    reach = t.interval(0.95, len(mine) - 1, mine.mean(), mine.sem())
    np.testing.assert_allclose(row[["low", "high"]].astype(float), reach)
    test = grading.rising_marks(grade, answers)
    told = answers["price"].dropna()
    peer = spearmanr(told, -grade[told.index].cat.codes)
    assert test.loc["price", ["rho", "p"]].to_list() == pytest.approx([*peer])
    upper = grade[grade.isin(["top", "major"])]
    found = grading.rising_marks(upper, answers[["tried"]]).loc["tried"]
    assert abs(found["rho"]) < 1 and found["p"] == found["p_holm"]
    holm = multipletests(test["p"], method="holm")[1]
    np.testing.assert_allclose(test["p_holm"], holm)


# --- what cannot be done --------------------------------------------------------------

FRAME, WON = deals(size=60)
SAID = {
    "needs one weight for each of margin, credit, growth; it got weights for margin": (
        lambda: grading.composite(bases(), {"margin": 1})
    ),
    "needs at least one weight above 0": lambda: grading.composite(
        bases(), {"margin": 0, "credit": 0, "growth": 0}
    ),
    "these sum to 0.9": lambda: grading.grades(
        pd.Series([1, 2]), {"top": 0.4, "rest": 0.5}
    ),
    "knows no scale 'log'": lambda: grading.scaled(bases(), "log"),
    "cannot use flat of bases": lambda: grading.scaled(bases().assign(flat=1.0)),
    "finds no weights of 0.3 or more for 4 bases": lambda: grading.all_weights(
        list("abcd"), least=0.3
    ),
    "needs grades in before": lambda: grading.moves(
        pd.Series(["top"]), pd.Series(["top"])
    ),
    "dates in paid are of that day or later": lambda: grading.payment_record(
        INVOICES, "2025-02-01"
    ),
    "needs deals won and deals lost": lambda: grading.WinModel(["visits"]).fit(
        FRAME, WON & False
    ),
    "tells won from lost without fail": lambda: grading.WinModel(["sure"]).fit(
        FRAME.assign(sure=WON.astype(float)), WON
    ),
    "cannot tell its signals apart": lambda: grading.WinModel(["visits", "twice"]).fit(
        FRAME.assign(twice=2 * FRAME["visits"]), WON
    ),
    "found never in column source": lambda: (
        grading.WinModel(["visits"], ["source"])
        .fit(FRAME, WON)
        .chance(FRAME.assign(source="never"))
    ),
    "the budget of these sellers has 1 empty ones": lambda: grading.call_down(
        pd.Series([2, 1]),
        pd.Series([1.0, 1.0]),
        pd.Series({"Shen": 3.0}),
        pd.Series(["Shen", "Gao"]),
    ),
    "finds no customer of answers with a grade": lambda: grading.marks(
        grading.grades(pd.Series([1, 2])), pd.DataFrame({"price": [3.0]}, index=[9])
    ),
}


@pytest.mark.parametrize("said", SAID)
def test_what_cannot_be_done_is_said(said):
    with pytest.raises(ValueError) as error:
        SAID[said]()
    assert said in str(error.value)


# --- what the lesson says, on other companies -----------------------------------------


@pytest.fixture(scope="module", params=[1, 7])
def company(request):
    return loaded(request.param)


def margins(company, start, end=CUTOFF, tables=None):
    orders = (tables or company.tables)["orders"]
    orders = orders.eval("margin = amount - goods_cost - handling_cost")
    orders = orders[orders["date"].between(start, end, inclusive="left")]
    return orders.groupby("customer_id")["margin"].sum()


def test_the_lazy_rule_beats_the_composite(company):
    customers = company.tables["customers"].set_index("customer_id")
    who = customers.index[customers["kind"] == "organisation"]
    orders = company.tables["orders"]
    year = orders[orders["date"] >= YEAR]
    reports = company.tables["account_reports"].set_index("customer_id").loc[who]
    table = pd.DataFrame(
        {
            "contribution": margins(company, YEAR).reindex(who, fill_value=0),
            "credit": -reports["credit"].cat.codes,
            "amount": year.groupby("customer_id")["amount"].mean().reindex(who),
            "prospects": reports["staff"] / reports["staff_year_ago"] - 1,
        }
    ).fillna(0)
    later = company.future["orders"].eval("m = amount - goods_cost - handling_cost")
    later = later.groupby("customer_id")["m"].sum().reindex(who, fill_value=0)
    equal = grading.composite(grading.scaled(table), dict.fromkeys(table, 1))
    half = margins(company, HALF).reindex(who, fill_value=0)

    def held(score):
        best = score.sort_values(ascending=False, kind="stable").index
        return later[best[: round(len(who) / 5)]].sum() / later.sum()

    assert held(half) > held(table["contribution"]) > held(equal) + 0.04
    sets = grading.all_weights(list(table))
    steady = grading.holding(grading.scaled(table), sets)["holds"].mean()
    assert 0.15 < steady < 0.35


def test_calls_by_margin_an_hour_come_near_the_truth(company):
    tables, truth = company.tables, company.truth
    prospects = tables["prospects"].set_index("prospect_id")
    prospects["log_staff"] = np.log(prospects["staff"])
    closed = tables["deals"].query("outcome != 'open' and closed < @HALF")
    closed = closed.set_index("prospect_id")
    signals = ["log_staff", "sample_asked", "budget_known", "visits"]
    model = grading.WinModel(signals, ["sector", "source", "credit"])
    model.fit(prospects.loc[closed.index], closed["outcome"] == "won")
    chance = model.chance(prospects[prospects["first_contact"] >= HALF])
    worth = truth["lead_worth"].set_index("prospect_id").loc[chance.index]
    true = truth["leads"].set_index("prospect_id")["win_chance"][chance.index]
    assert spearmanr(chance, true).statistic > 0.9
    desk = tables["prospect_estimates"].set_index("prospect_id").loc[chance.index]
    first = prospects.loc[chance.index, "first_contact"].astype("int64")
    lists = {
        "an hour": grading.margin_per_hour(chance, desk["value"], desk["hours"]),
        "score": chance,
        "first come": -first,
        "truth": worth["margin_per_hour"],
    }
    bring = {}
    for name, score in lists.items():
        called = grading.call_down(score, worth["hours"], 520)
        bring[name] = (true * worth["year_margin"])[called].sum()
    assert bring["an hour"] > 0.95 * bring["truth"]
    assert bring["an hour"] > bring["score"] > bring["first come"]


def test_much_of_the_way_down_is_chance_and_most_of_the_rest_has_left(company):
    customers = company.tables["customers"].set_index("customer_id")
    who = customers.index[customers["joined"] < YEAR]
    old, new = (
        grading.grades(margins(company, *days).reindex(who, fill_value=0))
        for days in [("2023-01-01", YEAR), (YEAR,)]
    )
    stays = grading.moves(old, new).loc["top", "top"]
    orders = company.tables["orders"].eval("margin = amount - goods_cost")
    heaps = grading.split_at_random(orders, who, seed=1)
    by_chance = grading.moves(*(grading.grades(heaps[h]) for h in heaps))
    assert stays + 0.15 < by_chance.loc["top", "top"] < 0.85
    gone = old.index[(old == "top") & (new != "top")]
    left = company.truth["customers"].set_index("customer_id")["left"]
    assert left[gone].notna().mean() > 0.85
