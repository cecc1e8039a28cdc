"""How long a widget's figure takes to compute and draw, against an empty figure.

    uv run python benchmarks/widgets.py

One row a widget: seconds of the processor for one redraw, best of five, and how many
times that of a figure of the same size with one line in it, drawn in the same run. A
redraw is what a student waits for after a slider is let go.
"""

import io
import time

import matplotlib.pyplot as plt
import pandas as pd

from crmlab import segmentation as sg
from crmlab import touchpoints as tp
from crmlab.datasets import future, load
from crmlab.explore import (
    churn,
    curve,
    game,
    grading,
    lifetime,
    loyalty,
    quality,
    relationship,
    satisfaction,
    segmentation,
    start,
    survey,
    touchpoints,
    value,
)
from crmlab.grading import scaled
from crmlab.lifetime import BetaGeoModel, rfm_summary
from crmlab.quality import individuals_chart

CUTOFF = pd.Timestamp("2025-06-30")


def widgets():
    """{widget: a function that draws it once}, on the default company."""
    orders, lines, products = load("orders"), load("order_lines"), load("products")
    rfm = sg.rfm(orders, CUTOFF)
    later = sg.later_behaviour(future("orders"), rfm.index)
    both = rfm[["recency_days"]].assign(bought=later["bought"])
    buying = sg.features(orders, lines, products, CUTOFF)
    few = sg.scale(buying[rfm["frequency"] >= 3])
    made = segmentation.clusterings(few, range(4, 8))
    bases = scaled(rfm)  # of all customers: many more than the accounts of the lesson
    wave = load("survey").query("wave == 2")
    met = wave[["expect_overall", "quality_overall", "satisfied_overall"]].dropna()
    pair = ["feature", "functional", "dysfunctional"]
    answered = load("kano").groupby(pair).size()
    ratings = load("value_ratings").query("wave == 2")
    options = load("marketing_options").set_index("option")
    costs = load("contact_costs")
    trial = load("save_offer_trial")
    scores = {"risk": trial["risk_score"], "silence": trial["days_since_order"]}
    offers = churn.curves_of(scores, trial)
    queue = trade_of_the_phone_line()
    asked = load("calling_list").assign(index=66.0, stratum="all")
    asked["index"] += asked["line"]
    six = ["saved acquisition", "base profit", "share of wallet", "service cost"]
    six += ["price premium", "referral"]
    parts = pd.DataFrame(50.0, pd.RangeIndex(1, 5, name="half-year"), six)
    chart = individuals_chart(load("operations").set_index("date")["tin_weight"])
    summary = rfm_summary(orders, CUTOFF - pd.Timedelta(days=1), amount="amount")
    bought = BetaGeoModel().fit(summary)
    year = game.opened(file=None)
    days = chart, chart["value"] > 102, 91
    return {
        "00 still_active": lambda: start.still_active(rfm["recency_days"] // 7, 13),
        "01 price_against_time": lambda: value.price_against_time(ratings, 0.14, 0.04),
        "01 many_or_few": lambda: value.many_or_few(rfm["total"]),
        "01 mass_or_one_to_one": lambda: value.mass_or_one_to_one(options, 120),
        "02 relationships": lambda: relationship.relationships(costs),
        "03 rfm_cuts": lambda: segmentation.rfm_cuts(both, 182),
        "03 clusters": lambda: segmentation.clusters(made, 7),
        "04 weights": lambda: grading.weights(
            bases, later["amount"], recency_days=1, frequency=6, monetary=2, total=1
        ),
        "05 save_offers": lambda: churn.save_offers(offers),
        "06 trade": lambda: touchpoints.trade(queue),
        "07 expected_and_found": lambda: satisfaction.expected_and_found(met),
        "07 kano_card": lambda: satisfaction.kano_card(answered),
        "08a drawn_again": lambda: survey.drawn_again(asked),
        "08b limits_and_rules": lambda: quality.limits_and_rules(*days, "share", 2.5),
        "09 worth_of_friends": lambda: loyalty.worth_of_friends(parts, 38, 500),
        "09 retention_profit": loyalty.retention_profit,
        "09 points_pay": loyalty.points_pay,
        "10 bent_by_rivals": curve.bent_by_rivals,
        "11 one_customer": lambda: lifetime.one_customer(bought, 5, 20, 52),
        "12 year_so_far": lambda: game.year_so_far(year),
    }


def trade_of_the_phone_line():
    """What the widget of lesson 06 draws: callers who gave up, hour by hour."""
    log = load("touchpoints")
    call = log[log["channel"].eq("phone")]
    gave_up = call["outcome"] == "hung up"
    hours = tp.hourly(call["time"], gave_up, "2024-12-30", "2025-06-30")
    usual = tp.rhythm(hours["tries"]) * hours["bad"].sum() / hours["tries"].sum()
    expected = tp.expected(hours.index, usual)
    queue = [pd.Timestamp("2025-04-29 08:00"), pd.Timestamp("2025-05-08 19:00")]
    return touchpoints.trade_off(hours["bad"], expected, *queue)


def one_line():
    """The peer: a figure that shows a line."""
    _, ax = plt.subplots()
    ax.plot([0, 1])
    return ax


def seconds(draw, times=5):
    """Processor time of drawing to a picture, the best of a few times."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        draw().figure.savefig(io.BytesIO(), format="png")
        spent.append(time.process_time() - begun)
        plt.close("all")
    return min(spent)


if __name__ == "__main__":
    peer = seconds(one_line)
    taken = pd.Series({name: seconds(draw) for name, draw in widgets().items()})
    table = pd.DataFrame({"seconds": taken, "times an empty figure": taken / peer})
    print(table.round(2).to_string())
