"""Days and sums that several exercises of lesson 04 need."""

import pandas as pd

from crmlab.company import CUTOFF, START
from crmlab.practice.once import once

YEAR_AGO = CUTOFF - pd.Timedelta(weeks=52)
HALF_AGO = CUTOFF - pd.Timedelta(weeks=26)
YEAR_BEFORE_HALF = HALF_AGO - pd.Timedelta(weeks=26)


@once
def orders_with_margin(load):
    orders = load("orders")
    spent = orders["goods_cost"] + orders["handling_cost"]
    return orders.assign(margin=orders["amount"] - spent)


@once
def customers_of(load, kind=None, joined_before=CUTOFF):
    """Their rows, by number: of a kind, or of both."""
    customers = load("customers").set_index("customer_id")
    customers = customers[customers["joined"] < joined_before]
    return customers if kind is None else customers[customers["kind"] == kind]


@once
def sums(load, start=START, end=CUTOFF, what="margin", how="sum"):
    """Sum (or mean, size) of orders from a day on, before another, by customer."""
    orders = orders_with_margin(load)
    inside = orders["date"].between(start, end, inclusive="left")
    return orders[inside].groupby("customer_id")[what].agg(how)


def brought(load, who, start=START, end=CUTOFF, **which):
    """The same for each of these customers; 0 without orders."""
    return sums(load, start, end, **which).reindex(who, fill_value=0)


def best(score, share=0.2):
    """The customers with the best scores."""
    places = round(share * len(score))
    return score.sort_values(ascending=False, kind="stable").index[:places]


def share_held(score, later):
    """What share of a later sum is brought by the fifth that a score puts first."""
    return later[best(score)].sum() / later.sum()
