"""Exercises of lesson 03: right answers that were reached in another way are right."""

import pandas as pd
import pytest
from sklearn.cluster import KMeans

from crmlab import segmentation as sg
from crmlab.practice import checker, data, lesson
from crmlab.practice.e03_segmentation import (
    below_zero,
    catalogues,
    changed_needs,
    going_together,
)
from crmlab.practice.e03_segmentation import buying_again as again

SEEDS = ["", "7"]


@pytest.fixture(params=SEEDS, ids=lambda seed: f"company {seed or 'default'}")
def company(request, monkeypatch):
    monkeypatch.setenv("CRMLAB_SEED", request.param)


def outcome(id, answer):
    return checker.check(id, lesson("03").checks()[id], answer, data.load).outcome


def guessed_by_the_others(outcome, group):
    """The mean of the others in the group, with its misses, as in the lesson."""
    of_group = outcome.groupby(group)
    others = (of_group.transform("sum") - outcome) / (of_group.transform("size") - 1)
    total = ((outcome - outcome.mean()) ** 2).sum()
    return 1 - ((outcome - others) ** 2).sum() / total


def test_the_share_of_the_unseen_by_hand(company):
    bought, scores = again.bought(data.load), again.scores(data.load)
    by_f = guessed_by_the_others(bought, scores["f"])
    assert outcome("E3.2a", by_f) == "right"
    # Some of the 25 groups could hold one customer, who has no others.
    pairs = scores["r"] * 10 + scores["f"]
    assert pairs.value_counts().min() > 1
    together = guessed_by_the_others(bought, pairs)
    by_r = guessed_by_the_others(bought, scores["r"])
    assert outcome("E3.2b", together - by_r) == "right"


def test_gains_without_the_helper(company):
    trial = catalogues.trial(data.load)
    segment = catalogues.segments(data.load, catalogues.SENT)[trial.index]
    means = trial.groupby([segment, "treated"], observed=True)["margin"].mean()
    means = means.unstack()
    more = means[True] - means[False]
    gains = more - catalogues.COST
    assert outcome("E3.3b", gains.sort_values()) == "right"
    assert outcome("E3.3b", gains.to_dict()) == "right"
    people = segment.value_counts()
    gains = more - catalogues.DEARER
    assert outcome("E3.3c", gains.mul(people).where(gains > 0).sum()) == "right"


def pivoted(bought, first, second):
    table = bought.pivot_table("amount", "customer_id", "category", aggfunc="sum") > 0
    if first not in table or second not in table:
        return float("nan")
    return (table[first] & table[second]).mean() / (
        table[first].mean() * table[second].mean()
    )


def by_confidence(bought, first, second):
    has = pd.crosstab(bought["customer_id"], bought["category"].astype(str)) > 0
    has = has.reindex(columns=[first, second], fill_value=False)
    one, two = has[first], has[second]
    return two[one].mean() / two.mean() if one.any() and two.any() else None


@pytest.mark.parametrize("lift", [pivoted, by_confidence])
def test_a_lift_from_any_column_that_the_task_shows(lift, company):
    assert outcome("E3.4", lift) == "right"


def test_a_lift_is_tried_on_tables_with_all_columns():
    shown = going_together.company(data.load).columns
    for bought, *_ in going_together.cases(data.load).values():
        assert list(bought.columns) == list(shown)


def test_the_clusters_of_scikit_learn_pass_and_one_household_too_many_is_told(company):
    known, load = changed_needs.often(data.load), data.load
    scaled = sg.scale(known)
    found = KMeans(5, n_init=10, random_state=0).fit(scaled).labels_
    found = pd.Series(found, known.index)
    assert outcome("E3.5a", changed_needs.agrees(found)) == "right"
    card = changed_needs.agrees(changed_needs.card(load))
    assert outcome("E3.5b", changed_needs.agrees(found) - card) == "right"
    then, now = (
        sg.place(sg.scale(changed_needs.buying(load, day), like=known), scaled, found)
        for day in (again.THEN, changed_needs.CUTOFF)
    )
    changed = then.index[then != now[then.index]]
    assert outcome("E3.5c", changed) == "right"
    stayed = then.index.difference(changed)
    for slip in (changed[1:], changed.append(stayed[:1])):
        assert outcome("E3.5c", slip) == "wrong"
    assert outcome("E3.5d", changed_needs.agrees(then[changed])) == "right"


def test_the_loss_on_newcomers_joined_table_by_table(company):
    load = data.load
    table = load("customers").query("joined >= @below_zero.YEAR_AGO")
    table = table.merge(load("contact_costs"), on="contact_type")
    orders = load("orders").eval("margin = amount - goods_cost - handling_cost")
    cases = load("service_cases").eval("service = cost + compensation")
    for frame, name in ((orders, "margin"), (cases, "service")):
        sums = frame.groupby("customer_id", as_index=False)[name].sum()
        table = table.merge(sums, on="customer_id", how="left")
    quarters = (below_zero.CUTOFF - table["joined"]) / pd.Timedelta(days=91.25)
    kept = table["margin"].fillna(0) - table["service"].fillna(0)
    kept -= table["cost"] * quarters
    value = kept - table["acquisition_cost"]
    assert outcome("E3.6a", -value.clip(upper=0).sum()) == "right"
    assert outcome("E3.6b", kept.where(value < 0).sum()) == "right"
