"""Customer delivered value: what an offer gives a customer, less what it costs."""

import numpy as np

from crmlab import wanted

VALUES = ["product_value", "service_value", "personnel_value", "image_value"]
COSTS = ["money_cost", "time_cost", "energy_cost", "psychological_cost"]


def delivered_value(ratings, values=VALUES, costs=COSTS):
    """Total value, total cost and their difference, row by row.

    ratings  frame with one column for each value and each cost, in one unit (here
             points from 1 to 10); one row a customer and company
    Returns a frame with the same index: total_value, total_cost, delivered_value. A
    gap in one rating leaves a gap in the sums of that row.

    Raises ValueError where a column is missing or there twice, or holds no numbers or
    an infinite one.

    Formula: (product + service + personnel + image value) less (money + time + energy
    + psychological cost). Source: P. Kotler (1994), Marketing Management, 8th ed.,
    Prentice Hall. It weighs all eight alike: that is an assumption.

    >>> import pandas as pd
    >>> row = dict.fromkeys(VALUES, 8) | dict.fromkeys(COSTS, 5)
    >>> delivered_value(pd.DataFrame([row]))["delivered_value"].item()
    12
    """
    values = wanted.listed(values, "delivered_value", "values")
    costs = wanted.listed(costs, "delivered_value", "costs")
    asked = values + costs
    ratings = wanted.table(
        ratings, "delivered_value", "ratings", numbers=asked, gaps=asked
    )
    sums = ratings[[]].copy()
    sums["total_value"] = ratings[values].sum(axis=1, skipna=False)
    sums["total_cost"] = ratings[costs].sum(axis=1, skipna=False)
    sums["delivered_value"] = sums["total_value"] - sums["total_cost"]
    return sums


def leads(ratings, company="Lantern Tea"):
    """How far a company is ahead of the best rival that each customer knows.

    ratings  frame with customer_id, company and the eight ratings; one row a customer
             and company
    company  whose lead is asked for
    Returns a Series, lead, one row for each customer who rated the company and a
    rival, in points; above 0 the company is the best offer, 0 is a tie. An offer with
    a gap in one of its ratings is left out, as if it had not been rated.

    Raises ValueError where ``delivered_value`` does, where a customer_id or company is
    a gap, no row is of the company, or a customer rated a company twice.

    >>> import pandas as pd
    >>> rows = [("a", "us", 8), ("a", "x", 6), ("a", "y", 9), ("b", "us", 7)]
    >>> table = pd.DataFrame(rows, columns=["customer_id", "company", "product_value"])
    >>> table[VALUES[1:] + COSTS] = 5
    >>> leads(table, "us").to_dict()
    {'a': -1}
    """
    named = ["customer_id", "company"]
    ratings = wanted.table(ratings, "leads", "ratings", keys=named)
    wanted.one_of(company, ratings["company"].unique(), "leads", "company")
    if ratings.duplicated(["customer_id", "company"]).any():
        raise ValueError(
            "leads() found a customer who rated a company twice: keep one wave first."
        )
    worth = delivered_value(ratings)["delivered_value"]
    offers = ratings[named].assign(delivered_value=worth)[worth.notna()]
    ours = offers["company"] == company
    own = offers[ours].set_index("customer_id")["delivered_value"]
    best = offers[~ours].groupby("customer_id")["delivered_value"].max()
    both = own.index.intersection(best.index)
    return (own[both] - best[both]).rename("lead")


def share_ahead(lead, rounded=16):
    """Share of customers for whom a company is the best offer.

    lead     points ahead of the best rival, one entry a customer
    rounded  answers in each lead: eight on us and eight on the rival
    Raises ValueError where a lead is a gap, infinite or no number, or there is none.

    Every answer is rounded to a whole point and so has an error between −½ and ½. A
    sum of 16 such errors is nearly normal with standard deviation √(16/12). So a
    customer counts with the chance that the lead before rounding was above 0: a tie
    counts for half, a lead of one point for 0.81.

    >>> round(share_ahead([0, 1, 9]), 2)
    0.77
    """
    from scipy.special import ndtr

    lead = wanted.numbers(lead, "share_ahead", "lead")
    wanted.rows(lead, "share_ahead", "lead")
    rounded = wanted.whole(rounded, "share_ahead", "rounded", low=1)
    return float(ndtr(lead.to_numpy() / np.sqrt(rounded / 12)).mean())


def with_changes(ratings, company, changes):
    """The ratings after a company has changed its offer.

    ratings  as in ``leads``
    changes  dict of a value or cost to the points that it moves by; a rating stays
             between 1 and 10
    Returns a copy, the other companies as they were. A gap stays a gap.

    Raises ValueError where a column is missing or holds other things than numbers from
    1 to 10, a company is a gap, no row is of the company asked for, or a change is no
    number.

    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"company": ["us", "x"], "time_cost": [5, 5]})
    >>> with_changes(ratings, "us", {"time_cost": -1.5})["time_cost"].to_list()
    [3.5, 5.0]
    """
    function = "with_changes"
    changes = wanted.mapping(changes, function, "changes")
    ratings = wanted.table(ratings, function, "ratings", labels="company")
    wanted.columns(ratings, changes, function, "ratings")
    wanted.one_of(company, ratings["company"].unique(), function, "company")
    ours = ratings["company"] == company
    changed = {}
    for name, points in changes.items():
        wanted.number(points, function, f"the change of {name}")
        told = wanted.scale(ratings[name], 1, 10, function, name, gaps=True)
        changed[name] = (told + points * ours).clip(1, 10)
    return ratings.assign(**changed)
