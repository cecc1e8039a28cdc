"""Figures and widgets of the satisfaction lesson: drawn right, said in words, quick."""

import numpy as np
import pandas as pd
import pytest

from crmlab import figures
from crmlab import satisfaction as st
from crmlab.explore.satisfaction import expected_and_found, kano_card
from crmlab.figures import satisfaction as draw

TITLE = "What it shows"
COUNTS = pd.DataFrame(
    [[60, 20, 5, 10, 3, 2], [5, 10, 70, 12, 2, 1]], ["card", "box"], list("AOMIRQ")
)
BY_NEED = pd.DataFrame(
    [[60, 20, 5, 10, 3, 2], [20, 10, 10, 19, 20, 1]],
    pd.MultiIndex.from_tuples([("card", "daily cup"), ("card", "presents")]),
    list("AOMIRQ"),
)
ARROWS = [("quality", "satisfaction"), ("satisfaction", "complaints")]
BLOCKS = {"quality": ["q"], "satisfaction": ["s"], "complaints": ["c"]}
PATHS = pd.DataFrame(
    {"estimate": [0.47, -0.39], "low": [0.41, -0.46], "high": [0.55, -0.32]},
    ["quality → satisfaction", "satisfaction → complaints"],
)
OTHERS = pd.DataFrame({"planted": [0.55, -0.45]}, PATHS.index)


@pytest.fixture(scope="module")
def model():
    rng = np.random.default_rng(0)
    q = rng.normal(size=200)
    s = 0.8 * q + 0.6 * rng.normal(size=200)
    frame = pd.DataFrame({"q": q, "s": s, "c": -0.5 * s + rng.normal(size=200)})
    return st.PathModel(ARROWS, BLOCKS).fit(frame)


def plots(model):
    return {
        "map": lambda: draw.kano_map(st.better_worse(COUNTS), title=TITLE),
        "segments": lambda: draw.kano_segments(st.kano_table(BY_NEED), title=TITLE),
        "diagram": lambda: draw.path_diagram(
            model, st.architecture(ARROWS), title=TITLE
        ),
        "intervals": lambda: draw.path_intervals(PATHS, OTHERS, title=TITLE),
    }


SAID = {
    "map": "card 0.26 and 0.84; box 0.82 and 0.15.",
    "segments": "card: daily cup A, presents (A).",
    "intervals": "quality → satisfaction 0.47 (0.41 to 0.55), planted 0.55;",
}


@pytest.mark.parametrize("name", ["map", "segments", "diagram", "intervals"])
def test_plots_are_whole_and_say_what_they_show(model, name):
    ax = plots(model)[name]()
    assert ax.get_title(loc="left") == TITLE
    assert not [f for f in figures.faults(ax.figure) if name != "diagram"]
    alt = figures.alt_text(ax.figure)
    if name == "diagram":
        value = model.paths_.loc[("satisfaction", "complaints"), "direct"]
        assert f"satisfaction to complaints −{-value:.2f}" in alt
        assert "Causes: quality. Index: satisfaction. Consequences: complaints." in alt
    else:
        assert SAID[name] in alt


def test_the_diagram_has_causes_on_the_left(model):
    ax = plots(model)["diagram"]()
    x = {text.get_text().split("\n")[0]: text.get_position()[0] for text in ax.texts}
    assert x["quality"] < x["satisfaction"] < x["complaints"]


def test_the_map_draws_worse_without_its_minus_and_intervals_around():
    table = st.better_worse(COUNTS)
    ax = draw.kano_map(table, title=TITLE)
    drawn = ax.containers[0].lines[0].get_xydata()
    assert np.allclose(drawn, np.c_[-table["worse"], table["better"]])
    segments = ax.containers[0].lines[2][0].get_segments()
    reach = -table[["worse_high", "worse_low"]].to_numpy()
    assert np.allclose([s[:, 0] for s in segments], reach)


MET = pd.DataFrame(
    [(8, 7, 6)] * 6 + [(4, 7, 9)] * 6 + [(8, 9, 9)] * 5 + [(8, 2, 1)] * 4,
    columns=["expected", "found", "satisfied"],
)


def test_widget_counts_those_who_expected_about_as_much():
    alt = figures.alt_text(expected_and_found(MET, 8, 7).figure)
    assert "At found 7: 6.0 among 6 of them, 7.5 among all." in alt
    few = expected_and_found(MET, 8, 2)
    assert "too few such customers" in few.get_title(loc="left")


def kano():
    rng = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "feature": ["card"] * 300 + ["box"] * 400,
            "functional": rng.choice(st.ANSWERS, 700),
            "dysfunctional": rng.choice(st.ANSWERS, 700),
        }
    )


def test_widget_names_the_category_of_every_pair():
    answers = kano()
    category = st.kano_category(answers["functional"], answers["dysfunctional"])
    mine = category[answers["feature"] == "card"]
    counted = answers.groupby(["feature", "functional", "dysfunctional"]).size()
    for with_it, without, letter in [
        ("like", "neutral", "A"),
        ("neutral", "dislike", "M"),
        ("dislike", "like", "R"),
    ]:
        title = kano_card(counted, "card", with_it, without).get_title(loc="left")
        assert st.CATEGORIES[letter] in title
        assert f"{(mine == letter).mean():.0%} of 300" in title
