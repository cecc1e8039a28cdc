"""Invoices and reports: what is behind paying late comes back from the tables."""

import numpy as np
import pandas as pd
import pytest
from as_written import as_written
from contact_made import contact
from scipy.special import expit

from crmlab.company import CUTOFF, planted
from crmlab.company.records.credit import make_credit


@pytest.fixture(scope="module")
def made(stories):
    return {
        seed: as_written(make_credit(story, contact(stories, seed)))
        for seed, story in stories.items()
    }


def growth(reports):
    return np.log(reports["staff"] / reports["staff_year_ago"])


def test_each_order_sent_to_an_organisation_has_its_invoice(made, stories):
    known = made[1].known["invoices"]
    orders = stories[1].named_orders.set_index("order_id").loc[known["order_id"]]
    assert (orders["customer_id"].to_numpy() == known["customer_id"]).all()
    rest = (1 - planted.DEPOSIT) * orders["amount"].to_numpy()
    assert np.allclose(known["amount"], rest, atol=0.01)
    assert (known["issued"] >= orders["date"].to_numpy()).all()
    assert ((known["due"] - known["issued"]).dt.days == planted.INVOICE_DUE).all()
    assert (known[["issued", "paid", "written_off"]].max() < CUTOFF).all()


def test_the_log_of_touchpoints_tells_the_same_payments(made, stories):
    log = contact(stories, 1).known["touchpoints"]
    paid = log[log["what"] == "paid the invoice"].set_index("order_id")["time"]
    own = made[1].known["invoices"].set_index("order_id")["paid"]
    both = own.index.intersection(paid.index)
    assert len(both) > 500
    assert (own[both] == paid[both].dt.normalize()).all()


def test_open_invoices_go_on_in_the_half_year_after(made):
    known, future = made[1].known["invoices"], made[1].future["invoices"]
    still = known[known["paid"].isna() & known["written_off"].isna()]
    assert set(still["order_id"]) <= set(future["order_id"])
    assert len(still) > 20


def test_invoices_are_late_as_often_as_planted(made):
    z = []
    for tables in made.values():
        known = tables.known["invoices"].dropna(subset="paid")
        # What was written in the last months and is paid by now was paid soon.
        known = known[known["issued"] < CUTOFF - pd.Timedelta(days=100)]
        chance = tables.truth["credit"].set_index("customer_id")["late_chance"]
        chance = chance[known["customer_id"]].to_numpy()
        late = (known["days_late"] > 0).to_numpy()
        z.append((late - chance).sum() / np.sqrt((chance * (1 - chance)).sum()))
    assert 0.5 < np.std(z) < 1.9
    assert abs(np.mean(z)) < 3 / np.sqrt(len(z))


def test_staff_shrinks_under_strain_and_before_giving_up(made):
    slopes, gaps = [], []
    for tables in made.values():
        both = tables.known["account_reports"].merge(
            tables.truth["credit"], on="customer_id"
        )
        large = both[both["staff"] >= 40]  # with few staff, whole people are too coarse
        slopes.append(np.polyfit(large["strain"], growth(large), 1)[0])
        gone = large["gives_up"]
        gaps.append(growth(large[gone]).mean() - growth(large[~gone]).mean())
    slope = planted.STAFF_GROWTH[1]
    assert np.mean(slopes) == pytest.approx(slope, rel=0.12)
    assert np.mean(gaps) == pytest.approx(slope * planted.STRAIN["gives up"], rel=0.3)
    assert np.sum(np.array(gaps) < 0) >= 9


def test_the_agency_errs_but_tells_something(made):
    for tables in made.values():
        both = tables.known["account_reports"].merge(
            tables.truth["credit"], on="customer_id", suffixes=("", "_true")
        )
        right = (both["credit"] == both["credit_true"]).mean()
        assert 0.35 < right < 0.7
        late = both.groupby("credit", observed=True)["late_chance"].mean()
        assert late["A"] < late["C"]


def test_what_is_written_off_is_what_was_planted(made, stories):
    lost, expected = 0, 0.0
    for tables in made.values():
        known = tables.known["invoices"].merge(tables.truth["credit"], on="customer_id")
        lost += known["written_off"].notna().sum()
        # Who gave up more than this long before the log has nothing to come.
        log_starts = CUTOFF - pd.Timedelta(weeks=planted.LOG_WEEKS)
        last = known.sort_values("issued").drop_duplicates("customer_id", keep="last")
        last = last[last["gives_up"] & (last["issued"] < log_starts)]
        base, slope = planted.UNPAID
        expected += expit(base + slope * last["strain"]).sum()
    # The last invoice before the log need not be the last order: fewer were lost.
    assert 0.6 * expected < lost <= expected + 3 * np.sqrt(expected)
    assert lost > 100
