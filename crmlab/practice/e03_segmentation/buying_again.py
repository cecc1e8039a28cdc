"""Exercises E3.1 and E3.2: who buys again, at the start of another half-year, and what
explains it. The right ways to compute it and the usual wrong ones.
"""

import pandas as pd

from crmlab import segmentation as sg
from crmlab.company import CUTOFF
from crmlab.practice.once import once

THEN = CUTOFF - pd.Timedelta(weeks=26)  # the first day that is not known
FACTS = ["region", "city_tier", "household_stage", "income"]


def of_kind(load, kind):
    """Numbers of the customers of a kind."""
    customers = load("customers")
    return customers.loc[customers["kind"] == kind, "customer_id"]


@once
def before(load, kind=None):
    """The orders before THEN: of one kind of customers, or of all."""
    orders = load("orders")
    return kept(orders[orders["date"] < THEN], load, kind)


@once
def after(load, kind=None):
    orders = load("orders")
    return kept(orders[orders["date"] >= THEN], load, kind)


def kept(orders, load, kind):
    return orders[orders["customer_id"].isin(of_kind(load, kind))] if kind else orders


# --- E3.1: organisations as they stood at THEN -------------------------------------
@once
def organisations(load):
    """Recency, frequency and money of the organisations."""
    return sg.rfm(before(load, "organisation"), THEN)


def orders_of_each(load):
    return before(load, "organisation")["customer_id"].value_counts()


def days_per_organisation_on_file(load):
    days = organisations(load)["frequency"].sum()
    return days / len(of_kind(load, "organisation"))


def silent(load):
    return (organisations(load)["recency_days"] > 182).mean()


def silent_by_first_order(load):
    first = before(load, "organisation").groupby("customer_id")["date"].min()
    return ((THEN - first).dt.days > 182).mean()


def first_to_last(load):
    """Recency counted forwards, from the first order to the last, as in lesson 11."""
    days = before(load, "organisation").groupby("customer_id")["date"]
    return ((days.max() - days.min()).dt.days > 182).mean()


def old_orders(load):
    return ((THEN - before(load, "organisation")["date"]).dt.days > 182).mean()


def silent_on_file(load):
    """Of all organisations on file, those without an order before THEN included."""
    alone = organisations(load)["recency_days"] > 182
    return alone.sum() / len(of_kind(load, "organisation"))


def silent_today(load):
    known = sg.rfm(kept(load("orders"), load, "organisation"), CUTOFF)
    return (known["recency_days"] > 182).mean()


def silent_of_all(load):
    return (sg.rfm(before(load), THEN)["recency_days"] > 182).mean()


# --- E3.2: what explains who buys in the half-year from THEN on ---------------------
@once
def scores(load):
    """Scores of the households among themselves."""
    return sg.rfm_scores(sg.rfm(before(load, "household"), THEN))


def bought(load):
    """1 for each household that ordered from THEN on, 0 for the others."""
    return outcome(load, "bought")


@once
def outcome(load, name):
    households = before(load, "household")["customer_id"].drop_duplicates()
    return sg.later_behaviour(after(load), households)[name]


@once
def by_scores(load, names, how="unseen", what="bought"):
    """What one score, or several together, explain."""
    return sg.explained(outcome(load, what), scores(load)[list(names)])[how]


@once
def by_frequency_itself(load, parts=None):
    """Frequency unscored, or scored in parts otherwise than in the lesson.

    parts: a function from frequency to labels.
    """
    frequency = sg.rfm(before(load, "household"), THEN)["frequency"]
    groups = parts(frequency) if parts else frequency
    return sg.explained(bought(load), groups)["unseen"]


def fifths_by_value(frequency):
    """Ties stay together; two cut points that fall on one value become one."""
    return pd.qcut(frequency, 5, labels=False, duplicates="drop")


@once
def of_all_households(load):
    """Households without an order before THEN too, as a group without a score."""
    everybody = of_kind(load, "household")
    later = sg.later_behaviour(after(load), everybody)["bought"]
    return sg.explained(later, scores(load)["f"].reindex(later.index))["unseen"]


@once
def with_the_future(load):
    """Frequency counted in all orders, those to be guessed included."""
    households = before(load, "household")["customer_id"].unique()
    orders = load("orders")
    orders = orders[orders["customer_id"].isin(households)]
    frequent = sg.rfm_scores(sg.rfm(orders, CUTOFF))["f"]
    return sg.explained(bought(load), frequent)["unseen"]


def added(load, how="unseen"):
    """What frequency adds to recency."""
    together = by_scores(load, ("r", "f"), how)
    return together - by_scores(load, ("r",), how)


@once
def with_the_sum(load):
    """The scores added up: 5 + 1 and 1 + 5 are one group."""
    r_and_f = scores(load)[["r", "f"]].sum(axis=1)
    together = sg.explained(bought(load), r_and_f)["unseen"]
    return together - by_scores(load, ("r",))


@once
def portrait(load, how, what="bought"):
    facts = load("customers").set_index("customer_id")[FACTS]
    later = outcome(load, what)
    return sg.explained(later, facts.loc[later.index])[how]


def flattery(load):
    """What the portrait seems to explain and does not."""
    return portrait(load, "eta2") - portrait(load, "unseen")


@once
def flattery_of_stage(load):
    stage = load("customers").set_index("customer_id")["household_stage"]
    found = sg.explained(bought(load), stage[bought(load).index])
    return found["eta2"] - found["unseen"]
