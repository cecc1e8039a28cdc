"""Is a chance true, and what does acting on it cost?"""

import numpy as np
import pandas as pd

from crmlab import wanted


def calibration(chance, happened, parts=10):
    """Foretold against what came, in parts of equal size, the smallest chances first.

    chance    foretold for each customer, 0 to 1
    happened  True where it came (or 1 and 0), same customers
    parts     number of parts
    Returns a frame, one row a part: customers, foretold (mean chance), happened
    (share), error (standard error of that share, if the chances are true). Where they
    are, the share lies within two errors of what was foretold.

    Raises ValueError where a chance is missing or not from 0 to 1, a customer has no
    outcome, or there are more parts than customers.

    >>> calibration(pd.Series([0.2, 0.8]), pd.Series([0, 1]), 2)["happened"].to_list()
    [0.0, 1.0]
    """
    asks, names = "calibration", ("chance", "happened")
    chance = wanted.numbers(chance, asks, "chance", low=0, high=1).astype(float)
    wanted.rows(chance, asks, "chance")
    happened = wanted.flags(
        wanted.matched(chance, happened, asks, names), asks, names[1]
    )
    parts = wanted.whole(parts, asks, "parts", low=1)
    if parts > len(chance):
        raise ValueError(
            f"{asks}() cannot make {parts} parts of {len(chance)} customers."
        )
    # Equal chances stand together, so each counts with the mean outcome of all of them.
    outcome = happened.astype(float).groupby(chance).transform("mean")
    table = pd.DataFrame({"foretold": chance, "happened": outcome})
    table["spread"] = chance * (1 - chance)
    table = table.sort_values("foretold", kind="stable")
    part = 1 + np.arange(len(table)) * parts // len(table)
    grouped = table.groupby(part)
    result = grouped[["foretold", "happened"]].mean().rename_axis("part")
    result.insert(0, "customers", grouped.size())
    return result.assign(error=np.sqrt(grouped["spread"].sum()) / grouped.size())


def cost_curve(score, happened, wrong, missed):
    """What it costs to act on the so many highest scores, for each number of them.

    score     a number for each customer, the higher the more likely
    happened  True where it came (or 1 and 0), same customers
    wrong     CNY lost on each who is acted on and to whom it does not happen
    missed    CNY lost on each who is not acted on and to whom it does
    Returns a frame, one row a number of customers acted on, from 0 on: wrong, missed
    (customers; parts of one where scores are equal), cost (CNY). Customers with the
    same score are acted on together: only whole groups of them have a row.

    Raises ValueError where a score is missing, a customer has no outcome, or a loss is
    below 0.

    >>> table = cost_curve(pd.Series([3, 2, 1]), pd.Series([1, 0, 1]), 5, 20)
    >>> table["cost"].to_list()
    [40.0, 20.0, 25.0, 5.0]

    Source: C. Elkan 2001, The foundations of cost-sensitive learning, IJCAI, 973-978.
    """
    asks, names = "cost_curve", ("score", "happened")
    score = wanted.numbers(score, asks, "score")
    wanted.rows(score, asks, "score")
    happened = wanted.flags(
        wanted.matched(score, happened, asks, names), asks, names[1]
    )
    wrong = wanted.number(wrong, asks, "wrong", low=0)
    missed = wanted.number(missed, asks, "missed", low=0)
    groups = happened.groupby(score).agg(["size", "sum"]).sort_index(ascending=False)
    acted, hits = groups["size"].cumsum(), groups["sum"].cumsum()
    table = pd.DataFrame({"wrong": acted - hits, "missed": happened.sum() - hits})
    table.index = pd.Index(acted, name="customers")
    nobody = pd.DataFrame({"wrong": 0, "missed": happened.sum()}, pd.Index([0]))
    table = pd.concat([nobody, table]).rename_axis("customers").astype(float)
    return table.assign(cost=wrong * table["wrong"] + missed * table["missed"])
