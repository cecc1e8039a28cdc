"""Figures and widgets of lesson 01: drawn right, said in words, quick."""

import io

import numpy as np
import pandas as pd
import pytest

from crmlab import figures
from crmlab import value as cv
from crmlab.explore import value as explore
from crmlab.explore.value import price as dearer
from crmlab.figures import value as draw
from crmlab.figures.style import whole
from crmlab.tables import yuan

TITLE = "What it shows"


PROFIT = pd.Series([60.0, 40, 20, -10, -10])
MEANS = pd.DataFrame(5.0, index=["us", "them"], columns=[*cv.VALUES, *cv.COSTS]).assign(
    product_value=[8.0, 6.0]
)
CHAIN = pd.DataFrame(
    {"kind": ["primary", "support"], "share": [0.75, 0.25]},
    index=["operations", "people"],
)
STEPS = pd.DataFrame({"left": [0.2, 0], "wrong": [0, 0.1]}, index=["desire", "order"])
ROLES = pd.DataFrame(
    {"won_met": [0.5, 0.3], "won_missed": [0.1, 0.3]}, index=["decider", "user"]
)
CHANGE = pd.Series({"sales": 0.59, "satisfaction": -0.01})
PLANS = pd.DataFrame(
    {"policy": ["drop", "drop", "keep", "keep"], "both": [-12000, -8000, 2000, 6000]}
)
PLOTS = {
    "whale": lambda: draw.whale({"all": cv.whale_curve(PROFIT)}, title=TITLE),
    "plans": lambda: draw.plans(PLANS, title=TITLE),
    "values_and_costs": lambda: draw.values_and_costs(MEANS, title=TITLE),
    "two_chains": lambda: draw.two_chains(CHAIN, STEPS, title=TITLE),
    "missed_roles": lambda: draw.missed_roles(ROLES, title=TITLE),
    "changes": lambda: draw.changes(CHANGE, title=TITLE),
}
SAID = {
    "whale": "all: 60% from the best 20%, top 120.0% at 60% of customers.",
    "plans": "2 lucks: drop −10 (−12 to −8); keep 4 (2 to 6).",
    "values_and_costs": "us: values 23.0, costs 20.0, delivered 3.0.",
    "two_chains": "operations 75%, people 25%. Right",
    "missed_roles": "decider: 50% met, 10% missed",
    "changes": "sales +59%, satisfaction −1%.",
}


@pytest.mark.parametrize("name", PLOTS)
def test_every_figure_has_the_lesson_s_title_labels_and_its_numbers_in_words(name):
    ax = PLOTS[name]()
    ax.figure.savefig(io.BytesIO())
    assert figures.faults(ax) == []
    shown = [ax.figure.get_suptitle(), ax.get_title(loc="left")]
    assert TITLE in shown
    assert SAID[name] in figures.alt_text(ax)


def test_every_figure_of_the_lesson_is_tried_here():
    assert set(PLOTS) == set(draw.__all__)


def test_bars_of_values_go_right_and_of_costs_left():
    ax = draw.values_and_costs(MEANS, title=TITLE)
    ends = [bar.get_x() + bar.get_width() for bars in ax.containers for bar in bars]
    assert max(ends) == 23 and min(ends) == -20


# --- widgets ------------------------------------------------------------------------

RNG = np.random.default_rng(0)
RATINGS = pd.DataFrame(
    RNG.integers(1, 11, size=(900, 8)), columns=[*cv.VALUES, *cv.COSTS]
).assign(
    customer_id=np.repeat(np.arange(300), 3),
    company=["Lantern Tea", "x", "y"] * 300,
)


@pytest.mark.parametrize("price, hours", [(0, 0), (6, 9), (12, 30)])
def test_the_shares_of_the_price_widget_are_those_of_changed_ratings(price, hours):
    shares = dearer.offer_shares(RATINGS, price, 0.137, 0.035)
    changes = {"money_cost": price * 0.137, "time_cost": -hours * 0.035}
    changed = cv.with_changes(RATINGS, "Lantern Tea", changes)
    peer = cv.share_ahead(cv.leads(changed))
    assert shares[hours] == pytest.approx(peer)
    ax = explore.price_against_time(RATINGS, 0.137, 0.035, price, hours)
    assert figures.faults(ax) == []
    assert f"{peer:.1%}" in figures.alt_text(ax)


def test_the_price_widget_names_the_hours_that_make_up_for_a_rise():
    line = pd.Series([0.60, 0.64, 0.68], [0, 3, 6])
    assert "65.0% is kept with 4 hours" in dearer._even(line, 0.65, 6).format(now=0.65)
    assert "do not bring back" in dearer._even(line, 0.7, 6)
    assert "Today it is" in dearer._even(line, 0.65, 0)


WAYS = pd.DataFrame(
    {"set_up": [0.0, 1000], "contact_cost": [0.0, 0], "extra_orders": [0.1, 0.2]},
    index=["all", "each"],
)


@pytest.mark.parametrize(
    "customers, difference, best",
    [(50, 100, "all"), (150, 100, "each"), (150, 50, "all")],
)
def test_the_tailoring_widget_names_the_best_way(customers, difference, best):
    ax = explore.mass_or_one_to_one(WAYS, 100.0, customers, difference)
    assert figures.faults(ax) == []
    assert f"{customers} customers: {best}\n" in ax.get_title(loc="left")
    peer = cv.campaign_profit(WAYS, customers, 100.0, difference / 100)["profit"]
    assert f"{best} {peer[best]:,.0f}" in figures.alt_text(ax)


@pytest.mark.parametrize(
    "difference, said",
    [
        (100, "The lead changes at 100 customers."),  # 1,000 / (20 − 10)
        (50, "The lead changes at 200 customers."),  # 1,000 / (15 − 10)
        (0, "The lead never changes."),
    ],
)
def test_the_tailoring_widget_marks_where_the_lead_changes(difference, said):
    ax = explore.mass_or_one_to_one(WAYS, 100.0, 150, difference)
    assert figures.alt_text(ax).endswith(said)


@pytest.mark.parametrize(
    "kept, care, lift", [(100, 0, 0), (450, 200, 20), (9999, 500, 40)]
)
def test_the_few_widget_draws_what_serve_fewer_computes(kept, care, lift):
    profit = pd.Series(RNG.exponential(400, 500) - 60)
    ax = explore.many_or_few(profit, kept, care, lift)
    assert figures.faults(ax) == []
    kept = min(kept, 500)
    peer = cv.serve_fewer(profit, kept, care, lift / 100)["profit"].item()
    assert f"At {kept:,} customers {whole(peer)} yuan" in figures.alt_text(ax)


def test_money_below_nought_has_its_sign_before_the_yuan():
    assert yuan(-674.2) == "−¥674" and yuan(-0.2) == "¥0"
    ax = explore.many_or_few(pd.Series([100.0, -50]), kept=2, care=500, lift=0)
    assert "−¥760 a year" in ax.get_title(loc="left")
    assert "nan" not in ax.get_title(loc="left")
