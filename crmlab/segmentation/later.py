"""Does a score tell what happens later? Held against a period nobody had seen."""

import numpy as np
import pandas as pd

from crmlab import wanted


def later_behaviour(
    orders_after, customers, *, customer="customer_id", amount="amount"
):
    """What each customer did in a later period.

    orders_after  orders of that period; those of other customers are left out
    customers     whom to report on: a list or index of their numbers
    Returns a frame, one row for each of these customers, in the order given:
        bought  1 if the customer ordered in the period, else 0
        orders  number of orders
        amount  sum of the column named by ``amount``; 0 without orders

    Raises ValueError where a column is missing, has a gap or is not of its kind, a
    customer is there twice, or ids are text on one side only.

    >>> orders = pd.DataFrame({"customer_id": ["a", "a"], "amount": [10.0, 5.0]})
    >>> later_behaviour(orders, ["a", "b"])["amount"].to_list()
    [15.0, 0.0]
    """
    name = "later_behaviour"
    orders_after = wanted.table(
        orders_after,
        name,
        "orders_after",
        keys=[customer],
        numbers=[amount],
        empty=True,
    )
    customers = wanted.keys(customers, name, "customers", once=True)
    wanted.same_ids(
        orders_after[customer], customers, name, ("orders_after", "customers")
    )
    index = pd.Index(customers, name=customer)
    table = (
        orders_after.groupby(customer, observed=True)
        .agg(orders=(amount, "size"), amount=(amount, "sum"))
        .reindex(index, fill_value=0)
    )
    table.insert(0, "bought", (table["orders"] > 0).astype(int))
    return table


def gain_table(score, outcome, parts=10):
    """How well a score sorts customers by what they did later, part by part.

    score    a number for each customer, the more the better
    outcome  what came later: 0 or 1, orders, yuan (Series with the same customers)
    parts    number of parts of equal size; part 1 has the best scores
    Returns a frame, one row a part: customers, outcome (sum), rate (mean), lift (rate
    over the rate of all), reached (customers so far, as a share), captured (outcome so
    far, as a share).

    Customers with the same score cannot be told apart, so each counts with the mean
    outcome of all who share it: the result does not hang on the order of rows, and a
    score that is the same for all has lift 1 everywhere.

    Raises ValueError where a number is a gap, infinite or none, a customer of score has
    no outcome, the outcomes sum to 0, or there are more parts than customers.

    >>> score, bought = pd.Series([4, 3, 2, 1]), pd.Series([1, 1, 0, 0])
    >>> gain_table(score, bought, parts=2)["lift"].to_list()
    [2.0, 0.0]
    """
    name = "gain_table"
    score = wanted.numbers(score, name, "score")
    wanted.rows(score, name, "score")
    outcome = wanted.matched(score, outcome, name, ("score", "outcome"))
    outcome = wanted.numbers(outcome, name, "outcome").astype(float)
    parts = wanted.whole(parts, name, "parts", low=1)
    if parts > len(score):
        raise ValueError(
            f"{name}() cannot make {parts} parts of {len(score)} customers."
        )
    if outcome.sum() == 0:
        raise ValueError(f"{name}() finds no shares: the outcomes sum to 0.")
    expected = outcome.groupby(score).transform("mean")
    best_first = expected[score.sort_values(ascending=False, kind="stable").index]
    part = 1 + np.arange(len(score)) * parts // len(score)
    table = best_first.groupby(part).agg(customers="size", outcome="sum", rate="mean")
    return table.rename_axis("part").assign(
        lift=table["rate"] / outcome.mean(),
        reached=table["customers"].cumsum() / len(score),
        captured=table["outcome"].cumsum() / outcome.sum(),
    )
